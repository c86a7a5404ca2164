"""How ready somebody says they are, and what the exchange says of their telephone: who follows.

What one says here goes to the exchange as an act; what happens to the telephone there (the desk
phone's own keys, a supervisor) comes back as news, and how ready one is follows it. Following asks
the exchange for nothing, so that the two never chase each other. Pure functions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from console.domain.availability import Readiness
from console.domain.calls import MemberState
from console.domain.language import tr

ECHO_S = 5.0
"""So long after an act on a telephone what the exchange tells may still be of before."""


class Stand(StrEnum):
    """What a telephone is at the exchange. busy: it rings or talks, which says nothing of what it
    will be then. gone: in no queue.
    """

    READY = "ready"
    BUSY = "busy"
    PAUSED = "paused"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Told:
    """What the exchange says of one telephone over all its queues. The reason is a pause's as it
    was given, or in words why the telephone is gone.
    """

    stand: Stand
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """How ready somebody says they are."""

    readiness: Readiness
    reason: str = ""


_STANDS = {
    MemberState.READY: Stand.READY,
    MemberState.RINGING: Stand.BUSY,
    MemberState.IN_CALL: Stand.BUSY,
    MemberState.PAUSED: Stand.PAUSED,
}
_NOBODYS = "\0"
"""A reason that no exchange gives."""

_LESS_AND_LESS_READY = (Stand.READY, Stand.BUSY, Stand.PAUSED, Stand.GONE)


def told_by(members: Iterable[tuple[MemberState, str]]) -> Told:
    """A telephone that one queue can ring is ready, whatever it is in others."""
    known = [_told(state, reason) for state, reason in members]
    return min(
        known, key=lambda told: _LESS_AND_LESS_READY.index(told.stand), default=in_no_queue()
    )


def in_no_queue() -> Told:
    """Of a telephone that the exchange does not name at all."""
    return Told(Stand.GONE, tr("telefonen er ute av køen"))


def _told(state: MemberState, reason: str) -> Told:
    if state is MemberState.AWAY:
        return Told(Stand.GONE, tr("telefonen er ikke tilgjengelig"))
    return Told(_STANDS[state], reason if state is MemberState.PAUSED else "")


def may_follow(said: Said | None, told: Told, is_change: bool) -> bool:
    """Whether `followed` may answer anything, whatever was asked of the telephone."""
    return followed(said, told, _NOBODYS, is_change) is not None


def followed(said: Said | None, told: Told, asked_reason: str, is_change: bool) -> Said | None:
    """What somebody's readiness becomes by what the exchange says now; None where it stays.

    `asked_reason` is the reason of the last pause that we asked for. `is_change`: the exchange has
    just said something else of the telephone. Whoever has never said anything follows changes only,
    and whoever is off stays so when their telephone is found paused.
    """
    if told.stand is Stand.BUSY or (said is None and not is_change):
        return None
    now = Readiness.OFF if said is None else said.readiness
    if told.stand is Stand.READY:
        return None if now is Readiness.READY else Said(Readiness.READY)
    if told.stand is Stand.GONE:
        return None if now is Readiness.OFF else Said(Readiness.OFF, told.reason)
    if now is Readiness.OFF and not is_change:
        return None
    if said is not None and now is not Readiness.READY and _is_our_pause(said, told, asked_reason):
        return None
    return Said(Readiness.PAUSE, told.reason)


def is_to_be_said_again(said: Said | None, told: Told) -> bool:
    """After a time in which the exchange was not heard: whether what one says here is told to it
    once more. The less ready of the two counts, so that an exchange that was started anew, with
    all its telephones ready, rings at nobody's who is on a pause.
    """
    return said is not None and said.readiness is not Readiness.READY and told.stand is Stand.READY


def _is_our_pause(said: Said, told: Told, asked_reason: str) -> bool:
    """Whether it is what was asked for. In wrap-up, which ends by itself, one who pauses at the
    telephone wants more than that.
    """
    if said.readiness is Readiness.WRAP_UP:
        return told.reason == asked_reason
    return told.reason in ("", asked_reason, said.reason)
