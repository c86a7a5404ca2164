"""The engine itself holds how chats, calls, escalations, promises and acts outside go on."""

from __future__ import annotations

from typing import Any

import pytest
from fixtures.house import House
from fixtures.live import (
    availability,
    call,
    change,
    chat,
    escalation,
    exchange_told,
    figures,
    member,
    outward_act,
    promise,
    put,
    remove,
    status_report,
)
from whenever import Instant

from console.data.errors import StoreError
from console.data.migrations import life_0004
from console.data.tables.base import Base
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState, Ending, MemberState
from console.domain.cases import DeliveryState
from console.domain.chats import ChatState
from console.domain.escalations import OPEN_STATES, STEPS, EscalationState, EscalationTarget
from console.domain.ids import CaseId, PersonId
from console.domain.outward import OutwardKind

Values = dict[str, Any]

T = Instant("2026-11-23T12:00:00Z")
LATER = Instant("2026-11-23T12:00:01Z")
ENDED: Values = {"state": "ended", "ended_at": T}
CHAT_OVER: Values = {**ENDED, "waiting_since": None}
MISSED: Values = {**ENDED, "ending": "abandoned"}
UNSEEN: Values = {**ENDED, "ending": "unseen"}
IN_WORK: Values = {"state": "in_work", "owner": "Nils"}
ANSWERED: Values = {"state": "answered", "answer": "Rettet.", "answered_at": T}
BACK: Values = {"state": "taken_back", "closed_at": T}
DONE: Values = {"state": "done", "closed_at": T}
JONAS = "jonas"
"""Stands for his id."""

BY_CASE = {"chat": chat, "escalation": escalation, "promise": promise}
BY_ITSELF = {
    "call": call,
    "outward_act": outward_act,
    "status_report": status_report,
    "queue_figures": figures,
    "exchange_told": exchange_told,
}
STAY = (*BY_CASE, "call", "outward_act")


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def _filled(values: Values, jonas: PersonId) -> Values:
    return {name: jonas if value == JONAS else value for name, value in values.items()}


def _row(house: House, case: CaseId, table: str, values: Values) -> Base:
    if table in BY_ITSELF:
        return BY_ITSELF[table](house, **values)
    return BY_CASE[table](house, case, **values)


def _by(table: str, jonas: PersonId) -> PersonId | None:
    """Connectors write chats and calls, and serve does what is asked outside."""
    return None if table in ("chat", *BY_ITSELF) else jonas


def _is_taken(house: House, table: str, jonas: PersonId, command: Any, *what: Any) -> bool:
    try:
        house.act(_by(table, jonas), command, *what)
    except StoreError:
        return False
    return True


