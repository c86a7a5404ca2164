"""What is known of calls and telephones, packed into a cursor and read out of it again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from whenever import Instant

from console.domain.calls import CallState, Ending, MemberState
from console.domain.live_news import CallSeen, MemberSeen

_MARK = b"webhook1:"
_MOST_BYTES = 32_000_000
_INSTANTS = frozenset({"began_at", "answered_at", "ended_at"})


@dataclass(frozen=True)
class KeptCall:
    """A call, the number of its last change, and the exchange's time of the last word on it."""

    number: int
    at: Instant
    seen: CallSeen


@dataclass(frozen=True)
class KeptMember:
    """A telephone in a queue; `seen` None: it has left."""

    at: Instant
    seen: MemberSeen | None


@dataclass(frozen=True)
class Kept:
    """`number` counts changes; `place` is the last that the store has."""

    place: int = 0
    number: int = 0
    members_number: int = 0
    standing_number: int = 0
    calls: Mapping[str, KeptCall] = field(default_factory=dict)
    members: Mapping[tuple[str, str], KeptMember] = field(default_factory=dict)


def packed(kept: Kept) -> bytes:
    """As a cursor; the same for the same."""
    plain = {
        "numbers": [kept.place, kept.number, kept.members_number, kept.standing_number],
        "calls": [[c.number, c.at.format_iso(), _plain(c.seen)] for c in kept.calls.values()],
        "members": [
            [*key, m.at.format_iso(), None if m.seen is None else _plain(m.seen)]
            for key, m in kept.members.items()
        ],
    }
    words = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return _MARK + zlib.compress(words.encode("utf-8", "surrogatepass"), 1)


def kept_of(cursor: bytes | None) -> Kept | None:
    """What a cursor holds; None for none, and for one that is not of a webhook."""
    if cursor is None or not cursor.startswith(_MARK):
        return None
    try:
        words = zlib.decompressobj().decompress(cursor[len(_MARK) :], _MOST_BYTES)
        return _kept(json.loads(words))
    except (ValueError, TypeError, KeyError, LookupError, zlib.error):
        return None


def _kept(plain: dict[str, Any]) -> Kept:
    calls = (
        KeptCall(number, Instant.parse_iso(at), _call(seen)) for number, at, seen in plain["calls"]
    )
    members = {
        (telephone, queue): KeptMember(
            Instant.parse_iso(at), None if seen is None else _member(seen)
        )
        for telephone, queue, at, seen in plain["members"]
    }
    place, number, members_number, standing_number = plain["numbers"]
    by_name = {call.seen.remote_id: call for call in calls}
    return Kept(place, number, members_number, standing_number, by_name, members)


def _plain(seen: CallSeen | MemberSeen) -> dict[str, Any]:
    """Its fields by name, without those that are as usual."""
    found = {
        each.name: getattr(seen, each.name)
        for each in fields(seen)
        if getattr(seen, each.name) != each.default
    }
    return {
        name: value.format_iso() if isinstance(value, Instant) else value
        for name, value in found.items()
    }


def _call(plain: dict[str, Any]) -> CallSeen:
    read: dict[str, Any] = {
        name: Instant.parse_iso(value) if name in _INSTANTS else value
        for name, value in plain.items()
    }
    read["state"] = CallState(read["state"])
    if "ending" in read:
        read["ending"] = Ending(read["ending"])
    return CallSeen(**read)


def _member(plain: dict[str, Any]) -> MemberSeen:
    since = Instant.parse_iso(plain["since"])
    return MemberSeen(**{**plain, "since": since, "state": MemberState(plain["state"])})
