"""Today's figures of the telephone, in finished words: who waits now, and what the exchange has
counted. Where it counts nothing there is no figure; none is made up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from whenever import Instant

from console.desk.live_rows import Looking
from console.domain.calls import Call, QueueFigures
from console.domain.instants import seconds_between, wall
from console.domain.language import tr
from console.domain.waits import Meaning
from console.domain.wording import duration_short, minutes_short, since_label

NONE = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and what it counts; `meaning` is of the caller who has waited longest."""

    value: str
    words: str
    meaning: Meaning = Meaning.CALM


@dataclass(frozen=True, slots=True)
class DayFigures:
    """`told` says who has counted, and since when."""

    figures: tuple[Figure, ...]
    told: str

    @property
    def sentence(self) -> str:
        """All of them, for a screen reader."""
        return ", ".join(f"{each.words} {each.value}" for each in self.figures)


def day_figures(
    calls: Iterable[Call], counted: Sequence[QueueFigures], looking: Looking
) -> DayFigures:
    """Of all our queues together."""
    answered = sum(each.answered for each in counted)
    abandoned = sum(each.abandoned for each in counted)
    words = (tr("snitt"), tr("besvart"), tr("tapt"))
    if _is_of_today(counted, looking.now):
        words = (tr("snitt i dag"), tr("besvart i dag"), tr("tapt i dag"))
    figures = (
        *_now(calls, looking),
        Figure(_time(_mean(counted, _wait_s)), words[0]),
        Figure(str(answered) if counted else NONE, words[1]),
        Figure(str(abandoned) if counted else NONE, words[2]),
        Figure(_share(_mean(counted, _within)), _within_words(counted)),
    )
    return DayFigures(figures, _told(counted, looking.now))


def talk_s(counted: Sequence[QueueFigures]) -> float | None:
    """How long calls last today, in seconds; None where nothing says so."""
    return _mean(counted, lambda each: each.average_talk_s)


def _now(calls: Iterable[Call], looking: Looking) -> tuple[Figure, Figure]:
    queued = [call for call in calls if call.is_in_queue]
    oldest = min(queued, key=lambda call: call.began_at, default=None)
    meaning, longest = Meaning.CALM, NONE
    if oldest is not None:
        wait = looking.waiting.call(oldest)
        meaning = Meaning.CALM if wait is None else wait.meaning(looking.moment)
        longest = minutes_short(seconds_between(oldest.began_at, looking.now))
    return (
        Figure(str(len(queued)), tr("i kø nå")),
        Figure(longest, tr("lengst ventetid"), meaning),
    )


def _wait_s(each: QueueFigures) -> float | None:
    return each.average_wait_s


def _within(each: QueueFigures) -> float | None:
    return each.within_share


def _within_words(counted: Sequence[QueueFigures]) -> str:
    """By the exchange's own limit, which need not be ours; of several it is not said."""
    limits = {each.within_s for each in counted if each.within_share is not None}
    if len(limits) != 1:
        return tr("innen målet")
    return tr("innen {limit}", limit=duration_short(limits.pop()))


def _mean(
    counted: Sequence[QueueFigures], of: Callable[[QueueFigures], float | None]
) -> float | None:
    """Over the answered calls of all queues; None where no queue tells it of an answered call."""
    told = [(value, each.answered) for each in counted if (value := of(each)) is not None]
    weight = sum(answered for _, answered in told)
    return sum(value * answered for value, answered in told) / weight if weight else None


def _time(seconds: float | None) -> str:
    return NONE if seconds is None else minutes_short(seconds)


def _share(share: float | None) -> str:
    return NONE if share is None else tr("{percent} %", percent=round(share * 100))


def _told(counted: Sequence[QueueFigures], now: Instant) -> str:
    """Who has counted, and since when where the exchange began to count at another time."""
    if not counted:
        return tr("sentralen har ikke telt noe ennå")
    began = [each.counted_since for each in counted if each.counted_since is not None]
    if not began:
        return tr("tallene er telt av sentralen")
    return tr("tallene er telt av sentralen siden {time}", time=since_label(max(began), now))


def _is_of_today(counted: Sequence[QueueFigures], now: Instant) -> bool:
    """An exchange that is not started anew each night goes on counting."""
    began = [each.counted_since for each in counted if each.counted_since is not None]
    return all(wall(each).date() == wall(now).date() for each in began)
