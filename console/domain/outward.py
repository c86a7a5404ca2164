"""What is to be done outside besides sending a mail: say a line, end a chat, take a call, pause.

Each has an id made by its author: the other side is asked for the same thing once, however often.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from whenever import Instant

from console.domain.ids import MessageId
from console.domain.instants import seconds_between
from console.domain.mail import MailPart

TOO_LATE_S = 60.0
"""What is asked of a telephone is for now: later nobody wants it to ring any more."""


class OutwardKind(StrEnum):
    """What is done; the value lies in the store, so it never changes.

    take_call: a waiting caller, to the telephone `interface`. set_member: what the telephone
    `interface` says of itself in every queue (`state`: "ready", "paused" or "away"; `reason`).
    dial: `number`, from the telephone `interface`. set_priority: a waiting caller gets `priority`
    in the exchange's own queue. transfer: a call that one of us has goes on to `to` (a number or an
    interface), `how` a `Transfer`. end_chat: `how` is "mail" where it goes on by e-mail (`address`,
    masked; `answer_by`, an instant as ISO 8601, or ""). ask_address: the visitor, for theirs.
    """

    END_CHAT = "end_chat"
    ASK_ADDRESS = "ask_address"
    TAKE_CALL = "take_call"
    HANG_UP = "hang_up"
    SET_MEMBER = "set_member"
    DIAL = "dial"
    SET_PRIORITY = "set_priority"
    TRANSFER = "transfer"


class Transfer(StrEnum):
    """blind: at once. attended: one talks with the other first, and hangs up then."""

    BLIND = "blind"
    ATTENDED = "attended"


_LASTING = {OutwardKind.END_CHAT, OutwardKind.ASK_ADDRESS, OutwardKind.SET_MEMBER}
_FOR_NOW = frozenset(OutwardKind) - _LASTING


@dataclass(frozen=True, slots=True)
class OutwardAct:
    """`target` is the remote id of the chat or call, empty where there is none. `details` are
    words by name, as `OutwardKind` tells.
    """

    id: UUID
    kind: OutwardKind
    target: str
    asked_at: Instant
    details: Mapping[str, str] = field(default_factory=dict)

    def is_too_late(self, now: Instant) -> bool:
        """Whether it had better not be done any more."""
        return self.kind in _FOR_NOW and seconds_between(self.asked_at, now) > TOO_LATE_S


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """Something one of us says in a chat; `author` as the visitor is to see it."""

    message: MessageId
    chat: str
    """The chat's remote id."""
    text: str
    author: str
    written_at: Instant
    parts: tuple[MailPart, ...] = ()
