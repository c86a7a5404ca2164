"""Who is to be called back: the newest call of a number that nobody answered, unless they got
through later, or we reached them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from whenever import Instant

from console.data.queries.in_force import hours_in_force, targets_in_force
from console.data.tables.live import CallRow
from console.data.transaction import Transaction
from console.domain.caller_numbers import normalised
from console.domain.calls import Ending
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.working_time import WorkingTime

_UNANSWERED = (Ending.ABANDONED, Ending.UNSEEN)
"""A caller who waited when the exchange was lost is called back too: nobody knows that we spoke."""


def settle_call_backs(tx: Transaction, numbers: Iterable[str]) -> list[CallRow]:
    """Looks at all calls of these numbers, which are written; returns those that need no more
    calling back. A withheld number cannot be called, nor can what is none.
    """
    asked = sorted(number for number in set(numbers) if normalised(number).may_be_called)
    if not asked:
        return []
    newest = _newest(tx, asked)
    owed = _owed(tx, newest)
    if owed:
        working = WorkingTime(WorkCalendar(hours_in_force(tx.session)))
        targets = targets_in_force(tx.session)
        for row in owed:
            ended_at = row.ended_at or tx.act.at
            row.call_back_by = working.due(ended_at, targets.call_back_s)
    settled = [row for row in _open(tx, asked) if row.began_at != newest.get(row.number)]
    for row in settled:
        row.call_back_by = None
    tx.session.flush()
    return settled


def tells(row: CallRow) -> bool:
    """Whether it says that somebody was reached, or not. That nobody took our call says nothing."""
    return row.answered_at is not None or (row.ending in _UNANSWERED and not row.is_outgoing)


def _tells() -> ColumnElement[bool]:
    """The same of a row of the store."""
    is_theirs = and_(CallRow.ending.in_([one.value for one in _UNANSWERED]), ~CallRow.is_outgoing)
    return or_(CallRow.answered_at.is_not(None), is_theirs)


def _newest(tx: Transaction, numbers: Sequence[str]) -> dict[str, Instant]:
    """When the last call of each number began that tells."""
    found = (
        select(CallRow.number, func.max(CallRow.began_at))
        .where(CallRow.number.in_(numbers), _tells())
        .group_by(CallRow.number)
    )
    return {number: began_at for number, began_at in tx.session.execute(found)}


def _owed(tx: Transaction, newest: Mapping[str, Instant]) -> list[CallRow]:
    """Of each number the newest call, held, where it was not answered and nobody is to call back
    yet; of two that began at one instant one is enough.
    """
    if not newest:
        return []
    found = tx.session.scalars(
        select(CallRow)
        .where(tuple_(CallRow.number, CallRow.began_at).in_(list(newest.items())))
        .order_by(CallRow.no)
        .with_for_update(key_share=True)
    )
    calls: defaultdict[str, list[CallRow]] = defaultdict(list)
    for row in found:
        if tells(row) and row.answered_at is None:
            calls[row.number].append(row)
    return [rows[0] for rows in calls.values() if all(row.call_back_by is None for row in rows)]


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
