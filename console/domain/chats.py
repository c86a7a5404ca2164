"""A live conversation with a visitor, as it stands just now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.ids import CaseId, ChatId, PersonId, ShopId


class ChatState(StrEnum):
    """waiting: nobody of us has it. active: `agent` has it. left: the visitor is gone, and may
    come back. ended: over for good.
    """

    WAITING = "waiting"
    ACTIVE = "active"
    LEFT = "left"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Offer:
    """Whom a waiting chat rings for, and until when."""

    to: PersonId
    until: Instant


@dataclass(frozen=True, slots=True)
class Chat:
    """One chat. `waiting_since` is None while the visitor has the next word.

    `is_verified`: the shop is proven by its control panel; otherwise it is what the visitor says.
    """

    id: ChatId
    no: int
    version: int
    connector: str
    remote_id: str
    case: CaseId
    state: ChatState
    visitor_name: str
    shop: ShopId | None
    is_verified: bool
    page: str
    agent: PersonId | None
    began_at: Instant
    waiting_since: Instant | None
    first_reply_at: Instant | None
    offer: Offer | None
    ended_at: Instant | None
