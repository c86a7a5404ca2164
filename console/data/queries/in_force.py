"""The hours, targets, exchange and expertise that count now; the documents' own, or none, where
what is stored cannot be read.

For whoever must go on all the same: a setting that was broken by hand must leave nobody waiting.
"""

from __future__ import annotations

import logging

from sqlalchemy.orm import Session

from console.data.queries.billing_settings import opening_hours
from console.data.queries.people import setting
from console.domain.connecting import SettingsError
from console.domain.expertise import KEY as EXPERTISE
from console.domain.expertise import Expertise, expertise_from
from console.domain.hours.opening_hours import HoursError, OpeningHours
from console.domain.phone_account import KEY as PHONE
from console.domain.phone_account import PhoneSettings, from_json
from console.domain.stored_targets import targets_from_json
from console.domain.targets import KEY, Targets, TargetsError

log = logging.getLogger("console.data")


def hours_in_force(session: Session) -> OpeningHours:
    """The firm's hours."""
    try:
        return opening_hours(session)
    except HoursError as error:
        log.warning("the hours could not be read: %s", error)
        return OpeningHours()


def targets_in_force(session: Session) -> Targets:
    """How long each may wait."""
    stored = setting(session, KEY)
    try:
        return Targets() if stored is None else targets_from_json(stored.value)
    except TargetsError as error:
        log.warning("the targets could not be read: %s", error)
        return Targets()


def phone_in_force(session: Session) -> PhoneSettings | None:
    """The team's exchange; None where none is set."""
    stored = setting(session, PHONE)
    try:
        return None if stored is None else from_json(str(stored.value))
    except SettingsError as error:
        log.warning("the telephone's setting could not be read: %s", error)
        return None


def expertise_in_force(session: Session) -> Expertise:
    """Who knows what best."""
    stored = setting(session, EXPERTISE)
    return Expertise() if stored is None else expertise_from(stored.value)
