"""What `serve` writes of the firm's status page: what it says, or why it cannot be fetched.

There is an event only when what it says has changed. When it was fetched, and that it cannot be,
windows read as they read of connectors: that is no event.
"""

from __future__ import annotations

from console.data.tables.live import THE_PAGE, StatusPageRow
from console.data.transaction import Transaction
from console.domain.status_page import StatusReport
from console.domain.stored_status_page import report_to_json


def keep_report(tx: Transaction, report: StatusReport, etag: str = "") -> None:
    """The page has said this just now; `etag` is its mark of it."""
    row, told = _row(tx), report_to_json(report)
    _well(tx, row)
    row.etag = etag
    if row.told != told:
        row.told = told
        tx.record("StatusChanged", "status_report", THE_PAGE, indicator=report.indicator.value)


def keep_unchanged(tx: Transaction) -> None:
    """The page still says what it said."""
    _well(tx, _row(tx))


def keep_failure(tx: Transaction, problem: str) -> None:
    """It could not be fetched, and why; what it said before stays."""
    row = _row(tx)
    row.tried_at = tx.act.at
    row.failing_since = row.failing_since or tx.act.at
    row.problem = problem


def _well(tx: Transaction, row: StatusPageRow) -> None:
    row.fetched_at = row.tried_at = tx.act.at
    row.failing_since, row.problem = None, ""


def _row(tx: Transaction) -> StatusPageRow:
    row = tx.session.get(StatusPageRow, THE_PAGE)
    if row is None:
        row = StatusPageRow(name=THE_PAGE, told={}, problem="", etag="")
        tx.session.add(row)
    return row
