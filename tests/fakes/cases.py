"""Cases as lists show them, with everything a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fakes.clock import MONDAY_MORNING

from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind, CaseState
from console.domain.ids import CaseId

_PLAIN = CaseSummary(
    id=CaseId(0),
    version=1,
    state=CaseState.OPEN,
    kind=CaseKind.QUESTION,
    topic="",
    subject="Frakt til Svalbard",
    snippet="Hei, hva koster frakten?",
    shop_name="",
    has_pos=False,
    contact_name="Kari Nordmann",
    contact_address="kari@fjellsport.no",
    owner=None,
    owner_name="",
    opened_at=MONDAY_MORNING,
    waiting_since=MONDAY_MORNING,
    snoozed_until=None,
    last_at=MONDAY_MORNING,
    attachments=0,
    known=frozenset(),
)


def case(number: int, **fields: Any) -> CaseSummary:
    """The case with that number: open, and waiting for us since Monday morning."""
    return replace(_PLAIN, id=CaseId(number), **fields)


def closed(number: int) -> CaseSummary:
    return case(number, state=CaseState.CLOSED, waiting_since=None)


def snoozed(number: int, **fields: Any) -> CaseSummary:
    """Put away for an hour."""
    until = MONDAY_MORNING.add(hours=1)
    return case(number, state=CaseState.SNOOZED, **{"snoozed_until": until, **fields})


def with_customer(number: int) -> CaseSummary:
    """Answered: the customer has the next word."""
    return case(number, state=CaseState.WAITING, waiting_since=None)
