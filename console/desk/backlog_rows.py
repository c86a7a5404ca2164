"""What a row of the backlog says: finished text, badges and its clock.

A pure function of the case and the time; the screen only paints.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from whenever import Instant

from console.desk.telephone_lines import WideLine
from console.desk.visitors import Visitors
from console.desk.words import kind_name
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import CaseId, PersonId
from console.domain.language import tr
from console.domain.people import Person
from console.domain.phone_account import QueueOrder
from console.domain.promises import Promise
from console.domain.targets import Targets
from console.domain.urgency import Urgency, urgency
from console.domain.waiting import Waiting
from console.domain.waits import Meaning, Moment, Wait
from console.domain.wording import moment_label, moment_short


@dataclass(frozen=True)
class Clock:
    """A filling clock: share of the target, what stands inside and below, and the sentence."""

    fraction: float
    inside: str
    below: str
    meaning: Meaning
    sentence: str
    why: str = ""
    """The reason in one line, where it is more than what stands inside and below."""


@dataclass(frozen=True)
class Mark:
    """A badge: words, an icon's name or "", and what it means ("plain", "accent", "pos")."""

    text: str
    icon: str = ""
    kind: str = "plain"


@dataclass(frozen=True)
class BacklogRow:
    """A thing in a list, or the head of a group (then `count` tells how many stand under it).

    `case` is None for a head, and for a call that has none.
    """

    key: str
    case: CaseId | None
    who: str
    what: str
    marks: tuple[Mark, ...] = ()
    by: Mark | None = None
    clips: int = 0
    completeness: tuple[int, int] | None = None
    clock: Clock | None = None
    count: int = 0
    present: Visitors = ()
    is_unsent: bool = False
    """Something done here waits on this machine for the store."""
    is_begun: bool = False
    """I have begun to write something here, and it is not sent."""
    tail: str = ""
    """What others call it, at the end of the quiet line."""
    is_head: bool = False
    wide: WideLine | None = None
    """What a call's row says besides where it has room for it."""

    @property
    def left(self) -> BacklogRow:
        """The row of something that does not belong here any more: nobody waits by it."""
        return BacklogRow(self.key, self.case, self.who, self.what, clips=self.clips)


@dataclass
class RowMaker:
    """Knows the team's targets, which may become others, its working time, who is looking, and who
    orders the telephone's queue.
    """

    working: WorkingTime
    targets: Targets
    me: PersonId
    order: QueueOrder = QueueOrder.EXCHANGE

    @property
    def waiting(self) -> Waiting:
        """What waits, by the targets of now."""
        return Waiting(self.working, self.targets)

    def row(self, case: CaseSummary, now: Instant) -> BacklogRow:
        """The case's row at this moment."""
        return self.row_with(case, self.clock(case, now))

    def row_with(self, case: CaseSummary, clock: Clock, present: Visitors = ()) -> BacklogRow:
        """The same with this clock, and the colleagues who are in it."""
        is_bug = case.kind is CaseKind.BUG
        return BacklogRow(
            key=f"case:{case.id}",
            case=case.id,
            who=case.who,
            what=what_of(case),
            marks=case_marks(case),
            by=_owner_mark(case, self.me),
            clips=case.attachments,
            completeness=(len(case.known), len(Point)) if is_bug else None,
            clock=clock,
            present=present,
        )

    def clock(self, case: CaseSummary, now: Instant) -> Clock:
        """The clock of the customer's own wait at this moment."""
        waiting = self.waiting
        return case_clock(case, waiting.case(case), waiting.moment(now))


def case_clock(case: CaseSummary, wait: Wait | None, now: Moment) -> Clock:
    """The clock of a case that waits so, or for which nobody waits."""
    if wait is not None:
        return clock_of(urgency(wait, now))
    if case.state is CaseState.SNOOZED and case.snoozed_until is not None:
        until, below = case.snoozed_until, moment_short(case.snoozed_until, now.at)
        return no_clock(below, tr("utsatt til {when}", when=moment_label(until, now.at)))
    # A case that is closed says so with its mark: it is with nobody.
    return no_clock("" if case.state is CaseState.CLOSED else tr("hos kunden"))


def most_urgent(
    case: CaseSummary, promises: Iterable[Promise], waiting: Waiting, now: Moment
) -> Wait | None:
    """By what a case waits for us: its customer's wait, or a promise; None where nobody waits."""
    waits = (waiting.case(case), *map(waiting.promise, promises))
    there = [wait for wait in waits if wait is not None]
    # At the start nothing is used up of either: then the shorter counts.
    return max(there, key=lambda wait: (wait.fraction(now), -wait.total_ns), default=None)


def clock_of(told: Urgency) -> Clock:
    """The clock of something that waits."""
    fraction = min(1.0, told.fraction)
    return Clock(fraction, told.inside, told.below, told.meaning, told.sentence, told.why)


def no_clock(below: str, sentence: str = "", inside: str = "–") -> Clock:
    """The empty ring of something for which nobody waits."""
    return Clock(0.0, inside, below, Meaning.CUSTOMER, sentence or below)


def what_of(case: CaseSummary) -> str:
    """What it is about, as the quiet line of a row."""
    # A mail without a subject is named after its first words; they are not said twice.
    title = case.subject.removesuffix("…").rstrip()
    if title and case.snippet.startswith(title):
        return case.snippet
    return " · ".join(part for part in (case.subject, case.snippet) if part)


def case_marks(case: CaseSummary) -> tuple[Mark, ...]:
    """The badges of a case."""
    marks = []
    if case.kind is not CaseKind.QUESTION:
        marks.append(Mark(kind_name(case.kind), "bug" if case.kind is CaseKind.BUG else ""))
    if case.state is CaseState.CLOSED:
        marks.append(Mark(tr("løst")))
    if case.escalations:
        marks.append(Mark(tr("eskalert"), "corner-up-right"))
    if case.has_pos:
        marks.append(Mark(tr("POS"), "", "pos"))
    return tuple(marks)


def _owner_mark(case: CaseSummary, me: PersonId) -> Mark | None:
    if case.owner is None:
        return None
    return whose(case.owner, case.owner_name, me)


def whose(owner: PersonId, name: str, me: PersonId) -> Mark:
    """Who of us has it."""
    if owner == me:
        return Mark(tr("deg"), "user", "accent")
    return Mark(Person(owner, "", name, frozenset()).short_name, "user")
