"""Who is to be called back: the newest unanswered call of a number, unless they got through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, or_, select
from whenever import Instant

from console.data.queries.in_force import hours_in_force, targets_in_force
from console.data.tables.live import CallRow
from console.data.transaction import Transaction
from console.domain.calls import Ending
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.working_time import WorkingTime


def settle_call_backs(tx: Transaction, calls: Sequence[CallRow]) -> list[CallRow]:
    """Looks at the numbers of calls that are written; returns those that need no more calling back.

    A withheld number cannot be called.
    """
    numbers = sorted({row.number for row in calls if row.number and _tells(row)})
    if not numbers:
        return []
    newest = _newest(tx, numbers)
    abandoned = [r for r in calls if _is_abandoned(r) and r.call_back_by is None]
    owed = [row for row in abandoned if row.began_at == newest.get(row.number)]
    if owed:
        working = WorkingTime(WorkCalendar(hours_in_force(tx.session)))
        targets = targets_in_force(tx.session)
        for row in _once(owed):
            ended_at = row.ended_at or tx.act.at
            row.call_back_by = working.due(ended_at, targets.call_back_s)
    settled = [r for r in _open(tx, numbers) if r.began_at != newest.get(r.number)]
    for row in settled:
        row.call_back_by = None
    tx.session.flush()
    return settled


def _tells(row: CallRow) -> bool:
    """Whether it says that somebody was not reached, or was."""
    return row.answered_at is not None or _is_abandoned(row)


def _is_abandoned(row: CallRow) -> bool:
    return row.ending == Ending.ABANDONED and row.called_back_at is None


def _newest(tx: Transaction, numbers: Sequence[str]) -> dict[str, Instant]:
    """When the last call of each number began that was answered or given up."""
    tells = or_(CallRow.answered_at.is_not(None), CallRow.ending == Ending.ABANDONED.value)
    found = (
        select(CallRow.number, func.max(CallRow.began_at))
        .where(CallRow.number.in_(numbers), tells)
        .group_by(CallRow.number)
    )
    return {number: began_at for number, began_at in tx.session.execute(found)}


def _once(owed: Iterable[CallRow]) -> Iterable[CallRow]:
    """Of two of one number that began at one instant, one is enough."""
    return {row.number: row for row in owed}.values()


def _open(tx: Transaction, numbers: Sequence[str]) -> Sequence[CallRow]:
    """Calls of these numbers that are to be called back, held."""
    return tx.session.scalars(
        select(CallRow)
        .where(
            CallRow.number.in_(numbers),
            CallRow.call_back_by.is_not(None),
            CallRow.called_back_at.is_(None),
        )
        .order_by(CallRow.no)
        .with_for_update(key_share=True)
    ).all()
