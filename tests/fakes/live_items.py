"""What a chat's door and an exchange tell, with everything a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fakes.clock import MONDAY_MORNING
from whenever import Instant

from console.domain.calls import CallState, MemberState
from console.domain.live_news import CallSeen, ChatSeen, LineSeen, MemberSeen, MembersSeen

KARI = "kari"
CALLER = "+4777600001"

_CHAT = ChatSeen(remote_id=KARI, version=1, began_at=MONDAY_MORNING, visitor_name="Kari Nordmann")
_LINE = LineSeen(remote_id="1", chat=KARI, at=MONDAY_MORNING, text="Hei, kassen svarer ikke.")
_CALL = CallSeen(
    remote_id="ring",
    version=1,
    began_at=MONDAY_MORNING,
    state=CallState.WAITING,
    queue="kundeservice",
    number=CALLER,
)


def after(seconds: float) -> Instant:
    """So long after the morning began."""
    return MONDAY_MORNING.add(seconds=seconds)


def visitor(version: int = 1, **fields: Any) -> ChatSeen:
    """Kari has opened a chat."""
    return replace(_CHAT, version=version, **fields)


def line(number: int, at_s: float = 0, **fields: Any) -> LineSeen:
    """Kari says something, so many seconds into the morning."""
    return replace(_LINE, **{"remote_id": str(number), "at": after(at_s), **fields})


def caller(version: int = 1, state: CallState = CallState.WAITING, **fields: Any) -> CallSeen:
    """Somebody stands in the queue."""
    return replace(_CALL, version=version, state=state, **fields)


def telephones(version: int, **states: MemberState) -> MembersSeen:
    """The exchange's telephones, all in one queue."""
    return MembersSeen(
        version,
        tuple(
            MemberSeen(f"SIP/{name}", "kundeservice", state, "", after(version))
            for name, state in states.items()
        ),
    )
