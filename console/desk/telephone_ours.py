"""Who of us is where on the telephone: ready, ringing, in a call, wrapping up or pausing, not on.

The exchange decides at whom it rings, so its word of a telephone stands; where somebody has said
something else here, that is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from whenever import Instant

from console.desk.live_floor import LiveFloor
from console.desk.team_standing import (
    OF_READINESS,
    Standing,
    call_of,
    channel_name,
    said_by,
    standing_name,
    standing_words,
)
from console.desk.telephone_words import who_calls
from console.domain.availability import Availability, Channel, Readiness
from console.domain.calls import CallState, MemberState, QueueMember
from console.domain.ids import PersonId
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.people import Person
from console.domain.wording import minutes_short, since_label

_GROUPS = (
    (Standing.READY,),
    (Standing.RINGING,),
    (Standing.IN_CALL,),
    (Standing.WRAP_UP, Standing.PAUSE),
    (Standing.OFF,),
)
_OF_MEMBER = {
    MemberState.READY: Standing.READY,
    MemberState.RINGING: Standing.RINGING,
    MemberState.IN_CALL: Standing.IN_CALL,
    MemberState.PAUSED: Standing.PAUSE,
    MemberState.AWAY: Standing.OFF,
}
"""The most ready first."""


@dataclass(frozen=True, slots=True)
class OursRow:
    """A colleague, or the head of a group: `what` they do or with whom, `time` since when or for
    how long. `differs` says where they have said something else than the exchange has.
    """

    key: str
    name: str
    standing: Standing = Standing.OFF
    is_me: bool = False
    what: str = ""
    time: str = ""
    differs: str = ""
    count: int = 0
    is_head: bool = False
    lasted_s: float | None = None
    left_s: float | None = None
    """Of a wrap-up: for how long, and how long at most it still lasts."""

    @property
    def left(self) -> OursRow:
        """Whoever goes to another group is in it at once."""
        return self

    @property
    def sentence(self) -> str:
        """The row for hover and screen reader."""
        you = tr("deg") if self.is_me else ""
        state = standing_name(self.standing)
        return ", ".join(
            p for p in (self.name, you, state, self.what, self.time, self.differs) if p
        )


def ours(
    people: Iterable[Person], floor: LiveFloor, me: PersonId, now: Instant, wrap_up_s: int
) -> tuple[OursRow, ...]:
    """Everybody who works at the desk, in groups; that nobody is ready is said. `wrap_up_s` is how
    long one may write after a call, 0 for as long as one wants.
    """
    telephones = _telephones(floor.members)
    rows = [
        replace(_limited(_row(person, floor, telephones, now), wrap_up_s), is_me=person.id == me)
        for person in sorted(people, key=lambda each: each.name.casefold())
        if person.may_work and not person.is_disabled
    ]
    return tuple(_grouped(rows))


def next_free(rows: Iterable[OursRow]) -> str:
    """When somebody is ready at the latest, where nobody is and wrap-ups end by themselves; no
    guess is made of how long people talk.
    """
    people = [row for row in rows if not row.is_head]
    if any(row.standing is Standing.READY for row in people):
        return ""
    left = [row.left_s for row in people if row.left_s is not None]
    return tr("ledig innen {time}", time=minutes_short(min(left))) if left else ""


def _telephones(members: Iterable[QueueMember]) -> dict[PersonId, QueueMember]:
    """Each one's telephone; of several queues by the one that is likeliest to ring it."""
    ways = tuple(_OF_MEMBER)
    ordered = sorted(members, key=lambda each: ways.index(each.state), reverse=True)
    return {each.person: each for each in ordered if each.person is not None}


def _limited(row: OursRow, wrap_up_s: int) -> OursRow:
    """Of whoever writes after a call: until when."""
    if row.standing is not Standing.WRAP_UP or not wrap_up_s or row.lasted_s is None:
        return row
    limit = minutes_short(wrap_up_s)
    time = tr("{time} av {limit}", time=row.time, limit=limit)
    return replace(row, time=time, left_s=max(0.0, wrap_up_s - row.lasted_s))


