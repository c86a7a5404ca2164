"""The named pictures of Telefon: five states, two sizes, both themes and languages."""

from __future__ import annotations

import asyncio
import tempfile
from functools import partial
from pathlib import Path

from console.app.language import use_language
from console.app.pictures.gallery import live_desk
from console.app.pictures.looking import Look, Looking
from console.app.pictures.painted_files import pictures
from console.app.pictures.place_scenes import Scene, scenes
from console.app.pictures.sample_day import (
    BUSY_DAY,
    CUT_OFF_DAY,
    RINGING_DAY,
    SILENT_DAY,
    WRAP_UP_DAY,
)
from console.app.pictures.sample_desk import HeldClock, fill_sample
from console.app.pictures.sample_mails import NOW
from console.app.pictures.settled import settled
from console.app.pictures.shown_window import shown_window
from console.ui.telephone.telephone_screen import TelephoneScreen
from console.ui.window.places import TELEPHONE
from console.widgets.hub import ThemeHub

_DAYS = {
    "busy": BUSY_DAY,
    "empty": SILENT_DAY,
    "away": CUT_OFF_DAY,
    "ringing": RINGING_DAY,
    "wrap-up": WRAP_UP_DAY,
}
_LOOKS = (
    ((1366, 768), "light", "nb"),
    ((1366, 768), "dark", "en"),
    ((1600, 900), "dark", "nb"),
    ((1600, 900), "light", "en"),
)


GALLERY = scenes("telefon", _DAYS, _LOOKS)


async def show(hub: ThemeHub, scene: Scene, look: Look) -> None:
    """Shows one of them. Raises PicturesFailed when it does not come about."""
    use_language(scene.sheet.language)
    try:
        with (
            tempfile.TemporaryDirectory() as place,
            shown_window(hub, scene.sheet, HeldClock(NOW)) as window,
        ):
            await _show(Looking(window, look), scene, Path(place))
    finally:
        use_language("nb")


async def _show(looking: Looking, scene: Scene, place: Path) -> None:
    fill = partial(fill_sample, place, pictures(), scene.sheet.language, _DAYS[scene.state])
    sample = await asyncio.get_running_loop().run_in_executor(None, fill)
    async with live_desk(looking.window, sample) as desk:
        work = looking.window.frame.work
        assert work is not None
        work.go(TELEPHONE)
        screen = work.rooms.known(TELEPHONE)
        assert isinstance(screen, TelephoneScreen)
        await settled(lambda: desk.is_loaded.value and desk.live.overview.telephone.is_read.value)
        screen.lane.pane.step(1)
        if scene.state == "ringing":
            await settled(lambda: _has_facts(desk.live.telephone.ringing_for_me.value))
        await looking.at_window(scene.name)


def _has_facts(shown: object) -> bool:
    return bool(getattr(shown, "facts", ()))
