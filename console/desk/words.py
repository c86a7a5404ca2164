"""How the desk tells of people, states and happenings."""

from __future__ import annotations

from typing import Any

from whenever import Instant

from console.desk.escalations_words import escalation_happening
from console.desk.live_happenings import live_happening
from console.domain.cases import CaseKind, CaseState, DeliveryState
from console.domain.history import Happening
from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.people import Person
from console.domain.receipts import left_out
from console.domain.topics import topic_name
from console.domain.wording import clock_time, moment_label


def kind_name(kind: CaseKind) -> str:
    """What the customer wants, as a badge."""
    names = {
        CaseKind.QUESTION: tr("Spørsmål"),
        CaseKind.BUG: tr("Feil"),
        CaseKind.WISH: tr("Ønske"),
        CaseKind.INVOICE: tr("Faktura"),
        CaseKind.REPORT: tr("Rapport"),
        CaseKind.TEST_PILOT: tr("Testpilot"),
        CaseKind.OTHER: tr("Annet"),
    }
    return names[kind]


def state_name(state: CaseState) -> str:
    names = {
        CaseState.OPEN: tr("hos oss"),
        CaseState.WAITING: tr("hos kunden"),
        CaseState.SNOOZED: tr("utsatt"),
        CaseState.CLOSED: tr("løst"),
    }
    return names[state]


def delivery_words(state: DeliveryState, text: str, at: Instant) -> str:
    """How far an answer has come; "sendt" only on a receipt."""
    match state:
        case DeliveryState.COMPOSED | DeliveryState.CLAIMED:
            return tr("venter på å bli sendt")
        case DeliveryState.TRANSMITTING:
            return tr("sendes nå")
        case DeliveryState.ACCEPTED:
            return _accepted(text, clock_time(at))
        case DeliveryState.DEFERRED:
            return tr("ikke sendt ennå, prøver igjen: {reason}", reason=text)
        case DeliveryState.REFUSED:
            return tr("avvist av postserveren: {reason}", reason=text)
        case DeliveryState.UNKNOWN:
            return tr("usikkert om det kom frem: {reason}", reason=text)
        case DeliveryState.WITHDRAWN:
            return tr("tatt tilbake før det ble sendt")


def _accepted(receipt: str, time: str) -> str:
    missed = left_out(receipt)
    if missed:
        return tr("sendt {time}, men ikke til {left_out}", time=time, left_out=missed)
    return tr("sendt {time}", time=time)


def happening_words(happening: Happening) -> str:
    """What happened, without who and when."""
    after: dict[str, Any] = dict(happening.data.get("after", {}))
    match happening.kind:
        case "CaseSnoozed":
            return _snoozed(after, happening.at)
        case "CaseHandedOver" if happening.receiver_name:
            return tr("Ga saken videre til {name}", name=_short(happening.receiver_name))
        case "CaseKindSet":
            return tr("Satte type til {kind}", kind=kind_name(CaseKind(after["kind"])))
        case "CaseTopicSet":
            return tr("Satte emne til {topic}", topic=topic_name(after["topic"]))
    told = escalation_happening(happening) or live_happening(happening)
    return told or _plain_words().get(happening.kind, happening.kind)


def _short(name: str) -> str:
    return Person(PersonId(0), "", name, frozenset()).short_name


def _plain_words() -> dict[str, str]:
    return {
        "CaseOpened": tr("Saken kom inn"),
        "CaseTaken": tr("Tok saken"),
        "CaseReleased": tr("La saken tilbake"),
        "CaseHandedOver": tr("Ga saken videre"),
        "CaseWoken": tr("Saken er tilbake hos oss"),
        "CaseClosed": tr("Løste saken"),
        "CaseReopened": tr("Saken ble åpnet igjen"),
        "ActUndone": tr("Angret det siste"),
        "MailArrived": tr("Kunden skrev igjen"),
        "ReplyWritten": tr("Svarte kunden"),
    }


def happening_line(happening: Happening) -> str:
    """The same with who and when, for the send fence."""
    words, time = happening_words(happening), clock_time(happening.at)
    if happening.actor_name:
        return tr("{time} {name}: {what}", time=time, name=happening.actor_name, what=words)
    return tr("{time} {what}", time=time, what=words)


def happening_sentence(happening: Happening) -> str:
    """The same in the middle of a sentence: "Jonas T. svarte kunden 10:44"."""
    words, time = happening_words(happening), clock_time(happening.at)
    if happening.actor is None:
        return tr("{what} {time}", what=words[:1].lower() + words[1:], time=time)
    who = _short(happening.actor_name)
    what = words[:1].lower() + words[1:]
    return tr("{name} {what} {time}", name=who, what=what, time=time)


def _snoozed(after: dict[str, Any], at: Instant) -> str:
    until = after.get("snoozed_until")
    if until is None:
        return tr("Utsatte saken")
    return tr("Utsatte saken til {when}", when=moment_label(Instant.parse_iso(until), at))
