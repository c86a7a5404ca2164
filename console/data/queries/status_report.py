"""What the firm's status page said when it was last fetched, and where it lies."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.queries.billing_settings import BRAND, STATUS_PAGE
from console.data.queries.people import setting
from console.data.tables.live import THE_PAGE, StatusPageRow
from console.domain.status_page import DEFAULT_ADDRESS, StatusReport
from console.domain.stored_status_page import StatusPageError, report_from_json

log = logging.getLogger("console.data")


@dataclass(frozen=True)
class KeptReport:
    """`report` is None before the first time; `etag` is the page's own mark of it."""

    report: StatusReport | None
    fetched_at: Instant | None
    failing_since: Instant | None
    problem: str
    etag: str


NOTHING = KeptReport(None, None, None, "", "")


def kept_report(session: Session) -> KeptReport:
    """What was kept last. What cannot be read, of another program perhaps, is as nothing."""
    row = session.get(StatusPageRow, THE_PAGE)
    if row is None:
        return NOTHING
    report = None
    if row.told:
        try:
            report = report_from_json(row.told)
        except StatusPageError as error:
            log.warning("what was kept of the status page cannot be read: %s", error)
    etag = "" if report is None else row.etag
    return KeptReport(report, row.fetched_at, row.failing_since, row.problem, etag)


def status_address(session: Session) -> str:
    """Where the page lies: as the firm has set it, empty for nowhere; the documents' own where
    nobody has said.
    """
    stored = setting(session, BRAND)
    told = stored.value if stored is not None and isinstance(stored.value, dict) else {}
    address = told.get(STATUS_PAGE)
    return DEFAULT_ADDRESS if address is None else str(address)
