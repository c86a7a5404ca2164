"""Keeps the exchange heard, in a thread of its own: again and again until it is closed."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from whenever import Instant

from console.channels.contract import AuthFailed, ChannelDown, ChannelError, ProtocolError
from console.channels.phone.journal import Journal
from console.channels.phone.pace import Pace
from console.channels.phone.session import Session
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.live_news import CallSeen
from console.domain.wording import clock_time

log = logging.getLogger("console.phone")

Connect = Callable[[dict[str, CallSeen]], Session]
"""Logs in; is told which calls went on when the exchange was last heard."""

_JOIN_S = 5.0
_SOONEST = 0.5
"""Of the first back-off: so long after a failure whoever needs the exchange is told of that one."""


class Hearing:
    """Runs from the first `need` to `close`; another `need` begins anew. For any thread."""

    def __init__(self, connect: Connect, clock: Clock, journal: Journal, pace: Pace) -> None:
        self._connect = connect
        self._clock = clock
        self._journal = journal
        self._pace = pace
        self._lock = threading.Lock()
        self._run: _Run | None = None
        self._alive: dict[str, CallSeen] = {}

    def need(self) -> Session:
        """The session there is, or the one that comes of a try now. Raises ChannelError."""
        with self._lock:
            if self._run is None:
                self._run = _Run(self._connect, self._clock, self._journal, self._pace, self._alive)
            run = self._run
        return run.need()

    def close(self) -> None:
        """Ends it; whoever waits is told that it was closed."""
        with self._lock:
            run, self._run = self._run, None
            if run is not None:
                run.end()
                self._alive = run.alive


class _Run:
    """One thread and what it has come to."""

    def __init__(
        self,
        connect: Connect,
        clock: Clock,
        journal: Journal,
        pace: Pace,
        alive: dict[str, CallSeen],
    ) -> None:
        self._connect = connect
        self._clock = clock
        self._journal = journal
        self._pace = pace
        self.alive = alive
        """The calls that went on when the exchange was last lost."""
        self._changed = threading.Condition()
        self._session: Session | None = None
        self._error: ChannelError | None = None
        self._failed_s = float("-inf")
        self._away_since: Instant | None = None
        self._tries = 0
        self._is_wanted = False
        self._has_ended = False
        self._thread = threading.Thread(target=self._hear_on, name="exchange", daemon=True)
        self._thread.start()

    def need(self) -> Session:
        with self._changed:
            soonest_s = self._failed_s + self._pace.first_s * _SOONEST
            if self._session is None and time.monotonic() >= soonest_s:
                tries = self._tries
                self._is_wanted = True
                self._changed.notify_all()
                self._changed.wait_for(
                    lambda: self._session or self._has_ended or self._tries > tries
                )
            if self._session is not None:
                return self._session
            raise self._words()

    def end(self) -> None:
        with self._changed:
            self._has_ended = True
            session = self._session
            self._changed.notify_all()
        if session is not None:
            session.line.cut()
        self._thread.join(_JOIN_S)

    def _words(self) -> ChannelError:
        error = self._error
        if error is None or self._has_ended:
            return ChannelDown(tr("Forbindelsen med telefonsentralen ble lukket."))
        if not isinstance(error, ChannelDown) or self._away_since is None:
            return type(error)(str(error))
        return ChannelDown(
            tr(
                "Telefonsentralen er borte siden {time}: {reason} Køen står slik den var; det "
                "prøves igjen av seg selv.",
                time=clock_time(self._away_since),
                reason=str(error),
            )
        )

    def _hear_on(self) -> None:
        failures = 0
        while not self._has_ended:
            session: Session | None = None
            try:
                session = self._connect(self.alive)
                if not self._has_ended:
                    session.begin()
                    self._found(session)
                    failures = 0
                while not self._has_ended:
                    session.turn()
            except ChannelError as error:
                self._lost(error)
            except Exception as error:
                self._lost(_unforeseen(error))
            if session is not None:
                self._end(session)
            failures += 1
            self._hold_back(failures)

    def _end(self, session: Session) -> None:
        """What went wrong may do so again here: the next line is tried all the same."""
        try:
            self.alive = session.close()
        except Exception as error:
            self._lost(_unforeseen(error))
        self._journal.ring()

    def _found(self, session: Session) -> None:
        with self._changed:
            self._session, self._error, self._away_since = session, None, None
            self._is_wanted = False
            self._tries += 1
            self._changed.notify_all()
        log.info("heard: %s", session.line.banner)

    def _lost(self, error: ChannelError) -> None:
        with self._changed:
            self._session, self._error = None, error
            self._failed_s = time.monotonic()
            self._away_since = self._away_since or self._clock.now()
            self._is_wanted = False
            self._tries += 1
            self._changed.notify_all()
        log.info("not heard: %s", error)

    def _hold_back(self, failures: int) -> None:
        """Waits until it is time, or somebody needs the exchange. Who is not let in does not knock
        by himself: exchanges shut those out for good.
        """
        with self._changed:
            is_let_in = not isinstance(self._error, AuthFailed)
            wait_s = self._pace.delay_s(failures) if is_let_in else None
            self._changed.wait_for(lambda: self._is_wanted or self._has_ended, wait_s)


def _unforeseen(error: Exception) -> ProtocolError:
    """Its own words are the log's."""
    log.error("the exchange said what nobody foresaw", exc_info=error)
    kind = type(error).__name__
    return ProtocolError(tr("Telefonsentralen sa noe uventet ({kind}). Se loggen.", kind=kind))
