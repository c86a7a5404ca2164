"""The roster on the screen: shown, changed by dialogs, saved as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import icalendar
import pytest
import qasync
from fixtures.house import House
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from ui.window.at_the_roster import BACKUP, NOW, PRIMARY, AtTheRoster, day
from ui.window.at_the_window import AtTheWindow

from console.data.commands.people import disable_person
from console.data.commands.roster import take_over
from console.data.commands.roster_steps import Stretch
from console.desk.tasks import Tasks
from console.domain.ids import PersonId
from console.ui.oncall.roster_deputy_form import DeputyForm
from console.ui.oncall.roster_menus import lead_menu
from console.ui.oncall.roster_rotation_form import RotationForm
from console.ui.oncall.roster_screen import RosterScreen
from console.ui.oncall.roster_stretch_form import StretchForm
from console.ui.oncall.roster_swap_form import SwapForm
from console.widgets.board_blocks import BlockKind
from console.widgets.hub import ThemeHub


def test_an_empty_roster_says_so_and_the_lead_makes_a_rotation(opened: AtTheRoster) -> None:
    assert opened.screen.face is None
    assert opened.screen.empty.title == "Ingen vaktliste ennå"
    opened.screen.empty.action_requested.emit()
    form = opened.dialog().form
    assert isinstance(form, RotationForm)
    assert not opened.dialog().confirm.isEnabled()
    assert [person.name for person in form.people] == ["Jonas Tveit", "Sunniva Lund"]
    for button in reversed(form.people.values()):
        opened.at.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [button.text() for button in form.people.values()] == [
        "2 · Jonas Tveit",
        "1 · Sunniva Lund",
    ]
    assert form.told == (
        "Sunniva Lund begynner man. 30. nov. 15:30. Så Jonas Tveit fra man. 7. des. 15:30."
    )
    opened.confirm()
    assert opened.told == ["Turnusen er lagret"]
    assert [block.texts[0] for block in opened.blocks(1, PRIMARY)] == [
        "Ingen har vakt",
        "Sunniva Lund",
    ]


def test_who_is_pressed_again_is_out_of_the_order(opened: AtTheRoster) -> None:
    opened.screen.acts.ask_rotation()
    form = opened.dialog().form
    assert isinstance(form, RotationForm)
    jonas, sunniva = form.people.values()
    for button in (jonas, sunniva, jonas):
        opened.at.bot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [button.text() for button in (jonas, sunniva)] == ["Jonas Tveit", "1 · Sunniva Lund"]


@pytest.mark.parametrize(
    ("dag", "tid"), [("37.11.", "15:30"), ("30.11.", "halv fire"), ("30.11.", "")]
)
def test_a_hand_over_that_is_no_time_is_named_beside_its_field(
    opened: AtTheRoster, dag: str, tid: str
) -> None:
    opened.screen.acts.ask_rotation()
    form = opened.dialog().form
    assert isinstance(form, RotationForm)
    form.start.day.setText(dag)
    form.start.time.setText(tid)
    assert form.start.error
    assert not opened.dialog().confirm.isEnabled()


def test_now_and_next_stand_on_top_and_gaps_in_words_below(at_roster: AtTheRoster) -> None:
    duty, backup = at_roster.face.cards
    assert (duty.name, duty.line) == ("Jonas Tveit", "til i dag 15:30, deretter Sunniva Lund")
    assert (backup.name, backup.line, backup.is_gap) == ("Ingen", "", True)
    (problem,) = at_roster.face.problems
    assert problem.text == "Ingen er reserve · fra i dag 09:41"
    (gap,) = at_roster.blocks(3, BACKUP)
    assert (gap.kind, gap.texts[0], gap.is_mine) == (BlockKind.NOBODY, "Ingen er reserve", False)


def test_weeks_show_turns_from_hand_over_to_hand_over_and_ones_own_apart(
    at_roster: AtTheRoster,
) -> None:
    assert [week.title for week in at_roster.face.weeks][:2] == ["Uke 48", "Uke 49"]
    assert at_roster.face.weeks[0].dates == "23. nov. – 29. nov."
    first, second = at_roster.blocks(0, PRIMARY)
    assert (first.texts[1], first.is_mine) == ("Jonas T.", False)
    assert (second.texts[2], second.is_mine) == ("SL", True)
    assert first.end == second.start == pytest.approx(15.5 / (7 * 24))
    assert second.tip == "Vakt: Sunniva Lund\ni dag 15:30 – man. 30. nov. 15:30"


def test_whoever_lost_access_is_warned_of_in_the_block_and_on_top(
    at_roster: AtTheRoster,
) -> None:
    at_roster.at.away(partial(at_roster.at.house.act, None, disable_person, "jonas"))
    at_roster.at.bot.waitUntil(lambda: len(at_roster.face.problems) > 1)
    at_roster.at.bot.waitUntil(lambda: at_roster.blocks(1, PRIMARY)[1].kind is BlockKind.WARNED)
    worst = at_roster.face.problems[0]
    assert worst.text == (
        "Jonas Tveit står på listen, men har ikke lenger tilgang · i dag 09:41 – i dag 15:30 og 4 "
        "ganger til"
    )
    assert worst.is_late


def test_one_takes_over_until_the_next_hand_over_unless_one_says_otherwise(
    at_roster: AtTheRoster, sunniva: PersonId
) -> None:
    at_roster.at.bot.mouseClick(at_roster.screen.take_over, Qt.MouseButton.LeftButton)
    form = at_roster.dialog().form
    assert isinstance(form, StretchForm)
    assert form.told == "i dag 09:41 – i dag 15:30 · 5 t 49 min"
    form.reason.setText("Jonas er syk")
    at_roster.confirm()
    assert at_roster.told == ["Du har overtatt vakten"]
    (change,) = at_roster.stored().changes
    assert (change.start, change.end, change.person) == (NOW, day(0), sunniva)
    at_roster.wait_for_changes(1)
    card = at_roster.face.cards[0]
    assert (card.name, card.note) == ("Sunniva Lund", "Jonas er syk")
    assert card.line == "til man. 30. nov. 15:30, deretter Jonas Tveit"


def test_what_a_colleague_was_first_with_is_told_and_what_was_typed_stays(
    at_roster: AtTheRoster, jonas: PersonId
) -> None:
    at_roster.screen.acts.ask_override_of(at_roster.shift(1))
    form = at_roster.dialog().form
    assert isinstance(form, StretchForm)
    form.reason.setText("bytter om")
    at_roster.at.does(jonas, take_over, Stretch(PRIMARY, day(1), day(2)), "")
    at_roster.confirm()
    assert "Vakten er alt endret: Jonas Tveit har den" in at_roster.dialog().problem.text()
    assert form.reason.text() == "bytter om"
    form.end.show_moment(day(1))
    at_roster.confirm()
    assert at_roster.told == ["Jonas T. har vakten"]
    assert len(at_roster.stored().changes) == 2


@pytest.mark.parametrize(
    ("dag", "tid", "told"),
    [
        ("22.11.2026", "12:00", "Tidspunktet er passert"),
        ("24.11.", "kvart over", "Skriv klokkeslettet som 12:30."),
        ("24.13.", "12:00", "Skriv dagen som 24.11."),
        ("23.11.2026", "09:41", "Tidspunktet er passert"),
    ],
)
def test_an_end_that_cannot_be_is_named_beside_its_field(
    at_roster: AtTheRoster, dag: str, tid: str, told: str
) -> None:
    at_roster.screen.acts.ask_take_over()
    form = at_roster.dialog().form
    assert isinstance(form, StretchForm)
    form.end.day.setText(dag)
    form.end.time.setText(tid)
    assert form.end.error.startswith(told)
    assert not at_roster.dialog().confirm.isEnabled()


def test_an_end_before_the_beginning_is_named(at_roster: AtTheRoster) -> None:
    at_roster.screen.acts.ask_take_over()
    form = at_roster.dialog().form
    assert isinstance(form, StretchForm)
    form.start.show_moment(day(2))
    assert form.end.error == "Slutten må komme etter begynnelsen."


def test_the_lead_swaps_two_turns_and_takes_the_swap_back(
    at_roster: AtTheRoster, sunniva: PersonId, jonas: PersonId
) -> None:
    at_roster.screen.acts.ask_swap_of(at_roster.shift(1))
    form = at_roster.dialog().form
    assert isinstance(form, SwapForm)
    assert form.told.splitlines() == [
        "Sunniva Lund får man. 30. nov. 15:30 – man. 7. des. 15:30.",
        "Jonas Tveit får i dag 15:30 – man. 30. nov. 15:30.",
    ]
    assert not at_roster.dialog().confirm.isEnabled()
    form.reason.setText("ferie")
    at_roster.confirm()
    assert at_roster.told == ["Vaktene er byttet"]
    assert [at_roster.stored().on_duty(day(at)).primary.person for at in (1, 8)] == [
        jonas,
        sunniva,
    ]
    at_roster.wait_for_changes(2)
    menu = at_roster.menu(at_roster.shift(1))
    menu.actions()[-1].trigger()
    at_roster.wait_for_changes(0)
    assert at_roster.told[-1] == "Endringen er trukket tilbake"


def test_two_turns_of_one_person_are_no_swap(at_roster: AtTheRoster) -> None:
    at_roster.screen.acts.ask_swap()
    form = at_roster.dialog().form
    assert isinstance(form, SwapForm)
    form.reason.setText("ferie")
    form.second.setCurrentIndex(form.first.currentIndex())
    assert form.told == "Velg to vakter som to forskjellige har."
    assert not at_roster.dialog().confirm.isEnabled()


def test_the_lead_names_a_standing_deputy(at_roster: AtTheRoster, sunniva: PersonId) -> None:
    at_roster.screen.acts.ask_deputy()
    form = at_roster.dialog().form
    assert isinstance(form, DeputyForm)
    form.person.choose(sunniva)
    at_roster.confirm()
    assert at_roster.stored().fallback == sunniva
    at_roster.at.bot.waitUntil(lambda: at_roster.face.cards[1].name == "Sunniva Lund")
    assert at_roster.face.cards[1].note == "stedfortreder; ingen er satt opp"
    assert at_roster.blocks(0, BACKUP)[0].kind is BlockKind.FALLBACK


def _offered(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isEnabled() and action.text()]


def test_a_shift_offers_what_can_be_done_with_it(at_roster: AtTheRoster, jonas: PersonId) -> None:
    mine, his = at_roster.shift(1), at_roster.shift(2)
    lead = ["Sett inn en annen …", "Bytt med en annen vakt …"]
    assert _offered(at_roster.menu(mine)) == lead
    assert _offered(at_roster.menu(his)) == ["Ta over …", *lead]
    told = [action.text() for action in at_roster.menu(his).actions()][:2]
    assert told == ["Vakt: Jonas Tveit", "man. 30. nov. 15:30 – man. 7. des. 15:30"]
    at_roster.at.does(jonas, take_over, Stretch(PRIMARY, day(1), day(2)), "")
    at_roster.wait_for_changes(1)
    taken = next(shift for shift in at_roster.face.shifts if shift.duty.change is not None)
    assert _offered(at_roster.menu(taken)) == ["Trekk endringen tilbake"]


def test_a_block_is_asked_about_by_a_click(at_roster: AtTheRoster, qtbot: QtBot) -> None:
    at_roster.screen.board.asked.emit(at_roster.blocks(1, PRIMARY)[1].key, QPoint(200, 200))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Vakt: Jonas Tveit"
    menu.close()


def test_the_roster_is_saved_as_a_calendar_file(at_roster: AtTheRoster, tmp_path: Path) -> None:
    whole, own = tmp_path / "alle.ics", tmp_path / "mine.ics"
    for person, file in ((None, whole), (at_roster.at.desk.me.id, own)):
        at_roster.screen.saving.save_to(person, str(file))
        at_roster.at.bot.waitUntil(file.exists)
    at_roster.at.bot.waitUntil(lambda: len(at_roster.told) == 2)
    assert at_roster.told[0] == f"Lagret som {whole}"
    read = [icalendar.Calendar.from_ical(file.read_bytes()).events for file in (whole, own)]
    assert {str(event["SUMMARY"]) for event in read[1]} == {"Vakt: Sunniva Lund"}
    assert len(read[0]) > 2 * len(read[1])


def test_what_cannot_be_saved_is_told(at_roster: AtTheRoster, tmp_path: Path) -> None:
    at_roster.screen.saving.save_to(None, str(tmp_path / "finnes ikke" / "vakt.ics"))
    at_roster.at.bot.waitUntil(lambda: bool(at_roster.refused))
    assert "kunne ikke lagres" in at_roster.refused[0]


def test_the_lead_has_all_buttons(at_roster: AtTheRoster) -> None:
    assert at_roster.screen.take_over.isVisible()
    assert at_roster.screen.change.isVisible()
    offered = _offered(lead_menu(at_roster.screen.acts, at_roster.screen))
    assert offered == [
        "Sett inn en annen …",
        "Bytt to vakter …",
        "Ny turnus …",
        "Fast stedfortreder …",
    ]


def test_whoever_neither_leads_nor_has_duty_reads_the_roster_only(
    hub: ThemeHub, at_window: AtTheWindow, house: House, loop: qasync.QEventLoop
) -> None:
    """Sunniva leads but has no duty here."""
    at_window.bot.waitUntil(lambda: at_window.desk.roster.roster.value is not None)
    screen = RosterScreen(hub, house.clock)
    at_window.bot.addWidget(screen)
    screen.attach(at_window.desk, Tasks(loop, lambda _name, _error: None).spawn)
    screen.show()
    assert screen.take_over.isHidden()
    assert not screen.change.isHidden()
    screen.release()
