"""Saying where one is. No events: it is advice that ends by itself, and is told by a wake alone.

Carried out by `Store.upkeep`: the same again is the same. Two windows of one person are one.
"""

from __future__ import annotations

from sqlalchemy import delete, text

from console.data.commands.cases import actor_of
from console.data.tables.personal import PresenceRow
from console.data.transaction import Transaction
from console.data.two_clocks import told_there
from console.domain.ids import CaseId
from console.domain.presence import LASTS_S, Doing


def be_present(tx: Transaction, case: CaseId, doing: Doing) -> None:
    """The actor reads or writes in the case from now on, for `LASTS_S` unless it is renewed."""
    actor = actor_of(tx)
    row = tx.session.get(PresenceRow, (actor, case))
    until = told_there(tx.session, tx.act.at.add(seconds=LASTS_S), tx.act.at)
    is_news = row is None or row.doing != doing
    if row is None:
        row = PresenceRow(person_id=actor, case_id=case, doing=doing.value, until=until)
        tx.session.add(row)
    else:
        row.doing, row.until = doing.value, until
    if is_news:
        _wake(tx)


def stay_present(tx: Transaction, case: CaseId, doing: Doing) -> None:
    """The actor is there still. Who writes at another window of theirs is not said to read."""
    row = tx.session.get(PresenceRow, (actor_of(tx), case))
    is_stronger = row is not None and row.doing == Doing.WRITES and doing is Doing.READS
    if row is None or not is_stronger or row.until <= told_there(tx.session, tx.act.at, tx.act.at):
        be_present(tx, case, doing)


def leave(tx: Transaction, case: CaseId) -> None:
    """The actor is there no longer."""
    actor = actor_of(tx)
    tx.session.execute(
        delete(PresenceRow).where(PresenceRow.person_id == actor, PresenceRow.case_id == case)
    )
    _wake(tx)


def _wake(tx: Transaction) -> None:
    """On a server readers sleep until they are woken; in one file every commit wakes them."""
    if tx.session.get_bind().dialect.name == "postgresql":
        tx.session.execute(text("SELECT pg_notify('feed', '')"))
