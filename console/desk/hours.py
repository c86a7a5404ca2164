"""The team's opening hours as the store has them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from console.data.queries.people import setting
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.stored_hours import hours_from_json

KEY = "hours"


def read_hours(session: Session) -> OpeningHours:
    """The team's opening hours, or the firm's ordinary ones."""
    row = setting(session, KEY)
    return OpeningHours() if row is None else hours_from_json(row.value)
