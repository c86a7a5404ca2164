"""Alarms are heard and seen for as long as they last, and no longer; nothing is told twice."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from fakes.clock import MONDAY_MORNING
from fakes.lanes import JONAS, ME
from fakes.live_work import call, chat
from PySide6.QtCore import Qt
from ui.alarms.at_alarms import AtAlarms

from console.domain.alarms import Stage
from console.domain.calls import CallState
from console.domain.chats import ChatState, Offer
from console.ui.alarms.bell import CADENCE_S

OFFERED = chat(1, offer=Offer(ME, MONDAY_MORNING.add(seconds=20)))
TAKEN = chat(1, state=ChatState.ACTIVE, agent=JONAS)
KEY = f"chat:{UUID(int=1)}"


def test_it_sounds_at_once_and_again_the_more_often_the_further_it_comes(at: AtAlarms) -> None:
    at.desk.take(chats=(OFFERED,))
    cadences = [at.alarms.bell.again_s]
    for seconds in (45, 15):
        at.desk.later.advance(seconds)
        cadences.append(at.alarms.bell.again_s)
    assert [stage for stage, _ in at.heard] == [Stage.OFFERED, Stage.EVERYBODY, Stage.LEAD]
    assert cadences == [20, 10, 5] == list(CADENCE_S.values())


def test_while_it_lasts_it_sounds_at_each_turn(at: AtAlarms) -> None:
    at.desk.take(chats=(OFFERED,))
    at.turn()
    at.turn()
    assert [stage for stage, _ in at.heard] == [Stage.OFFERED] * 3


def test_the_moment_a_colleague_takes_it_nothing_of_it_is_left(at: AtAlarms) -> None:
    at.use_other()
    at.desk.take(chats=(chat(1),))
    at.desk.later.advance(50)
    assert at.strip is not None
    at.desk.take(chats=(TAKEN,))
    assert (at.strip, at.alarms.bell.again_s) == (None, None)
    assert at.alarms.tray.icon.toolTip() == "Agentkonsoll"


def test_what_becomes_less_urgent_waits_for_its_turn(at: AtAlarms) -> None:
    at.desk.later.advance(70)
    at.desk.take(chats=(chat(1), chat(2, waiting_since=MONDAY_MORNING.add(seconds=20))))
    assert [stage for stage, _ in at.heard] == [Stage.LEAD]
    at.desk.take(chats=(TAKEN,))
    assert at.alarms.bell.again_s == 10
    assert len(at.heard) == 1


def test_the_sound_is_as_loud_as_was_chosen(at: AtAlarms, choose: Callable[..., None]) -> None:
    choose(sound="low")
    at.desk.take(chats=(OFFERED,))
    assert at.heard == [(Stage.OFFERED, "low")]


def test_the_strip_is_for_whoever_does_something_else(at: AtAlarms) -> None:
    at.desk.take(chats=(OFFERED,))
    assert at.strip is None
    at.use_other()
    assert at.strip is not None
    assert (at.strip.what, at.strip.who) == ("Chat venter 0 s", "Havbris Interiør")
    at.use_window()
    assert at.strip is None


def test_a_dialog_of_the_window_is_the_window(at: AtAlarms) -> None:
    at.other.setParent(at.window, Qt.WindowType.Dialog)
    at.other.show()
    at.use_other()
    at.desk.take(chats=(OFFERED,))
    assert at.strip is None


def test_by_choice_the_strip_stands_always_or_never(
    at: AtAlarms, choose: Callable[..., None]
) -> None:
    choose(strip="always")
    assert at.strip is not None
    assert at.strip.what == "Ingen venter på deg"
    choose(strip="never")
    at.use_other()
    at.desk.take(chats=(OFFERED,))
    assert at.strip is None


def test_the_strip_shows_what_is_furthest_and_how_many_more_there_are(at: AtAlarms) -> None:
    at.use_other()
    at.desk.later.advance(70)
    ringing = call(3, state=CallState.RINGING, rung_to=ME, began_at=MONDAY_MORNING.add(seconds=65))
    at.desk.take(chats=(chat(1),), calls=(ringing, call(4, is_pos=True)))
    assert at.strip is not None
    assert (at.strip.tone, at.strip.right) == ("late", "over målet · 2 til")
    assert at.strip.ring.pos is (at.strip.what == "POS-anrop venter 1:10")


def test_the_strip_counts_on_while_a_screen_reader_is_told_once(at: AtAlarms) -> None:
    at.use_other()
    at.desk.take(chats=(OFFERED,))
    name = at.alarms.strip.accessibleName()
    at.desk.later.advance(12)
    at.desk.alarming.tick()
    assert at.strip is not None
    assert at.strip.what == "Chat venter 12 s"
    assert (
        at.alarms.strip.accessibleName()
        == name
        == "En chat venter, Havbris Interiør, ringer hos deg"
    )


def test_the_strip_takes_one_to_it(at: AtAlarms) -> None:
    at.use_other()
    at.desk.take(chats=(OFFERED,))
    at.bot.mouseClick(at.alarms.strip, Qt.MouseButton.LeftButton)
    assert at.opened == [KEY]


def test_the_strip_never_takes_the_keyboard(at: AtAlarms) -> None:
    at.use_other()
    at.desk.take(chats=(OFFERED,))
    assert at.alarms.strip.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert at.alarms.strip.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus


def test_the_desktop_is_told_each_time_it_begins_and_once_more_when_it_is_late(
    at: AtAlarms,
) -> None:
    at.desk.take(chats=(OFFERED,))
    for _ in range(70):
        at.desk.later.advance(1)
        at.desk.alarming.tick()
    assert at.noted == [
        ("Chat venter 0 s · Havbris Interiør", "ringer hos deg"),
        ("Chat venter 45 s · Havbris Interiør", "ringer hos alle"),
        ("Chat venter 1:00 · Havbris Interiør", "over målet"),
    ]


def test_what_one_looks_at_already_is_not_told(at: AtAlarms) -> None:
    at.looked_at.add(KEY)
    at.desk.take(chats=(OFFERED,))
    assert at.noted == []
    assert len(at.heard) == 1


def test_notices_can_be_turned_off(at: AtAlarms, choose: Callable[..., None]) -> None:
    choose(has_notices=False)
    at.desk.take(chats=(OFFERED,))
    assert at.noted == []


def test_a_notice_that_is_pressed_leads_to_what_it_told_of(at: AtAlarms) -> None:
    at.desk.take(chats=(OFFERED,))
    at.alarms.tray.icon.messageClicked.emit()
    assert at.opened == [KEY]


def test_without_the_store_it_is_quiet_and_its_return_replays_nothing(at: AtAlarms) -> None:
    at.use_other()
    at.desk.take(chats=(OFFERED, chat(2)))
    at.desk.later.advance(50)
    noted, heard = list(at.noted), len(at.heard)
    at.desk.alarming.lose()
    at.turn()
    assert (at.strip, at.alarms.bell.again_s, len(at.heard)) == (None, None, heard)
    at.desk.later.advance(5)
    at.desk.take(chats=(TAKEN, chat(2)))
    assert at.noted == noted, "the chat that still waits was told of before"
    assert (len(at.heard), at.alarms.bell.again_s) == (heard, 10), "it is heard at its next turn"
    at.turn()
    assert len(at.heard) == heard + 1
    at.desk.alarming.lose()
    at.desk.take(chats=(chat(2, state=ChatState.ACTIVE, agent=JONAS),))
    assert (len(at.heard), at.alarms.bell.again_s) == (heard + 1, None)


@pytest.mark.parametrize(("count", "words"), [(1, ""), (3, " · 3 venter")])
def test_several_at_once_are_one_notice(at: AtAlarms, count: int, words: str) -> None:
    at.desk.later.advance(50)
    at.desk.take(chats=tuple(chat(number) for number in range(1, count + 1)))
    assert [body for _, body in at.noted] == [f"ringer hos alle{words}"]


def test_the_tray_tells_how_much_rings(at: AtAlarms) -> None:
    quiet = at.alarms.tray.icon.icon().pixmap(22, 22).toImage()
    at.desk.take(chats=(OFFERED,))
    assert at.alarms.tray.icon.toolTip() == "Agentkonsoll\nEn chat venter · Havbris Interiør"
    assert at.alarms.tray.icon.icon().pixmap(22, 22).toImage() != quiet
    names = [action.text() for action in at.alarms.tray.menu.actions() if action.text()]
    assert names == ["Åpne Agentkonsoll", "Avslutt"]
