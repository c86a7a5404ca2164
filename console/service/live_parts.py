"""The parts of each live connector, and what wakes them. A connector's parts share it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from console.channels.contract import LiveConnector
from console.domain.language import tr
from console.service.bell import Bell, Bells
from console.service.leading_store import LeadingStore
from console.service.listening import Listening
from console.service.live_delivery import LiveDelivery
from console.service.live_intake import LiveIntake
from console.service.offers import Offers
from console.service.part import PartPlan
from console.service.supervisor import Supervisor, Tell
from console.service.telephones import TelephoneKeeping

Live = Callable[[], Sequence[LiveConnector]]
"""Which live connectors there are; asked once for each term of leading. Whoever leads closes them
when their parts have ended.
"""

OFFERS, TELEPHONES = "offers", "telephones"

TO_OFFER = (
    "ChatOpened",
    "ChatSaid",
    "ChatTaken",
    "ChatGivenBack",
    "ChatHandedOver",
    "ChatLeft",
    "ChatReturned",
    "ChatEnded",
    "ChatMoved",
    "OfferWithdrawn",
    "ReadinessChanged",
    "CallAnswered",
    "CallEnded",
    "CallUnseen",
)
"""What may change whom a chat is offered to."""


def no_live() -> Sequence[LiveConnector]:
    """There are none."""
    return ()


def delivery_of(name: str) -> str:
    """The name of the part that hands over to a connector."""
    return f"{name}.delivery"


def start_live(
    connector: LiveConnector, desk: LeadingStore, parts: Supervisor, tell: Tell, bells: Bells
) -> None:
    """Starts the three parts of a connector."""
    name, server_back = connector.name, threading.Event()

    def deliver(bell: Bell) -> LiveDelivery:
        return LiveDelivery(desk, connector, bell, server_back)

    sending = parts.start(PartPlan(delivery_of(name), deliver))
    bells.hang(delivery_of(name), sending)

    def recovered() -> None:
        server_back.set()
        sending.ring()

    def fetch(bell: Bell) -> LiveIntake:
        return LiveIntake(desk, connector, bell, recovered)

    fetching = parts.start(PartPlan(f"{name}.intake", fetch))

    def listen(bell: Bell) -> Listening:
        line, words = f"{name}.listening", tr("lytter etter nytt")
        return Listening(line, words, connector, fetching.ring, tell, bell)

    parts.start(PartPlan(f"{name}.listening", listen))


def start_offers(desk: LeadingStore, parts: Supervisor, bells: Bells) -> None:
    """Starts offering what waits."""
    bells.hang(OFFERS, parts.start(PartPlan(OFFERS, lambda _bell: Offers(desk))))


def start_telephones(desk: LeadingStore, parts: Supervisor, bells: Bells) -> None:
    """Starts looking after who is ready for calls."""
    plan = PartPlan(TELEPHONES, lambda _bell: TelephoneKeeping(desk))
    bells.hang(TELEPHONES, parts.start(plan))
