"""What bases are made under: the firm's price rules, hours and name, the calendar's versions."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from sqlalchemy.orm import Session

from console.data.queries.people import setting
from console.domain.billing.policy import Policy
from console.domain.billing.stored_policy import policy_from_json
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.stored_hours import hours_from_json

POLICY, HOURS, BRAND = "billing_policy", "hours", "brand"
STATUS_PAGE = "status_page"
"""A key of `brand` that is no matter of a bill."""

_KNOWS_THE_CALENDAR = ("tzdata", "python-dateutil", "whenever")
"""Time zones, Easter, and what puts both to use."""


def billing_policy(session: Session) -> Policy:
    """The firm's policy, or the documents'. Raises BillingError `policy`."""
    row = setting(session, POLICY)
    return Policy() if row is None else policy_from_json(row.value)


def opening_hours(session: Session) -> OpeningHours:
    """The firm's hours, or the documents'. Raises HoursError."""
    row = setting(session, HOURS)
    return OpeningHours() if row is None else hours_from_json(row.value)


def seller(session: Session) -> dict[str, str]:
    """The firm as it tells of itself on bases; empty where nobody has said."""
    row = setting(session, BRAND)
    told = row.value if row is not None and isinstance(row.value, dict) else {}
    own = {key: value for key, value in told.items() if key != STATUS_PAGE}
    return {str(key): str(value) for key, value in own.items() if value not in (None, "")}


def calendar_versions() -> dict[str, str]:
    """The versions of what knows the calendar, by package; those that are packed away are left."""
    found: dict[str, str] = {}
    for name in _KNOWS_THE_CALENDAR:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
