"""What a lane and a case say of an escalation: finished text and its clock.

The clock is the customer's: from when their next word was promised until it is due.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whenever import Instant

from console.desk.backlog_rows import BacklogRow, Clock, Mark, clock_of
from console.desk.escalations_words import progress_words, target_name
from console.desk.lane import LaneName
from console.desk.placed import Place, Placed
from console.desk.visitors import Visitors
from console.domain.escalations import (
    Escalation,
    EscalationState,
    OpenEscalation,
    Standing,
    first_line,
)
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.urgency import urgency
from console.domain.waiting import Waiting

ENTITY = "escalation"
"""What the feed calls one; its row's key begins so."""


@dataclass(frozen=True)
class EscalationLine:
    """One of a case that is not over: what was asked, of whom, how far it has come."""

    escalation: Escalation
    title: str
    words: str
    clock: Clock | None


def escalation_lines(
    standing: Iterable[Standing], waiting: Waiting, now: Instant
) -> tuple[EscalationLine, ...]:
    """Those that the customer still is to hear of, in the order they were made."""
    return tuple(_line(each, waiting, now) for each in standing if each.escalation.state.is_open)


def lane_row(found: OpenEscalation, waiting: Waiting, now: Instant, there: Visitors) -> Placed:
    """Its row in the lane: whose it is, whom was asked what, and what they call it.

    It counts in whole minutes, like all that counts in working time, and is late from its second.
    """
    one, case = found.standing.escalation, found.case
    minute = Instant.from_timestamp(int(now.timestamp()) // 60 * 60)
    told_at = one.next_word_by if minute < one.next_word_by <= now else minute
    row = BacklogRow(
        key=f"{ENTITY}:{one.id}",
        case=case.id,
        who=case.who,
        what=f"{target_name(one.target)} · {first_line(one.reason)}",
        marks=_marks(found),
        clips=case.attachments,
        clock=escalation_clock(found.standing, waiting, told_at),
        present=there,
        tail=one.reference,
    )
    since = found.standing.promised_at
    wait = waiting.escalation(one, since)
    fraction = 0.0 if wait is None else wait.fraction(waiting.moment(minute))
    return Placed(
        row,
        LaneName.ESCALATIONS,
        place=_place(one, now),
        order=(one.next_word_by.timestamp(), 0.0, one.id, row.key),
        urgency=(-fraction, since.timestamp(), one.id, row.key),
        since=since.timestamp(),
    )


def escalation_clock(standing: Standing, waiting: Waiting, now: Instant) -> Clock | None:
    """How much of the time until the customer's next word is used up."""
    wait = waiting.escalation(standing.escalation, standing.promised_at)
    if wait is None:
        return None
    return clock_of(urgency(wait, waiting.moment(now)))


def _line(standing: Standing, waiting: Waiting, now: Instant) -> EscalationLine:
    one = standing.escalation
    parts = (target_name(one.target), one.reference, progress_words(one))
    return EscalationLine(
        escalation=one,
        title=first_line(one.reason),
        words=" · ".join(part for part in parts if part),
        clock=escalation_clock(standing, waiting, now),
    )


def _marks(found: OpenEscalation) -> tuple[Mark, ...]:
    is_answered = found.standing.escalation.state is EscalationState.ANSWERED
    answer = (Mark(tr("Svar"), "", "accent"),) if is_answered else ()
    pos = (Mark(tr("POS"), "", "pos"),) if found.case.has_pos else ()
    return answer + pos


def _place(escalation: Escalation, now: Instant) -> Place:
    """What is due today comes first, answered or not; then what only has to be passed on."""
    if wall(escalation.next_word_by).date() <= wall(now).date():
        return (0, tr("Skal ha ord i dag"))
    if escalation.state is EscalationState.ANSWERED:
        return (1, tr("Svar kommet"))
    return (2, tr("Senere"))
