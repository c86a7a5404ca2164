"""Taking a given caller out of the queue, and moving one forward in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from console.channels.contract import Absent, ChannelDown, Refused, Sent, Unknown
from console.channels.phone.answers import (
    Outcome,
    no_such_act,
    not_now,
    outcome,
)
from console.channels.phone.line import Asked
from console.channels.phone.protocol.members import AWAY, RINGING, TALKING
from console.channels.phone.protocol.queue import Waiting
from console.channels.phone.protocol.talk import Talk
from console.channels.phone.protocol.telephones import extension_of
from console.channels.phone.session import Session
from console.domain.calls import CallState
from console.domain.language import tr
from console.domain.outward import OutwardAct
from console.domain.phone_account import PhoneSettings

_HELD_S = 20.0
"""So long a caller whom a telephone asked for is nobody else's, unless back in line by then."""


@dataclass(frozen=True)
class _Place:
    queue: str
    caller: Waiting
    first: int
    """The highest priority in that queue."""


class Taking:
    """For one thread at a time."""

    def __init__(self, settings: PhoneSettings, answer_s: float) -> None:
        self._settings = settings
        self._answer_s = answer_s
        self._held_until_s: dict[str, float] = {}

    def take(self, session: Session, act: OutwardAct, may_go_on: Callable[[], bool]) -> Outcome:
        """Puts a waiting caller through to the telephone that asks. Raises ChannelDown.

        An exchange does what it is told also with a caller who is talking by now: so it is asked
        who waits just before, and what it has told since is looked at last.
        """
        interface = act.details.get("interface", "")
        extension = extension_of(interface)
        if not extension:
            return Refused(
                tr("Telefonen «{name}» har ikke noe nummer å sette over til.", name=interface)
            )
        look_at_queues(session)
        with session.lock:
            place, talk = _place(session, act.target), session.talks.talk(act.target)
            if talk is not None and interface in talk.rings.values():
                return Sent(tr("ringer allerede på telefonen din"))
            refused = self._held_by_another(talk, interface) or _gone(place, talk)
            refused = refused or _busy(session, interface)
            refused = refused or self._has_another(session, act.target, interface)
            if refused is not None or place is None or talk is None:
                return refused or no_such_act()
            if not may_go_on():
                return not_now()
            asked = self._ask(session, place, talk, interface, extension)
            self._held_until_s[act.target] = time.monotonic() + _HELD_S
        session.finish(asked, self._answer_s)
        if asked.is_refused:
            with session.lock:
                talk.expected = ""
            del self._held_until_s[act.target]
        elif not self._settings.take_context:
            # Of a priority that changed no event tells.
            session.look()
        return outcome(asked, self._receipt(extension))

    def move(self, session: Session, act: OutwardAct, may_go_on: Callable[[], bool]) -> Outcome:
        """Gives a waiting caller another priority in the exchange's own queue."""
        priority = act.details.get("priority", "")
        if not priority.isdecimal() or len(priority) > 6:
            return no_such_act()
        look_at_queues(session)
        with session.lock:
            place, talk = _place(session, act.target), session.talks.talk(act.target)
            refused = _gone(place, talk)
            if refused is not None or place is None or talk is None:
                return refused or no_such_act()
            if not may_go_on():
                return not_now()
            talk.is_pushed = True
            asked = _ask_for_priority(session, place, int(priority))
        session.finish(asked, self._answer_s)
        if not asked.is_refused:
            session.look()
        return outcome(asked, tr("står i køen med prioritet {priority}", priority=priority))

    def fate_of_take(self, session: Session, act: OutwardAct) -> Sent | Absent | Unknown:
        """Who waits was never put through; who is with the telephone that asked, was."""
        interface = act.details.get("interface", "")
        look_at_queues(session)
        with session.lock:
            talk = session.talks.talk(act.target)
            if _place(session, act.target) is not None:
                return Absent(tr("Den som ringte, står i køen ennå."))
            if talk is not None and interface in (talk.answered_by, *talk.rings.values()):
                return Sent(tr("satt over"))
        return Unknown(tr("Den som ringte, er ute av køen; ingen vet om det var derfor."))

    def fate_of_move(self, session: Session, act: OutwardAct) -> Sent | Absent | Unknown:
        """The queue itself tells each caller's priority."""
        look_at_queues(session)
        with session.lock:
            place = _place(session, act.target)
        if place is None:
            return Unknown(tr("Den som ringte, er ute av køen."))
        if str(place.caller.priority) == act.details.get("priority"):
            return Sent(tr("står i køen med prioritet {priority}", priority=place.caller.priority))
        return Absent(tr("Den som ringte, står i køen som før."))

    def _ask(
        self, session: Session, place: _Place, talk: Talk, interface: str, extension: str
    ) -> Asked:
        talk.expected = interface
        if not self._settings.take_context:
            talk.is_pushed = True
            return _ask_for_priority(session, place, place.first + 1)
        return session.line.ask(
            "Redirect",
            (
                ("Channel", place.caller.channel),
                ("Context", self._settings.take_context),
                ("Exten", extension),
                ("Priority", "1"),
            ),
        )

    def _receipt(self, extension: str) -> str:
        if self._settings.take_context:
            return tr("settes over til {extension}", extension=extension)
        return tr("satt først i køen; sentralen ringer den som er ledig")

    def _held_by_another(self, talk: Talk | None, interface: str) -> Refused | None:
        now_s = time.monotonic()
        self._held_until_s = {k: at_s for k, at_s in self._held_until_s.items() if at_s > now_s}
        if talk is None or talk.key not in self._held_until_s:
            return None
        is_anothers = talk.expected not in ("", interface)
        return Refused(tr("En kollega tar allerede samtalen.")) if is_anothers else None

    def _has_another(self, session: Session, call: str, interface: str) -> Refused | None:
        """What no queue tells: of a telephone that is in none, and of who is on the way to it."""
        for talk in session.talks.at(interface):
            if talk.key == call:
                continue
            if talk.is_talking:
                return _talks()
            # Without a context to go to, who is asked for waits on, for whoever is free.
            if self._settings.take_context or interface in talk.rings.values():
                return _rings()
        return None


