"""One run of the window: prepare the store on a worker, give the window its desk, end in order."""

from __future__ import annotations

import asyncio
import gc
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from console.app.clock_keeping import keep_clock
from console.app.language import use_language
from console.app.late import (
    first_run,
    first_run_check,
    log_and_watch,
    prepare,
    prove,
    wrong_sign_in,
)
from console.app.qt_loop import QtLoop
from console.desk.preferences import Preferences, save
from console.desk.sign_in import Account, SignInField, account_of
from console.desk.tasks import Tasks
from console.domain.language import tr
from console.ui.window.places import ONCALL

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from console.app.outset import Child, Outset
    from console.app.prepared import Prepared
    from console.data.opening import Keeps
    from console.desk.desk import Desk
    from console.ui.window.main_window import MainWindow
    from console.widgets.hub import ThemeHub

log = logging.getLogger("console.app")


class Session(QObject):
    """Owns everything between the first paint and the exit code."""

    fault_told = Signal(str)
    """Words about something that nobody foresaw; emitted on any thread."""

    def __init__(
        self, app: QApplication, window: MainWindow, hub: ThemeHub, outset: Outset
    ) -> None:
        super().__init__()
        self._app = app
        self._window = window
        self._hub = hub
        self._outset = outset
        self._here = outset.here
        self._preferences = outset.chosen.preferences
        self._put_aside = outset.chosen.put_aside
        self._store = outset.store or outset.chosen.preferences.store
        self._is_typed = bool(outset.store)
        self._passwords: Keeps | None = outset.passwords
        self._clocks = outset.clocks
        self._opener = ThreadPoolExecutor(1, "opener")
        self._desk: Desk | None = None
        self._serve: Child | None = None
        self._end_log: Callable[[], None] | None = None
        self._is_ending = False
        self.fault_told.connect(window.tell)
        window.close_requested.connect(self.on_close)
        window.retry_requested.connect(self.on_retry)
        window.first_run_answered.connect(self.on_first_run)
        window.sign_in_answered.connect(self.on_sign_in)
        window.sign_in_requested.connect(self.on_sign_in_wanted)
        window.preferences_changed.connect(self.on_preferences)

    def run(self) -> int:
        """Runs the loop until the window is closed."""
        loop = QtLoop(self._app)
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
        place = self._window.frame.place
        await self._end_desk()
        await self._open()
        if place == ONCALL:
            self._window.frame.go(ONCALL)
        gc.freeze()
        # Rows come and go with every change, and go by themselves: the old ones are looked through
        # a tenth as often as they would be, for each time is a halt.
        gc.set_threshold(700, 10, 100)
        gc.enable()

    @Slot(str, str, str)
    def on_first_run(self, name: str, address: str, password: str) -> None:
        self._tasks.spawn(self._set_up(name, address, password), "first run")

    @Slot(object)
    def on_sign_in(self, account: Account) -> None:
        self._tasks.spawn(self._sign_in(account), "sign in")

    @Slot()
    def on_sign_in_wanted(self) -> None:
        """The desk is there, but the store lets it in no longer."""
        self._window.show_sign_in(account_of(self._store))

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
        begin = partial(log_and_watch, self._here.log, self.fault_told.emit)
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
        if not self._store:
            await self._ask_first()
            return
        try:
            await self._on_opener(self._outset.wait)
            prepared = await self._on_opener(
                partial(prepare, self._here, self._wanted(), self._passwords, self._clocks)
            )
        except Exception as error:
            log.warning("the store could not be opened", exc_info=True)
            if wrong_sign_in(error) is SignInField.PASSWORD:
                self._window.show_sign_in(account_of(self._store))
                self._window.refuse_sign_in(SignInField.PASSWORD, _words_of(error))
            else:
                self._fail(error)
            return
        self._passwords = prepared.secrets
        if prepared.me is None:
            await self._on_opener(prepared.close)
            await self._ask_first()
            return
        await self._attach(prepared)

    def _fail(self, error: Exception) -> None:
        """There is no desk; a store that many share may be the wrong one."""
        is_shared = self._store.startswith("postgresql")
        account = account_of(self._store) if is_shared else None
        self._window.show_failure(_words_of(error), account)

    def _wanted(self) -> Preferences:
        return replace(self._preferences, store=self._store)

    async def _ask_first(self) -> None:
        self._window.show_first_run(await self._on_opener(first_run_check))

    async def _set_up(self, name: str, address: str, password: str) -> None:
        clock = self._clocks.wall
        work = partial(first_run, name, address, password, self._here, self._wanted(), clock)
        try:
            done = await self._on_opener(work)
        except Exception as error:
            log.warning("the first run failed", exc_info=True)
            self._fail(error)
            return
        self._keep(done.preferences)
        self._store = done.preferences.store
        if done.warning:
            self._window.tell(done.warning)
        await self._open()

    async def _sign_in(self, account: Account) -> None:
        """Proves the account, keeps its password, and opens the store under it."""
        try:
            proven = await self._on_opener(partial(prove, account, self._passwords))
        except Exception as error:
            log.warning("nobody was let in", exc_info=True)
            self._window.refuse_sign_in(wrong_sign_in(error), _words_of(error))
            return
        self._passwords = proven.secrets
        if proven.warning:
            self._window.tell(proven.warning)
        if self._desk is not None and account.url == self._store:
            # The desk asks for the password at each connection; what waits goes on by itself.
            self._window.show_desk()
            self._desk.try_again()
            return
        await self._end_desk()
        self._is_typed = self._is_typed and self._store.startswith("postgresql")
        self._store = account.url
        await self._open()

    async def _end_desk(self) -> None:
        """Another account has another desk; what waits here is kept for the former one."""
        if self._desk is not None:
            former, self._desk = self._desk, None
            self._window.detach()
            await self._desk_tasks.stop()
            await former.stop()
            await self._end_serve()

    async def _end_serve(self) -> None:
        if self._serve is not None:
            ending, self._serve = self._serve, None
            await self._on_opener(ending.stop)

    async def _attach(self, prepared: Prepared) -> None:
        self._remember(prepared)
        tasks = self._desk_tasks = Tasks(self._loop, self._on_task_failed)
        self._desk = prepared.desk(tasks.spawn)
        self._window.attach(self._desk, tasks.spawn)
        self._desk.start(prepared.whole, prepared.cursor)
        # Begun on what lay here, and the store says otherwise: it is made anew.
        self._desk.keeping.is_outdated.listen(lambda _: self.on_retry())
        if self._desk.absence.value is not None:
            self._window.frame.go(ONCALL)
        keeping = keep_clock(prepared.clock, self._desk.on_files, self._window.tell)
        tasks.spawn(keeping, "keep the clock")
        if prepared.is_embedded:
            self._serve = await self._on_opener(
                partial(self._outset.start_serve, prepared.url, self._here.serve_log)
            )
        if self._put_aside is not None:
            self._window.tell(
                tr(
                    "Innstillingene på denne maskinen kunne ikke leses og er lagt til side i "
                    "{file}. Programmet bruker de vanlige.",
                    file=self._put_aside,
                )
            )

    def _remember(self, prepared: Prepared) -> None:
        """The store of this machine is the one that was signed in to, unless it was typed."""
        if not self._is_typed and prepared.me is not None:
            found = replace(self._preferences, store=prepared.url, login=prepared.me.login)
            if found != self._preferences:
                self._keep(found)

    async def _stop(self) -> None:
        """Ends in reverse order; what is being written is kept first."""
        await self._tasks.stop()
        if self._desk is not None:
            await self._desk_tasks.stop()
            await self._desk.stop()
        await self._end_serve()
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


def _words_of(error: Exception) -> str:
    return str(error) or type(error).__name__
