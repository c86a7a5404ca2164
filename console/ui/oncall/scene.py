"""All that the cockpit speaks of at one instant, and what people are called in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from console.domain.billing.running import RunningLine, running_line
from console.domain.billing.work import Cause, Work
from console.domain.oncall.incident import IncidentState

if TYPE_CHECKING:
    from whenever import Instant

    from console.desk.oncall.views import IncidentView
    from console.domain.billing.policy import Policy
    from console.domain.hours.calendar import WorkCalendar
    from console.domain.ids import PersonId
    from console.domain.people import Person
    from console.domain.shops import ShopCard


class NextHour:
    """When the next hour of one incident begins: found anew when its log or the prices change, and
    when it has begun; in between only time goes on.
    """

    def __init__(self) -> None:
        self._of: tuple[IncidentView, Policy] | None = None
        self._at: Instant | None = None

    def known(self, view: IncidentView, policy: Policy) -> Instant | None:
        """As it was found for just this; None where it was not."""
        is_same = self._of is not None and self._of[0] is view and self._of[1] is policy
        return self._at if is_same else None

    def keep(self, view: IncidentView, policy: Policy, at: Instant | None) -> None:
        """It was found to be then."""
        self._of, self._at = (view, policy), at


@dataclass(frozen=True)
class Scene:
    """One incident as it stands at `now`; `shop` is None where only its name is known."""

    view: IncidentView
    now: Instant
    me: Person
    people: Mapping[PersonId, Person]
    shop: ShopCard | None
    policy: Policy
    calendar: WorkCalendar
    next_hour: NextHour = field(default_factory=NextHour, compare=False)

    @property
    def is_over(self) -> bool:
        return self.view.incident.state is IncidentState.OVER

    @property
    def cause(self) -> Cause:
        return self.view.incident.verdict.cause

    def name(self, person: PersonId | None) -> str:
        """What somebody is called here; empty for nobody, and for whoever is not known."""
        found = None if person is None else self.people.get(person)
        return "" if found is None else found.short_name

    def work(self) -> Work:
        """The work up to now, under the verdict that counts."""
        return self._work_up_to(self.now)

    def line(self) -> RunningLine:
        """What it comes to now; while nobody has judged, as if the fault were not ours."""
        # What began this very second has no length yet, and would not be seen to run.
        begun = any(each.since >= self.now for each in self.view.done.running)
        at = self.now.add(seconds=1) if begun else self.now
        known = self.next_hour.known(self.view, self.policy)
        line = running_line(self._work_up_to(at), self.policy, self.calendar, at, known)
        left = line.next_hour_in_s
        self.next_hour.keep(self.view, self.policy, None if left is None else at.add(seconds=left))
        return line

    def _work_up_to(self, at: Instant) -> Work:
        incident = self.view.incident
        return Work(self.cause, incident.reported_at, self.view.up_to(at))
