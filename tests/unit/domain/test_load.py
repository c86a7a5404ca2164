"""Units: a call 6, a chat 1, capacity 6; and what picking up costs."""

from __future__ import annotations

import pytest
from fakes.live_work import chat
from hypothesis import given
from hypothesis import strategies as st
from worked_tables import Row, oslo, rows

from console.domain.availability import Readiness
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import PersonId
from console.domain.load import Load, Units, most_room, price_of_picking_up, team_units
from console.domain.targets import Targets
from console.domain.waiting import Waiting
from console.domain.waits import Wait

WAITING = Waiting(WorkingTime(WorkCalendar(OpeningHours())), Targets())
NOW = oslo("2026-11-23T11:20:00")
ASLAK, MARI, SUNNIVA, JONAS, EMIL, TOBIAS, IDUN = map(PersonId, range(1, 8))

PICTURE = {
    ASLAK: Load(calls=1),
    MARI: Load(chats=4),
    SUNNIVA: Load(chats=4),
    JONAS: Load(chats=2),
    EMIL: Load(chats=1),
    TOBIAS: Load(),
    IDUN: Load(),
}
"""The team of the picture; the lead has a pause and is not counted."""


def waited(seconds: int) -> Wait:
    """A chat whose visitor has waited so long for our next answer."""
    wait = WAITING.chat(chat(1, waiting_since=NOW.subtract(seconds=seconds), first_reply_at=NOW))
    assert wait is not None
    return wait


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row["why"]) for row in rows("load_worked.csv")]
)
def test_the_load_is_the_worked_one(row: Row) -> None:
    load = Load(int(row["chats"]), int(row["calls"]))
    assert (load.used, load.room) == (int(row["units"]), int(row["room"]))
    assert load.is_offered_chats(Readiness(row["readiness"])) == (row["is_offered"] == "yes")


@given(
    st.integers(0, 20),
    st.integers(0, 3),
    st.builds(Units, st.integers(1, 12), st.integers(1, 6), st.integers(1, 24)),
    st.sampled_from(Readiness),
)
def test_an_offer_never_takes_anybody_over_the_capacity_or_out_of_a_call(
    chats: int, calls: int, units: Units, readiness: Readiness
) -> None:
    load = Load(chats, calls, units)
    if load.is_offered_chats(readiness):
        assert readiness is Readiness.READY
        assert calls == 0
        assert Load(chats + 1, calls, units).used <= units.capacity


def test_the_team_of_the_picture_uses_17_of_42_units() -> None:
    assert team_units(PICTURE.values()) == (17, 42)


def test_who_has_most_room_is_whom_to_hand_over_to() -> None:
    assert most_room(PICTURE) == TOBIAS
    assert most_room({ASLAK: Load(calls=1), EMIL: Load(chats=1), JONAS: Load(chats=2)}) == EMIL
    assert most_room({ASLAK: Load(calls=1)}) is None
    assert most_room({}) is None


def test_picking_up_costs_the_chats_that_pass_their_limit_meanwhile() -> None:
    """The picture of the ringing strip: one is late already, two will be."""
    mine = {"Sølvkroken": waited(128), "Fjordglimt": waited(58), "Havbris": waited(96)}
    now = WAITING.moment(NOW)
    assert price_of_picking_up(mine, now, 370) == (("Havbris", 24), ("Fjordglimt", 62))


@pytest.mark.parametrize(("away_s", "passing"), [(23, 0), (24, 1), (61, 1), (62, 2)])
def test_a_shorter_call_costs_less(away_s: int, passing: int) -> None:
    mine = {"Fjordglimt": waited(58), "Havbris": waited(96)}
    assert len(price_of_picking_up(mine, WAITING.moment(NOW), away_s)) == passing


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 200).map(waited), max_size=6))
def test_the_price_is_told_in_the_order_in_which_it_falls_due(mine: dict[str, Wait]) -> None:
    price = price_of_picking_up(mine, WAITING.moment(NOW), 90)
    assert [left for _, left in price] == sorted(left for _, left in price)
    assert all(0 < left <= 90 for _, left in price)