def _grouped(rows: list[OursRow]) -> Iterator[OursRow]:
    titles = (tr("Klar"), tr("Ringer"), tr("I samtale"), tr("Etterarbeid og pause"))
    for title, standings in zip((*titles, tr("Ikke på telefon")), _GROUPS, strict=True):
        inside = [row for row in rows if row.standing in standings]
        if inside or Standing.READY in standings:
            key = f"group:{standings[0]}"
            what = "" if inside else tr("Ingen er klare nå")
            yield OursRow(key, title, what=what, count=len(inside), is_head=True)
            yield from inside


def _row(
    person: Person, floor: LiveFloor, telephones: Mapping[PersonId, QueueMember], now: Instant
) -> OursRow:
    said, telephone = said_by(floor, person.id), telephones.get(person.id)
    own = said.get(Channel.TELEPHONE)
    row = OursRow(f"person:{person.id}", person.short_name)
    call = call_of(floor, person.id)
    if call is not None:
        lasted = _lasted(call.answered_at or call.began_at, now)
        whom = who_calls(call)
        what = tr("ringer opp {whom}", whom=whom) if call.is_dialled else whom
        return replace(row, standing=Standing.IN_CALL, what=what, time=lasted)
    if telephone is None:
        return _without_telephone(row, said, is_known=bool(floor.members), now=now)
    rings = next(
        (
            each
            for each in floor.calls.values()
            if each.is_in_queue and each.state is CallState.RINGING and each.rung_to == person.id
        ),
        None,
    )
    if rings is not None:
        # How long it has rung is told of the telephone alone; of its calls the newest rings.
        is_told = telephone.state is MemberState.RINGING
        time = _lasted(telephone.since, now) if is_told else ""
        return replace(row, standing=Standing.RINGING, what=who_calls(rings), time=time)
    return _as_told(row, telephone, own, now)


def _as_told(
    row: OursRow, telephone: QueueMember, own: Availability | None, now: Instant
) -> OursRow:
    """As the exchange has the telephone; who writes down a call has it paused meanwhile."""
    standing = _OF_MEMBER[telephone.state]
    readiness = Readiness.OFF if own is None else own.readiness
    said = OF_READINESS[readiness]
    if standing is Standing.PAUSE and readiness is Readiness.WRAP_UP and own is not None:
        return _wraps_up(row, own, now)
    if standing in (Standing.RINGING, Standing.IN_CALL):
        # Nothing is known of the call: it is none of our queues'.
        what = tr("annen samtale") if standing is Standing.IN_CALL else ""
        return replace(row, standing=standing, what=what, time=_lasted(telephone.since, now))
    time = tr("siden {time}", time=since_label(telephone.since, now))
    what = standing_name(standing)
    if standing is Standing.PAUSE:
        why = telephone.reason or ("" if said is not standing or own is None else own.reason)
        what = tr("{state} · {reason}", state=what, reason=why) if why else what
    differs = ""
    # A pause and being off are one to the exchange: nothing rings there.
    if own is not None and (said is Standing.READY) is not (standing is Standing.READY):
        differs = tr("har sagt «{state}» her", state=standing_words(said, own))
    return replace(row, standing=standing, what=what, time=time, differs=differs)


def _wraps_up(row: OursRow, own: Availability, now: Instant) -> OursRow:
    return replace(
        row,
        standing=Standing.WRAP_UP,
        what=standing_name(Standing.WRAP_UP),
        time=_lasted(own.since, now),
        lasted_s=max(0.0, seconds_between(own.since, now)),
    )


def _without_telephone(
    row: OursRow, said: Mapping[Channel, Availability], *, is_known: bool, now: Instant
) -> OursRow:
    """Nobody rings at them. What they do instead is told, where they have said it."""
    own = said.get(Channel.TELEPHONE)
    if own is not None and own.readiness is not Readiness.OFF:
        differs = tr("har ingen telefon i køen") if is_known else ""
        standing = Standing.OFF if is_known else OF_READINESS[own.readiness]
        time = tr("siden {time}", time=since_label(own.since, now))
        words = standing_words(OF_READINESS[own.readiness], own)
        return replace(row, standing=standing, what=words, time=time, differs=differs)
    others = [each for each in said.values() if each.readiness is Readiness.READY]
    if not others:
        return replace(row, what=tr("Borte"))
    what = ", ".join(channel_name(each.channel) for each in others)
    since = min(each.since for each in others)
    return replace(row, what=what, time=tr("siden {time}", time=since_label(since, now)))


def _lasted(since: Instant, now: Instant) -> str:
    return minutes_short(max(0.0, seconds_between(since, now)))
