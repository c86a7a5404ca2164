"""What a basis that is not approved yet rests on now: reckoned from the log, never stored before
somebody makes it ready.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.billing_settings import (
    billing_policy,
    calendar_versions,
    opening_hours,
    seller,
)
from console.data.queries.incidents import incident
from console.data.queries.overlaps import overlaps
from console.data.tables.billing import BasisRow
from console.data.tables.people import PersonRow
from console.data.tables.shops import ShopRow
from console.domain.billing.basis import BasisState, Hindered, Hindrance
from console.domain.billing.division import Division, EarlierBasis, divide
from console.domain.billing.facts import Facts, Judged, Subject
from console.domain.billing.policy import Policy
from console.domain.billing.snapshot import read_snapshot
from console.domain.billing.work import BillingError, Cause, Work
from console.domain.hours.opening_hours import HoursError
from console.domain.ids import BasisId, IncidentId, PersonId
from console.domain.oncall.entry_sums import entry_sums
from console.domain.oncall.incident import Incident, IncidentState, Verdict
from console.domain.oncall.work_done import WorkDone, work_done

_APPROVED = (
    BasisState.APPROVED.value,
    BasisState.EXPORTED.value,
    BasisState.INVOICED.value,
    BasisState.CREDITED.value,
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A basis as it would be now. `facts` is None where the firm's settings cannot be used.

    `hindrances` are what keeps it from being ready; `done` is what the log says.
    """

    facts: Facts | None
    hindrances: tuple[Hindered, ...]
    done: WorkDone
    division: Division


@dataclass(frozen=True, slots=True)
class Logged:
    """An incident, and what its log says beside what was approved of it before."""

    told: Incident
    people: Mapping[PersonId, tuple[str, str]]
    done: WorkDone
    earlier: tuple[EarlierBasis, ...]
    division: Division

    def has_to_bill(self, now: Instant) -> bool:
        """Whether anything is to be billed, with what runs, and has run for a second at least."""
        return bool(divide(self.done.up_to(now.add(seconds=1)), self.earlier).to_bill)


def logged(session: Session, of: IncidentId, basis: BasisId | None = None) -> Logged:
    """As one of its bases sees it, or None for one to come. Raises NotFound."""
    told, people = incident(session, of), everybody(session)
    done = work_done(told.entries, {id_: login for id_, (login, _) in people.items()})
    earlier = _earlier_bases(session, of, basis)
    return Logged(told, people, done, earlier, divide(done.intervals, earlier))


def drafted(session: Session, row: BasisRow) -> Drafted:
    """What a draft would be, and what is missing. Raises NotFound."""
    found = logged(session, IncidentId(row.incident_id), BasisId(row.id))
    try:
        policy, hours = billing_policy(session), opening_hours(session)
    except (BillingError, HoursError) as wrong:
        hindered = Hindered(Hindrance.POLICY, str(wrong))
        hindrances = (*_hindrances(session, found, Policy()), hindered)
        return Drafted(None, hindrances, found.done, found.division)
    facts = Facts(
        revision=revision_of(session, IncidentId(row.incident_id), BasisId(row.id)),
        subject=_subject(session, found.told),
        judged=_judged(found),
        work=_work(found),
        free=found.division.free,
        log=entry_sums(found.told.entries),
        policy=replace(policy, discretionary_hours=None),
        hours=hours,
        people={},
        seller=seller(session),
        versions=calendar_versions(),
    ).with_people(dict(found.people.values()))
    return Drafted(facts, _hindrances(session, found, policy), found.done, found.division)


def still_fits(session: Session, row: BasisRow) -> bool:
    """Whether a ready basis still is what follows from the log and the verdict."""
    return not _changed_since(session, row)


def hindrances_of_approval(session: Session, row: BasisRow, now: Instant) -> tuple[Hindered, ...]:
    """What keeps a ready basis from being approved, whoever would do it.

    Under the rules and hours that it was made ready by, whatever they have become since.
    """
    if row.credits_id is not None:
        return ()
    facts = read_snapshot(row.snapshot).facts
    last = max((each.end for each in facts.work.intervals), default=facts.work.reported_at)
    window_ends = last.add(hours=facts.policy.reopen_window_h)
    told = incident(session, IncidentId(row.incident_id))
    may_go_on = told.state is not IncidentState.OVER and now <= window_ends
    not_over = (Hindered(Hindrance.NOT_OVER),) if may_go_on else ()
    return (*_changed_since(session, row), *not_over)


