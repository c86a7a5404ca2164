"""A visitor's side of the chat as the web door keeps it: plain values between door and store.

Everything that a visitor is shown in order is a line with a number, without gaps from 1. Typing and
"seen" are signs: they are no lines, end by themselves, and are told by a wake alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from whenever import Instant

TYPES_S = 8
"""How long somebody is said to type after the last word of it."""

SILENT_S = 90
"""After so long without a sign of life a visitor counts as away."""


class LineKind(StrEnum):
    """visitor, agent: who said it. notice: what became of the chat, in the visitor's language."""

    VISITOR = "visitor"
    AGENT = "agent"
    NOTICE = "notice"


class NoticeKind(StrEnum):
    """What a notice tells, with its `details`.

    ended: we ended the chat (`solved`: "1" or ""). to_mail: it goes on by e-mail (`address`,
    masked; `answer_by`, an instant as ISO 8601, or ""). ask_address: we ask for an e-mail address.
    """

    ENDED = "ended"
    TO_MAIL = "to_mail"
    ASK_ADDRESS = "ask_address"


class VisitKind(StrEnum):
    """chat: a live conversation. mail: written while chat was closed; answered by e-mail."""

    CHAT = "chat"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class VisitFile:
    """A picture or another file of a line; `content_type` is what its bytes are."""

    id: UUID
    name: str
    content_type: str
    size: int


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One line. `author` is one of us by first name, empty for the visitor. `client_id` is the
    visitor's own name for it, `key` the id of our message in hex.
    """

    seq: int
    kind: LineKind
    at: Instant
    text: str = ""
    author: str = ""
    client_id: UUID | None = None
    key: str = ""
    files: tuple[VisitFile, ...] = ()
    notice: NoticeKind | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HouseLine:
    """What one of us says in a visit. `key` names it for good: the same once more is the same line.
    Files: name, content type, bytes.
    """

    visit: UUID
    key: UUID
    text: str
    author: str
    at: Instant
    files: Sequence[tuple[str, str, bytes]] = ()


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visitor who begins. `client_id` is the visitor's own name for the visit: the same once more
    is the same visit. `token_hash` is the SHA-256 of the secret that only the visitor has.

    `shop` is the shop's number in the register as they say, or as is proven (`is_verified`).
    `continues` is a former visit of the same visitor, proven by its token.
    """

    id: UUID
    client_id: UUID
    token_hash: str
    site: str
    language: str
    kind: VisitKind
    name: str = ""
    address: str = ""
    shop: str = ""
    is_verified: bool = False
    page: str = ""
    continues: UUID | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit as it is now. `last_seq` is its newest line's; `alive_at` the last sign of life;
    `change` grows with everything that is told of it but signs.
    """

    id: UUID
    change: int
    site: str
    language: str
    kind: VisitKind
    began_at: Instant
    last_seq: int
    name: str = ""
    address: str = ""
    shop: str = ""
    is_verified: bool = False
    page: str = ""
    continues: UUID | None = None
    alive_at: Instant | None = None
    has_left: bool = False
    ended_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class SignsOfUs:
    """What the visitor is shown of us: whether one of us types, and the newest instant of a line of
    theirs that one of us had on the screen. With it the newest line's number, so that lines are
    read only where there are new ones (None: not said, read them), and when the visit ended.
    """

    typing_until: Instant | None = None
    seen_at: Instant | None = None
    last_seq: int | None = None
    ended_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class VisitNews:
    """What the house is told: a visit that changed, or a new line (`change` orders both).

    `contents` are the bytes of the line's files, in their order.
    """

    change: int
    visit: Visit | None = None
    line: VisitLine | None = None
    of: UUID | None = None
    contents: tuple[bytes, ...] = ()
