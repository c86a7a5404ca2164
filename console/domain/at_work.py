"""Who is at work, and who is ready for what comes: from what people say, and what they carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from console.domain.alarms import Staff
from console.domain.availability import Availability, Channel, Readiness
from console.domain.ids import PersonId
from console.domain.load import Load
from console.domain.people import Person, Role


def staff_of(
    people: Iterable[Person], said: Iterable[Availability], loads: Mapping[PersonId, Load]
) -> Staff:
    """At work is whoever is in a channel: ready, in wrap-up or on a pause; whoever has left all of
    them, or never came into one, is not, whatever window stands open.

    Ready for chats is whoever may be offered one, ready for calls whoever says so and is in none.
    """
    there = {person.id for person in people if not person.is_disabled}
    known = [each for each in said if each.person in there]
    leads = (person.id for person in people if Role.LEAD in person.roles)
    return Staff(
        ready_for_chats=frozenset(
            each.person
            for each in known
            if each.channel is Channel.CHAT and _load(loads, each).is_offered_chats(each.readiness)
        ),
        ready_for_calls=frozenset(
            each.person
            for each in known
            if (each.channel, each.readiness) == (Channel.TELEPHONE, Readiness.READY)
            and not _load(loads, each).calls
        ),
        present=frozenset(each.person for each in known if each.readiness is not Readiness.OFF),
        leads=frozenset(lead for lead in leads if lead in there),
    )


def _load(loads: Mapping[PersonId, Load], said: Availability) -> Load:
    return loads.get(said.person, Load())
