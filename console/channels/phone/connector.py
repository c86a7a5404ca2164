"""The exchange as `serve` sees it: what it tells, and what is asked of it."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable

from console.channels.contract import (
    Absent,
    ChannelDown,
    Health,
    LivePage,
    ProtocolError,
    Refused,
    Sent,
    Unknown,
    always,
)
from console.channels.phone.acting import Acting
from console.channels.phone.answers import Outcome
from console.channels.phone.hearing import Hearing
from console.channels.phone.journal import Journal
from console.channels.phone.pace import Pace
from console.channels.phone.protocol.rights import lacking_rights
from console.channels.phone.session import Session
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.live_news import CallSeen
from console.domain.outward import OutgoingLine, OutwardAct
from console.domain.phone_account import PhoneSettings

_LOOK_S = 0.25
"""How often a listener looks whether it is to stop."""


class PhoneConnector:
    """An Asterisk exchange; implements `console.channels.contract.LiveConnector`."""

    def __init__(
        self,
        settings: PhoneSettings,
        password: str,
        clock: Clock,
        version_from: int = 0,
        pace: Pace | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Versions grow from `version_from`. `pace` and `tls` are for tests and odd networks."""
        self._settings = settings
        self._password = password
        self._clock = clock
        self._pace = pace or Pace()
        self._tls = tls
        self._journal = Journal(version_from)
        self._hearing = Hearing(self._connect, clock, self._journal, self._pace)
        self._acting = Acting(settings, clock, self._pace)

    @property
    def name(self) -> str:
        return "phone"

    def check(self) -> Health:
        """Raises ProtocolError where none of the queues is there; what else lacks is told."""
        session = self._hearing.need()
        with session.lock:
            there = [queue for queue in self._settings.queues if queue in session.exchange.queues]
        missing = [queue for queue in self._settings.queues if queue not in there]
        lacks = [
            tr("Køen «{queue}» finnes ikke på telefonsentralen.", queue=queue) for queue in missing
        ]
        if not there:
            raise ProtocolError(" ".join(lacks))
        commands = session.finish(session.line.ask("ListCommands"), self._pace.answer_s)
        if commands.response is not None and not commands.is_refused:
            lacks.extend(lacking_rights(commands.response))
        if self._lacks_context(session):
            lacks.append(
                tr(
                    "Konteksten «{context}» finnes ikke på telefonsentralen: den som tas ut av "
                    "køen, mistes. Rett den før noen tar en samtale.",
                    context=self._settings.take_context,
                )
            )
        return Health(
            identity=self._settings.user,
            server=session.line.banner,
            details=(tr("følger køene {queues}", queues=", ".join(there)),),
            lacks=tuple(lacks),
        )

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        self._hearing.need()
        return self._journal.page(cursor, budget)

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        session, number = self._hearing.need(), -1
        while not stop.is_set():
            told = self._journal.wait(number, _LOOK_S)
            if session.is_over:
                raise ChannelDown(tr("Forbindelsen med telefonsentralen er brutt."))
            if told > number:
                number = told
                wake()

    def say(self, line: OutgoingLine, may_go_on: Callable[[], bool] = always) -> Outcome:
        return Refused(tr("En telefonsentral tar ikke imot skrevne linjer."))

    def act(self, act: OutwardAct, may_go_on: Callable[[], bool] = always) -> Outcome:
        return self._acting.act(self._hearing.need(), act, may_go_on)

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        if isinstance(what, OutgoingLine):
            return Absent(tr("En telefonsentral tar ikke imot skrevne linjer."))
        return self._acting.fate(self._hearing.need(), what)

    def close(self) -> None:
        self._hearing.close()

    def _lacks_context(self, session: Session) -> bool:
        """The exchange sends a caller also to where nothing is, and hangs up on them there."""
        context = self._settings.take_context
        if not context:
            return False
        asked = session.line.ask("ShowDialPlan", (("Context", context),))
        session.finish(asked, self._pace.answer_s)
        return asked.is_refused and context in asked.words

    def _connect(self, former: dict[str, CallSeen]) -> Session:
        return Session(
            self._settings,
            self._password,
            self._clock,
            self._journal,
            self._pace,
            former,
            self._tls,
        )
