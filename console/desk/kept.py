"""What a desk stands on while it has never reached its store: as this machine last knew it.

No more about people than that needs: colleagues by login, name and roles, and whom to call of
what is still open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from whenever import Date, Instant, Time

from console.data.pocket_kept import KeptFacts
from console.desk.follow import Lost
from console.desk.oncall.seen import Seen, needed, seen_of, seen_to_json
from console.domain.billing.policy import Policy
from console.domain.billing.stored_policy import policy_from_json, policy_to_json
from console.domain.errors import ToldError
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.stored_hours import hours_from_json, hours_to_json
from console.domain.ids import PersonId
from console.domain.oncall.roster import Roster
from console.domain.oncall.turns import Change, DutyRole, Rotation
from console.domain.people import Person, Role

VERSION = 1


@dataclass(frozen=True)
class Kept:
    """`at` is when the store was last known to say so; `roster` is None where it was not read."""

    me: Person
    people: tuple[Person, ...]
    hours: OpeningHours
    policy: Policy
    roster: Roster | None
    incidents: tuple[Seen, ...]
    at: Instant


@dataclass(frozen=True)
class Without:
    """A start without the store: what is kept, and why it is away."""

    kept: Kept
    lost: Lost


class Unreadable(Exception):
    """What lies here was written by another version, or is damaged."""


def kept_to_json(kept: Kept) -> dict[str, Any]:
    """As JSON, and no more than is needed; `kept_of` reads it."""
    wanted = (needed(seen, kept.me.id) for seen in kept.incidents)
    return {
        "version": VERSION,
        "me": _person_to_json(kept.me),
        "people": [_person_to_json(person) for person in kept.people],
        "hours": hours_to_json(kept.hours),
        "policy": policy_to_json(kept.policy),
        "roster": None if kept.roster is None else _roster_to_json(kept.roster, kept.at),
        "incidents": [seen_to_json(seen) for seen in wanted if seen is not None],
    }


def kept_of(found: KeptFacts) -> Kept:
    """Raises Unreadable."""
    given = found.facts
    try:
        if given["version"] != VERSION:
            raise Unreadable(f"version {given['version']}")
        return Kept(
            me=_person(given["me"]),
            people=tuple(map(_person, given["people"])),
            hours=hours_from_json(given["hours"]),
            policy=policy_from_json(given["policy"]),
            roster=None if given["roster"] is None else _roster(given["roster"]),
            incidents=tuple(map(seen_of, given["incidents"])),
            at=found.at,
        )
    except (KeyError, ValueError, TypeError, ToldError) as error:
        raise Unreadable(repr(error)) from error


def _person_to_json(person: Person) -> dict[str, Any]:
    roles = sorted(person.roles)
    named = {"id": person.id, "login": person.login, "name": person.name}
    return {**named, "roles": roles, "is_disabled": person.is_disabled}


def _person(given: dict[str, Any]) -> Person:
    roles = frozenset(map(Role, given["roles"]))
    return Person(PersonId(given["id"]), given["login"], given["name"], roles, given["is_disabled"])


def _roster_to_json(roster: Roster, now: Instant) -> dict[str, Any]:
    """Who has been on duty is not needed, nor why anything was changed."""
    return {
        "rotations": [_rotation_to_json(one) for one in roster.rotations],
        "changes": [_change_to_json(one) for one in roster.changes if one.end > now],
        "fallback": roster.fallback,
    }


def _roster(given: dict[str, Any]) -> Roster:
    fallback = given["fallback"]
    return Roster(
        tuple(_rotations(given["rotations"])),
        tuple(_changes(given["changes"])),
        None if fallback is None else PersonId(fallback),
    )


def _rotation_to_json(one: Rotation) -> dict[str, Any]:
    return {
        "id": one.id,
        "role": one.role.value,
        "people": list(one.people),
        "first_day": one.first_day.format_iso(),
        "hand_over": one.hand_over.format_iso(),
        "weeks": one.weeks,
        "ends_at": None if one.ends_at is None else one.ends_at.format_iso(),
    }


def _rotations(given: Iterable[dict[str, Any]]) -> Iterable[Rotation]:
    for one in given:
        yield Rotation(
            id=one["id"],
            role=DutyRole(one["role"]),
            people=tuple(map(PersonId, one["people"])),
            first_day=Date.parse_iso(one["first_day"]),
            hand_over=Time.parse_iso(one["hand_over"]),
            weeks=one["weeks"],
            ends_at=None if one["ends_at"] is None else Instant.parse_iso(one["ends_at"]),
        )


def _change_to_json(one: Change) -> dict[str, Any]:
    return {
        "id": one.id,
        "role": one.role.value,
        "start": one.start.format_iso(),
        "end": one.end.format_iso(),
        "person": one.person,
        "swap_id": None if one.swap_id is None else str(one.swap_id),
        "made_by": one.made_by,
    }


def _changes(given: Iterable[dict[str, Any]]) -> Iterable[Change]:
    for one in given:
        yield Change(
            id=one["id"],
            role=DutyRole(one["role"]),
            start=Instant.parse_iso(one["start"]),
            end=Instant.parse_iso(one["end"]),
            person=PersonId(one["person"]),
            swap_id=None if one["swap_id"] is None else UUID(one["swap_id"]),
            made_by=None if one["made_by"] is None else PersonId(one["made_by"]),
        )
