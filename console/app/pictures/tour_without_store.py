"""The window that was started while the server cannot be reached: on call on what is kept here."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from console.app.pictures.looking import Looking
from console.app.pictures.sample_desk import HeldClock, NoSecrets, SampleNight, fill_night
from console.app.pictures.sample_night import CARDS
from console.app.pictures.settled import settled
from console.app.pictures.sheet import PicturesFailed
from console.data.engine import open_engine
from console.data.pocket_kept import KeptFacts
from console.data.queries.incidents import open_incidents
from console.data.queries.people import people
from console.data.queries.roster import roster
from console.data.store import Store
from console.desk.desk import Desk
from console.desk.follow import NOWHERE, Lost
from console.desk.freshness import Remedy
from console.desk.kept import Kept, Without, kept_of, kept_to_json
from console.desk.oncall.seen import Seen
from console.desk.tasks import Tasks
from console.domain.billing.policy import Policy
from console.domain.hours.opening_hours import OpeningHours
from console.domain.language import tr
from console.ui.oncall.oncall_screen import BASES, INCIDENTS, ROSTER
from console.ui.window.places import MAIL, ONCALL, SETTINGS

_SILENT = "postgresql://jonas.t@127.0.0.1:{port}/desk?connect_timeout=60"
_KNOWN_MIN = 11


async def tour_without_store(looking: Looking, folder: Path, clock: HeldClock) -> None:
    """Shows the night where there is no store. Raises PicturesFailed."""
    loop = asyncio.get_running_loop()
    sample = await loop.run_in_executor(None, fill_night, folder, clock)
    kept = await loop.run_in_executor(None, _kept, sample)
    failures: list[str] = []
    tasks = Tasks(loop, lambda name, error: failures.append(f"{name}: {error}"))
    # Somebody listens and never answers: what a network says of a machine is no picture.
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = Store(open_engine(_SILENT.format(port=silent.getsockname()[1])))
        desk = Desk(
            store, sample.pocket, sample.me, clock, NoSecrets(), OpeningHours(), tasks.spawn
        )
        looking.window.attach(desk, tasks.spawn)
        reason = tr("Lageret svarer ikke ({reason}).", reason="timeout")
        desk.start(Without(kept, Lost(reason, clock.now(), Remedy.WAIT)), NOWHERE)
        try:
            await _at_the_desk(looking, sample)
        finally:
            silent.close()
            looking.window.frame.release()
            await tasks.stop()
            await desk.stop()
    if failures:
        raise PicturesFailed("; ".join(failures))


async def _at_the_desk(looking: Looking, sample: SampleNight) -> None:
    frame = looking.window.frame
    frame.go(ONCALL)
    assert frame.work is not None
    place = frame.work.oncall
    assert place is not None
    by_day = place.screen_by_day
    await settled(lambda: by_day.incidents.model.rows and frame.band and frame.band.text)
    await looking.at_window("without-store")
    place.open_incident(sample.night.incidents[CARDS])
    await looking.at_window("without-store-cockpit")
    place.leave()
    by_day.show_part(ROSTER)
    await looking.at_window("without-store-roster")
    by_day.show_part(BASES)
    await looking.at_window("without-store-bases")
    by_day.show_part(INCIDENTS)
    frame.go(MAIL)
    await looking.at_window("without-store-mail")
    frame.go(SETTINGS)
    await looking.at_window("without-store-settings")


def _kept(sample: SampleNight) -> Kept:
    """As it would lie in the pocket."""
    store, now = sample.store, sample.clock.now()
    kept = Kept(
        me=sample.me,
        people=store.read(people),
        hours=OpeningHours(),
        policy=Policy(),
        roster=store.read(roster),
        incidents=tuple(Seen(one, now) for one in store.read(open_incidents)),
        at=now.subtract(minutes=_KNOWN_MIN),
    )
    store.close()
    return kept_of(KeptFacts(kept_to_json(kept), kept.at))
