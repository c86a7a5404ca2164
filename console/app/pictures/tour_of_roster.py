"""A tour of the roster: the coming weeks, what one asks for, and what the store says to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.app.pictures.looking import Looking
from console.app.pictures.settled import settled
from console.domain.language import tr
from console.domain.wording import moment_label
from console.ui.acts.form_dialog import FormDialog
from console.ui.oncall.roster_menus import lead_menu, shift_menu
from console.ui.oncall.roster_rotation_form import RotationForm
from console.ui.oncall.roster_screen import RosterScreen

if TYPE_CHECKING:
    from console.desk.desk import Desk


async def tour_of_roster(looking: Looking, screen: RosterScreen, desk: Desk) -> None:
    """Shows the roster, its menus and its dialogs."""
    await settled(lambda: screen.face is not None)
    await looking.at_window("oncall-roster")
    face, acts, now = screen.face, screen.acts, desk.clock.now()
    assert face is not None
    shift = next(shift for shift in face.shifts if shift.start > now)
    shift_menu(acts, desk, shift, now, screen).popup(screen.mapToGlobal(screen.rect().center()))
    await looking.at_menu("roster-shift-menu")
    lead_menu(acts, screen).popup(screen.mapToGlobal(screen.rect().center()))
    await looking.at_menu("roster-lead-menu")
    acts.ask_override_of(shift)
    await looking.at_dialog("roster-override", FormDialog)
    acts.ask_swap()
    await looking.at_dialog("roster-swap", FormDialog)
    acts.ask_deputy()
    await looking.at_dialog("roster-deputy", FormDialog)
    rotation = acts.ask_rotation()
    form = rotation.form
    assert isinstance(form, RotationForm)
    for button in form.people.values():
        button.click()
    await looking.at_dialog("roster-rotation", FormDialog)
    dialog = acts.ask_take_over_of(shift)
    when = moment_label(shift.start, now)
    dialog.refuse(
        tr(
            "Vakten er alt endret: {name} har den fra {start} til {end}. Ingenting ble endret. "
            "Trekk den endringen tilbake først, eller velg en annen tid.",
            name="Per-Christian Haraldsen",
            start=when,
            end=when,
        )
    )
    await looking.at_dialog("roster-take-over", FormDialog)
