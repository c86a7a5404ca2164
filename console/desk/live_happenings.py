"""What happened in chats, calls and with promises, as quiet lines of a case's timeline."""

from __future__ import annotations

from whenever import Instant

from console.domain.history import Happening
from console.domain.ids import PersonId
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.people import Person
from console.domain.wording import clock_time, moment_short


def live_happening(happening: Happening) -> str:
    """What happened, without who and when; empty for what is none of it."""
    match happening.kind:
        case "ChatHandedOver" if happening.receiver_name:
            name = Person(PersonId(0), "", happening.receiver_name, frozenset()).short_name
            return tr("Ga chatten videre til {name}", name=name)
        case "ChatEnded":
            by_us = tr("Avsluttet chatten")
            return by_us if happening.actor is not None else tr("Den besøkende avsluttet chatten")
        case "ChatGivenBack" if happening.actor is None:
            return tr("Chatten ble ledig: den som hadde den, er borte")
        case "CallPassedOn" if happening.receiver_name:
            name = Person(PersonId(0), "", happening.receiver_name, frozenset()).short_name
            return tr("Samtalen gikk videre til {name}, og saken med den", name=name)
        case "CallerNamed":
            return tr("Sa at det er {shop} som ringer", shop=happening.data.get("shop_name", ""))
        case "PromiseMade":
            return _promised(happening)
    return _plain().get(happening.kind, "")


def _promised(happening: Happening) -> str:
    due_at = Instant.parse_iso(str(happening.data["until"]))
    is_today = wall(due_at).date() == wall(happening.at).date()
    when = clock_time(due_at) if is_today else moment_short(due_at, happening.at)
    words = tr("Lovet kunden å høre fra oss innen {when}", when=when)
    gist = str(happening.data.get("gist", ""))
    return f"{words}: {gist}" if gist else words


def _plain() -> dict[str, str]:
    return {
        "ChatOpened": tr("Chatten begynte"),
        "ChatSaid": tr("Kunden skrev i chatten"),
        "ChatAnswered": tr("Svarte i chatten"),
        "ChatTaken": tr("Tok chatten"),
        "ChatGivenBack": tr("La chatten tilbake"),
        "ChatHandedOver": tr("Ga chatten videre"),
        "AddressAsked": tr("Spurte den besøkende om e-postadressen"),
        "ChatMoved": tr("Chatten gikk over til e-post"),
        "CallAnswered": tr("Samtalen ble besvart"),
        "CallEnded": tr("Samtalen ble avsluttet"),
        "CallUnseen": tr("Samtalen ble borte mens sentralen ikke svarte"),
        "CalledBack": tr("Ringte tilbake"),
        "CallPassedOn": tr("Samtalen gikk videre, og saken med den"),
        "PromiseKept": tr("Holdt det som var lovet"),
        "PromiseWithdrawn": tr("Trakk løftet tilbake"),
    }
