"""What is done with a chat in its lane: taken, handed over, noted, ended, written down."""

from __future__ import annotations

from PySide6.QtCore import Qt
from ui.chat.at_chats import CTRL, AtChats

from console.data.commands.chats import take_chat
from console.desk.chats.lane import Stage
from console.domain.cases import CaseState, MessageKind
from console.domain.ids import PersonId
from console.ui.window.places import CHAT, MAIL

K = Qt.Key


def test_what_rings_for_me_is_taken_by_key_from_another_place(chats: AtChats) -> None:
    chat = chats.waits("Liv")
    chats.rings(chat, chats.me)
    chats.at.until(lambda: chats.screen.bar.offer.shown is not None)
    chats.go(MAIL)
    chats.press(K.Key_T, CTRL)
    column = chats.lane(chat)
    chats.go(CHAT)
    assert column.lane.who == "Liv"
    chats.at.until(lambda: chats.screen.bar.offer.shown is None)


def test_whoever_writes_goes_on_writing_when_they_take_another(chats: AtChats) -> None:
    first = chats.mine("Liv")
    chats.types(first, "Jeg skal")
    chat = chats.waits("Per")
    chats.rings(chat, chats.me)
    chats.at.until(chats.screen.bar.offer.isVisible)
    chats.screen.bar.offer.take.click()
    chats.lane(chat)
    assert first.composer.editor.hasFocus()


def test_whoever_does_not_write_comes_to_the_chat_they_take(chats: AtChats) -> None:
    chat = chats.waits("Per")
    chats.rings(chat, chats.me)
    chats.at.until(chats.screen.bar.offer.isVisible)
    chats.press(K.Key_T, CTRL)
    column = chats.lane(chat)
    chats.at.until(column.composer.editor.hasFocus)


def test_what_i_do_not_take_rings_no_more(chats: AtChats) -> None:
    chat = chats.waits("Liv")
    chats.rings(chat, chats.me)
    chats.at.until(chats.screen.bar.offer.isVisible)
    chats.screen.bar.offer.decline.click()
    chats.at.until(chats.screen.bar.offer.isHidden)
    assert chat not in chats.screen.row.columns


def test_the_head_counts_what_nobody_has_yet(chats: AtChats) -> None:
    chats.mine("Liv")
    chats.waits("Per")
    chats.at.house.clock.advance(10)
    told = chats.screen.bar.list.accessibleName
    chats.at.until(lambda: told() == "1 venter · lengst 15 s")


def test_enter_in_the_list_leads_to_the_lane_of_mine_and_to_a_colleagues_case(
    chats: AtChats, jonas: PersonId
) -> None:
    mine = chats.mine("Liv")
    theirs = chats.waits("Per")
    chats.at.does(jonas, take_chat, theirs)
    floor = chats.at.desk.live.floor.chats
    chats.at.until(lambda: floor[theirs].agent == jonas)
    view = chats.screen.lane.pane.view
    chats.at.until(view.isVisible)
    view.setFocus()
    view.select_key(mine.lane.row_key)
    chats.press(K.Key_Return)
    assert mine.composer.editor.hasFocus()
    assert not chats.at.work.open_number
    view.setFocus()
    view.select_key(f"chat:{theirs}")
    chats.press(K.Key_Return)
    assert chats.at.work.open_number == floor[theirs].case


def test_a_chat_is_handed_over_with_a_word_that_its_receiver_finds(
    chats: AtChats, jonas: PersonId
) -> None:
    lane = chats.mine("Liv")
    people = chats.at.desk.people.value
    lane.asks.ask_word(next(each for each in people if each.id == jonas))
    chats.at.bot.keyClicks(lane.ask.field.editor, "Hun vil ha svar i dag")
    chats.press(K.Key_Return)
    chats.gone(lane)
    assert chats.at.desk.live.floor.chats[lane.lane.chat].agent == jonas
    assert chats.said(lane, MessageKind.NOTE) == ["Hun vil ha svar i dag"]


def test_an_end_while_the_customer_waits_is_asked_about_first(chats: AtChats) -> None:
    lane = chats.mine("Liv")
    lane.write()
    chats.press(K.Key_L, CTRL)
    assert "venter på svar" in lane.ask.accessibleName()
    chats.press(K.Key_Escape)
    assert lane.ask.text == ""
    chats.press(K.Key_L, CTRL)
    lane.ask.buttons["yes"].click()
    chats.gone(lane)
    assert chats.at.in_store(lane.lane.case).summary.state is CaseState.CLOSED


def test_a_note_written_in_a_lane_is_no_line_of_the_chat(chats: AtChats) -> None:
    lane = chats.mine("Liv")
    lane.write()
    chats.press(K.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    chats.at.bot.keyClicks(lane.composer.editor, "Bare for oss")
    chats.press(K.Key_Return, CTRL)
    chats.at.until(lambda: chats.said(lane, MessageKind.NOTE) == ["Bare for oss"])
    assert chats.said(lane) == []


def test_what_the_visitor_ended_is_written_down_and_solved_in_its_lane(chats: AtChats) -> None:
    lane = chats.mine("Liv")
    chats.house.leaves_for_good("Liv")
    chats.at.until(lambda: lane.lane.stage is Stage.ENDED)
    lane.write()
    chats.at.bot.keyClicks(lane.composer.editor, "Fikk svar på rabattkoden")
    chats.at.until(lambda: lane.talk.bubbles.isVisible())
    lane.composer.send.click()
    chats.gone(lane)
    chats.at.until(lambda: chats.said(lane, MessageKind.NOTE) == ["Fikk svar på rabattkoden"])
    assert chats.at.in_store(lane.lane.case).summary.state is CaseState.CLOSED


def test_four_lanes_on_a_laptop_take_the_room_of_the_list(chats: AtChats) -> None:
    for name in ("Liv", "Per", "Ida"):
        chats.mine(name)
    assert chats.screen.lane.isVisible()
    last = chats.mine("Ole")
    chats.at.until(lambda: not chats.screen.lane.isVisible())
    assert last.width() >= chats.screen.row.columns[last.lane.chat].minimumWidth()
    chats.screen.bar.list.click()
    chats.at.until(chats.screen.lane.isVisible)


def test_a_lane_beyond_the_edge_shows_its_clock_in_the_head(chats: AtChats) -> None:
    lanes = [chats.mine(name) for name in ("Liv", "Per", "Ida", "Ole", "Eva")]
    pips = chats.screen.bar.pips
    chats.at.until(lambda: [pip.number for pip in pips.pips] == [5])
    assert pips.pips[0].whole.startswith("Eva")
    pips.chosen.emit(5)
    assert lanes[-1].composer.editor.hasFocus()
    chats.at.until(lambda: [pip.number for pip in pips.pips] == [1])
