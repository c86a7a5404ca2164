"""Calling out from a telephone of ours, handing a call on, and putting one down."""

from __future__ import annotations

import re
from collections.abc import Callable

from console.channels.contract import Absent, ChannelDown, Refused, Sent, Unknown
from console.channels.phone.answers import (
    Outcome,
    ask,
    no_such_act,
    not_now,
    outcome,
    refusal,
    unanswered,
)
from console.channels.phone.line import Asked
from console.channels.phone.pace import Pace
from console.channels.phone.protocol.talk import Talk
from console.channels.phone.protocol.telephones import extension_of
from console.channels.phone.session import CHANNELS, CHANNELS_END, Session
from console.domain.calls import CallState, Ending
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.outward import OutwardAct, Transfer
from console.domain.phone_account import PhoneSettings

_NUMBER = re.compile(r"\+?[0-9]{1,20}")
_INSIDE_DIGITS = 4
"""A number so short is one inside the house: nothing stands before it."""


class Dialling:
    """For one thread at a time."""

    def __init__(self, settings: PhoneSettings, clock: Clock, pace: Pace) -> None:
        self._settings = settings
        self._clock = clock
        self._pace = pace

    def dial(self, session: Session, act: OutwardAct, may_go_on: Callable[[], bool]) -> Outcome:
        """Rings the telephone of whoever asks, then the number. Raises ChannelDown."""
        interface, number = act.details.get("interface", ""), _plain(act.details.get("number", ""))
        if not self._settings.take_context:
            return _no_context()
        if not _NUMBER.fullmatch(number):
            return Refused(tr("«{number}» er ikke et telefonnummer. Skriv sifre.", number=number))
        if not interface or interface.startswith("/"):
            return no_such_act()
        if not may_go_on():
            return not_now()
        with session.lock:
            asked = session.line.ask(
                "Originate",
                self._originate(act, interface, number),
                until="OriginateResponse",
                patience_s=self._pace.ring_s + self._pace.answer_s,
            )
            session.talks.dialled(asked.id, call_of(act), interface, number, self._clock.now())
        asked.answered.wait(self._pace.answer_s)
        if asked.response is None:
            return unanswered()
        if asked.is_refused:
            return Refused(refusal(asked))
        asked.done.wait(self._pace.dial_s)
        return _dialled(asked, number)

    def transfer(self, session: Session, act: OutwardAct, may_go_on: Callable[[], bool]) -> Outcome:
        """Hands a call on: at once, or when whoever has it puts down. Raises ChannelDown."""
        details, how = act.details, act.details.get("how", "")
        extension = self._extension(details.get("to", ""))
        if not self._settings.take_context:
            return _no_context()
        if not extension or how not in tuple(Transfer):
            return Refused(tr("«{to}» er ikke et nummer.", to=details.get("to", "")))
        with session.lock:
            talk = session.talks.talk(act.target)
            refused = _not_theirs(talk, details.get("interface", ""))
            if refused is not None or talk is None:
                return refused or no_such_act()
            leg, to = talk.leg, details["to"] if "/" in details["to"] else ""
        if not leg or leg.startswith("/"):
            return Refused(tr("Sentralen har ikke sagt hvilken linje samtalen går på. Prøv igjen."))
        if not may_go_on():
            return not_now()
        where = (("Context", self._settings.take_context), ("Exten", extension))
        if how == Transfer.ATTENDED:
            return self._ask_first(session, talk, leg, extension, to)
        with session.lock:
            talk.expected = to
        asked = ask(session, "BlindTransfer", (("Channel", leg), *where), self._pace.answer_s)
        if asked.is_refused:
            with session.lock:
                talk.expected = ""
        return outcome(asked, tr("satt over til {extension}", extension=extension))

    def hang_up(self, session: Session, act: OutwardAct, may_go_on: Callable[[], bool]) -> Outcome:
        """Ends a call; what is over is over. Whoever has asked a colleague first hands over by
        it: then it is their own telephone that is put down. Raises ChannelDown.
        """
        with session.lock:
            talk = session.talks.talk(act.target)
            if talk is None:
                return Refused(tr("Samtalen finnes ikke på sentralen. Ingenting er gjort."))
            if talk.state is CallState.ENDED:
                return Sent(tr("er over"))
            if talk.state is not CallState.TALKING and not talk.is_outgoing:
                return Refused(tr("Samtalen er ikke besvart, så den kan ikke legges på."))
            channel = talk.leg if talk.is_consulting else talk.channel
        # A name that begins so would be a pattern: it ends every call that fits.
        if not channel or channel.startswith("/"):
            return no_such_act()
        if not may_go_on():
            return not_now()
        asked = ask(session, "Hangup", (("Channel", channel), ("Cause", "16")), self._pace.answer_s)
        return outcome(asked, tr("lagt på"))

    def fate_of_dial(self, session: Session, act: OutwardAct) -> Sent | Absent | Unknown:
        """The channel has the name that we gave it."""
        key = call_of(act)
        with session.lock:
            is_known = session.talks.talk(key) is not None
        if not is_known:
            asked = session.line.ask(CHANNELS, until=CHANNELS_END)
            session.finish(asked, self._pace.answer_s)
            is_known = any(channel.get("Uniqueid") == key for channel in asked.items)
        if is_known:
            return Sent(tr("ringt opp"))
        return Unknown(tr("Ingen vet om telefonen ringte. Se på den før du ringer igjen."))

    def fate_of_transfer(self, session: Session, act: OutwardAct) -> Sent | Absent | Unknown:
        """Whoever still has it alone has not handed it on."""
        with session.lock:
            talk = session.talks.talk(act.target)
            if talk is not None:
                own = act.details.get("interface", "")
                if talk.ending is Ending.TRANSFERRED or talk.is_handed_on:
                    return Sent(tr("satt over"))
                if talk.is_talking and talk.answered_by != own:
                    return Sent(tr("satt over"))
                if talk.is_talking and act.details.get("how") == Transfer.BLIND:
                    return Absent(tr("Samtalen er der den var."))
        return Unknown(tr("Ingen vet om samtalen ble satt over."))

    def fate_of_hang_up(self, session: Session, act: OutwardAct) -> Sent | Absent | Unknown:
        """What is over needs no more."""
        with session.lock:
            talk = session.talks.talk(act.target)
            is_over = talk is None or talk.state is CallState.ENDED
        return Sent(tr("er over")) if is_over else Absent(tr("Samtalen går ennå."))

    def _ask_first(
        self, session: Session, talk: Talk, leg: str, extension: str, to: str
    ) -> Outcome:
        """The digits of an attended transfer get lost on some channels: a variable says them."""
        told = (("Channel", leg), ("Variable", "TRANSFER_EXTEN"), ("Value", extension))
        first = outcome(ask(session, "Setvar", told, self._pace.answer_s), "")
        if not isinstance(first, Sent):
            return first
        where = (("Channel", leg), ("Context", self._settings.take_context), ("Exten", extension))
        try:
            asked = ask(session, "Atxfer", where, self._pace.answer_s)
        except ChannelDown:
            return unanswered()
        with session.lock:
            talk.is_consulting = not asked.is_refused
            talk.consulted = talk.consulted or to
        words = tr("ringer {to}; snakk med dem, og legg på når samtalen skal over", to=extension)
        return outcome(asked, words)

    def _originate(
        self, act: OutwardAct, interface: str, number: str
    ) -> tuple[tuple[str, str], ...]:
        return (
            ("Channel", interface),
            ("Context", self._settings.take_context),
            ("Exten", self._outside(number)),
            ("Priority", "1"),
            ("CallerID", f"<{_plain(self._settings.number)}>"),
            ("Timeout", str(round(self._pace.ring_s * 1000))),
            ("Async", "true"),
            ("ChannelId", call_of(act)),
        )

    def _extension(self, to: str) -> str:
        """What is dialled to reach a telephone of ours, or a number."""
        if "/" in to:
            return extension_of(to)
        number = _plain(to)
        return self._outside(number) if _NUMBER.fullmatch(number) else ""

    def _outside(self, number: str) -> str:
        prefix = self._settings.dial_prefix
        if not prefix or len(number) <= _INSIDE_DIGITS:
            return number
        return prefix + number.replace("+", "00")