def _earlier_bases(
    session: Session, of: IncidentId, basis: BasisId | None
) -> tuple[EarlierBasis, ...]:
    """The incident's other bases that were approved, credits apart, oldest first."""
    approved = (
        select(BasisRow)
        .where(
            BasisRow.incident_id == of,
            BasisRow.credits_id.is_(None),
            BasisRow.state.in_(_APPROVED),
        )
        .order_by(BasisRow.id)
    )
    return tuple(_earlier(one) for one in session.scalars(approved) if one.id != basis)


def revision_of(session: Session, of: IncidentId, basis: BasisId | None = None) -> int:
    """Which of its incident's bases one is, or one to come would be: 1, 2, …"""
    wanted = select(BasisRow.id).where(BasisRow.incident_id == of)
    others = [one for one in session.scalars(wanted) if basis is None or one < basis]
    return len(others) + 1


def everybody(session: Session) -> Mapping[PersonId, tuple[str, str]]:
    """Login and name of everybody in the house."""
    rows = session.execute(select(PersonRow.id, PersonRow.login, PersonRow.name))
    return {PersonId(row.id): (row.login, row.name) for row in rows}


def _changed_since(session: Session, row: BasisRow) -> tuple[Hindered, ...]:
    """What has come to stand in a ready basis's way. A note in the log changes no basis."""
    then = read_snapshot(row.snapshot).facts
    found = logged(session, IncidentId(row.incident_id), BasisId(row.id))
    hindrances = _hindrances(session, found, then.policy)
    is_same = (_work(found), found.division.free) == (then.work, then.free)
    if not hindrances and not (is_same and _judged(found) == then.judged):
        return (Hindered(Hindrance.OUTDATED),)
    return hindrances


def _hindrances(session: Session, found: Logged, policy: Policy) -> tuple[Hindered, ...]:
    to_bill = found.division.to_bill
    return (
        *_missing(found),
        *_of_this_one(found),
        *overlaps(session, found.told, to_bill, policy, found.people),
    )


def _work(found: Logged) -> Work:
    intervals = (*found.division.locked, *found.division.to_bill)
    return Work(found.told.verdict.cause, found.told.reported_at, intervals)


def _earlier(row: BasisRow) -> EarlierBasis:
    facts = read_snapshot(row.snapshot).facts
    return EarlierBasis(
        intervals=facts.own_intervals,
        approved_at=row.approved_at or row.made_at,
        exported_at=row.exported_at,
        is_credited=row.state == BasisState.CREDITED,
        cause=facts.work.cause,
        reopen_window_h=facts.policy.reopen_window_h,
    )


def _subject(session: Session, told: Incident) -> Subject:
    shop = None if told.shop is None else session.get(ShopRow, told.shop)
    return Subject(
        incident=str(told.id),
        number=told.no or 0,
        title=told.title,
        product=told.product.value,
        shop_name=told.shop_name,
        customer_number="" if shop is None else shop.customer_number,
    )


def _judged(found: Logged) -> Judged:
    told = found.told
    if not told.verdicts:
        return Judged(Verdict.UNKNOWN.value, "", told.reported_at, "")
    last = told.verdicts[-1]
    login, _ = found.people.get(last.by, (f"#{last.by}", ""))
    return Judged(last.verdict.value, last.reason, last.at, login)


def _missing(found: Logged) -> Iterable[Hindered]:
    if found.told.verdict is Verdict.UNKNOWN:
        yield Hindered(Hindrance.NO_VERDICT)
    if not found.told.note.is_complete:
        yield Hindered(Hindrance.NOTE_INCOMPLETE)
    if found.told.shop is None and found.told.verdict.cause is Cause.NOT_PLATFORM:
        yield Hindered(Hindrance.NO_SHOP)
    for login in sorted({one.technician for one in found.done.running}):
        yield Hindered(Hindrance.OPEN_INTERVAL, login)


def _of_this_one(found: Logged) -> Iterable[Hindered]:
    to_bill = found.division.to_bill
    if found.division.locked and not to_bill:
        yield Hindered(Hindrance.NOTHING_NEW)
    is_known = found.told.verdict is not Verdict.UNKNOWN
    if is_known and any(each.cause is Cause.UNDETERMINED for each in to_bill):
        yield Hindered(Hindrance.NO_VERDICT)
