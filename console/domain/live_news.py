"""What chats and telephones tell as it happens: plain values between a wire and the store.

Each says how a thing out there is now, whole, under its name there. `version` grows with every
change of that thing: what is as old as what is known, or older, changes nothing. So twice is once,
and disorder does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from console.domain.calls import CallState, Ending, MemberState, QueueFigures
from console.domain.mail import MailPart


@dataclass(frozen=True, slots=True)
class ChatSeen:
    """A chat as its door has it. Who of us has it is the store's to say, never the door's.

    `shop` is the shop's number in the register as the visitor says, or as the control panel proves
    (`is_verified`); empty where unknown. `has_left`: the visitor is gone and may come back;
    `ended_at`: it is over for good. `continues` is the `remote_id` of an earlier chat of the same
    visitor, where that is proven.
    """

    remote_id: str
    version: int
    began_at: Instant
    visitor_name: str = ""
    address: str = ""
    shop: str = ""
    is_verified: bool = False
    page: str = ""
    has_left: bool = False
    ended_at: Instant | None = None
    continues: str = ""


@dataclass(frozen=True, slots=True)
class LineSeen:
    """What was said in a chat. A line of ours that comes back is known by `key`, its message's id
    in hex; a visitor's has none.
    """

    remote_id: str
    chat: str
    """The chat's `remote_id`; it may come before its chat does."""
    at: Instant
    text: str
    key: str = ""
    parts: tuple[MailPart, ...] = ()


@dataclass(frozen=True, slots=True)
class CallSeen:
    """A call as the exchange has it. Telephones are named by interface; whose they are, the store
    knows. `answered_by` stays when it has ended. `shop` is the shop's number in the register where
    the exchange itself knows it (STORE_ID); `said` is what it tells besides (the menu's choice):
    both stay when a later telling leaves them out.
    """

    remote_id: str
    version: int
    began_at: Instant
    state: CallState
    queue: str = ""
    number: str = ""
    name: str = ""
    is_pos: bool = False
    priority: int = 0
    place: int | None = None
    rung_to: str = ""
    answered_by: str = ""
    answered_at: Instant | None = None
    ended_at: Instant | None = None
    ending: Ending | None = None
    shop: str = ""
    said: str = ""
    is_outgoing: bool = False


@dataclass(frozen=True, slots=True)
class StandingSeen:
    """Every call that an exchange has just now, told after it was not heard for a while: what is
    not among them has ended, and nobody saw how (`Ending.UNSEEN`). That is a guess: what is told of
    such a call later is believed. It judges no call whose own news is newer.
    """

    version: int
    calls: frozenset[str]


@dataclass(frozen=True, slots=True)
class MemberSeen:
    """A telephone in a queue."""

    interface: str
    queue: str
    state: MemberState
    reason: str
    since: Instant


@dataclass(frozen=True, slots=True)
class MembersSeen:
    """All the telephones of an exchange's queues; whoever is not among them is in no queue."""

    version: int
    members: tuple[MemberSeen, ...]


@dataclass(frozen=True, slots=True)
class FiguresSeen:
    """What an exchange has counted today, a queue each."""

    version: int
    queues: tuple[QueueFigures, ...]


LiveItem = ChatSeen | LineSeen | CallSeen | MembersSeen | StandingSeen | FiguresSeen
