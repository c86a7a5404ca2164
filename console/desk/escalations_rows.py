"""What a lane and a case say of an escalation: finished text and its clock.

The clock is the customer's: from when their next word was promised until it is due.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whenever import Instant

from console.desk.backlog_rows import BacklogRow, Clock, Mark
from console.desk.escalations_words import progress_words, target_name
from console.desk.grouped_rows import Place, head
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


@dataclass(frozen=True)
class EscalationLine:
    """One of a case that is not over: what was asked, of whom, how far it has come."""

    escalation: Escalation
    title: str
    words: str
    clock: Clock | None


@dataclass(frozen=True)
class LaneRow:
    """A row, its group, and where it stands there."""

    place: Place
    order: tuple[float, int]
    row: BacklogRow


def escalation_lines(
    standing: Iterable[Standing], waiting: Waiting, now: Instant
) -> tuple[EscalationLine, ...]:
    """Those that the customer still is to hear of, in the order they were made."""
    return tuple(_line(each, waiting, now) for each in standing if each.escalation.state.is_open)


def lane_row(found: OpenEscalation, waiting: Waiting, now: Instant, there: Visitors) -> LaneRow:
    """Its row in the lane: whose it is, whom was asked what, and what they call it."""
    one, case = found.standing.escalation, found.case
    row = BacklogRow(
        key=f"escalation:{one.id}",
        case=case.id,
        who=case.who,
        what=f"{target_name(one.target)} · {first_line(one.reason)}",
        marks=_marks(found),
        clips=case.attachments,
        clock=escalation_clock(found.standing, waiting, now),
        present=there,
        tail=one.reference,
    )
    return LaneRow(_place(one, now), (one.next_word_by.timestamp(), one.id), row)


def in_groups(rows: Iterable[LaneRow]) -> tuple[BacklogRow, ...]:
    """The rows in their order, a head above each group."""
    groups: dict[Place, list[LaneRow]] = {}
    for row in rows:
        groups.setdefault(row.place, []).append(row)
    shown: list[BacklogRow] = []
    for place in sorted(groups):
        members = sorted(groups[place], key=lambda each: each.order)
        shown.append(head(place, len(members)))
        shown += [each.row for each in members]
    return tuple(shown)


def escalation_clock(standing: Standing, waiting: Waiting, now: Instant) -> Clock | None:
    """How much of the time until the customer's next word is used up."""
    wait = waiting.escalation(standing.escalation, standing.promised_at)
    if wait is None:
        return None
    told = urgency(wait, waiting.moment(now))
    fraction = min(1.0, told.fraction)
    return Clock(fraction, told.inside, told.below, told.meaning, told.sentence, told.why)


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
