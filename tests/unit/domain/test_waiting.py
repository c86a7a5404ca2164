"""What waits for us and what does not; each waits by the team's own targets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.cases import closed, snoozed, with_customer
from fakes.clock import MONDAY_MORNING
from fakes.live_work import call, chat, escalation, promise
from whenever import Instant, Time

from console.domain.calls import CallState, Ending
from console.domain.chats import ChatState
from console.domain.escalations import EscalationState
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import Interval, OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.targets import Targets
from console.domain.waiting import Waiting
from console.domain.waits import WaitKind

WAITING = Waiting(WorkingTime(WorkCalendar(OpeningHours())), Targets())
LATER = MONDAY_MORNING.add(hours=1)


@pytest.mark.parametrize("state", [ChatState.WAITING, ChatState.ACTIVE, ChatState.LEFT])
def test_a_visitor_whom_we_owe_an_answer_waits(state: ChatState) -> None:
    assert WAITING.chat(chat(1, state=state)) is not None
    assert WAITING.chat(chat(1, state=state, waiting_since=None)) is None


def test_a_chat_that_is_over_waits_for_nothing() -> None:
    assert WAITING.chat(chat(1, state=ChatState.ENDED)) is None


@pytest.mark.parametrize("state", CallState)
def test_a_caller_waits_until_somebody_answers(state: CallState) -> None:
    waits = WAITING.call(call(1, state=state)) is not None
    assert waits == (state in (CallState.WAITING, CallState.RINGING))


def test_a_register_and_a_webshop_have_targets_of_their_own() -> None:
    register, webshop = WAITING.call(call(1, is_pos=True)), WAITING.call(call(2))
    assert register is not None
    assert webshop is not None
    assert (register.kind, register.total_s) == (WaitKind.POS_CALL, 60)
    assert (webshop.kind, webshop.total_s) == (WaitKind.CALL, 180)


def test_who_is_to_be_called_back_waits_from_when_the_call_ended() -> None:
    missed = call(
        1,
        state=CallState.ENDED,
        ending=Ending.ABANDONED,
        ended_at=LATER,
        call_back_by=LATER.add(hours=1),
    )
    wait = WAITING.call_back(missed)
    assert wait is not None
    assert (wait.kind, wait.began.at, wait.total_s) == (WaitKind.CALL_BACK, LATER, 3600)
    assert WAITING.call_back(replace(missed, called_back_at=LATER)) is None
    assert WAITING.call_back(replace(missed, call_back_by=None)) is None


def test_a_case_that_is_put_away_answered_or_closed_does_not_wait() -> None:
    for each in (snoozed(1), with_customer(1), closed(1)):
        assert WAITING.case(each) is None


@pytest.mark.parametrize("state", EscalationState)
def test_an_escalation_waits_until_the_customer_has_heard(state: EscalationState) -> None:
    wait = WAITING.escalation(escalation(1, state=state, next_word_by=LATER), MONDAY_MORNING)
    assert (wait is not None) == state.is_open


def test_a_promise_waits_until_it_is_kept_or_withdrawn() -> None:
    assert WAITING.promise(promise(1, due_at=LATER)) is not None
    assert WAITING.promise(promise(1, due_at=LATER, kept_at=LATER)) is None
    assert WAITING.promise(promise(1, due_at=LATER, withdrawn_at=LATER)) is None


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("2026-11-19T10:42:00+01:00", "2026-11-23T10:42:00+01:00"),
        ("2026-11-21T12:00:00+01:00", "2026-11-24T16:00:00+01:00"),
        ("2026-12-23T10:00:00+01:00", "2026-12-28T10:00:00+01:00"),
    ],
)
def test_the_next_word_is_due_in_two_working_days(opened: str, due: str) -> None:
    assert WAITING.next_word_by(Instant.parse_iso(opened)) == Instant.parse_iso(due)


def test_two_working_days_are_two_days_however_long_they_are() -> None:
    longer = OpeningHours(working=Interval(Time(7), Time(17, 30)))
    working = WorkingTime(WorkCalendar(longer))
    assert working.seconds_of_day == 10.5 * 3600
    assert Waiting(working, Targets()).next_word_by(MONDAY_MORNING) == MONDAY_MORNING.add(hours=48)


def test_the_leads_targets_count() -> None:
    own = Waiting(WAITING.working, Targets(chat_first_s=30, chat_next_s=90, critical_s=600))
    first, later = own.chat(chat(1)), own.chat(chat(1, first_reply_at=MONDAY_MORNING))
    assert [wait.total_s for wait in (first, later, own.critical(LATER)) if wait] == [30, 90, 600]
