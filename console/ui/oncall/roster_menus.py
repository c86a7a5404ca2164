"""Menus of the roster: what can be done with a shift, and what a lead may change."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from console.domain.language import tr
from console.domain.oncall.roster import Shift
from console.domain.oncall.roster_report import duty_words, name_of, span_words
from console.domain.oncall.turns import Change
from console.ui.oncall.roster_acts import RosterActs

if TYPE_CHECKING:
    from whenever import Instant

    from console.desk.desk import Desk


def shift_menu(acts: RosterActs, desk: Desk, shift: Shift, now: Instant, host: QWidget) -> QMenu:
    """Above the acts stands whose shift it is, and when; of one that is past nothing else."""
    menu = _menu(host)
    for words in (
        duty_words(shift.role, shift.duty, acts.team),
        span_words(shift.start, shift.end, now),
    ):
        menu.addAction(words.replace("&", "&&")).setEnabled(False)
    if shift.end <= now:
        return menu
    menu.addSeparator()
    if shift.duty.change is not None:
        _add_withdrawal(menu, acts, desk, shift.duty.change)
        return menu
    if desk.roster.may_be_on_duty and shift.duty.person != desk.me.id:
        menu.addAction(tr("Ta over …"), partial(acts.ask_take_over_of, shift))
    if desk.roster.may_lead:
        menu.addAction(tr("Sett inn en annen …"), partial(acts.ask_override_of, shift))
        if shift in acts.shifts_to_swap():
            menu.addAction(tr("Bytt med en annen vakt …"), partial(acts.ask_swap_of, shift))
    return menu


def lead_menu(acts: RosterActs, host: QWidget) -> QMenu:
    """What a lead may change, without a shift in hand."""
    menu = _menu(host)
    menu.addAction(tr("Sett inn en annen …"), acts.ask_override)
    menu.addAction(tr("Bytt to vakter …"), acts.ask_swap)
    menu.addSeparator()
    menu.addAction(tr("Ny turnus …"), acts.ask_rotation)
    menu.addAction(tr("Fast stedfortreder …"), acts.ask_deputy)
    return menu


def _add_withdrawal(menu: QMenu, acts: RosterActs, desk: Desk, change: Change) -> None:
    """What is changed already can only be taken back: two changes at once are refused."""
    if desk.roster.may_withdraw(change.made_by):
        menu.addAction(tr("Trekk endringen tilbake"), partial(acts.withdraw, change.id))
    else:
        name = name_of(acts.team, change.made_by)
        words = tr("{name} eller en leder kan trekke endringen tilbake", name=name)
        menu.addAction(words.replace("&", "&&")).setEnabled(False)


def _menu(host: QWidget) -> QMenu:
    menu = QMenu(host)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
