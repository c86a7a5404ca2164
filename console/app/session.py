"""One run of the window: prepare the store on a worker, give the window its desk, end in order."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import qasync
from PySide6.QtCore import QObject, Signal, Slot

from console.app.language import use_language
from console.app.machine_clock import MachineClock
from console.desk.places import Places
from console.desk.preferences import Loaded, Preferences, save
from console.desk.tasks import Tasks
from console.domain.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from console.app.prepared import Prepared
    from console.app.serve_child import ServeChild
    from console.desk.desk import Desk
    from console.ui.window.main_window import MainWindow
    from console.widgets.hub import ThemeHub

log = logging.getLogger("console.app")


class Session(QObject):
    """Owns everything between the first paint and the exit code."""

    fault_told = Signal(str)
    """Words about something that nobody foresaw; emitted on any thread."""

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        hub: ThemeHub,
        here: Places,
        chosen: Loaded,
        store: str,
    ) -> None:
        super().__init__()
        self._app = app
        self._window = window
        self._hub = hub
        self._here = here
        self._preferences = chosen.preferences
        self._put_aside = chosen.put_aside
        self._typed_store = store
        self._clock = MachineClock()
        self._opener = ThreadPoolExecutor(1, "opener")
        self._desk: Desk | None = None
        self._serve: ServeChild | None = None
        self._end_log: Callable[[], None] | None = None
        self._is_ending = False
        self.fault_told.connect(window.tell)
        window.close_requested.connect(self.on_close)
        window.retry_requested.connect(self.on_retry)
        window.first_run_answered.connect(self.on_first_run)
        window.preferences_changed.connect(self.on_preferences)

    def run(self) -> int:
        """Runs the loop until the window is closed."""
        loop = qasync.QEventLoop(self._app)
        asyncio.set_event_loop(loop)
        self._loop = loop
        self._ended = asyncio.Event()
        self._tasks = Tasks(loop, self._on_task_failed)
        with loop:
            self._tasks.spawn(self._begin_log(), "begin the log")
            self.on_retry()
            loop.run_until_complete(self._until_ended())
        return 0

    async def _until_ended(self) -> None:
        await self._ended.wait()
        await self._stop()

    @Slot()
    def on_retry(self) -> None:
        """Opens the store (again)."""
        self._tasks.spawn(self._begin(), "open the store")

    async def _begin(self) -> None:
        """Opens the store; the start is over then, and memory is looked after again."""
        await self._open()
        gc.freeze()
        gc.enable()

    @Slot(str, str, str)
    def on_first_run(self, name: str, address: str, password: str) -> None:
        self._tasks.spawn(self._set_up(name, address, password), "first run")

    @Slot(object)
    def on_preferences(self, preferences: Preferences) -> None:
        """Keeps what was chosen; a new language is in use when this returns."""
        use_language(preferences.language)
        self._keep(self._preferences.with_choices(preferences))

    @Slot()
    def on_close(self) -> None:
        if not self._is_ending:
            self._is_ending = True
            self._ended.set()

    async def _begin_log(self) -> None:
        """Before the store is opened: the worker does one thing after the other."""
        begin = partial(_log_and_watch, self._here.log, self.fault_told.emit)
        try:
            self._end_log = await self._on_opener(begin)
        except OSError as error:
            self._window.tell(
                tr(
                    "Programmet kan ikke skrive logg i {file} ({reason}). Alt annet virker.",
                    file=self._here.log,
                    reason=error.strerror or error,
                )
            )

    async def _open(self) -> None:
        """Reads the store on a worker and gives the window its desk."""
        if not (self._typed_store or self._preferences.store):
            await self._ask_first()
            return
        try:
            prepared = await self._on_opener(partial(_prepare, self._here, self._wanted()))
        except Exception as error:
            log.warning("the store could not be opened", exc_info=True)
            self._window.show_failure(_words_of(error))
            return
        if prepared.me is None:
            await self._on_opener(prepared.close)
            await self._ask_first()
            return
        await self._attach(prepared)

    def _wanted(self) -> Preferences:
        return replace(self._preferences, store=self._typed_store or self._preferences.store)

    async def _ask_first(self) -> None:
        check = await self._on_opener(_first_run_check)
        self._window.show_first_run(check)

    async def _set_up(self, name: str, address: str, password: str) -> None:
        work = partial(_first_run, name, address, password, self._here, self._wanted(), self._clock)
        try:
            done = await self._on_opener(work)
        except Exception as error:
            log.warning("the first run failed", exc_info=True)
            self._window.show_failure(_words_of(error))
            return
        self._keep(done.preferences)
        if done.warning:
            self._window.tell(done.warning)
        await self._open()

    async def _attach(self, prepared: Prepared) -> None:
        self._desk = prepared.desk(self._clock, self._tasks.spawn)
        self._window.attach(self._desk, self._tasks.spawn)
        self._desk.start(prepared.whole, prepared.cursor)
        if prepared.is_embedded:
            self._serve = await self._on_opener(
                partial(_start_serve, prepared.url, self._here.serve_log)
            )
        if self._put_aside is not None:
            self._window.tell(
                tr(
                    "Innstillingene på denne maskinen kunne ikke leses og er lagt til side i "
                    "{file}. Programmet bruker de vanlige.",
                    file=self._put_aside,
                )
            )

    async def _stop(self) -> None:
        """Ends in reverse order; what is being written is kept first."""
        await self._tasks.stop()
        if self._desk is not None:
            await self._desk.stop()
        if self._serve is not None:
            await self._on_opener(self._serve.stop)
        if self._end_log is not None:
            await self._on_opener(self._end_log)
        self._opener.shutdown(wait=True)
        self._window.allow_close()
        self._window.close()

    async def _on_opener(self, work: Any) -> Any:
        return await self._loop.run_in_executor(self._opener, work)

    def _keep(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._opener.submit(save, self._here.preferences, preferences)

    def _on_task_failed(self, name: str, error: BaseException) -> None:
        from console.desk.errors import ActFailed  # noqa: PLC0415 - light, and only on failure

        known = isinstance(error, ActFailed)
        self._window.tell(
            str(error)
            if known
            else tr(
                "Noe gikk galt ({name}). Det du skrev, er tatt vare på; feilen står i loggen.",
                name=name,
            )
        )


def _log_and_watch(path: Path, tell: Callable[[str], None]) -> Callable[[], None]:
    # As below: nothing of it before the first paint.
    from console.app.faults import watch_crashes, watch_faults  # noqa: PLC0415
    from console.app.logs import log_to_file  # noqa: PLC0415

    end_log = log_to_file(path)
    watch_faults(tell)
    watch_crashes(path.with_name("crash.log"))
    return end_log


def _prepare(here: Places, preferences: Preferences) -> Prepared:
    from console.app.prepared import prepare  # noqa: PLC0415 - a second of imports, on a worker

    return prepare(here, preferences, threading.main_thread())


def _first_run_check() -> Any:
    from console.app.prepared import check_first_run  # noqa: PLC0415 - as above

    return check_first_run


def _first_run(
    name: str, address: str, password: str, here: Places, before: Preferences, clock: MachineClock
) -> Any:
    from console.app.prepared import first_run  # noqa: PLC0415 - as above

    return first_run(name, address, password, here, before, clock)


def _start_serve(url: str, log_file: Any) -> ServeChild:
    from console.app.serve_child import ServeChild  # noqa: PLC0415 - as above

    return ServeChild(url, log_file)


def _words_of(error: Exception) -> str:
    return str(error) or type(error).__name__
