"""A telephone call as the exchange has it, who sits in its queues, and calling back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.ids import CallId, CaseId, PersonId, ShopId


class CallState(StrEnum):
    """waiting: in the queue. ringing: at somebody's telephone. talking: answered. ended: over."""

    WAITING = "waiting"
    RINGING = "ringing"
    TALKING = "talking"
    ENDED = "ended"


_UNANSWERED = (CallState.WAITING, CallState.RINGING)


class Ending(StrEnum):
    """How it ended, as the exchange counts. abandoned: before anybody answered. left: the caller
    went to somewhere else than us (a voice mail, another queue). unseen: it ended while the
    exchange could not be heard, so nobody knows how.
    """

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    TRANSFERRED = "transferred"
    LEFT = "left"
    UNSEEN = "unseen"


class ShopBy(StrEnum):
    """Who says which shop calls: the exchange (STORE_ID), the number it calls from, or one of us.
    A number is a claim: anybody can call with it.
    """

    EXCHANGE = "exchange"
    NUMBER = "number"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class ShopCandidate:
    """One of several shops that call from a number; `register` is empty where none of it does."""

    shop: ShopId
    name: str
    customer_number: str
    register: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `ending` is None until it has ended; `number` is empty where it is withheld.
    `store_id` is the shop's number as the exchange says it, which the register may not know;
    `said` is what it tells besides ("valgte «kasse»"); `candidates` are the shops that call from
    the number where it is not one alone; `wrapped_up_at`: somebody has written it down.

    `call_back_by`: somebody is to call back by then; `called_back_at`: somebody has.
    """

    id: CallId
    no: int
    version: int
    connector: str
    remote_id: str
    queue: str
    number: str
    name: str
    shop: ShopId | None
    is_pos: bool
    priority: int
    place: int | None
    state: CallState
    began_at: Instant
    rung_to: PersonId | None
    answered_by: PersonId | None
    answered_at: Instant | None
    ended_at: Instant | None
    ending: Ending | None
    case: CaseId | None
    call_back_by: Instant | None
    called_back_at: Instant | None
    called_back_by: PersonId | None
    shop_name: str = ""
    shop_by: ShopBy | None = None
    candidates: tuple[ShopCandidate, ...] = ()
    said: str = ""
    is_outgoing: bool = False
    wrapped_up_at: Instant | None = None
    store_id: str = ""

    @property
    def is_in_queue(self) -> bool:
        """Whether somebody waits to be answered by us, also while it rings at one of us."""
        return self.state in _UNANSWERED and not self.is_outgoing

    @property
    def is_dialled(self) -> bool:
        """Whether one of us calls and waits to be answered; `rung_to` is who."""
        return self.state in _UNANSWERED and self.is_outgoing

    @property
    def waits_for_a_call_back(self) -> bool:
        return self.call_back_by is not None and self.called_back_at is None

    @property
    def awaits_wrap_up(self) -> bool:
        """Whether one of us has had it, and nobody has written it down."""
        is_over = self.state is CallState.ENDED and self.answered_by is not None
        return is_over and self.case is not None and self.wrapped_up_at is None


class MemberState(StrEnum):
    """What the exchange says of a telephone in a queue."""

    READY = "ready"
    RINGING = "ringing"
    IN_CALL = "in_call"
    PAUSED = "paused"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class QueueMember:
    """A telephone in a queue; `person` is whose it is, where that is known."""

    connector: str
    interface: str
    queue: str
    person: PersonId | None
    state: MemberState
    reason: str
    since: Instant


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """A queue's day as the exchange counts it; None where it has counted nothing yet.

    `within_share` (0 to 1) of the answered calls were answered within `within_s`. The exchange
    counts from `counted_since`, which it sets anew at a restart; None where it does not say.
    `told_at` is when it said so first or later: that it says the same again is no news.
    """

    queue: str
    answered: int
    abandoned: int
    average_wait_s: float | None
    average_talk_s: float | None
    within_s: float
    within_share: float | None
    counted_since: Instant | None
    told_at: Instant
