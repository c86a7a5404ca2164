"""My chats side by side: where the keyboard is, what goes where, and what stays."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.chat.at_chats import CTRL, AtChats, picture

from console.desk.case_draft import Mode
from console.domain.cases import MessageKind
from console.domain.ids import PersonId
from console.ui.chat.lane_column import LaneColumn
from console.ui.window.places import CHAT, MAIL
from console.widgets.draft_pad import ComposerMode

K = Qt.Key


def active(chats: AtChats) -> LaneColumn | None:
    """The lane that has the keyboard."""
    now = QApplication.focusWidget()
    lanes = chats.screen.row.columns.values()
    return next((each for each in lanes if now is not None and each.isAncestorOf(now)), None)


def test_a_lane_shows_the_clock_of_its_row(chats: AtChats) -> None:
    lane = chats.mine("Liv")
    chats.at.house.clock.advance(20)
    chats.at.until(lambda: "25 s" in lane.head.ring.accessibleName())
    row = next(row for row in chats.screen.lane.pane.model.rows if row.key == lane.lane.row_key)
    assert row.clock is not None
    assert row.clock.sentence == lane.head.ring.accessibleName()


def test_ctrl_and_its_number_lead_to_a_lane_from_any_place(chats: AtChats) -> None:
    chats.mine("Liv")
    second = chats.mine("Per")
    chats.go(MAIL)
    chats.press(K.Key_2, CTRL)
    assert chats.at.work.place == CHAT
    chats.at.until(lambda: active(chats) is second)


def test_ctrl_j_leads_to_whoever_has_waited_longest_for_me(chats: AtChats) -> None:
    first = chats.mine("Liv")
    chats.at.house.clock.advance(30)
    second = chats.mine("Per")
    second.write()
    chats.press(K.Key_J, CTRL)
    assert active(chats) is first


def test_enter_says_a_line_in_its_own_chat_and_the_keyboard_stays(chats: AtChats) -> None:
    first, second = chats.mine("Liv"), chats.mine("Per")
    chats.rests(second)
    chats.types(second, "Da ser jeg på det")
    chats.press(K.Key_Return)
    chats.at.until(lambda: chats.answer(second) == "")
    assert chats.said(second) == ["Da ser jeg på det"]
    assert chats.said(first) == []
    assert active(chats) is second


def test_shift_enter_begins_a_line_and_says_nothing(chats: AtChats) -> None:
    lane = chats.mine("Liv")
    chats.rests(lane)
    chats.types(lane, "En")
    chats.press(K.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    chats.at.bot.keyClicks(lane.composer.editor, "to")
    assert chats.answer(lane) == "En\nto"
    assert chats.said(lane) == []


def test_what_is_half_typed_stands_while_others_come_and_go(
    chats: AtChats, jonas: PersonId
) -> None:
    first, second = chats.mine("Liv"), chats.mine("Per")
    chats.types(second, "Halvveis")
    chats.mine("Ida")
    chats.loses(first, jonas)
    assert chats.answer(second) == "Halvveis"
    assert second.lane.number == 2
    assert active(chats) is second


def test_a_lane_that_goes_leaves_the_keyboard_in_no_other(chats: AtChats, jonas: PersonId) -> None:
    first, _second = chats.mine("Liv"), chats.mine("Per")
    first.write()
    chats.loses(first, jonas)
    assert active(chats) is None


def test_what_is_said_is_told_step_by_step_and_never_anew(chats: AtChats) -> None:
    lane = chats.mine("Liv", "Første")
    resets: list[bool] = []
    lane.talk.bubbles.model().modelReset.connect(lambda: resets.append(True))
    for number, text in enumerate(("Andre", "Tredje")):
        chats.says("Liv", text, number)
    chats.at.until(lambda: bool(lane.talk.bubbles.entries[-1].body == "Tredje"))
    bodies = [entry.body for entry in lane.talk.bubbles.entries if entry.body]
    assert bodies == ["Første", "Andre", "Tredje"]
    assert resets == []


def test_a_line_that_names_another_customer_of_mine_is_held_and_can_be_taken_back(
    chats: AtChats,
) -> None:
    lane = chats.mine("Liv")
    chats.mine("Mona", shop="10417")
    chats.rests(lane)
    chats.types(lane, "Bestillingen hos Fjordglimt Sport er sendt")
    chats.press(K.Key_Return)
    chats.at.until(lambda: lane.asks.is_held)
    assert "Fjordglimt Sport" in lane.ask.accessibleName()
    lane.ask.buttons["no"].click()
    chats.at.until(lambda: not lane.asks.is_held)
    assert chats.answer(lane) == "Bestillingen hos Fjordglimt Sport er sendt"
    assert chats.said(lane) == []


def test_a_line_held_back_goes_when_it_was_meant(chats: AtChats) -> None:
    lane = chats.mine("Liv")
    chats.mine("Mona", shop="10417")
    chats.rests(lane)
    chats.types(lane, "Som hos Fjordglimt Sport")
    chats.press(K.Key_Return)
    chats.at.until(lambda: lane.asks.is_held)
    lane.ask.buttons["yes"].click()
    chats.at.until(lambda: chats.answer(lane) == "")
    assert chats.said(lane) == ["Som hos Fjordglimt Sport"]


def test_a_pasted_picture_goes_along_with_the_line(chats: AtChats) -> None:
    lane = chats.mine("Liv")
    lane.composer.editor.insertFromMimeData(picture())
    draft = lane.writing.keeper.draft
    assert draft is not None
    chats.at.until(lambda: len(draft.parts(Mode.REPLY)) == 1)
    chats.rests(lane)
    chats.press(K.Key_Return)
    chats.at.until(lambda: draft.parts(Mode.REPLY) == ())
    entries = chats.at.in_store(lane.lane.case).page.entries
    sent = [one for one in entries if getattr(one, "kind", None) is MessageKind.CHAT_OUT]
    assert [file.content_type for file in sent[0].attachments] == ["image/png"]  # type: ignore[union-attr]


def test_a_draft_is_the_same_in_its_lane_and_in_its_case(chats: AtChats) -> None:
    lane = chats.mine("Liv")
    chats.types(lane, "Begynt her")
    lane.head.opened.emit()
    chats.at.until(lambda: chats.at.work.open_number == lane.lane.case)
    case = chats.at.work.case
    assert case is not None
    composer = case.writing.composer
    chats.at.until(lambda: composer.text(ComposerMode.REPLY) == "Begynt her")
    chats.at.until(composer.isEnabled)
    case.writing.write_reply()
    chats.at.bot.keyClicks(composer.editor, ", skrevet ferdig i saken")
    assert chats.answer(lane) == "Begynt her, skrevet ferdig i saken"


def test_a_lane_says_how_its_own_draft_is_kept(chats: AtChats) -> None:
    first, second = chats.mine("Liv"), chats.mine("Per")
    chats.types(first, "Bare her")
    chats.at.until(lambda: "lagret" in first.composer.kept)
    assert second.composer.kept == ""
