"""Bases as a window shows them: each with what it comes to, drafts reckoned of the log as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.bases import (
    approval_hindrances,
    bases,
    basis,
    basis_steps,
    draft_of,
)
from console.data.queries.basis_check import recheck
from console.data.queries.basis_work import everybody
from console.data.queries.incidents import incident
from console.domain.billing.basis import Basis, BasisState, Hindered
from console.domain.billing.facts import Facts
from console.domain.billing.snapshot import Result, Snapshot, read_snapshot, snapshot_of
from console.domain.billing.step_chain import Step
from console.domain.billing.work import BillingError
from console.domain.ids import BasisId
from console.domain.oncall.incident import Incident


@dataclass(frozen=True, slots=True)
class ListedBasis:
    """A basis and what it comes to; None where nothing can be reckoned yet."""

    basis: Basis
    result: Result | None


@dataclass(frozen=True, slots=True)
class WholeBasis:
    """All that one looks at before one approves.

    `problems` are the faults a recomputation found, None for a draft: nothing of it is stored.
    """

    basis: Basis
    incident: Incident
    facts: Facts | None
    result: Result | None
    hindrances: tuple[Hindered, ...]
    problems: tuple[str, ...] | None
    steps: tuple[Step, ...]


def listed_bases(session: Session, states: Iterable[BasisState]) -> tuple[ListedBasis, ...]:
    """All in these states, newest first."""
    return tuple(_listed(session, each) for each in bases(session, states))


def whole_basis(session: Session, which: BasisId, now: Instant) -> WholeBasis:
    """One basis, whole. Raises NotFound."""
    told = basis(session, which)
    hindrances: tuple[Hindered, ...] = ()
    problems: tuple[str, ...] | None = None
    if told.state is BasisState.DRAFT:
        drafted = draft_of(session, which)
        snapshot, hindrances = _as_of_now(drafted.facts), drafted.hindrances
    else:
        snapshot = _stored(told)
        problems = tuple(fault.words for fault in recheck(session, which))
    if told.state is BasisState.READY and snapshot is not None:
        hindrances = approval_hindrances(session, which, now)
    return WholeBasis(
        basis=told,
        incident=incident(session, told.incident),
        facts=None if snapshot is None else snapshot.facts,
        result=None if snapshot is None else snapshot.result,
        hindrances=_with_names(session, hindrances),
        problems=problems,
        steps=tuple(each.step for each in basis_steps(session, which)),
    )


def _with_names(session: Session, found: tuple[Hindered, ...]) -> tuple[Hindered, ...]:
    """People by their names, where a hindrance names one by login."""
    names = dict(everybody(session).values())
    return tuple(replace(each, detail=names.get(each.detail, each.detail)) for each in found)


def _listed(session: Session, told: Basis) -> ListedBasis:
    is_draft = told.state is BasisState.DRAFT
    snapshot = _as_of_now(draft_of(session, told.id).facts) if is_draft else _stored(told)
    return ListedBasis(told, None if snapshot is None else snapshot.result)


def _as_of_now(facts: Facts | None) -> Snapshot | None:
    """What a draft would be; None where the firm's rules or hours give no answer."""
    try:
        return None if facts is None else read_snapshot(snapshot_of(facts))
    except BillingError:
        return None


def _stored(told: Basis) -> Snapshot | None:
    """One that cannot be read is told of by its recomputation."""
    try:
        return read_snapshot(told.snapshot)
    except BillingError:
        return None
