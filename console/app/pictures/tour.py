"""A tour of the window: one screen after the other, on a throw-away desk."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from PySide6.QtCore import QPoint

from console.app.language import use_language
from console.app.pictures.looking import Look, Looking
from console.app.pictures.painted_files import pictures
from console.app.pictures.sample_desk import HeldClock, SampleDesk, fill_sample
from console.app.pictures.sample_night import NIGHT
from console.app.pictures.settled import settled
from console.app.pictures.sheet import PicturesFailed, Sheet
from console.app.pictures.shown_window import shown_window
from console.app.pictures.tour_of_absence import open_before_absence, tour_of_absence
from console.app.pictures.tour_of_case import begun_elsewhere, solve, tour_of_case
from console.app.pictures.tour_of_escalations import tour_of_escalations
from console.app.pictures.tour_of_night import tour_of_night
from console.app.pictures.tour_of_overview import tour_of_overview
from console.app.pictures.tour_of_palette import tour_of_palette
from console.app.pictures.tour_of_team import tour_of_team
from console.app.pictures.tour_without_store import tour_without_store
from console.app.prepared import check_first_run
from console.desk.desk import Desk
from console.desk.preferences import DENSITIES
from console.desk.sign_in import Account, SignInField
from console.desk.tasks import Tasks
from console.domain.language import tr
from console.ui.lanes.search_screen import SearchScreen
from console.ui.settings.settings_screen import (
    ABOUT,
    ALARMS,
    CHAT,
    HOURS,
    KEYS,
    LOOK,
    PHONE,
)
from console.ui.window.cheat_sheet import CheatSheet
from console.ui.window.places import MAIL, MINE, SEARCH, SETTINGS
from console.ui.window.workplace import Workplace
from console.widgets.hub import ThemeHub


async def tour(hub: ThemeHub, sheet: Sheet, look: Look) -> None:
    """Shows every screen of a sheet. Raises PicturesFailed when one does not come about."""
    use_language(sheet.language)
    try:
        with shown_window(hub, sheet) as window:
            await _before_the_desk(Looking(window, look))
        with tempfile.TemporaryDirectory() as place, shown_window(hub, sheet) as window:
            await _with_a_desk(Looking(window, look), Path(place), sheet.language)
        night = HeldClock(NIGHT)
        with tempfile.TemporaryDirectory() as place, shown_window(hub, sheet, night) as window:
            await tour_of_night(Looking(window, look), Path(place), night)
        night = HeldClock(NIGHT)
        with tempfile.TemporaryDirectory() as place, shown_window(hub, sheet, night) as window:
            await tour_without_store(Looking(window, look), Path(place), night)
    finally:
        use_language("nb")


async def _before_the_desk(looking: Looking) -> None:
    await looking.at_window("waiting")
    looking.window.show_first_run(check_first_run)
    await looking.at_window("first-run")
    await _signing_in(looking)
    reason = "timeout"
    looking.window.show_failure(
        tr("Lageret svarer ikke ({reason}).", reason=reason),
        Account("desk.mystore.no/desk", "sunniva.l"),
    )
    await looking.at_window("no-store")


async def _signing_in(looking: Looking) -> None:
    """By password alone; and as one who was given an address, after a mistake."""
    window = looking.window
    window.show_sign_in(Account("desk.mystore.no/desk", "sunniva.l"))
    window.refuse_sign_in(
        SignInField.PASSWORD,
        tr(
            "Lageret tok ikke imot passordet. Skriv det inn på nytt, eller be en administrator om "
            "et nytt."
        ),
    )
    await looking.at_window("sign-in")
    window.show_first_run(check_first_run)
    questions = window.frame.questions
    assert questions is not None
    questions.shared.click()
    await looking.at_window("sign-in-new")


async def _with_a_desk(looking: Looking, place: Path, language: str) -> None:
    loop = asyncio.get_running_loop()
    sample = await loop.run_in_executor(None, fill_sample, place, pictures(), language)
    failures: list[str] = []
    tasks = Tasks(loop, lambda name, error: failures.append(f"{name}: {error}"))
    desk = sample.desk(tasks.spawn)
    looking.window.attach(desk, tasks.spawn)
    desk.start(sample.whole, sample.cursor)
    try:
        await _at_the_desk(looking, desk, sample)
    finally:
        await tasks.stop()
        await desk.stop()
    await tour_of_absence(looking, desk, sample.begun)
    if failures:
        raise PicturesFailed("; ".join(failures))


async def _at_the_desk(looking: Looking, desk: Desk, sample: SampleDesk) -> None:
    work = looking.window.frame.work
    assert work is not None
    await settled(lambda: desk.is_loaded.value and desk.backlog.mail.rows.rows)
    await tour_of_overview(looking, desk, work)
    await _list(looking, work)
    await tour_of_case(looking, work, sample.case)
    await begun_elsewhere(looking, work, sample.begun)
    await tour_of_escalations(looking, desk, work, sample.case)
    await tour_of_team(looking, work)
    looking.window.frame.go(MINE)
    await looking.at_window("mine")
    await _search(looking, work)
    await tour_of_palette(looking)
    await _settings(looking, work)
    looking.window.frame.show_keys()
    await looking.at_dialog("keys", CheatSheet)
    await solve(looking, desk, work, sample.case)
    await open_before_absence(work, sample.begun)


async def _list(looking: Looking, work: Workplace) -> None:
    looking.window.frame.go(MAIL)
    await looking.at_window("mail")
    row = next(row for row in work.mail.pane.model.rows if row.case is not None)
    work.mail.pane.menu_requested.emit(row, QPoint(200, 200))
    await looking.at_menu("row-menu")
    roomy, tight = DENSITIES
    work.mail.use_density(tight)
    await looking.at_window("mail-tight")
    work.mail.use_density(roomy)


async def _search(looking: Looking, work: Workplace) -> None:
    looking.window.frame.go(SEARCH)
    await looking.at_window("search")
    search = work.rooms.known(SEARCH)
    assert isinstance(search, SearchScreen)
    search.field.setText("kassen")
    await settled(lambda: search.pane.model.rows)
    await looking.at_window("search-found")
    search.field.setText("xyzzy")
    await settled(lambda: "xyzzy" in search.pane.state_title)
    await looking.at_window("search-none")


async def _settings(looking: Looking, work: Workplace) -> None:
    looking.window.frame.go(SETTINGS)
    await looking.at_window("settings")
    assert work.settings is not None
    for part in (PHONE, CHAT, LOOK, KEYS, ALARMS, HOURS, ABOUT):
        work.settings.show_part(part)
        await looking.at_window(f"settings-{part}")
