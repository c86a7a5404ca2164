"""One chat of mine as a lane shows it: finished words, its number, its clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from whenever import Instant

from console.desk.backlog_rows import BacklogRow, Clock, Mark, case_marks, no_clock
from console.domain.backlog import CaseSummary
from console.domain.chats import Chat, ChatState, Offer
from console.domain.ids import CaseId, ChatId
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.wording import clock_time, duration_short

WITH_KEY = 6
"""So many lanes have a key of their own; a seventh has only its number."""

_PAGE_PARTS = 3

K = TypeVar("K")


class Stage(StrEnum):
    """left: the visitor is away, and may come back. ended: over; it stands until it is put away."""

    TALKING = "talking"
    LEFT = "left"
    ENDED = "ended"


class Identity(StrEnum):
    """Whether the shop is proven, or what the visitor says."""

    VERIFIED = "verified"
    CLAIMED = "claimed"
    UNKNOWN = "unknown"


class Outlook(StrEnum):
    """Whether a chat is done before chat closes."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class Estimate:
    """How long the chat still lasts; `outlook` is None where nothing closes soon."""

    left_s: float
    words: str
    outlook: Outlook | None = None
    outlook_words: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a chat besides what the store has: whether its visitor types, since when
    they are away, how long it still lasts.
    """

    estimate: Estimate
    is_typing: bool = False
    left_at: Instant | None = None


@dataclass(frozen=True, slots=True)
class ChatLane:
    """`ident` is by what the customer's colour goes; `clock` is that of the lists, to the second.

    `page` is what the visitor's browser tells, `page_words` the short of it. `typing` says that the
    visitor types, or is "". `estimate` is None where the chat is over.
    """

    chat: ChatId
    case: CaseId
    number: int
    row_key: str
    ident: int
    who: str
    visitor_name: str
    identity: Identity
    identity_words: str
    marks: tuple[Mark, ...]
    page: str
    page_words: str
    clock: Clock
    stage: Stage
    waits_for_me: bool
    state_words: str
    began_words: str
    typing: str = ""
    estimate: Estimate | None = None


@dataclass(frozen=True, slots=True)
class ChatOffer:
    """A chat that rings for me, and how long still."""

    chat: ChatId
    case: CaseId
    row_key: str
    who: str
    what: str
    marks: tuple[Mark, ...]
    clock: Clock
    until: Instant
    left_s: int
    left_words: str


def numbered(before: Mapping[K, int], alive: Iterable[K]) -> dict[K, int]:
    """The number of each that lives: its own as before, else the lowest that is free."""
    there = tuple(alive)
    numbers = {key: before[key] for key in there if key in before}
    taken = set(numbers.values())
    for key in there:
        if key not in numbers:
            free = next(no for no in range(1, len(there) + 1) if no not in taken)
            numbers[key] = free
            taken.add(free)
    return numbers


def living_lane(
    chat: Chat, number: int, row: BacklogRow, case: CaseSummary | None, told: Told
) -> ChatLane:
    """The lane of a chat that goes on; `row` is its row in the lists."""
    is_away = chat.state is ChatState.LEFT
    identity, identity_words = _identity(chat)
    return ChatLane(
        chat=chat.id,
        case=chat.case,
        number=number,
        row_key=row.key,
        ident=int(chat.case if chat.shop is None else chat.shop),
        who=row.who,
        visitor_name=chat.visitor_name,
        identity=identity,
        identity_words=identity_words,
        marks=() if case is None else case_marks(case),
        page=chat.page,
        page_words=page_words(chat.page),
        clock=row.clock or no_clock(tr("hos kunden")),
        stage=Stage.LEFT if is_away else Stage.TALKING,
        waits_for_me=chat.waiting_since is not None,
        state_words=_away_words(told.left_at) if is_away else _state_words(chat),
        began_words=tr("Startet {time}", time=clock_time(chat.began_at)),
        typing=_typing_words(chat) if told.is_typing and not is_away else "",
        estimate=told.estimate,
    )


def ended_lane(lane: ChatLane, chat: Chat) -> ChatLane:
    """The same lane once the visitor has ended the chat: nobody waits, and it has to be written
    down.
    """
    ended = clock_time(chat.ended_at or chat.began_at)
    return replace(
        lane,
        clock=no_clock(tr("etterarbeid")),
        stage=Stage.ENDED,
        waits_for_me=False,
        state_words=tr("avsluttet av kunden {time}", time=ended),
        typing="",
        estimate=None,
    )


def offer_of(chat: Chat, offer: Offer, row: BacklogRow, now: Instant) -> ChatOffer:
    """A chat that rings for me."""
    left_s = ceil(max(0.0, seconds_between(now, offer.until)))
    return ChatOffer(
        chat=chat.id,
        case=chat.case,
        row_key=row.key,
        who=row.who,
        what=row.what,
        marks=row.marks,
        clock=row.clock or no_clock(""),
        until=offer.until,
        left_s=left_s,
        left_words=duration_short(left_s),
    )


def page_words(page: str) -> str:
    """The end of an address, as one says it: "Ordre › 88214"; anything else as it was told."""
    try:
        parts = urlsplit(page)
    except ValueError:
        return page
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return page
    names = [unquote(name).strip() for name in parts.path.split("/")]
    shown = [name[:1].upper() + name[1:] for name in names if name][-_PAGE_PARTS:]
    return " › ".join(shown) or parts.netloc.rpartition("@")[2]


def _identity(chat: Chat) -> tuple[Identity, str]:
    if chat.is_verified:
        return Identity.VERIFIED, tr("bekreftet")
    if chat.shop is not None:
        return Identity.CLAIMED, tr("oppgir å være")
    return Identity.UNKNOWN, ""


def _state_words(chat: Chat) -> str:
    return tr("hos kunden") if chat.waiting_since is None else tr("venter på svar fra deg")


def _away_words(left_at: Instant | None) -> str:
    return tr("har gått") if left_at is None else tr("har gått {time}", time=clock_time(left_at))


def _typing_words(chat: Chat) -> str:
    first = chat.visitor_name.split(" ")[0]
    return tr("{names} skriver", names=first or tr("Den besøkende"))
