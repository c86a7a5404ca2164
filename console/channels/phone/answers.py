"""What an exchange answers to what is asked of it, as an outcome in our own words."""

from __future__ import annotations

from collections.abc import Sequence

from console.channels.contract import Deferred, Refused, Sent, Unknown
from console.channels.phone.line import Asked, Headers
from console.channels.phone.session import Session
from console.domain.language import tr

Outcome = Sent | Refused | Deferred | Unknown


def ask(session: Session, name: str, headers: Headers = (), within_s: float = 10.0) -> Asked:
    """Asks and waits for the response; for any thread. Raises ChannelDown before it goes."""
    return session.finish(session.line.ask(name, headers), within_s)


def outcome(asked: Asked, receipt: str) -> Sent | Refused | Unknown:
    """What came of it; `receipt` is what to say where it was done."""
    if asked.response is None:
        return unanswered()
    return Refused(refusal(asked)) if asked.is_refused else Sent(receipt)


def unanswered() -> Unknown:
    return Unknown(
        tr("Telefonsentralen svarte ikke, så ingen vet om det ble gjort. Se på telefonen.")
    )


def not_now() -> Deferred:
    return Deferred(tr("Stanset før det gikk ut."))


def no_such_act() -> Refused:
    return Refused(tr("Dette kan ikke gjøres her. Ingenting er gjort."))


def refusal(asked: Asked) -> str:
    """Why not, in words for a person."""
    for part, words in _refusals(asked.name):
        if part in asked.words:
            return words
    return tr("Telefonsentralen sa nei: {reason}", reason=asked.words)


def has_said(asked: Asked, *parts: str) -> bool:
    """Whether it was refused with one of these words."""
    return asked.is_refused and any(part in asked.words for part in parts)


def _refusals(action: str) -> Sequence[tuple[str, str]]:
    return (
        (
            "Permission denied",
            tr(
                "Telefonsentralen gir ikke kontoen vår lov til dette ({action}). Be en "
                "administrator gi den skrivetilgang i manager.conf.",
                action=action,
            ),
        ),
        ("hannel does not exist", tr("Samtalen er ikke på telefonsentralen lenger.")),
        ("specified does not exist", tr("Samtalen er ikke på telefonsentralen lenger.")),
        ("No such channel", tr("Samtalen er ikke på telefonsentralen lenger.")),
        ("No such caller", tr("Den som ringte, står ikke i køen lenger.")),
        ("Interface not found", tr("Telefonen er ikke i køen.")),
        ("No such queue", tr("Køen finnes ikke på telefonsentralen.")),
        (
            "Extension does not exist",
            tr("Telefonsentralen kan ikke slå dette nummeret. Sjekk oppsettet for utringing."),
        ),
    )
