"""The practice day's exchange: calls that go on, callers who are moved forward, what is counted."""

from __future__ import annotations

import pytest
from fakes.practice_world import act, at, quiet_world, told

from console.channels.contract import Refused, Sent
from console.channels.practice.connectors import PracticePhone
from console.channels.practice.passing import ANSWERS_S
from console.channels.practice.world import World
from console.domain.calls import CallState, Ending, MemberState, QueueFigures
from console.domain.live_news import CallSeen, FiguresSeen, MembersSeen
from console.domain.outward import OutwardKind

ONE, TWO = "PJSIP/101", "PJSIP/102"
WEB = "+4701222222"


class _Desk:
    """Two telephones, both ready; the first has a call."""

    def __init__(self, day: World) -> None:
        self.day = day
        self.phone = PracticePhone(day)
        self._acts = 0
        for interface in (ONE, TWO):
            self.do(OutwardKind.SET_MEMBER, interface=interface, state="ready", reason="")
        self.name = day.caller_comes(WEB, minutes=20)
        self.go_on(3)
        self.do(OutwardKind.TAKE_CALL, self.name, interface=ONE)

    def do(self, kind: OutwardKind, target: str = "", **details: str) -> object:
        self._acts += 1
        return self.phone.act(act(self._acts, kind, target, self.day.now, **details))

    def passes_on(self, to: str, how: str = "blind") -> object:
        return self.do(OutwardKind.TRANSFER, self.name, to=to, how=how, interface=ONE)

    def hangs_up(self) -> None:
        self.do(OutwardKind.HANG_UP, self.name)

    @property
    def call(self) -> CallSeen:
        return self.calls[self.name]

    @property
    def calls(self) -> dict[str, CallSeen]:
        found = told(self.phone.pull(None, 10_000), CallSeen)
        return {call.remote_id: call for call in found if isinstance(call, CallSeen)}

    @property
    def members(self) -> dict[str, MemberState]:
        (news,) = told(self.phone.pull(None, 10_000), MembersSeen)
        assert isinstance(news, MembersSeen)
        return {member.interface: member.state for member in news.members}

    @property
    def figures(self) -> QueueFigures:
        (news,) = told(self.phone.pull(None, 10_000), FiguresSeen)
        assert isinstance(news, FiguresSeen)
        return news.queues[0]

    def go_on(self, seconds: float) -> None:
        self.day.advance(self.day.now.add(seconds=seconds))


@pytest.fixture
def desk() -> _Desk:
    return _Desk(quiet_world(telephones=(ONE, TWO)))


def test_a_call_passed_on_at_once_rings_at_the_colleague_who_answers(desk: _Desk) -> None:
    assert isinstance(desk.passes_on(TWO), Sent)
    assert (desk.call.state, desk.call.rung_to) == (CallState.RINGING, TWO)
    assert desk.members == {ONE: MemberState.READY, TWO: MemberState.RINGING}
    desk.go_on(ANSWERS_S)
    assert (desk.call.state, desk.call.answered_by) == (CallState.TALKING, TWO)
    desk.hangs_up()
    assert desk.call.ending is Ending.ANSWERED
    assert desk.members == {ONE: MemberState.READY, TWO: MemberState.READY}


def test_a_call_passed_on_after_a_talk_is_the_colleagues_when_one_hangs_up(desk: _Desk) -> None:
    desk.passes_on(TWO, "attended")
    assert desk.call.answered_by == ONE
    assert desk.members == {ONE: MemberState.IN_CALL, TWO: MemberState.IN_CALL}
    desk.hangs_up()
    assert (desk.call.state, desk.call.answered_by) == (CallState.TALKING, TWO)
    assert desk.members == {ONE: MemberState.READY, TWO: MemberState.IN_CALL}


@pytest.mark.parametrize("how", ["blind", "attended"])
def test_a_caller_who_hangs_up_on_the_way_leaves_everybody_free(desk: _Desk, how: str) -> None:
    desk.passes_on(TWO, how)
    desk.day.caller_hangs_up(desk.name)
    desk.go_on(ANSWERS_S)
    assert desk.call.ending is Ending.ANSWERED
    assert desk.members == {ONE: MemberState.READY, TWO: MemberState.READY}


@pytest.mark.parametrize("how", ["blind", "attended"])
def test_a_call_passed_on_to_a_number_has_left_us(desk: _Desk, how: str) -> None:
    desk.passes_on("+4722334455", how)
    desk.hangs_up()
    assert desk.call.ending is Ending.TRANSFERRED
    assert desk.members == {ONE: MemberState.READY, TWO: MemberState.READY}


def test_a_call_goes_to_nobody_who_cannot_take_it(desk: _Desk) -> None:
    before = desk.calls
    desk.do(OutwardKind.SET_MEMBER, interface=TWO, state="away", reason="")
    for refused in (
        desk.passes_on(TWO),
        desk.passes_on("PJSIP/999"),
        desk.do(OutwardKind.TRANSFER, "t-none", to=TWO, how="blind"),
        desk.do(OutwardKind.SET_PRIORITY, desk.name, priority="100"),
        desk.do(OutwardKind.SET_PRIORITY, desk.name, priority="high"),
    ):
        assert isinstance(refused, Refused)
        assert refused.reason
    assert desk.calls == before


def test_a_caller_is_moved_forward_past_registers(desk: _Desk) -> None:
    for interface in (ONE, TWO):
        desk.do(OutwardKind.SET_MEMBER, interface=interface, state="paused", reason="")
    register = desk.day.caller_comes("+4701297703", is_pos=True)
    other = desk.day.caller_comes("+4701222223")
    assert [desk.calls[name].place for name in (register, other)] == [1, 2]
    assert isinstance(desk.do(OutwardKind.SET_PRIORITY, other, priority="100"), Sent)
    assert [desk.calls[name].place for name in (register, other)] == [2, 1]


def test_the_exchange_counts_its_queue(desk: _Desk) -> None:
    gave_up = desk.day.caller_comes("+4701222223")
    desk.go_on(5)
    desk.day.caller_hangs_up(gave_up)
    desk.go_on(52)
    desk.hangs_up()
    told_at = desk.day.now
    assert desk.figures == QueueFigures(
        queue="kundeservice",
        answered=1,
        abandoned=1,
        average_wait_s=3.0,
        average_talk_s=57.0,
        within_s=20.0,
        within_share=1.0,
        counted_since=at("00:00"),
        told_at=told_at,
    )


def test_a_call_of_ours_is_called_after_the_act_that_asked_for_it(desk: _Desk) -> None:
    for number in range(40, 60):
        asked = act(number, OutwardKind.DIAL, "", desk.day.now, interface=TWO, number=WEB)
        desk.phone.act(asked)
        desk.go_on(30)
        found = [call for name, call in desk.calls.items() if name.endswith(asked.id.hex)]
        if found:
            assert [(call.is_outgoing, call.number) for call in found] == [(True, WEB)]
            return
    pytest.fail("nobody has answered")


def test_it_counts_anew_each_day(desk: _Desk) -> None:
    desk.hangs_up()
    assert desk.figures.answered == 1
    desk.go_on(24 * 3600)
    desk.do(OutwardKind.SET_MEMBER, interface=ONE, state="paused", reason="")
    figures = desk.figures
    assert (figures.answered, figures.average_wait_s) == (0, None)
    assert figures.counted_since == at("00:00", "2026-11-25")
