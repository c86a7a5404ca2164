"""Whether the work log and the verdicts still are as the journal witnessed them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.queries.incidents import all_entries
from console.data.tables.journal import EventRow
from console.data.tables.oncall import VerdictRow
from console.domain.language import tr
from console.domain.oncall.entry_sums import entry_sums


def log_faults(session: Session) -> Iterator[str]:
    """Each entry and verdict that was changed, removed or put in past the program, in words."""
    for entry in _differing(
        _told(session, "WorkLogged", "entry", "sum"), entry_sums(all_entries(session))
    ):
        yield tr("arbeidsloggen er endret: linje {entry} er ikke den som ble skrevet", entry=entry)
    there = {str(row.no): row.verdict for row in session.scalars(select(VerdictRow))}
    for no in _differing(_told(session, "VerdictGiven", "no", "verdict"), there):
        yield tr("vurdering {no} er ikke den som ble gitt", no=no)


def _told(session: Session, kind: str, key: str, value: str) -> dict[str, str]:
    """What events of a kind say, by what they speak of; an event that was emptied says nothing."""
    told = session.scalars(select(EventRow.data).where(EventRow.kind == kind)).all()
    return {str(data[key]): str(data.get(value)) for data in told if key in data}


def _differing(told: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    return sorted(one for one in told.keys() | there.keys() if told.get(one) != there.get(one))