def look_at_queues(session: Session) -> None:
    """Has the exchange say who waits. Raises ChannelDown where it does not."""
    if not session.look() and not session.look():
        raise ChannelDown(tr("Telefonsentralen svarte ikke på hvem som venter."))


def _place(session: Session, call: str) -> _Place | None:
    talk = session.talks.talk(call)
    if talk is None or talk.ending is not None:
        return None
    for name, queue in session.exchange.queues.items():
        place = queue.place_of(talk.uniqueid)
        if place is not None:
            first = max(caller.priority or 0 for caller in queue.waiting)
            return _Place(name, queue.waiting[place - 1], first)
    return None


def _gone(place: _Place | None, talk: Talk | None) -> Refused | None:
    """Why a caller cannot be had any more."""
    if talk is None:
        return Refused(tr("Samtalen finnes ikke på sentralen. Ingenting er gjort."))
    if talk.state is CallState.ENDED:
        return Refused(tr("Den som ringte, har lagt på. Ring tilbake."))
    if talk.state is CallState.TALKING:
        return Refused(tr("Samtalen er besvart på en annen telefon."))
    if place is None or talk.gone_at is not None:
        return Refused(tr("Den som ringte, står ikke i køen lenger."))
    if place.caller.channel.startswith("/"):
        return no_such_act()
    return None


def _busy(session: Session, interface: str) -> Refused | None:
    """A caller who is put through to a telephone that is busy is lost."""
    for queue in session.exchange.queues.values():
        member = queue.members.get(interface)
        if member is None:
            continue
        if member.in_call or member.status in TALKING:
            return _talks()
        if member.status in RINGING:
            return _rings()
        if member.status in AWAY:
            return Refused(tr("Telefonen din er ikke koblet til sentralen. Sjekk telefonen."))
    return None


def _talks() -> Refused:
    return Refused(tr("Telefonen din er i en samtale. Avslutt den først."))


def _rings() -> Refused:
    return Refused(tr("Telefonen din ringer med en annen samtale. Svar på den først."))


def _ask_for_priority(session: Session, place: _Place, priority: int) -> Asked:
    return session.line.ask(
        "QueueChangePriorityCaller",
        (
            ("Queue", place.queue),
            ("Caller", place.caller.channel),
            ("Priority", str(priority)),
            ("Immediate", "yes"),
        ),
    )
