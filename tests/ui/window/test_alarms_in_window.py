"""Alarms at the window: a press leads to what rings, and what one looks at is not told of."""

from __future__ import annotations

from functools import partial

import pytest
from fakes.live_items import caller, line, visitor
from fixtures.live_house import LiveHouse
from pytestqt.qtbot import QtBot
from ui.window.at_the_window import AtTheWindow

from console.data.commands.availability import set_readiness
from console.domain.availability import Channel, Readiness
from console.domain.ids import PersonId
from console.ui.alarms.alarms import Alarms
from console.ui.settings.alarm_form import AlarmForm
from console.ui.window.my_state_menu import MyStateMenu
from console.ui.window.places import CHAT, MAIL, SETTINGS, TELEPHONE


def alarms(at: AtTheWindow) -> Alarms:
    assert at.window.alarms is not None
    return at.window.alarms.alarms


@pytest.fixture
def told(at_window: AtTheWindow, sunniva: PersonId) -> list[str]:
    """Sunniva is at work, on a pause; what the desktop is told of."""
    found: list[str] = []
    alarms(at_window).tray.told.connect(lambda title, _body: found.append(title))
    at_window.does(sunniva, set_readiness, Channel.CHAT, Readiness.PAUSE, "lunsj")
    return found


@pytest.fixture
def rings(at_window: AtTheWindow, told: list[str], live: LiveHouse) -> str:
    """Kari's chat, for which nobody is ready; its key."""
    del told
    at_window.away(partial(live.chat, visitor(), line(1)))
    at_window.until(lambda: bool(at_window.desk.live.alarming.told.value))
    return at_window.desk.live.alarming.told.value[0].key


def test_the_strip_leads_to_the_chat_that_rings_also_when_the_language_has_changed(
    at_window: AtTheWindow, rings: str
) -> None:
    at_window.window._rebuild()
    thing = at_window.desk.live.overview.thing(rings)
    alarms(at_window).strip.click()
    assert (at_window.work.place, at_window.work.open_number) == (CHAT, thing.case)  # type: ignore[union-attr]


def test_the_strip_leads_to_the_call_that_rings(
    at_window: AtTheWindow, told: list[str], live: LiveHouse
) -> None:
    at_window.away(partial(live.phone, caller()))
    at_window.until(lambda: len(told) == 1)
    alarms(at_window).strip.click()
    assert at_window.work.place == TELEPHONE
    row = at_window.work.lane(TELEPHONE).pane.view.currentIndex()
    assert row.isValid()


def test_what_one_looks_at_is_not_told_of_and_what_one_does_not_is(
    at_window: AtTheWindow, told: list[str], live: LiveHouse
) -> None:
    at_window.window.frame.go(CHAT)
    at_window.away(partial(live.chat, visitor(), line(1)))
    at_window.until(lambda: bool(at_window.desk.live.alarming.told.value))
    assert told == []
    at_window.window.frame.go(MAIL)
    at_window.away(partial(live.phone, caller()))
    at_window.until(lambda: len(told) == 1)
    assert told[0].startswith("Anrop venter")


def test_at_the_tray_one_says_ones_state_and_ends_the_program(
    at_window: AtTheWindow, qtbot: QtBot
) -> None:
    menu = alarms(at_window).tray.menu
    menu.aboutToShow.emit()
    (states,) = (each.menu() for each in menu.actions() if each.text() == "Min status")
    assert isinstance(states, MyStateMenu)
    next(each for each in states.actions() if each.text() == "Klar").trigger()
    state = at_window.desk.live.my_state
    at_window.until(lambda: state.readiness(Channel.CHAT) is Readiness.READY)
    with qtbot.waitSignal(at_window.window.close_requested):
        menu.actions()[-1].trigger()


def form(at: AtTheWindow) -> AlarmForm:
    at.window.frame.go(SETTINGS)
    settings = at.work.settings
    assert settings is not None
    settings.show_part("alarms")
    return settings.alarms


def test_what_is_chosen_is_in_force_at_once_and_why_nothing_is_heard_is_told(
    at_window: AtTheWindow,
) -> None:
    made = form(at_window)
    at_window.desk.live.sounds.problem.set("Ingen lydenhet.")
    assert made.sound_row.error == "Ingen lydenhet."
    made.strip._pick(1)
    assert not alarms(at_window).strip.isHidden()
    made.notices._pick(1)
    made.sound._pick(0)
    chosen = at_window.window.preferences
    assert (chosen.sound, chosen.strip, chosen.has_notices) == ("off", "always", False)
    assert not made.try_it.isEnabled()


def test_at_the_end_nothing_of_the_alarms_is_left(at_window: AtTheWindow, rings: str) -> None:
    del rings
    strip, bell = alarms(at_window).strip, alarms(at_window).bell
    at_window.window.allow_close()
    assert (strip.isHidden(), bell.again_s, at_window.window.alarms) == (True, None, None)
