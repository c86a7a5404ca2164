"""What a lane of a chat draws, and its composer, as narrow as it can be."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.widgets.bubble_list import BubbleList
from console.widgets.draft_editor import DraftEditor
from console.widgets.draft_pad import ComposerMode, SendKind
from console.widgets.hub import ThemeHub
from console.widgets.lane_composer import LaneComposer, LaneStage
from console.widgets.lane_layout import LaneMeasurer

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scenes.case import WORDS
from scenes.lanes import LANE_WORDS, lines

NARROWEST = 280


@pytest.mark.parametrize("percent", [100, 150])
def test_everything_of_a_line_stands_inside_the_narrowest_lane(hub: ThemeHub, percent: int) -> None:
    hub.use_text_percent(percent)
    width = hub.fonts.px(NARROWEST)
    measurer = LaneMeasurer(hub, WORDS)
    for entry in lines():
        made = measurer.lay_out(entry, width)
        room = QRectF(0, 0, width, made.height)
        grounds = [made.ground] if made.ground is not None else []
        boxes = [piece.box for piece in made.pieces] + grounds
        assert [box for box in boxes if not room.contains(box)] == []


def test_the_time_of_ours_stands_before_it_and_what_became_of_it_below(hub: ThemeHub) -> None:
    entry = next(entry for entry in lines() if entry.state == "sett")
    made = LaneMeasurer(hub, WORDS).lay_out(entry, 320)
    assert made.ground is not None
    boxes = {piece.text: piece.box for piece in made.pieces}
    assert boxes["10:41"].right() <= made.ground.left()
    assert boxes["sett"].top() >= made.ground.bottom()


def test_few_lines_stand_at_the_foot_and_many_begin_at_the_head(
    hub: ThemeHub, qtbot: QtBot
) -> None:
    shown = BubbleList(hub, WORDS)
    qtbot.addWidget(shown)
    shown.resize(320, 600)
    shown.show()
    first, *others = lines()
    shown.show_entries([first])
    last = shown.model().index(0, 0)
    qtbot.waitUntil(lambda: shown.viewport().geometry().top() > 500)
    assert shown.visualRect(last).bottom() <= shown.viewport().height()
    shown.show_entries([first, *others, *(replace(entry, key=f"{entry.key}.") for entry in others)])
    qtbot.waitUntil(lambda: shown.viewport().geometry().top() == 0)


@pytest.fixture
def composer(hub: ThemeHub, qtbot: QtBot) -> Iterator[LaneComposer]:
    """Of one customer, on a screen."""
    lane = QWidget()
    qtbot.addWidget(lane)
    made = LaneComposer(hub, LANE_WORDS, lane)
    made.show_customer(3, "Sølvkroken Gull og Ur", "Skriv til Sølvkroken")
    made.resize(NARROWEST, 160)
    lane.show()
    yield made
    lane.close()


@pytest.mark.parametrize("width", [NARROWEST, 340, 430])
def test_no_button_of_a_lane_is_cut_off(composer: LaneComposer, width: int) -> None:
    composer.resize(width, 160)
    QApplication.processEvents()
    buttons = (composer.attach, composer.hand_over, composer.solve, composer.to_mail, composer.send)
    room = QRectF(0, 0, width, composer.height())
    assert [each for each in buttons if not room.contains(QRectF(each.geometry()))] == []
    assert composer.minimumSizeHint().width() <= NARROWEST


def test_a_button_without_words_still_says_its_name(composer: LaneComposer) -> None:
    composer.resize(NARROWEST, 160)
    QApplication.processEvents()
    assert composer.hand_over.text() == ""
    assert composer.hand_over.accessibleName() == "Gi videre"
    assert composer.hand_over.toolTip() != ""


def test_enter_sends_an_answer_and_begins_a_line_of_a_note(
    composer: LaneComposer, qtbot: QtBot
) -> None:
    sent = QSignalSpy(composer.send_requested)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return)
    composer.turn_note()
    qtbot.keyClicks(composer.editor, "Bare oss")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return)
    assert [sent.at(number)[0] for number in range(sent.count())] == [SendKind.REPLY.value]
    assert composer.text(ComposerMode.NOTE) == "Bare oss\n"


def test_when_the_chat_is_over_one_writes_for_us_and_not_for_the_customer(
    composer: LaneComposer,
) -> None:
    composer.set_text(ComposerMode.REPLY, "Et øyeblikk")
    composer.use_stage(LaneStage.WRAP_UP)
    assert composer.mode is ComposerMode.NOTE
    assert composer.editor.toPlainText() == ""
    assert composer.to_mail.isHidden()
    assert composer.text(ComposerMode.REPLY) == "Et øyeblikk"


@pytest.mark.parametrize(("typed", "is_taken"), [("", False), ("Hei", True)])
def test_ctrl_z_is_the_windows_where_nothing_was_typed(
    hub: ThemeHub, qtbot: QtBot, typed: str, is_taken: bool
) -> None:
    editor = DraftEditor(hub)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClicks(editor, typed)
    event = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier
    )
    event.ignore()
    QApplication.sendEvent(editor, event)
    assert event.isAccepted() is is_taken
