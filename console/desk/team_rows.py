"""What a row of the team says: a colleague, what they do and carry; and a channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whenever import Instant

from console.desk.backlog_rows import Clock
from console.desk.live_floor import LiveFloor
from console.desk.tally import Counts
from console.desk.team_standing import (
    Standing,
    call_of,
    channel_name,
    ringing_for,
    said_by,
    standing_name,
    standing_words,
)
from console.domain.availability import Availability, Channel, Readiness
from console.domain.calls import Call
from console.domain.ids import PersonId
from console.domain.instants import seconds_between
from console.domain.language import ntr, tr
from console.domain.load import Load
from console.domain.people import Person, Role
from console.domain.phone_numbers import grouped
from console.domain.wording import minutes_short, since_label

_SAID = (Readiness.WRAP_UP, Readiness.READY, Readiness.PAUSE, Readiness.OFF)
"""Of what somebody says in several channels, what tells most comes first."""


@dataclass(frozen=True, slots=True)
class Owned:
    """Cases of somebody's that wait for us, and how many of them are late."""

    cases: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A colleague. `state` is what they do in a word or two, `detail` since when or with whom."""

    key: str
    person: Person
    role: str
    standing: Standing
    state: str
    detail: str
    load: Load
    chats: tuple[Clock, ...]
    owned: Owned

    @property
    def is_head(self) -> bool:
        """The list has no groups."""
        return False

    @property
    def left(self) -> PersonRow:
        """People do not go while one looks at them; their row stays as it is."""
        return self

    @property
    def is_here(self) -> bool:
        """Whether they are at work at all: their units count."""
        return self.standing is not Standing.OFF

    @property
    def order(self) -> tuple[int, bool, str]:
        """By load, never by speed; of equals those who are here first, then by name."""
        return (-self.load.used, not self.is_here, self.person.name.casefold())


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A lane of Oversikt in one line: the same counts."""

    key: str
    name: str
    icon: str
    counts: Counts


def person_key(person: PersonId) -> str:
    return f"person:{person}"


def role_words(person: Person) -> str:
    """`leder`, `tekniker`, `leder, tekniker`; nothing for whoever only answers customers."""
    names = {Role.LEAD: tr("leder"), Role.TECHNICIAN: tr("tekniker")}
    return ", ".join(name for role, name in names.items() if role in person.roles)


def person_row(
    person: Person,
    floor: LiveFloor,
    load: Load,
    chats: tuple[Clock, ...],
    owned: Owned,
    now: Instant,
) -> PersonRow:
    """What a colleague does at this moment."""
    said = said_by(floor, person.id)
    standing, state, detail = _doing(person.id, floor, said, len(chats), now)
    return PersonRow(
        key=person_key(person.id),
        person=person,
        role=role_words(person),
        standing=standing,
        state=state,
        detail=detail,
        load=load,
        chats=chats,
        owned=owned,
    )


def owned_words(owned: Owned) -> str:
    """`4 saker, 1 sen`."""
    cases = ntr("{count} sak", "{count} saker", owned.cases)
    late = ntr("{count} sen", "{count} sene", owned.late)
    return f"{cases}, {late}" if owned.late else cases


def _doing(
    person: PersonId,
    floor: LiveFloor,
    said: Mapping[Channel, Availability],
    chats: int,
    now: Instant,
) -> tuple[Standing, str, str]:
    call = call_of(floor, person)
    if call is not None:
        return Standing.IN_CALL, standing_name(Standing.IN_CALL), _talk(call, now)
    rings = ringing_for(floor, person)
    if rings is not None:
        detail = channel_name(rings.channel).lower()
        if rings.until is not None:
            left = max(0, round(seconds_between(now, rings.until)))
            detail = tr("{channel} · {seconds} s igjen", channel=detail, seconds=left)
        return Standing.RINGING, standing_name(Standing.RINGING), detail
    return _saying(said, chats, now)


def _saying(
    said: Mapping[Channel, Availability], chats: int, now: Instant
) -> tuple[Standing, str, str]:
    """What somebody says who is in no call: of several channels what tells most."""
    found = min(said.values(), key=lambda each: _SAID.index(each.readiness), default=None)
    if found is None or found.readiness is Readiness.OFF:
        if chats:
            return Standing.READY, _with_chats(chats), tr("tar ikke imot nye")
        detail = "" if found is None else tr("siden {time}", time=since_label(found.since, now))
        return Standing.OFF, tr("Borte"), detail
    since = min(each.since for each in said.values() if each.readiness is found.readiness)
    detail = tr("siden {time}", time=since_label(since, now))
    if found.readiness is Readiness.WRAP_UP:
        length = minutes_short(max(0.0, seconds_between(since, now)))
        return Standing.WRAP_UP, standing_name(Standing.WRAP_UP), length
    if found.readiness is Readiness.PAUSE:
        return Standing.PAUSE, standing_words(Standing.PAUSE, found), detail
    on = [each for each in Channel if each in said and said[each].readiness is Readiness.READY]
    names = ", ".join(channel_name(each).lower() for each in on)
    state = _with_chats(chats) if chats else standing_name(Standing.READY)
    return Standing.READY, state, f"{names} · {detail}"


def _with_chats(chats: int) -> str:
    return ntr("{count} chat", "{count} chatter", chats)


def _talk(call: Call, now: Instant) -> str:
    whom = call.shop_name or call.name or grouped(call.number)
    began = call.answered_at or call.began_at
    length = minutes_short(max(0.0, seconds_between(began, now)))
    return f"{length} · {whom}" if whom else length
