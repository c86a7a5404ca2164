"""A row that stays as it is looks the same painted and kept, and never as it was before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.desk.changes import Insert, Remove, Update
from console.ui.models.live_list_model import LiveListModel
from console.widgets.badge import Badge, BadgeKind
from console.widgets.clock_ring import RingMeaning, RingState
from console.widgets.hub import ThemeHub
from console.widgets.queue_row import QueueFace, QueueRoom, QueueText
from console.widgets.row_list import Density, Ink, RowList
from console.widgets.row_text import Presence, RowText
from console.widgets.theme import ThemeName

SECONDS = RingState(0.8, "47 s", "av 60 s", RingMeaning.SOON)
ROWS = (
    RowText("a", "Havbris Interiør", "Finner ikke rabattkoden", ring=SECONDS, right_text="47 s"),
    RowText("b", "Fjordglimt Sport", "Bilde av skjermen", (Badge("POS", BadgeKind.POS),),
            Presence("Mari K.", "MK"), 2, (3, 5), ring=SECONDS),
    RowText("c", "Ullteppet", "Kasse 1", ring=SECONDS),
)  # fmt: skip


class Listed:
    """A list on a screen, and how it looks: painted often enough for every row to be kept."""

    def __init__(self, hub: ThemeHub, qtbot: QtBot, rows: Sequence[RowText] = ROWS) -> None:
        self.model: LiveListModel[RowText] = LiveListModel(lambda row: row)
        self.view = RowList(hub, "Chat")
        qtbot.addWidget(self.view)
        self.view.setModel(self.model)
        self.view.resize(335, 60 * len(rows))
        self.model.apply([Insert(0, tuple(rows))])
        self.view.show()

    def look(self, times: int = 3) -> QImage:
        for _ in range(times):
            image = self.view.viewport().grab().toImage()
        return image


def fresh(hub: ThemeHub, qtbot: QtBot, rows: Sequence[RowText], like: QWidget) -> QImage:
    """The same rows painted for the first time."""
    listed = Listed(hub, qtbot, rows)
    listed.view.resize(like.size())
    return listed.look(1)


@pytest.mark.parametrize("theme", list(ThemeName))
@pytest.mark.parametrize("density", list(Density))
@pytest.mark.parametrize("text_percent", [100, 125, 150])
def test_a_kept_row_looks_as_it_was_painted(
    hub: ThemeHub, qtbot: QtBot, theme: ThemeName, density: Density, text_percent: int
) -> None:
    hub.use_theme(theme)
    hub.use_text_percent(text_percent)
    listed = Listed(hub, qtbot)
    listed.view.use_density(density)
    assert listed.look(1) == listed.look(3)


def _dark(hub: ThemeHub, _listed: Listed) -> None:
    hub.use_theme(ThemeName.DARK)


def _large(hub: ThemeHub, _listed: Listed) -> None:
    hub.use_text_percent(125)


def _tight(_hub: ThemeHub, listed: Listed) -> None:
    listed.view.use_density(Density.COMPACT)


def _stale(_hub: ThemeHub, listed: Listed) -> None:
    listed.view.use_ink(Ink.STALE)


def _narrow(_hub: ThemeHub, listed: Listed) -> None:
    listed.view.resize(300, listed.view.height())


@pytest.mark.parametrize("change", [_dark, _large, _tight, _stale, _narrow])
def test_another_look_is_seen_at_once(
    hub: ThemeHub, qtbot: QtBot, change: Callable[[ThemeHub, Listed], None]
) -> None:
    listed, other = Listed(hub, qtbot), Listed(hub, qtbot)
    before = listed.look()
    change(hub, listed)
    if change is not _dark and change is not _large:
        change(hub, other)
    assert listed.look(1) == other.look(1) != before


def test_a_row_that_says_something_else_is_painted_anew(hub: ThemeHub, qtbot: QtBot) -> None:
    listed = Listed(hub, qtbot)
    listed.look()
    said = replace(ROWS[1], what="Nå virker det")
    listed.model.apply([Update(1, said)])
    rows = (ROWS[0], said, ROWS[2])
    assert listed.look(1) == fresh(hub, qtbot, rows, listed.view)


def test_rows_that_moved_up_are_where_they_stand(hub: ThemeHub, qtbot: QtBot) -> None:
    listed = Listed(hub, qtbot)
    listed.look()
    listed.model.apply([Remove(0, 1)])
    assert listed.look(1) == fresh(hub, qtbot, ROWS[1:], listed.view)


def test_a_row_of_the_queue_gives_way_as_soon_as_it_has_buttons(
    hub: ThemeHub, qtbot: QtBot
) -> None:
    room = QueueRoom()
    rows = [QueueText(f"call:{n}", "Ullteppet", why="Ventet lengst av de andre") for n in (1, 2)]
    listed = Listed(hub, qtbot, rows)
    listed.view.resize(900, 120)
    listed.view.use_faces(lambda _density: QueueFace(room))
    before = listed.look()
    room.taken["call:2"] = 400
    assert listed.look(1) != before


def test_the_chosen_row_looks_chosen_and_then_no_more(hub: ThemeHub, qtbot: QtBot) -> None:
    listed = Listed(hub, qtbot)
    before = listed.look()
    listed.view.select_key("b")
    assert listed.look() != before
    listed.view.rest()
    listed.view.setCurrentIndex(listed.model.index(-1, 0))
    assert listed.look() == before


def test_a_list_out_of_sight_keeps_no_pictures(hub: ThemeHub, qtbot: QtBot) -> None:
    listed = Listed(hub, qtbot)
    before = listed.look()
    listed.view.hide()
    assert not listed.view._rows._painted._seen
    listed.view.show()
    assert listed.look() == before


def test_no_more_rows_are_kept_than_are_in_sight(hub: ThemeHub, qtbot: QtBot) -> None:
    rows = [replace(ROWS[0], key=str(number)) for number in range(40)]
    listed = Listed(hub, qtbot, rows)
    listed.view.resize(335, 5 * 56)
    for number in range(40):
        listed.view.scrollTo(listed.model.index(number, 0))
        listed.look()
    seen = listed.view._rows._painted._seen
    assert list(seen)[-5:] == ["35", "36", "37", "38", "39"]
    assert len(seen) == 7


def test_between_the_screens_own_points_rows_are_painted(hub: ThemeHub, qtbot: QtBot) -> None:
    listed = Listed(hub, qtbot)
    image = QImage(listed.view.size() * 1.5, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(1.5)
    image.fill(Qt.GlobalColor.white)
    for _ in range(3):
        listed.view.viewport().render(image)
    seen = listed.view._rows._painted._seen.values()
    assert [row.ratio for row in seen] == [1.5] * len(ROWS)
    assert not any(row.picture for row in seen)