def call_of(act: OutwardAct) -> str:
    """The remote id of the call that an act of dialling makes."""
    return f"konsoll-{act.id.hex}"


def _plain(number: str) -> str:
    return re.sub(r"[ ()./-]", "", number)


def _no_context() -> Refused:
    return Refused(
        tr(
            "Telefonoppsettet sier ikke hvilken kontekst i sentralen som ringer ut. Be en "
            "administrator føre den opp."
        )
    )


def _not_theirs(talk: Talk | None, interface: str) -> Refused | None:
    if talk is None:
        return Refused(tr("Samtalen finnes ikke på sentralen. Ingenting er gjort."))
    if talk.state is not CallState.TALKING:
        return Refused(tr("Samtalen pågår ikke, så den kan ikke settes over."))
    if interface and talk.answered_by != interface:
        return Refused(tr("Samtalen er på en annen telefon, så den kan ikke settes over herfra."))
    return None


def _dialled(asked: Asked, number: str) -> Outcome:
    last = asked.last
    if last is None:
        return Sent(tr("telefonen din ringer; ta den, så ringes {number}", number=number))
    if last.get("Response") == "Success":
        return Sent(tr("ringer {number}", number=number))
    words = {
        "1": tr("Telefonen din ble ikke tatt, så det ble ikke ringt."),
        "3": tr("Telefonen din ble ikke tatt, så det ble ikke ringt."),
        "5": tr("Telefonen din er opptatt, så det ble ikke ringt."),
    }
    unreachable = tr("Telefonen din kan ikke nås fra sentralen, så det ble ikke ringt.")
    return Refused(words.get(last.get("Reason"), unreachable))
