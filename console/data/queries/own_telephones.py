"""Whose telephone acts are asked of, what they say of it, and what the exchange does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.queries.people import setting
from console.data.tables.live import AvailabilityRow, QueueMemberRow
from console.data.tables.people import PersonRow
from console.domain.availability import Channel, Readiness
from console.domain.calls import MemberState
from console.domain.ids import PersonId
from console.domain.telephone_agreement import Said, Told, told_by
from console.domain.telephones import KEY, telephones_from

Stands = Mapping[str, Told]
"""What the exchange says of each telephone, by interface."""


def stands(session: Session, connector: str) -> Stands:
    """What an exchange last told of its telephones."""
    query = select(QueueMemberRow.interface, QueueMemberRow.state, QueueMemberRow.reason)
    found: defaultdict[str, list[tuple[MemberState, str]]] = defaultdict(list)
    for interface, state, reason in session.execute(
        query.where(QueueMemberRow.connector == connector)
    ):
        found[interface].append((MemberState(state), reason))
    return {interface: told_by(members) for interface, members in found.items()}


def own_telephones(session: Session) -> dict[PersonId, str]:
    """The interface of each who has a telephone: of several, the one that acts are asked of."""
    stored = setting(session, KEY)
    logins = telephones_from(None if stored is None else stored.value)
    if not logins:
        return {}
    known = select(PersonRow.login, PersonRow.id).where(
        PersonRow.login.in_(sorted(set(logins.values()))), PersonRow.disabled_at.is_(None)
    )
    people = {login: PersonId(key) for login, key in session.execute(known)}
    own: dict[PersonId, str] = {}
    for interface, login in sorted(logins.items()):
        if login in people:
            own.setdefault(people[login], interface)
    return own


def said_of_telephones(session: Session) -> dict[PersonId, Said]:
    """How ready people say they are for calls."""
    query = select(AvailabilityRow.person_id, AvailabilityRow.readiness, AvailabilityRow.reason)
    return {
        PersonId(person): Said(Readiness(readiness), reason)
        for person, readiness, reason in session.execute(
            query.where(AvailabilityRow.channel == Channel.TELEPHONE.value)
        )
    }
