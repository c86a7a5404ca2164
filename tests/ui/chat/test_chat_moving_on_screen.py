"""Chats that go on by e-mail from their lanes, and what lanes say of visitors and of the day."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from ui.chat.at_chats import CHAT, CTRL, AtChats
from whenever import Time, hours

from console.desk.case_draft import Mode
from console.domain.chat_signs import ChatSigns
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import Interval, OpeningHours
from console.domain.instants import wall
from console.domain.live_news import ChatSeen
from console.ui.chat.lane_column import LaneColumn

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
ADDRESS = "liv@havbris.example"


def with_address(chats: AtChats, name: str) -> LaneColumn:
    """A chat of mine whose visitor has told their address."""
    began = chats.house.before(5)
    chats.house.tell(CHAT, ChatSeen(name, 1, began, name, address=ADDRESS))
    lane = chats.mine(name)
    acts = chats.at.desk.live.chat_acts
    chats.at.until(lambda: acts.address_of(lane.lane.chat) == ADDRESS)
    return lane


def close_soon(chats: AtChats) -> None:
    """Chat closes two minutes from now, and opens again later in the day."""
    closes = wall(chats.at.house.clock.now().add(minutes=2)).time()
    today = Interval(Time(8), Time(closes.hour, closes.minute))
    later = Interval(Time(15), Time(15, 30))
    hours_now = replace(OpeningHours(), chat=(today, later))
    chats.at.desk.live.chats.use_hours(WorkCalendar(hours_now))
    chats.at.desk.live.chats.tick()


def test_ctrl_m_asks_in_the_lane_and_enter_moves_the_chat(chats: AtChats) -> None:
    lane = with_address(chats, "Liv")
    chats.types(lane, "Jeg sjekker og skriver til deg")
    chats.press(K.Key_M, CTRL)
    chats.at.until(lane.sheet.isVisible)
    assert lane.sheet.words.text == "Jeg sjekker og skriver til deg"
    lane.sheet.done.click()
    going = chats.at.desk.live.chat_acts.on_their_way
    chats.at.until(lambda: lane.lane.chat in going.value)
    chats.at.until(lambda: lane.strip.words.text == "går over til e-post")
    chats.at.until(lambda: chats.answer(lane) == "")
    assert lane.sheet.isHidden()


def test_what_was_moved_by_mistake_is_a_chat_again_with_its_words(chats: AtChats) -> None:
    lane = with_address(chats, "Liv")
    chats.types(lane, "Ikke helt")
    chats.press(K.Key_M, CTRL)
    chats.at.until(lane.sheet.isVisible)
    lane.sheet.done.click()
    chats.at.until(lambda: chats.answer(lane) == "")
    chats.press(K.Key_Z, CTRL)
    chats.at.until(lambda: chats.answer(lane) == "Ikke helt")
    assert lane.strip.words.text != "går over til e-post"


def test_what_was_written_in_the_sheet_is_not_lost_when_it_is_left(chats: AtChats) -> None:
    lane = chats.mine("Liv")
    lane.write()
    chats.press(K.Key_M, CTRL)
    chats.at.until(lane.sheet.isVisible)
    chats.at.bot.keyClicks(lane.sheet.words.editor, "Halvveis")
    draft = lane.writing.keeper.draft
    assert draft is not None
    assert draft.text(Mode.REPLY) == "Halvveis", "while it is open: the window may die"
    lane.sheet.stop.click()
    assert chats.answer(lane) == "Halvveis"
    assert lane.composer.isVisible()


def test_one_key_moves_what_will_not_be_done_before_we_close(chats: AtChats) -> None:
    lane = with_address(chats, "Liv")
    close_soon(chats)
    chats.at.until(chats.screen.drain.isVisible)
    assert chats.screen.drain.rest.isVisible()
    lane.write()
    chats.press(K.Key_P, CTRL | SHIFT)
    going = chats.at.desk.live.chat_acts.on_their_way
    chats.at.until(lambda: lane.lane.chat in going.value)


def test_a_visitor_who_types_is_seen_typing(chats: AtChats) -> None:
    lane = chats.mine("Mona")
    now = chats.at.house.clock.now()
    live = chats.at.desk.live.chats
    live.hear_signs((ChatSigns(lane.lane.chat, now + hours(1), None),))
    live.tick()
    assert lane.signs.words.text == "Mona skriver"
    live.hear_signs((ChatSigns(lane.lane.chat, now, None),))
    live.tick()
    assert lane.signs.words.text == ""


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_second_that_passes_draws_no_line_anew(chats: AtChats) -> None:
    lanes = [chats.mine(name) for name in ("Liv", "Per")]
    chats.at.until(lambda: all(lane.talk.bubbles.isVisible() for lane in lanes))
    lines, rings = Painted(), Painted()
    for lane in lanes:
        lane.talk.bubbles.viewport().installEventFilter(lines)
        lane.head.ring.installEventFilter(rings)
    for _ in range(3):
        before = rings.count
        chats.at.house.clock.advance(1)
        chats.at.desk.live.tick()
        chats.at.until(lambda seen=before: rings.count > seen)  # type: ignore[misc]
    assert lines.count == 0
