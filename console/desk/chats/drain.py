"""Before chat closes: which of my chats can be done by then, and what becomes of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whenever import Instant

from console.desk.chats.lane import ChatLane, Outlook, Stage
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.closed_words import closed_words, next_opening
from console.domain.hours.day import HoursState, segments_from
from console.domain.hours.opening_hours import LiveChannel
from console.domain.ids import ChatId
from console.domain.instants import seconds_between
from console.domain.language import ntr, tr
from console.domain.wording import clock_time, since_label

BEFORE_S = 10 * 60.0
"""So long before it closes it is time to see what can be done by then."""

ANSWER_WITHIN_S = 60 * 60
"""What is left is answered within so long of when chat opens again (choice)."""

CHAT = LiveChannel.CHAT


@dataclass(frozen=True, slots=True)
class Closing:
    """When chat closes, what it then is, and when it opens again. It has closed at `at`, or was
    closed already when the day of now began, where `is_closed`.
    """

    at: Instant
    state: HoursState
    opens_at: Instant | None
    visitors_see: str
    is_closed: bool

    def left_s(self, now: Instant) -> float:
        return max(0.0, seconds_between(now, self.at))


@dataclass(frozen=True, slots=True)
class Drain:
    """`count` of my chats go on, `likely` of them can be done in time. `rest` are the others;
    what becomes of them is answered by `answer_by`.
    """

    closes_at: Instant
    is_closed: bool
    opens_at: Instant | None
    count: int
    likely: int
    headline: str
    visitors_words: str
    answer_by: Instant | None
    promise_words: str
    rest: tuple[ChatId, ...]


def closing(calendar: WorkCalendar, now: Instant) -> Closing | None:
    """That of chat, from `BEFORE_S` on until it opens again; None else.

    Raises `HoursError` outside the years 1970-2199.
    """
    segments = segments_from(calendar, now, CHAT)
    here, following = next(segments), next(segments)
    is_closed = here.state is not HoursState.OPEN
    shut = here if is_closed else following
    if seconds_between(now, shut.start) > BEFORE_S:
        return None
    then = now if is_closed else shut.start
    return Closing(
        at=shut.start,
        state=shut.state,
        opens_at=next_opening(calendar, then, CHAT),
        visitors_see=closed_words(calendar, then, CHAT).removesuffix("."),
        is_closed=is_closed,
    )


def drain(lanes: Sequence[ChatLane], soon: Closing | None, now: Instant) -> Drain | None:
    """What is to be done with my chats before it closes; None where nothing is."""
    going_on = [lane for lane in lanes if lane.stage is not Stage.ENDED]
    if soon is None or not going_on:
        return None
    rest = tuple(lane.chat for lane in going_on if not _is_likely(lane))
    likely = len(going_on) - len(rest)
    answer_by = None if soon.opens_at is None else soon.opens_at.add(seconds=ANSWER_WITHIN_S)
    return Drain(
        closes_at=soon.at,
        is_closed=soon.is_closed,
        opens_at=soon.opens_at,
        count=len(going_on),
        likely=likely,
        headline=_headline(len(going_on), likely, soon, now),
        visitors_words=_visitors_words(soon),
        answer_by=answer_by,
        promise_words=_promise_words(answer_by, now),
        rest=rest,
    )


def _is_likely(lane: ChatLane) -> bool:
    return lane.estimate is not None and lane.estimate.outlook is Outlook.LIKELY


def _headline(count: int, likely: int, soon: Closing, now: Instant) -> str:
    chats = ntr("{count} chat", "{count} chatter", count)
    if soon.is_closed:
        return tr("{time} – {chats} pågår ennå", time=clock_time(now), chats=chats)
    if likely == count:
        can = ntr("den kan bli ferdig", "alle kan bli ferdige", count)
    elif not likely:
        can = ntr("den blir neppe ferdig", "ingen av dem blir trolig ferdig", count)
    else:
        can = ntr("{count} kan bli ferdig", "{count} kan bli ferdige", likely)
    return tr("{time} – {chats}, {can}", time=clock_time(now), chats=chats, can=can)


def _visitors_words(soon: Closing) -> str:
    if soon.is_closed:
        return tr("Nye besøkende ser «{words}».", words=soon.visitors_see)
    time, see = clock_time(soon.at), soon.visitors_see
    return tr("Stenger {time}. Nye besøkende ser «{words}».", time=time, words=see)


def _promise_words(answer_by: Instant | None, now: Instant) -> str:
    if answer_by is None:
        return ""
    return tr("Løftet blir: svar innen {when}", when=since_label(answer_by, now))
