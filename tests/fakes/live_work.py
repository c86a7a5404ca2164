"""Chats, calls, escalations and promises with everything a test does not care about filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from fakes.clock import MONDAY_MORNING

from console.domain.calls import Call, CallState
from console.domain.chats import Chat, ChatState
from console.domain.escalations import Escalation, EscalationState, EscalationTarget
from console.domain.ids import CallId, CaseId, ChatId, EscalationId, PromiseId
from console.domain.promises import Promise

_CHAT = Chat(
    id=ChatId(UUID(int=0)),
    no=1,
    version=1,
    connector="chat",
    remote_id="",
    case=CaseId(1),
    state=ChatState.WAITING,
    visitor_name="Kari Nordmann",
    shop=None,
    is_verified=False,
    page="",
    agent=None,
    began_at=MONDAY_MORNING,
    waiting_since=MONDAY_MORNING,
    first_reply_at=None,
    offer=None,
    ended_at=None,
)
_CALL = Call(
    id=CallId(UUID(int=0)),
    no=1,
    version=1,
    connector="phone",
    remote_id="",
    queue="kundeservice",
    number="+4700000000",
    name="",
    shop=None,
    is_pos=False,
    priority=0,
    place=None,
    state=CallState.WAITING,
    began_at=MONDAY_MORNING,
    rung_to=None,
    answered_by=None,
    answered_at=None,
    ended_at=None,
    ending=None,
    case=None,
    call_back_by=None,
    called_back_at=None,
    called_back_by=None,
)
_ESCALATION = Escalation(
    id=EscalationId(1),
    version=1,
    case=CaseId(1),
    target=EscalationTarget.DEVELOPMENT,
    reason="Terminalen faller ut",
    gap_reason="",
    evidence=(),
    owner="",
    reference="",
    state=EscalationState.ASKED,
    next_word_by=MONDAY_MORNING,
    opened_at=MONDAY_MORNING,
    opened_by=None,
    answer="",
    answered_at=None,
    answered_by=None,
    closed_at=None,
    closed_by=None,
)
_PROMISE = Promise(
    id=PromiseId(UUID(int=0)),
    case=CaseId(1),
    text="Vi svarer innen tolv",
    due_at=MONDAY_MORNING,
    made_at=MONDAY_MORNING,
    made_by=None,
    kept_at=None,
    withdrawn_at=None,
)


def chat(number: int, **fields: Any) -> Chat:
    """A visitor who waits for a first answer, and whom nobody has."""
    return replace(_CHAT, id=ChatId(UUID(int=number)), no=number, **fields)


def call(number: int, **fields: Any) -> Call:
    """A caller in the queue."""
    return replace(_CALL, id=CallId(UUID(int=number)), no=number, **fields)


def escalation(number: int, **fields: Any) -> Escalation:
    """One that nobody has taken up yet."""
    return replace(_ESCALATION, id=EscalationId(number), **fields)


def promise(number: int, **fields: Any) -> Promise:
    """One that is to be kept."""
    return replace(_PROMISE, id=PromiseId(UUID(int=number)), **fields)
