"""A queue's figures counted from what happened, as the exchange's own log has them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import whole_number


@dataclass(slots=True)
class CallFigures:
    """`abandoned` is whoever left the line unanswered, for any reason: the exchange counts so.
    `waits_s`: how many of the answered waited how many whole seconds.
    """

    abandoned: int = 0
    waits_s: Counter[int] = field(default_factory=Counter)

    @property
    def answered(self) -> int:
        return self.waits_s.total()

    @property
    def average_wait_s(self) -> float | None:
        """Of the answered; None while nobody was."""
        if not self.waits_s:
            return None
        return sum(wait_s * calls for wait_s, calls in self.waits_s.items()) / self.answered

    def within(self, level_s: int) -> float | None:
        """The share (0 to 1) of the answered who waited at most so long; None while nobody was."""
        if not self.waits_s:
            return None
        return sum(c for wait_s, c in self.waits_s.items() if wait_s <= level_s) / self.answered


class CallCount:
    """Every queue's figures since one began to listen; what one did not hear is not among them."""

    def __init__(self) -> None:
        self.queues: dict[str, CallFigures] = {}

    def take(self, message: Message) -> None:
        """Counts an event that is to be acted on."""
        match message.event:
            case "AgentConnect":
                self._of(message).waits_s[whole_number(message.get("HoldTime")) or 0] += 1
            case "QueueCallerAbandon":
                self._of(message).abandoned += 1

    def _of(self, message: Message) -> CallFigures:
        return self.queues.setdefault(message.get("Queue"), CallFigures())
