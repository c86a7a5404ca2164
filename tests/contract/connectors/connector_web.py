"""The house's own chat with a visitor at hand: the real connector at a hall in memory."""

from __future__ import annotations

from uuid import UUID, uuid4

from fakes.clock import FakeClock
from fakes.web_hall import WebHall

from console.channels.contract import LiveConnector
from console.channels.web.connector import WebConnector
from console.domain.visits import NewVisit, VisitKind


class WebDoorstep:
    """Visitors are there until they leave."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.hall = WebHall(clock)
        self.connector: LiveConnector = WebConnector(self.hall.house, clock)

    def comes(self, text: str) -> str:
        visit, now = uuid4(), self._clock.now()
        self.hall.visitors.begin(new_visit(visit), now)
        self.says(str(visit), text)
        return str(visit)

    def says(self, chat: str, text: str) -> None:
        now = self._clock.now()
        self.hall.visitors.alive([chat], now)
        self.hall.visitors.say(chat, uuid4(), text, (), now)

    def leaves(self, chat: str) -> None:
        self.hall.visitors.gone(chat, self._clock.now())


def new_visit(visit: UUID, kind: VisitKind = VisitKind.CHAT) -> NewVisit:
    """A visitor of the shop pages; their token is named after the visit."""
    return NewVisit(visit, uuid4(), str(visit), "mystore", "nb", kind, "Kari Nordmann")
