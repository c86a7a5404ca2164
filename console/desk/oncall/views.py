"""An incident as the cockpit shows it: finished facts, nothing left to find out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from whenever import Instant

from console.desk.oncall.entered import ActKind
from console.domain.billing.work import WorkInterval
from console.domain.ids import ActId, EntryId, IncidentId
from console.domain.oncall.incident import ClosingNote, Incident
from console.domain.oncall.log_lines import LogLine
from console.domain.oncall.united import united
from console.domain.oncall.work_done import Running, WorkDone

__all__ = ["IncidentView", "LogLine", "Problem"]


@dataclass(frozen=True)
class Problem:
    """An act that the store refused, and why; `what` names it as a thing. It lies here until
    somebody deals with it.
    """

    act: ActId
    incident: IncidentId
    kind: ActKind
    what: str
    words: str


@dataclass(frozen=True)
class IncidentView:
    """The store's and what is only here, in one.

    `mine` is what I have running, on whichever of my machines; `stands_still` is the timer of this
    machine while nobody has touched the console since `idle_since`. `waiting` acts have not come to
    the store yet, `here_only` are the entries among them. `their_note` is what somebody else wrote
    while mine was refused.
    """

    incident: Incident
    done: WorkDone
    lines: tuple[LogLine, ...]
    mine: Running | None
    stands_still: Running | None
    idle_since: Instant | None
    here_only: frozenset[EntryId]
    waiting: int
    problems: tuple[Problem, ...]
    note_saved_at: Instant | None
    their_note: ClosingNote | None
    away_since: Instant | None

    def up_to(self, now: Instant) -> tuple[WorkInterval, ...]:
        """What is counted up to an instant; while nobody is there, up to when somebody was."""
        still = self.stands_still
        if still is None or self.idle_since is None:
            return self.done.up_to(now)
        others = tuple(one for one in self.done.running if one != still)
        mine = WorkDone(running=(still,)).up_to(min(now, self.idle_since))
        return united((*replace(self.done, running=others).up_to(now), *mine))
