"""One technician at two incidents at once: nobody is billed twice for the same minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.incidents import incident
from console.data.tables.oncall import IncidentRow, WorkEntryRow
from console.domain.billing.basis import Hindered, Hindrance
from console.domain.billing.policy import Policy, Waiting
from console.domain.billing.work import WorkInterval, WorkKind
from console.domain.ids import IncidentId, PersonId
from console.domain.language import tr
from console.domain.oncall.incident import Incident, IncidentState
from console.domain.oncall.work_done import work_done


def overlaps(
    session: Session,
    told: Incident,
    to_bill: Sequence[WorkInterval],
    policy: Policy,
    people: Mapping[PersonId, tuple[str, str]],
) -> tuple[Hindered, ...]:
    """Who of an incident's technicians stands on another one for the same time."""
    own = [each for each in to_bill if _counts(each, policy)]
    if not own:
        return ()
    logins = {id_: login for id_, (login, _) in people.items()}
    names = dict(people.values())
    found: list[Hindered] = []
    for other in _others(session, told, own, logins):
        other_told = incident(session, IncidentId(other))
        theirs = [
            each
            for each in work_done(other_told.entries, logins).up_to(_last(own))
            if _counts(each, policy)
        ]
        for login in sorted(set(_twice(own, theirs))):
            who = tr(
                "{name} er også på hendelse {incident}",
                name=names.get(login, login),
                incident=other_told.no,
            )
            found.append(Hindered(Hindrance.OVERLAP, who))
    return tuple(found)


def _counts(each: WorkInterval, policy: Policy) -> bool:
    return each.kind is WorkKind.WORK or policy.waiting is Waiting.INCLUDE


def _last(work: Sequence[WorkInterval]) -> Instant:
    return max(each.end for each in work)


def _others(
    session: Session,
    told: Incident,
    own: Sequence[WorkInterval],
    logins: Mapping[PersonId, str],
) -> Iterable[UUID]:
    """Incidents that the same technicians were at around then."""
    billed = {each.technician for each in own}
    technicians = [id_ for id_, login in logins.items() if login in billed]
    start, end = min(each.start for each in own), _last(own)
    first = func.min(func.coalesce(WorkEntryRow.span_start, WorkEntryRow.at))
    last = func.max(func.coalesce(WorkEntryRow.span_end, WorkEntryRow.at))
    return session.scalars(
        select(WorkEntryRow.incident_id)
        .join(IncidentRow, IncidentRow.id == WorkEntryRow.incident_id)
        .where(WorkEntryRow.technician_id.in_(technicians), WorkEntryRow.incident_id != told.id)
        .group_by(WorkEntryRow.incident_id, IncidentRow.state, IncidentRow.no)
        .having(first < end, or_(last > start, IncidentRow.state == IncidentState.OPEN.value))
        .order_by(IncidentRow.no)
    ).all()


def _twice(own: Iterable[WorkInterval], theirs: Sequence[WorkInterval]) -> Iterator[str]:
    for one in own:
        if any(
            one.technician == other.technician and one.start < other.end and other.start < one.end
            for other in theirs
        ):
            yield one.technician
