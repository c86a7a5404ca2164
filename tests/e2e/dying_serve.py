"""`serve` in a forked process of its own, made to die (or freeze) at one point of its work.

Forked from a process that has everything loaded: what counts here is how it ends, not how it
starts, and there are many.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

import pytest
from e2e.kill_points import KillPoint, Moment
from e2e.outside_world import DistantChat

from console.app.machine_clock import MachineClock
from console.channels.mail.connector import MailConnector
from console.data.secrets import CREDENTIALS_VARIABLE
from console.data.store import Store
from console.data.transaction import Act, Changes
from console.service import intake, pace
from console.service.ending import Endings
from console.service.mail_account import Account
from console.service.run import Surroundings, open_store, serve_until

PAGE = 3
PORTION = 2
ENDS_WITHIN_S = 20
"""So few mails a page, and a transaction, that a small mailbox takes several."""


@dataclass
class Executioner:
    """Counts passages of the kill point, and kills (or stops) at the one that is meant."""

    point: KillPoint
    how: signal.Signals = signal.SIGKILL
    passed: int = 0

    def passing(self, step: str, moment: Moment) -> None:
        """Something is at this step and moment now."""
        if (step, moment) != (self.point.step, self.point.moment):
            return
        self.passed += 1
        if self.passed == self.point.nth:
            # To this thread: what is sent to the process may reach another one first, and this
            # one would go on for a moment, past the point.
            signal.pthread_kill(threading.get_ident(), self.how)


class DyingStore(Store):
    """A store in which commands pass by the executioner."""

    executioner: Executioner

    def perform(self, act: Act, command: Any, *args: Any, **kwargs: Any) -> Changes:
        return self._passing(super().perform, act, command, *args, **kwargs)

    def upkeep(self, act: Act, command: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return self._passing(super().upkeep, act, command, *args, **kwargs)

    def _passing(
        self, carry_out: Callable[..., Any], act: Act, command: Any, *args: Any, **kwargs: Any
    ) -> Any:
        step: str = command.__name__

        @wraps(command)
        def watched(*inner: Any, **named: Any) -> Any:
            answer = command(*inner, **named)
            inner[0].session.flush()
            self.executioner.passing(step, Moment.INSIDE)
            return answer

        self.executioner.passing(step, Moment.BEFORE)
        answer = carry_out(act, watched, *args, **kwargs)
        self.executioner.passing(step, Moment.AFTER)
        return answer


class DyingConnector:
    """A connector whose calls pass by the executioner."""

    def __init__(self, inner: object, executioner: Executioner) -> None:
        self._inner = inner
        self._executioner = executioner

    def __getattr__(self, step: str) -> Any:
        call = getattr(self._inner, step)
        if not callable(call):
            return call

        def passing(*args: Any) -> Any:
            self._executioner.passing(step, Moment.BEFORE)
            answer = call(*args)
            self._executioner.passing(step, Moment.AFTER)
            return answer

        return passing


class Handed:
    """The one password, as handed in."""

    def __init__(self, password: str) -> None:
        self._password = password

    def get(self, _name: str) -> str | None:
        return self._password


def run(url: str, password: str, credentials: Path, executioner: Executioner) -> None:
    """Works on a mailbox until killed, or told to end."""
    os.environ[CREDENTIALS_VARIABLE] = str(credentials)
    intake.PAGE, pace.MOST = PAGE, PORTION

    def connect(account: Account) -> Any:
        made = MailConnector(account.settings, account.password, account.secret)
        return DyingConnector(made, executioner)

    store = partial(_open_dying, executioner)
    _serve(url, Surroundings(Handed(password), connect, store, io.StringIO()))


def run_live(url: str, address: str, key: bytes, executioner: Executioner) -> None:
    """Works on a chat's door in another process until killed, or told to end."""

    def nobody(_account: Account) -> Any:
        raise AssertionError("there is no mailbox")

    def live() -> Any:
        return (DyingConnector(DistantChat(address, key), executioner),)

    store = partial(_open_dying, executioner)
    _serve(url, Surroundings(Handed(""), nobody, store, io.StringIO(), live=live))


def _open_dying(executioner: Executioner, url: str) -> Store:
    plain = open_store(url)
    dying = DyingStore(plain.engine)
    dying.executioner = executioner
    return dying


def _serve(url: str, around: Surroundings) -> None:
    endings = Endings()
    with endings.signals():
        sys.exit(serve_until(endings, url, MachineClock(), around))


def forking() -> ForkServerContext:
    """A server that forks processes with everything loaded, running when this returns."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, "pytest", "imapclient", "nh3"])
    with pytest.MonkeyPatch.context() as patch:
        # It does not take over sys.path before it loads (Python 3.11), but the environment.
        patch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()
    return context


class Mortals:
    """Starts `serve` processes of that kind, and leaves none behind."""

    def __init__(self, context: ForkServerContext, work: Callable[[Executioner], None]) -> None:
        """`work` is what one does from its beginning to its end."""
        self._context = context
        self._work = work
        self._started: list[ForkServerProcess] = []

    def start(self, point: KillPoint, how: signal.Signals = signal.SIGKILL) -> ForkServerProcess:
        """A `serve` that kills itself at the point, or stops there (SIGSTOP)."""
        process = self._context.Process(target=self._work, args=(Executioner(point, how),))
        process.start()
        self._started.append(process)
        return process

    def kill_all(self) -> None:
        """Kills what still runs."""
        for process in self._started:
            process.kill()
            process.join(ENDS_WITHIN_S)
            process.close()
