"""Oversikt: the four lanes, the one list of all that waits, and who stands in two of them."""

from __future__ import annotations

from dataclasses import dataclass

from console.desk.backlog import Backlog
from console.desk.escalations import Escalations
from console.desk.freshness import Freshness, Lamp
from console.desk.lane import Lane, LaneName
from console.desk.live import Listeners, LiveList, LiveValue
from console.desk.live_floor import LiveFloor
from console.desk.tally import Counts
from console.domain.backlog import CaseSummary
from console.domain.calls import Call
from console.domain.chats import Chat
from console.domain.escalations import OpenEscalation

Thing = Chat | Call | CaseSummary | OpenEscalation
"""What a row is about."""


@dataclass(frozen=True)
class Elsewhere:
    """The same shop in another channel: that row's key, its lane, and what is said of it
    ("står også i telefonkøen · plass 1 · POS · 48 s").
    """

    key: str
    lane: LaneName
    shop_name: str
    words: str


class Overview:
    """`elsewhere_changed` tells that `elsewhere` may say something else. Threads: the loop's."""

    def __init__(self, floor: LiveFloor, backlog: Backlog, escalations: Escalations) -> None:
        self._floor = floor
        self._backlog = backlog
        self._escalations = escalations
        self.elsewhere_changed: Listeners[None] = Listeners()
        self.chat = _empty(LaneName.CHAT)
        self.telephone = _empty(LaneName.TELEPHONE)
        self.mail = _empty(LaneName.MAIL)
        self.escalations = Lane(
            LaneName.ESCALATIONS,
            escalations.rows,
            escalations.counts,
            LiveValue(Freshness(Lamp.BEHIND, "")),
            escalations.problem,
            escalations.is_read,
        )
        self.urgent = _empty(LaneName.URGENT)

    @property
    def lanes(self) -> tuple[Lane, Lane, Lane, Lane]:
        """Those that stand side by side, in their order."""
        return self.chat, self.telephone, self.mail, self.escalations

    def thing(self, key: str) -> Thing | None:
        """What the row with this key is about; None when it is over."""
        return None

    def elsewhere(self, key: str) -> tuple[Elsewhere, ...]:
        """Where else the same shop waits or is talked with just now."""
        return ()


def _empty(name: LaneName) -> Lane:
    freshness = Freshness(Lamp.BEHIND, "")
    counts = LiveValue(Counts())
    return Lane(name, LiveList(), counts, LiveValue(freshness), LiveValue(""), LiveValue(False))
