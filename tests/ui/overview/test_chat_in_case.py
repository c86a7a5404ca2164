"""A live chat in its case: Enter sends a line, and nothing that was typed is lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from ui.overview.at_overview import AtOverview

from console.desk.lane import LaneName
from console.domain.cases import MessageKind
from console.domain.ids import CaseId, PersonId
from console.ui.case.case_screen import CaseScreen
from console.ui.chat.chat_screen import ChatScreen
from console.widgets.composer import ComposerMode
from console.widgets.timeline_entry import EntryKind

CHATS = LaneName.CHAT
K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def open_chat(overview: AtOverview, name: str = "Liv") -> tuple[CaseScreen, CaseId]:
    """A visitor writes; its case is opened by Enter, and the cursor stands in the answer."""
    key = overview.visitor(name, "Finner ikke rabattkoden")
    overview.stand_on(CHATS, key)
    overview.press(K.Key_Return)
    overview.at.until(lambda: bool(overview.at.work.open_number))
    screen = overview.at.work.case
    assert screen is not None
    composer = screen.writing.composer
    overview.at.until(lambda: composer.isEnabled() and bool(screen.talk.timeline.entries))
    screen.writing.write_reply()
    return screen, overview.at.work.open_number


def lines(overview: AtOverview, case: CaseId, kind: MessageKind) -> list[str]:
    """What was said, as the store has it."""
    entries = overview.at.in_store(case).page.entries
    return [one.visible_text for one in entries if getattr(one, "kind", None) is kind]


def test_enter_sends_the_line_and_the_field_is_empty_again(
    overview: AtOverview, sunniva: PersonId
) -> None:
    screen, case = open_chat(overview)
    composer = screen.writing.composer
    overview.at.bot.keyClicks(composer.editor, "Hei, jeg ser")
    overview.press(K.Key_Return, SHIFT)
    overview.at.bot.keyClicks(composer.editor, "og finner den")
    overview.press(K.Key_Return)
    overview.at.until(lambda: composer.text(ComposerMode.REPLY) == "")
    assert lines(overview, case, MessageKind.CHAT_OUT) == ["Hei, jeg ser\nog finner den"]
    (chat,) = overview.at.desk.live.floor.chats.values()
    overview.at.until(lambda: overview.at.desk.live.floor.chats[chat.id].agent == sunniva)


def test_two_lines_are_typed_one_after_the_other(overview: AtOverview) -> None:
    screen, case = open_chat(overview)
    editor = screen.writing.composer.editor
    overview.at.bot.keyClicks(editor, "Hei")
    overview.press(K.Key_Return)
    overview.at.until(lambda: screen.writing.composer.text(ComposerMode.REPLY) == "")
    assert editor.hasFocus()
    overview.at.bot.keyClicks(editor, "Jeg ser på det")
    overview.press(K.Key_Return)
    both = ["Hei", "Jeg ser på det"]
    overview.at.until(lambda: lines(overview, case, MessageKind.CHAT_OUT) == both)
    assert editor.hasFocus()


def test_the_case_of_a_chat_shows_the_clock_of_its_row(overview: AtOverview) -> None:
    screen, _case = open_chat(overview)
    overview.at.house.clock.advance(20)
    shown = screen.head.ring.accessibleName
    overview.at.until(lambda: "25 s" in shown())
    (row,) = (row for row in overview.lane(CHATS).pane.model.rows if not row.is_head)
    assert row.clock is not None
    assert row.clock.sentence == shown()


def test_what_is_said_in_a_chat_stands_in_bubbles(overview: AtOverview) -> None:
    screen, _case = open_chat(overview)
    kinds = [entry.kind for entry in screen.talk.timeline.entries if entry.body]
    assert EntryKind.BUBBLE_IN in kinds


def test_an_empty_line_is_not_sent(overview: AtOverview) -> None:
    screen, case = open_chat(overview)
    told: list[str] = []
    overview.at.work.refused.connect(told.append)
    overview.press(K.Key_Return)
    overview.at.bot.keyClicks(screen.writing.composer.editor, "Hei")
    overview.press(K.Key_Return)
    overview.at.until(lambda: lines(overview, case, MessageKind.CHAT_OUT) == ["Hei"])
    assert told == []


def test_a_line_half_typed_is_there_when_one_comes_back(overview: AtOverview) -> None:
    screen, case = open_chat(overview)
    overview.at.bot.keyClicks(screen.writing.composer.editor, "Halvveis")
    other = overview.visitor("Per", "Hei")
    overview.at.work.open_case(overview.at.desk.live.floor.chats[_id(other, overview)].case)
    composer = screen.writing.composer
    overview.at.until(lambda: composer.isEnabled() and composer.text(ComposerMode.REPLY) == "")
    overview.at.work.open_case(case)
    overview.at.until(lambda: composer.text(ComposerMode.REPLY) == "Halvveis")


def test_a_chat_that_ends_says_so_and_keeps_what_was_typed(overview: AtOverview) -> None:
    screen, _case = open_chat(overview)
    overview.at.bot.keyClicks(screen.writing.composer.editor, "Bare et øyeblikk")
    overview.leaves_for_good("Liv")
    line = screen.writing.chat_line
    overview.at.until(lambda: line.text.startswith("Chatten er over"))
    assert screen.writing.composer.text(ComposerMode.REPLY) == "Bare et øyeblikk"


def test_a_note_in_a_chat_is_not_sent_by_enter(overview: AtOverview) -> None:
    screen, case = open_chat(overview)
    screen.rest_hands()
    overview.press(K.Key_N)
    overview.at.bot.keyClicks(screen.writing.composer.editor, "Bare for oss")
    overview.press(K.Key_Return)
    assert screen.writing.composer.text(ComposerMode.NOTE) == "Bare for oss\n"
    assert lines(overview, case, MessageKind.CHAT_OUT) == []


def test_taken_in_its_case_the_chat_is_mine(overview: AtOverview, sunniva: PersonId) -> None:
    screen, _case = open_chat(overview)
    screen.rest_hands()
    overview.press(K.Key_T)
    chats = overview.at.desk.live.floor.chats
    overview.at.until(lambda: [chat.agent for chat in chats.values()] == [sunniva])


def _id(key: str, overview: AtOverview):  # type: ignore[no-untyped-def]
    return next(one for one in overview.at.desk.live.floor.chats if f"chat:{one}" == key)


def test_one_key_asks_in_its_lane_how_it_goes_on_by_mail(
    overview: AtOverview, sunniva: PersonId
) -> None:
    screen, _ = open_chat(overview)
    told: list[str] = []
    overview.at.window.frame.work.runner.notice.connect(told.append)
    overview.press(K.Key_M, CTRL)
    assert len(told) == 1, "it is nobody's yet"
    overview.at.bot.keyClicks(screen.writing.composer.editor, "Hei")
    overview.press(K.Key_Return)
    (chat,) = overview.at.desk.live.floor.chats
    overview.at.until(lambda: overview.at.desk.live.chats.lane(chat) is not None)
    overview.press(K.Key_M, CTRL)
    lanes = overview.at.work.rooms.known("chat")
    assert isinstance(lanes, ChatScreen)
    overview.at.until(lambda: lanes.row.columns[chat].sheet.isVisible())
