"""A tour of on-call: the incidents, the cockpit at night, what opens over it, and the morning."""

from __future__ import annotations

import asyncio
from pathlib import Path

from console.app.pictures.looking import Looking
from console.app.pictures.sample_desk import HeldClock, SampleNight, fill_night
from console.app.pictures.sample_night import CARDS, CARDS_NOTE, MORNING, SLEPT, TWICE, UNSEEN
from console.app.pictures.settled import settled
from console.app.pictures.sheet import PicturesFailed
from console.app.pictures.tour_of_bases import tour_of_bases
from console.app.pictures.tour_of_roster import tour_of_roster
from console.desk.desk import Desk
from console.desk.tasks import Tasks
from console.domain.wording import clock_time
from console.ui.oncall.by_hand_dialog import ByHandDialog
from console.ui.oncall.cockpit import Cockpit
from console.ui.oncall.incident_dialog import IncidentDialog
from console.ui.oncall.oncall_place import OnCallPlace
from console.ui.oncall.oncall_screen import BASES, INCIDENTS, ROSTER, OnCallScreen
from console.ui.oncall.shop_dialog import ShopDialog
from console.ui.window.places import ONCALL
from console.ui.window.workplace import Workplace


async def tour_of_night(looking: Looking, folder: Path, clock: HeldClock) -> None:
    """Shows the night on a desk of its own. Raises PicturesFailed."""
    loop = asyncio.get_running_loop()
    sample = await loop.run_in_executor(None, fill_night, folder, clock)
    failures: list[str] = []
    tasks = Tasks(loop, lambda name, error: failures.append(f"{name}: {error}"))
    desk = sample.desk(tasks.spawn)
    looking.window.attach(desk, tasks.spawn)
    desk.start(sample.whole, sample.cursor)
    try:
        await _at_the_desk(looking, desk, sample)
    finally:
        looking.window.frame.release()
        await tasks.stop()
        await desk.stop()
    if failures:
        raise PicturesFailed("; ".join(failures))


async def _at_the_desk(looking: Looking, desk: Desk, sample: SampleNight) -> None:
    work = looking.window.frame.work
    assert work is not None
    work.go(ONCALL)
    place = work.oncall
    assert place is not None
    by_day = place.screen_by_day
    await settled(lambda: desk.roster.roster.value and len(by_day.incidents.model.rows) >= 5)
    await looking.at_window("oncall")
    await _entering(looking, by_day)
    await _cockpit(looking, desk, sample, place)
    by_day.show_part(ROSTER)
    assert by_day.roster is not None
    await tour_of_roster(looking, by_day.roster, desk)
    by_day.show_part(BASES)
    bases = by_day.bases
    assert bases is not None
    await settled(lambda: bases.list.rows)
    await looking.at_window("oncall-bases")
    by_day.show_part(INCIDENTS)
    await _linked(looking, work, desk)
    await _morning(looking, sample, place)
    by_day.show_part(BASES)
    await tour_of_bases(looking, bases, sample)


async def _entering(looking: Looking, by_day: OnCallScreen) -> None:
    """A report by telephone: a shop is being looked for."""
    dialog = by_day.ask_new()
    dialog.shop.look_for("fj")
    await settled(lambda: not dialog.shop.offers[0].isHidden())
    await looking.at_dialog("oncall-new", IncidentDialog)


async def _cockpit(looking: Looking, desk: Desk, sample: SampleNight, place: OnCallPlace) -> None:
    loop = asyncio.get_running_loop()
    cockpit = _opened(place, sample, unseen=False)
    desk.oncall.log.type_note(cockpit.incident, CARDS_NOTE)
    await settled(lambda: cockpit.knows_shop and cockpit.closing.head.state.count(":"))
    await looking.at_window("cockpit")
    dialog = cockpit.acts.ask_by_hand()
    dialog.start.show_text("25.10. 02:30")
    dialog.end.show_text("25.10. 03:10")
    await looking.at_dialog("cockpit-by-hand", ByHandDialog)
    choosing = cockpit.acts.ask_shop()
    choosing.shop.look_for("åsg")
    await settled(lambda: not choosing.shop.offers[0].isHidden())
    await looking.at_dialog("cockpit-shop", ShopDialog)
    await _refused(looking, desk, cockpit)
    await loop.run_in_executor(None, sample.night.add, CARDS, SLEPT)
    await settled(lambda: not cockpit.ask.isHidden())
    await looking.at_window("cockpit-asks")
    desk.oncall.away_since.set(desk.oncall.now())
    await looking.at_window("cockpit-away")
    desk.oncall.away_since.set(None)
    await loop.run_in_executor(None, sample.night.add, CARDS, TWICE)
    await settled(cockpit.work.finding.isVisible)
    await looking.at_window("cockpit-odd")
    place.leave()
    cockpit = _opened(place, sample, unseen=True)
    await looking.at_window("cockpit-unseen")
    place.leave()


async def _refused(looking: Looking, desk: Desk, cockpit: Cockpit) -> None:
    """The store refuses what was done here: it has a shop already."""
    other = (await desk.shops.find("Fjellrev"))[0]
    await desk.oncall.log.name_shop(cockpit.incident, other.id, other.name)
    await settled(lambda: not cockpit.ask.isHidden())
    await looking.at_window("cockpit-refused")
    view = desk.oncall.view(cockpit.incident)
    assert view is not None
    for problem in view.problems:
        await desk.oncall.log.let_go(problem.act)
    await settled(cockpit.ask.isHidden)


def _opened(place: OnCallPlace, sample: SampleNight, *, unseen: bool) -> Cockpit:
    place.open_incident(sample.night.incidents[UNSEEN if unseen else CARDS])
    assert place.cockpit is not None
    return place.cockpit


async def _linked(looking: Looking, work: Workplace, desk: Desk) -> None:
    case = next(view.incident.cases[0] for view in desk.oncall.views.value if view.incident.cases)
    work.open_case(case)
    screen = work.case
    assert screen is not None
    await settled(lambda: screen.context.incidents.buttons and screen.talk.timeline.entries)
    await looking.at_window("case-incident-folded")
    if looking.window.preferences.text_percent == 100:
        screen.folding.turn()
        await looking.at_window("case-incident")
        screen.folding.turn()
    work.back()


async def _morning(looking: Looking, sample: SampleNight, place: OnCallPlace) -> None:
    loop = asyncio.get_running_loop()
    sample.clock.at = MORNING
    await loop.run_in_executor(None, sample.night.end_night)
    looking.window.frame.go(ONCALL)
    bar, incidents = looking.window.frame.bar, place.screen_by_day.incidents
    await settled(lambda: incidents.card.shown and bar.time == clock_time(MORNING))
    await looking.at_window("oncall-handover")
