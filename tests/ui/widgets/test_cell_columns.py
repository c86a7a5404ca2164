"""Columns of a painted table never overlap, and give way in the order that was said."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.widgets.cell_columns import CellColumn, placed
from console.widgets.hub import ThemeHub

COLUMNS = (
    CellColumn("Hvem", 96, share=1),
    CellColumn("Enheter", 156, gives_way=1),
    CellColumn("Chatter", 76, share=5, gives_way=2),
    CellColumn("Restanse", 56, is_figure=True),
)


def shown(hub: ThemeHub, room: int) -> list[str]:
    places = placed(hub, COLUMNS, room)
    return [each.title for each, (_, width) in zip(COLUMNS, places, strict=True) if width]


def test_the_clocks_give_way_before_the_units(hub: ThemeHub) -> None:
    assert shown(hub, 800) == ["Hvem", "Enheter", "Chatter", "Restanse"]
    assert shown(hub, 400) == ["Hvem", "Enheter", "Restanse"]
    assert shown(hub, 200) == ["Hvem", "Restanse"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2500))
def test_columns_stand_side_by_side_within_the_room(hub: ThemeHub, room: int) -> None:
    places = [place for place in placed(hub, COLUMNS, room) if place[1]]
    ends = [left + width for left, width in places]
    assert all(end <= place[0] for end, place in zip(ends, places[1:], strict=False))
    if room >= 200:
        assert ends[-1] <= room
