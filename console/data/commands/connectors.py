"""What `serve` says of its connectors and its own parts: fetched, failing, alive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from console.data.blobs import insert_unless_there
from console.data.tables.base import Base
from console.data.tables.wire import ConnectorRow, HealthRow
from console.data.transaction import Transaction


def mark_pulled(tx: Transaction, connector: str, identity: str) -> None:
    """A pull has come to its end: everything out there until now is in the store."""
    row = _connector(tx, connector)
    had_problem = bool(row.problem)
    row.pulled_at = row.tried_at = tx.act.at
    row.failing_since, row.problem, row.identity = None, "", identity
    if had_problem:
        tx.record("ConnectorRecovered", "connector", connector)


def mark_failing(tx: Transaction, connector: str, problem: str) -> None:
    """A try failed, and why; `failing_since` stays at the first of a row of failures."""
    row = _connector(tx, connector)
    row.tried_at = tx.act.at
    if row.failing_since is None or row.problem != problem:
        row.failing_since = row.failing_since or tx.act.at
        row.problem = problem
        tx.record("ConnectorFailing", "connector", connector, problem=problem)


def mark_absent(tx: Transaction, connector: str) -> None:
    """Nobody is to follow it any more; it is as if it had never been tried."""
    row = tx.session.get(ConnectorRow, connector)
    if row is not None and row.tried_at is not None:
        row.pulled_at = row.tried_at = row.failing_since = None
        row.problem = row.identity = ""
        tx.record("ConnectorAbsent", "connector", connector)


def mark_alive(tx: Transaction, part: str, instance: str, state: str, text: str) -> None:
    """A part of `serve` shows life; `since` is when it came into this state."""
    row = tx.session.get(HealthRow, part)
    if row is None:
        said = {"part": part, "instance": instance, "state": state, "text": text}
        _insert(tx, HealthRow, {**said, "since": tx.act.at, "seen_at": tx.act.at})
        row = tx.session.get_one(HealthRow, part)
    if (row.state, row.instance) != (state, instance):
        row.since = tx.act.at
    row.instance, row.state, row.text, row.seen_at = instance, state, text, tx.act.at


def mark_all_alive(tx: Transaction, instance: str, parts: Iterable[tuple[str, str, str]]) -> None:
    """Every part (name, state, text) of a `serve` shows life."""
    for part, state, text in parts:
        mark_alive(tx, part, instance, state, text)


def _connector(tx: Transaction, name: str) -> ConnectorRow:
    row = tx.session.get(ConnectorRow, name)
    if row is None:
        _insert(tx, ConnectorRow, {"name": name, "problem": "", "identity": ""})
        row = tx.session.get_one(ConnectorRow, name)
    return row


def _insert(tx: Transaction, table: type[Base], row: dict[str, Any]) -> None:
    """Unless somebody else has told of the same at this instant."""
    tx.session.execute(insert_unless_there(tx.session, table), [row])
