"""Draws every screen to PNG: each language and theme, at the sizes asked for.

The desk is a real one on a throw-away store, with its clock held at one moment; no display is
needed, and nothing of this machine's own (choices, store, keyring) is read.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import qasync
from PySide6.QtCore import QSize
from whenever import Instant

from console.app.language import RESOURCES, use_language
from console.app.pictures.sample_mails import DRAFT, NOW
from console.app.pictures.sample_store import SampleStore
from console.app.prepared import Prepared, check_first_run
from console.app.version import VERSION
from console.data.engine import open_engine, sqlite_url
from console.data.pocket import Pocket
from console.data.queries.people import person_by_login
from console.data.schema import initialise
from console.data.store import Store
from console.desk.case_draft import case_scope
from console.desk.desk import Desk
from console.desk.follow import read_everything
from console.desk.preferences import Preferences
from console.desk.tasks import Tasks
from console.domain.errors import ToldError
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import CaseId
from console.domain.language import tr

LANGUAGES = ("nb", "en")
THEMES = ("light", "dark")
SETTLE_S = 20.0


class PicturesFailed(ToldError):
    """The pictures could not be drawn."""


class HeldClock:
    """A clock that stands still."""

    def now(self) -> Instant:
        return NOW


class NoSecrets:
    """A keyring with nothing in it."""

    def get(self, name: str) -> str | None:
        del name
        return None

    def set(self, name: str, value: str) -> None:
        del name, value


@dataclass(frozen=True)
class Sheet:
    """One set of pictures: a language, a theme, a size in pixels, a text size."""

    language: str
    theme: str
    size: tuple[int, int]
    text_percent: int

    def file(self, folder: Path, screen: str) -> Path:
        width, height = self.size
        name = f"{screen}-{self.language}-{self.theme}-{width}x{height}"
        return folder / f"{name}{f'-{self.text_percent}' if self.text_percent != 100 else ''}.png"


def draw_all(folder: Path, sizes: Sequence[str], text_percent: int) -> list[Path]:
    """Draws every screen into the folder; returns the files. Raises PicturesFailed, OSError."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from console.widgets.appearance import apply  # noqa: PLC0415
    from console.widgets.hub import ThemeHub  # noqa: PLC0415

    sheets = [
        Sheet(language, theme, _size(size), text_percent)
        for size in sizes
        for language in LANGUAGES
        for theme in THEMES
    ]
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["agent-console"])
    app.setQuitOnLastWindowClosed(False)  # type: ignore[attr-defined]
    hub = ThemeHub(RESOURCES, text_percent=text_percent)
    apply(app, hub)  # type: ignore[arg-type]
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        return [
            file
            for sheet in sheets
            for file in loop.run_until_complete(_Drawing(hub, folder, sheet).draw())
        ]


class _Drawing:
    """One sheet, on a store of its own."""

    def __init__(self, hub: Any, folder: Path, sheet: Sheet) -> None:
        self._hub = hub
        self._folder = folder
        self._sheet = sheet
        self._files: list[Path] = []

    async def draw(self) -> list[Path]:
        use_language(self._sheet.language)
        with tempfile.TemporaryDirectory() as place:
            await self._first_run()
            await self._desk(Path(place))
        use_language("nb")
        return self._files

    async def _first_run(self) -> None:
        window = self._window()
        window.show_first_run(check_first_run)
        await self._settle(lambda: True)
        self._grab(window, "first-run")
        window.show_failure(
            tr("Lageret svarer ikke ({reason}). Det du skrev, er tatt vare på.", reason="timeout")
        )
        self._grab(window, "no-store")
        window.allow_close()
        window.close()
        window.deleteLater()

    async def _desk(self, place: Path) -> None:
        loop = asyncio.get_running_loop()
        from console.app.pictures.painted_files import pictures  # noqa: PLC0415 - Qt

        parts = pictures()
        prepared, case = await loop.run_in_executor(None, _prepared, place, parts)
        failures: list[str] = []
        tasks = Tasks(loop, lambda name, error: failures.append(f"{name}: {error}"))
        assert prepared.me is not None
        desk = Desk(
            prepared.store,
            prepared.pocket,
            prepared.me,
            HeldClock(),
            NoSecrets(),
            prepared.hours,
            tasks.spawn,
        )
        window = self._window()
        window.attach(desk, tasks.spawn)
        desk.start(prepared.whole, prepared.cursor)
        await self._screens(window, desk, case)
        await tasks.stop()
        await desk.stop()
        window.allow_close()
        window.close()
        window.deleteLater()
        if failures:
            raise PicturesFailed("; ".join(failures))

    async def _screens(self, window: Any, desk: Desk, case: CaseId) -> None:
        work = window.frame.work
        await self._settle(lambda: desk.is_loaded.value and bool(desk.backlog.mail.rows.rows))
        self._grab(window, "mail")
        work.open_case(case)
        await self._settle(lambda: work.open_number == case)
        await asyncio.sleep(0.6)
        self._grab(window, "case")
        for screen in ("mine", "settings", "search"):
            window.frame.go(screen)
            await asyncio.sleep(0.3)
            self._grab(window, screen)

    def _window(self) -> Any:
        from console.ui.settings.about import About  # noqa: PLC0415 - Qt
        from console.ui.window.main_window import MainWindow  # noqa: PLC0415 - Qt

        sheet = self._sheet
        chosen = Preferences(
            language=sheet.language, theme=sheet.theme, text_percent=sheet.text_percent
        )
        about = About(VERSION, "sqlite:///desk.db", "console.log")
        window = MainWindow(self._hub, chosen, HeldClock(), about)
        window.resize(QSize(*sheet.size))
        window.show()
        return window

    async def _settle(self, holds: Callable[[], bool]) -> None:
        """Lets the loop run until it holds, and everything asked for is painted."""
        loop = asyncio.get_running_loop()
        end = loop.time() + SETTLE_S
        while not holds():
            if loop.time() > end:
                raise PicturesFailed(tr("Bildene ble ikke ferdige i tide."))
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.1)

    def _grab(self, window: Any, screen: str) -> None:
        file = self._sheet.file(self._folder, screen)
        if not window.grab().save(str(file)):
            raise PicturesFailed(tr("{file} kunne ikke skrives.", file=file))
        self._files.append(file)


def _prepared(place: Path, parts: Any) -> tuple[Prepared, CaseId]:
    """A throw-away store with the made morning, and a pocket with a draft."""
    url = sqlite_url(place / "desk.db")
    store = Store(open_engine(url))
    initialise(store.engine)
    case = SampleStore(store).fill(parts)
    pocket = Pocket(place / "pocket.db")
    pocket.save_text(case_scope(case), DRAFT, "reply", NOW)
    whole, cursor = store.read(read_everything, NOW)
    me = store.read(person_by_login, "sunniva.l")
    return Prepared(url, store, pocket, me, whole, cursor, OpeningHours(), True), case


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise PicturesFailed(
            tr("«{text}» er ingen størrelse. Skriv for eksempel 1920x1080.", text=text)
        )
    return int(width), int(height)
