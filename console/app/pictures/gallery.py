"""The twelve named pictures of the live view: four states of a day, three sizes, both themes and
languages.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path

from console.app.language import use_language
from console.app.pictures.looking import Look, Looking
from console.app.pictures.painted_files import pictures
from console.app.pictures.place_scenes import Scene
from console.app.pictures.sample_day import BUSY_DAY, CALM_DAY, LEFT_FOR_MORNING
from console.app.pictures.sample_desk import (
    HeldClock,
    SampleDesk,
    SampleNight,
    fill_night,
    fill_sample,
)
from console.app.pictures.sample_mails import NOW
from console.app.pictures.sample_night import NIGHT
from console.app.pictures.settled import settled
from console.app.pictures.sheet import PicturesFailed, Sheet
from console.app.pictures.shown_window import shown_window
from console.app.pictures.tour_of_absence import lose_store
from console.app.pictures.tour_of_overview import FJORDGLIMT, at_chat
from console.desk.desk import Desk
from console.desk.tasks import Tasks
from console.ui.window.main_window import MainWindow
from console.widgets.hub import ThemeHub


class State(StrEnum):
    """What the day is like."""

    CALM = "calm"
    BUSY = "busy"
    NIGHT = "night"
    OFFLINE = "offline"


LAPTOP, DESKTOP, WIDE = (1366, 768), (1920, 1080), (2560, 1440)


GALLERY = tuple(
    Scene("oversikt", state, Sheet(language, theme, size, 100))
    for state, size, theme, language in (
        (State.CALM, LAPTOP, "light", "nb"),
        (State.CALM, DESKTOP, "dark", "en"),
        (State.CALM, WIDE, "light", "nb"),
        (State.BUSY, LAPTOP, "dark", "nb"),
        (State.BUSY, DESKTOP, "light", "nb"),
        (State.BUSY, WIDE, "light", "en"),
        (State.NIGHT, LAPTOP, "dark", "nb"),
        (State.NIGHT, DESKTOP, "light", "nb"),
        (State.NIGHT, WIDE, "dark", "en"),
        (State.OFFLINE, LAPTOP, "light", "en"),
        (State.OFFLINE, DESKTOP, "light", "nb"),
        (State.OFFLINE, WIDE, "dark", "nb"),
    )
)


async def show(hub: ThemeHub, scene: Scene, look: Look) -> None:
    """Shows one of them. Raises PicturesFailed when it does not come about."""
    use_language(scene.sheet.language)
    clock = HeldClock(NIGHT if scene.state is State.NIGHT else NOW)
    try:
        with (
            tempfile.TemporaryDirectory() as place,
            shown_window(hub, scene.sheet, clock) as window,
        ):
            await _show(Looking(window, look), scene, Path(place), clock)
    finally:
        use_language("nb")


async def _show(looking: Looking, scene: Scene, place: Path, clock: HeldClock) -> None:
    sample = await asyncio.get_running_loop().run_in_executor(
        None, partial(_fill, scene, place, clock)
    )
    async with live_desk(looking.window, sample) as desk:
        work = looking.window.frame.work
        assert work is not None
        await settled(lambda: desk.is_loaded.value)
        await at_chat(desk, work, FJORDGLIMT)
        if scene.state is not State.OFFLINE:
            await looking.at_window(scene.name)
    if scene.state is State.OFFLINE:
        lose_store(desk)
        band = looking.window.frame.band
        await settled(lambda: band is not None and band.text)
        await looking.at_window(scene.name)


def _fill(scene: Scene, place: Path, clock: HeldClock) -> SampleDesk | SampleNight:
    if scene.state is State.NIGHT:
        return fill_night(place, clock, LEFT_FOR_MORNING)
    day = CALM_DAY if scene.state is State.CALM else BUSY_DAY
    return fill_sample(place, pictures(), scene.sheet.language, day)


@asynccontextmanager
async def live_desk(window: MainWindow, sample: SampleDesk | SampleNight) -> AsyncIterator[Desk]:
    """The live desk at this window, until one is done with it."""
    failures: list[str] = []
    tasks = Tasks(
        asyncio.get_running_loop(), lambda name, error: failures.append(f"{name}: {error}")
    )
    desk = sample.desk(tasks.spawn)
    window.attach(desk, tasks.spawn)
    desk.start(sample.whole, sample.cursor)
    try:
        yield desk
    finally:
        await tasks.stop()
        await desk.stop()
    if failures:
        raise PicturesFailed("; ".join(failures))
