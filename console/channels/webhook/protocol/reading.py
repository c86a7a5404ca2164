"""What a message tells, read out of its bytes: a call, a telephone, or the whole queue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from whenever import Instant

from console.channels.webhook.protocol.fields import Fields, NotJson, NotUnderstood
from console.domain.calls import CallState, Ending, MemberState
from console.domain.instants import seconds_between
from console.domain.language import tr

MOST_CALLS, MOST_MEMBERS = 500, 500
"""So many of each in one message."""

AHEAD_S = 300.0
"""So far may what happened lie in our future: clocks differ."""

_STATES = {
    "call.waiting": CallState.WAITING,
    "call.ringing": CallState.RINGING,
    "call.answered": CallState.TALKING,
    "call.ended": CallState.ENDED,
}
_ALIVE = {
    "waiting": CallState.WAITING,
    "ringing": CallState.RINGING,
    "answered": CallState.TALKING,
}
_ENDINGS = {
    "answered": Ending.ANSWERED,
    "abandoned": Ending.ABANDONED,
    "transferred": Ending.TRANSFERRED,
    "left": Ending.LEFT,
}
_MEMBERS = {state.value: state for state in MemberState}
_GONE = "gone"
_TEXTS = {
    "from": ("number", 64),
    "name": ("name", 200),
    "store": ("shop", 64),
    "said": ("said", 200),
}


@dataclass(frozen=True)
class CallTold:
    """A call in a state, since `at`. `changes` are fields of `CallSeen` that were told besides."""

    at: Instant
    call: str
    state: CallState
    telephone: str = ""
    how: Ending | None = None
    began_at: Instant | None = None
    answered_at: Instant | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class MemberTold:
    """A telephone in a queue, since `at`; `state` None: it is in that queue no longer."""

    at: Instant
    telephone: str
    queue: str
    state: MemberState | None
    reason: str = ""


@dataclass(frozen=True)
class QueueTold:
    """Everything that there is, at `at`: whatever is not named is no more."""

    at: Instant
    calls: tuple[CallTold, ...]
    members: tuple[MemberTold, ...]


Told = CallTold | MemberTold | QueueTold


def read_message(body: bytes, now: Instant) -> Told | None:
    """What a message tells; None for a kind that is not known here. Raises NotUnderstood."""
    message = Fields.of(_json(body), tr("Meldingen"))
    message = Fields(message.values)
    kind = message.name("type")
    at = message.moment("timestamp")
    if seconds_between(now, at) > AHEAD_S:
        raise NotUnderstood(tr("timestamp ligger frem i tid."))
    if kind in _STATES:
        return _call(message.inner("data"), at, _STATES[kind])
    if kind == "member":
        return _member(message.inner("data"), at)
    if kind == "queue":
        return _queue(message.inner("data"), at)
    return None


def _queue(data: Fields, at: Instant) -> QueueTold:
    calls = (
        _call(each, at, each.one_of("state", _ALIVE)) for each in data.many("calls", MOST_CALLS)
    )
    members = (_member(each, at) for each in data.many("members", MOST_MEMBERS))
    return QueueTold(at, tuple(calls), tuple(members))


def _call(data: Fields, at: Instant, state: CallState) -> CallTold:
    needs_telephone = state in (CallState.RINGING, CallState.TALKING)
    return CallTold(
        at=at,
        call=data.name("call"),
        state=state,
        telephone=data.name("telephone") if needs_telephone else "",
        how=data.one_of("how", _ENDINGS) if data.has("how") else None,
        began_at=data.moment("began_at") if data.has("began_at") else None,
        answered_at=data.moment("answered_at") if data.has("answered_at") else None,
        changes=_changes(data),
    )


def _changes(data: Fields) -> dict[str, Any]:
    changes: dict[str, Any] = {
        ours: data.text(theirs, most) for theirs, (ours, most) in _TEXTS.items() if data.has(theirs)
    }
    if data.has("queue"):
        changes["queue"] = data.name("queue", 80)
    if data.has("pos"):
        changes["is_pos"] = data.flag("pos")
    if data.has("outgoing"):
        changes["is_outgoing"] = data.flag("outgoing")
    if data.has("priority"):
        changes["priority"] = data.whole("priority", -1000, 1000)
    if data.has("place"):
        changes["place"] = data.whole("place", 1, 10_000)
    return changes


def _member(data: Fields, at: Instant) -> MemberTold:
    is_gone = data.values.get("state") == _GONE
    return MemberTold(
        at=at,
        telephone=data.name("telephone"),
        queue=data.name("queue", 80) if data.has("queue") else "",
        state=None if is_gone else data.one_of("state", _MEMBERS),
        reason=data.text("reason", 200),
    )


def _json(body: bytes) -> object:
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise NotJson(tr("Meldingen er ikke gyldig JSON i UTF-8.")) from None


def _no_number(_word: str) -> NoReturn:
    raise ValueError
