"""What a chat's visitor does just now: they type, and have seen what we said. No events."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from console.domain.ids import ChatId


@dataclass(frozen=True, slots=True)
class ChatSigns:
    """Signs of a chat that goes on. `visitor_seen_at` is the instant of the newest of our lines
    that the visitor has seen; None before the first.
    """

    chat: ChatId
    visitor_typing_until: Instant | None = None
    visitor_seen_at: Instant | None = None
