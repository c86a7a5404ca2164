"""Ending sessions that hold everybody up, on a store on a server."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from console.data.transaction import Transaction


def free_the_feed(tx: Transaction, idle_s: float, busy_s: float) -> dict[str, Any]:
    """Ends sessions that others wait for: asleep for so long, or so long at one statement.

    `busy_s` is counted from where the server itself would have ended the statement. The answer
    says how many were `ended`; and how many, waited for as long as `idle_s`, were not, since they
    are done and `confirming` (a standby has not answered yet), or are `others` than the house's.
    """
    asked = text("SELECT ended, confirming, others FROM free_the_feed(:idle_s, :busy_s)")
    found = tx.session.execute(asked, {"idle_s": idle_s, "busy_s": busy_s})
    return dict(found.mappings().one())
