"""Running parts, each in a thread of its own: restarted when they fail, stopped in order."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

from console.data.errors import StoreError
from console.domain.language import tr
from console.service.bell import Bell
from console.service.hold import Growth
from console.service.part import Part, PartPlan, PartState

log = logging.getLogger("console.service")

RESTART = Growth()

SHUT_OUT_S = 1.0
"""How often a part that may not work at present looks again."""


@dataclass(frozen=True)
class Patience:
    """How long a round may take to end by itself, and to fail once it was broken off."""

    grace_s: float = 5.0
    break_off_s: float = 5.0


PATIENCE = Patience()


Tell = Callable[[str, PartState, str], None]
"""Takes down how a part is: its name, state, and words."""


@dataclass
class _Running:
    plan: PartPlan
    bell: Bell
    thread: threading.Thread = field(init=False)
    part: Part | None = None
    failures: int = 0


class Supervisor:
    """Keeps parts running. Threads: started and stopped from one.

    `may_work` is asked before each round; while it says no, nothing is begun.
    """

    def __init__(
        self,
        tell: Tell,
        may_work: Callable[[], bool],
        growth: Growth = RESTART,
        bell: Callable[[], Bell] = Bell,
    ) -> None:
        self._tell = tell
        self._may_work = may_work
        self._growth = growth
        self._bell = bell
        self._running: list[_Running] = []

    def start(self, plan: PartPlan) -> Bell:
        """Starts a part; returns the bell that wakes it."""
        running = _Running(plan, self._bell())
        # A daemon, so that a call that hangs in a library cannot keep the process alive.
        running.thread = threading.Thread(
            target=self._live, args=(running,), name=plan.name, daemon=True
        )
        self._running.append(running)
        running.thread.start()
        return running.bell

    def stop(self, patience: Patience = PATIENCE) -> tuple[str, ...]:
        """Stops the parts, the last started first; returns the names of those that did not end."""
        last_first = self._running[::-1]
        for running in last_first:
            running.bell.stop()
        _join(last_first, patience.grace_s)
        for running in last_first:
            if running.thread.is_alive():
                _break_off(running)
        _join(last_first, patience.break_off_s)
        self._running = [r for r in self._running if r.thread.is_alive()]
        return tuple(r.plan.name for r in self._running)

    def _live(self, running: _Running) -> None:
        name, bell = running.plan.name, running.bell
        while not bell.is_stopped():
            try:
                self._work(running)
            except Exception as error:  # whatever it is, the part comes back
                running.failures += 1
                if bell.is_stopped():
                    log.info("%s failed while stopping: %s", name, error)
                    break
                self._fail(name, error)
                bell.wait(self._growth.delay_s(running.failures))
        self._tell(name, PartState.STOPPED, tr("stoppet"))

    def _work(self, running: _Running) -> None:
        try:
            with closing(running.plan.make(running.bell)) as part:
                running.part = part
                self._rounds(running, part)
        finally:
            running.part = None

    def _rounds(self, running: _Running, part: Part) -> None:
        bell = running.bell
        while not bell.is_stopped():
            if not self._may_work():
                bell.wait(SHUT_OUT_S)
                continue
            rest = part.step()
            running.failures = 0
            self._tell(running.plan.name, rest.state, rest.text)
            bell.wait(rest.seconds)

    def _fail(self, name: str, error: Exception) -> None:
        if isinstance(error, StoreError):
            # Foreseen, and said in words of its own: no trace needed.
            log.error("%s: %s", name, error)
            text = str(error)
        else:
            log.error("%s failed", name, exc_info=error)
            text = tr("uventet feil ({kind}); prøver igjen av seg selv", kind=type(error).__name__)
        self._tell(name, PartState.FAILING, text)


def _break_off(running: _Running) -> None:
    """Makes a round under way fail; whatever that raises, the others have their turn."""
    part = running.part
    if part is None:
        return
    log.warning("%s is broken off", running.plan.name)
    try:
        part.break_off()
    except Exception:  # it may be ending by itself at this very moment
        log.exception("%s could not be broken off", running.plan.name)


def _join(parts: list[_Running], within_s: float) -> None:
    """Waits for all of them together, no longer than `within_s`."""
    until = time.monotonic() + within_s
    for running in parts:
        running.thread.join(max(0.0, until - time.monotonic()))