def test_every_word_that_the_domain_knows_is_taken(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    more: dict[str, Values] = {
        ChatState.ACTIVE: {"agent_id": jonas},
        ChatState.ENDED: CHAT_OVER,
        CallState.TALKING: {"answered_by": jonas, "answered_at": T},
    }
    house.act(
        None,
        put,
        *(chat(house, case, **{"state": s.value, **more.get(s, {})}) for s in ChatState),
        *(
            call(house, **{"state": s.value, **more.get(s, {})})
            for s in CallState
            if s is not CallState.ENDED
        ),
        *(call(house, **{**ENDED, "ending": ending.value}) for ending in Ending),
        *(member(house, jonas, state=s.value, interface=s.value) for s in MemberState),
        *(outward_act(house, kind=kind.value) for kind in OutwardKind),
    )
    house.act(
        jonas,
        put,
        promise(house, case),
        *(escalation(house, case, target=target.value) for target in EscalationTarget),
        *(availability(house, jonas, channel=channel.value) for channel in Channel),
    )
    for readiness in Readiness:
        house.act(jonas, change, "availability", {"readiness": readiness.value})


@pytest.mark.parametrize("state", DeliveryState)
def test_every_word_of_how_far_an_act_has_come_is_taken(house: House, state: DeliveryState) -> None:
    house.act(None, put, outward_act(house))
    house.act(None, change, "outward_act", {"state": state.value})


NO_ROWS: list[tuple[str, Values]] = [
    ("chat", {"state": "asleep"}),
    ("chat", {"remote_id": ""}),
    ("chat", {"state": "active"}),
    ("chat", {"agent_id": JONAS}),
    ("chat", {"offered_to": JONAS}),
    ("chat", {"state": "left", "offered_to": JONAS, "offered_until": T}),
    ("chat", {"ended_at": T}),
    ("chat", {"state": "ended"}),
    ("chat", ENDED),
    ("call", {"state": "asleep"}),
    ("call", {"remote_id": ""}),
    ("call", {**ENDED, "ending": ""}),
    ("call", {**ENDED, "ending": "lost"}),
    ("call", {"ending": "left"}),
    ("call", {"state": "talking"}),
    ("call", {**MISSED, "called_back_at": T}),
    ("call", {"shop_by": "guess"}),
    ("call", {"shop_by": "number"}),
    ("call", {"shop_by": "person"}),
    ("call", {"wrapped_up_at": T}),
    ("call", {**ENDED, "ending": "answered", "answered_at": T, "wrapped_up_at": T}),
    ("queue_figures", {"queue": ""}),
    ("queue_figures", {"answered": -1}),
    ("queue_figures", {"average_wait_s": -0.5}),
    ("queue_figures", {"within_share": 1.01}),
    ("exchange_told", {"standing": {"ring": 1}}),
    ("exchange_told", {"connector": ""}),
    ("escalation", {"target": "sales"}),
    ("escalation", {"reason": " "}),
    ("escalation", {"evidence": {"a": 1}}),
    ("escalation", IN_WORK),
    ("escalation", ANSWERED),
    ("escalation", BACK),
    ("escalation", {"answer": "Rettet."}),
    ("promise", {"text": " "}),
    ("promise", {"kept_at": T}),
    ("promise", {"withdrawn_at": T}),
    ("outward_act", {"kind": "shout"}),
    ("outward_act", {"connector": ""}),
    ("outward_act", {"details": ["dial"]}),
    ("outward_act", {"state": "accepted"}),
    ("outward_act", {"attempts": 1}),
    ("outward_act", {"epoch": 1}),
    ("outward_act", {"outcome": "x"}),
    ("status_report", {"name": ""}),
    ("status_report", {"told": ["none"]}),
    ("status_report", {"problem": "svarer ikke"}),
    ("status_report", {"failing_since": T}),
]


@pytest.mark.parametrize(("table", "wrong"), NO_ROWS, ids=str)
def test_a_row_that_says_no_thing_is_not_taken(
    house: House, case: CaseId, jonas: PersonId, table: str, wrong: Values
) -> None:
    row = _row(house, case, table, _filled(wrong, jonas))
    assert not _is_taken(house, table, jonas, put, row)


GOES_ON: list[tuple[str, tuple[Values, ...]]] = [
    (
        "chat",
        (
            {"offered_to": JONAS, "offered_until": T},
            {"state": "active", "agent_id": JONAS, "offered_to": None, "offered_until": None},
            {"first_reply_at": T, "waiting_since": None},
            {"state": "left"},
            {"state": "active", "waiting_since": LATER},
            {"state": "waiting", "agent_id": None},
            CHAT_OVER,
            {"is_verified": True},
        ),
    ),
    (
        "call",
        (
            {"state": "ringing", "rung_to": JONAS},
            {"state": "waiting", "rung_to": None},
            {"state": "talking", "answered_at": T},
            {**ENDED, "ending": "answered"},
            {"answered_by": JONAS, "call_back_by": LATER},
        ),
    ),
    (
        "call",
        (
            UNSEEN,
            {"state": "talking", "ending": "", "ended_at": None, "answered_at": T},
            UNSEEN,
            {"ending": "answered", "ended_at": LATER},
        ),
    ),
    ("queue_figures", ({"answered": 13, "told_at": LATER}, {"average_talk_s": 12.5})),
    ("exchange_told", ({"standing_version": 2**40, "standing": ["ring"]},)),
    ("escalation", ({"next_word_by": LATER}, IN_WORK, {"reference": "DEV-1"}, ANSWERED, DONE)),
    ("escalation", (IN_WORK, BACK)),
    ("escalation", (ANSWERED, {"next_word_by": LATER}, DONE)),
    ("promise", ({"kept_at": T},)),
    (
        "outward_act",
        (
            {"state": "claimed", "epoch": 3, "attempts": 1},
            {"state": "transmitting"},
            {"state": "deferred", "outcome": "opptatt"},
            {"state": "accepted", "outcome": "", "changed_at": LATER},
        ),
    ),
    ("status_report", ({"told": {"indicator": "minor"}}, {"problem": "x", "failing_since": T})),
    ("promise", ({"withdrawn_at": T},)),
]


@pytest.mark.parametrize(("table", "steps"), GOES_ON, ids=str)
def test_it_goes_on_step_by_step(
    house: House, case: CaseId, jonas: PersonId, table: str, steps: tuple[Values, ...]
) -> None:
    house.act(_by(table, jonas), put, _row(house, case, table, {}))
    for step in steps:
        house.act(_by(table, jonas), change, table, _filled(step, jonas))


NO_STEPS: list[tuple[str, tuple[Values, ...], Values]] = [
    ("chat", (), {"began_at": LATER}),
    ("chat", (), {"remote_id": "x"}),
    ("chat", ({"first_reply_at": T},), {"first_reply_at": LATER}),
    ("chat", (CHAT_OVER,), {"state": "waiting", "ended_at": None}),
    ("chat", (CHAT_OVER,), {"ended_at": LATER}),
    ("chat", (CHAT_OVER,), {"waiting_since": LATER}),
    ("call", (), {"began_at": LATER}),
    ("call", (MISSED,), {"state": "ringing", "ending": "", "ended_at": None}),
    ("call", (MISSED,), {"ending": "answered"}),
    ("call", (MISSED,), {"ending": "unseen"}),
    ("call", (UNSEEN, {"ending": "left"}), {"ending": "unseen"}),
    ("call", (UNSEEN,), {"began_at": LATER}),
    ("call", (MISSED,), {"answered_at": LATER}),
    ("escalation", (), {"reason": "x"}),
    ("escalation", (), {"evidence": ["message:1"]}),
    ("escalation", (), {"state": "in_work"}),
    ("escalation", (), {"owner": "Nils"}),
    ("escalation", (), {**ANSWERED, "answer": " "}),
    ("escalation", (), {**ANSWERED, **DONE}),
    ("escalation", (IN_WORK,), {"state": "asked"}),
    ("escalation", (ANSWERED,), {"answer": "x"}),
    ("escalation", (ANSWERED,), BACK),
    ("escalation", (ANSWERED, DONE), {"state": "answered", "closed_at": None}),
    ("escalation", (BACK,), {"next_word_by": LATER}),
    ("promise", (), {"due_at": LATER}),
    ("promise", (), {"kept_at": T, "withdrawn_at": T}),
    ("promise", ({"kept_at": T},), {"kept_at": None}),
    ("promise", ({"withdrawn_at": T},), {"withdrawn_at": None}),
    ("promise", ({"kept_at": T},), {"withdrawn_at": T}),
    ("outward_act", (), {"kind": "hang_up"}),
    ("outward_act", (), {"target": "x"}),
    ("outward_act", (), {"connector": "x"}),
    ("outward_act", (), {"details": {"number": "+4777600002"}}),
    ("outward_act", (), {"asked_at": LATER}),
    ("outward_act", ({"state": "claimed"},), {"state": "asleep"}),
    ("outward_act", ({"state": "accepted"},), {"state": "composed"}),
    ("outward_act", ({"state": "refused"},), {"state": "deferred"}),
    ("outward_act", ({"state": "refused", "outcome": "opptatt"},), {"outcome": "ok"}),
]


@pytest.mark.parametrize(("table", "before", "wrong"), NO_STEPS, ids=str)
def test_a_step_that_does_not_follow_is_not_taken(
    house: House,
    case: CaseId,
    jonas: PersonId,
    table: str,
    before: tuple[Values, ...],
    wrong: Values,
) -> None:
    house.act(_by(table, jonas), put, _row(house, case, table, {}))
    for step in before:
        house.act(_by(table, jonas), change, table, _filled(step, jonas))
    assert not _is_taken(house, table, jonas, change, table, wrong)


@pytest.mark.parametrize("table", STAY)
def test_none_of_them_is_removed(house: House, case: CaseId, jonas: PersonId, table: str) -> None:
    house.act(_by(table, jonas), put, _row(house, case, table, {}))
    assert not _is_taken(house, table, jonas, remove, table)


def test_the_engine_and_the_domain_know_the_same_steps_of_an_escalation() -> None:
    known = {(old, new) for old, after in STEPS.items() for new in after}
    held = {(EscalationState(old), EscalationState(new)) for old, new in life_0004.STEPS}
    assert held == known | {(state, state) for state in OPEN_STATES}
