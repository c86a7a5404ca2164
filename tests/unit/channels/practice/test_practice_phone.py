"""The practice day's exchange: who goes first, what rings, who talks, and calling back."""

from __future__ import annotations

import pytest
from fakes.practice_world import act, at, quiet_world, texts, told, world

from console.channels.contract import Refused, Sent
from console.channels.practice.connectors import PracticePhone
from console.channels.practice.world import World
from console.domain.calls import CallState, Ending, MemberState
from console.domain.live_news import CallSeen, MemberSeen, MembersSeen
from console.domain.outward import OutwardKind

ONE, TWO = "PJSIP/101", "PJSIP/102"
WEB = "+4701222222"
POS = "+4701297703"


class _Desk:
    """The exchange as we meet it; acts are numbered."""

    def __init__(self, day: World) -> None:
        self.day = day
        self.phone = PracticePhone(day)
        self._acts = 0

    def do(self, kind: OutwardKind, target: str = "", **details: str) -> object:
        self._acts += 1
        return self.phone.act(act(self._acts, kind, target, self.day.now, **details))

    def is_ready(self, *interfaces: str) -> None:
        for interface in interfaces:
            self.says(interface, "ready")

    def says(self, interface: str, state: str, reason: str = "") -> object:
        return self.do(OutwardKind.SET_MEMBER, interface=interface, state=state, reason=reason)

    def take(self, call: str, interface: str) -> object:
        return self.do(OutwardKind.TAKE_CALL, call, interface=interface)

    def call(self, name: str) -> CallSeen:
        (found,) = (call for call in self.calls() if call.remote_id == name)
        return found

    def calls(self) -> list[CallSeen]:
        found = told(self.phone.pull(None, 10_000), CallSeen)
        return [call for call in found if isinstance(call, CallSeen)]

    def member(self, interface: str) -> MemberSeen:
        (members,) = told(self.phone.pull(None, 10_000), MembersSeen)
        assert isinstance(members, MembersSeen)
        (found,) = (member for member in members.members if member.interface == interface)
        return found

    def go_on(self, seconds: float) -> None:
        self.day.advance(self.day.now.add(seconds=seconds))


@pytest.fixture
def desk() -> _Desk:
    return _Desk(quiet_world(telephones=(ONE, TWO)))


def test_all_telephones_are_away_until_they_say_otherwise(desk: _Desk) -> None:
    assert desk.member(ONE).state is MemberState.AWAY
    name = desk.day.caller_comes(WEB)
    desk.go_on(5)
    assert desk.call(name).state is CallState.WAITING
    desk.is_ready(ONE)
    assert desk.call(name).state is CallState.RINGING


def test_a_register_passes_three_others_and_each_is_told_its_place(desk: _Desk) -> None:
    others = []
    for number in range(3):
        others.append(desk.day.caller_comes(f"+470122222{number}"))
        desk.go_on(1)
    register = desk.day.caller_comes(POS, is_pos=True)
    assert [desk.call(name).place for name in (register, *others)] == [1, 2, 3, 4]
    assert desk.call(register).priority > desk.call(others[0]).priority
    assert desk.call(others[0]).version > 1


def test_a_caller_rings_for_20_seconds_then_at_the_next(desk: _Desk) -> None:
    desk.is_ready(ONE)
    desk.go_on(1)
    desk.is_ready(TWO)
    name = desk.day.caller_comes(WEB)
    assert desk.call(name).rung_to == ONE
    assert desk.member(ONE).state is MemberState.RINGING
    desk.go_on(19)
    assert desk.call(name).rung_to == ONE
    desk.go_on(1)
    assert desk.call(name).rung_to == TWO
    assert desk.member(ONE).state is MemberState.READY


def test_the_only_telephone_rings_again_after_a_breath(desk: _Desk) -> None:
    desk.is_ready(ONE)
    name = desk.day.caller_comes(WEB)
    desk.go_on(20)
    assert desk.call(name).state is CallState.WAITING
    desk.go_on(5)
    assert desk.call(name).rung_to == ONE


def test_ringing_alone_answers_nobody(desk: _Desk) -> None:
    desk.is_ready(ONE, TWO)
    name = desk.day.caller_comes(WEB)
    desk.go_on(3600)
    assert desk.call(name).ending is Ending.ABANDONED
    assert not desk.call(name).answered_by
    assert name in desk.day.happened().phone.gave_up


def test_a_call_is_taken_at_once_from_whoever_it_rings_for(desk: _Desk) -> None:
    desk.is_ready(ONE)
    name = desk.day.caller_comes(WEB)
    desk.go_on(3)
    assert isinstance(desk.take(name, TWO), Sent)
    call = desk.call(name)
    assert (call.state, call.answered_by, call.place) == (CallState.TALKING, TWO, None)
    assert call.answered_at == desk.day.now
    assert desk.member(TWO).state is MemberState.IN_CALL
    assert desk.member(ONE).state is MemberState.READY
    assert desk.day.happened().phone.waits_s == (3.0,)


def test_the_call_that_rang_for_whoever_takes_another_rings_elsewhere(desk: _Desk) -> None:
    desk.is_ready(ONE)
    first = desk.day.caller_comes(WEB)
    second = desk.day.caller_comes(POS, is_pos=True)
    assert desk.call(first).rung_to == ONE
    desk.is_ready(TWO)
    desk.take(second, ONE)
    assert desk.call(second).answered_by == ONE
    assert desk.call(first).rung_to == TWO


def test_of_two_who_take_the_same_caller_one_gets_them(desk: _Desk) -> None:
    name = desk.day.caller_comes(WEB)
    assert isinstance(desk.take(name, ONE), Sent)
    assert isinstance(desk.take(name, TWO), Refused)
    assert desk.call(name).answered_by == ONE


def test_the_same_act_twice_is_done_once(desk: _Desk) -> None:
    name = desk.day.caller_comes(WEB)
    taking = act(77, OutwardKind.TAKE_CALL, name, desk.day.now, interface=ONE)
    first = desk.phone.act(taking)
    assert desk.phone.act(taking) == first == desk.phone.reconcile(taking)
    assert isinstance(first, Sent)


def test_a_talk_ends_by_itself_and_the_telephone_is_what_it_said_last(desk: _Desk) -> None:
    desk.is_ready(ONE)
    name = desk.day.caller_comes(WEB)
    desk.take(name, ONE)
    desk.go_on(10)
    desk.says(ONE, "paused", "Etterarbeid")
    assert desk.member(ONE).state is MemberState.IN_CALL
    desk.go_on(1200)
    assert desk.call(name).ending is Ending.ANSWERED
    assert desk.call(name).answered_by == ONE
    assert (desk.member(ONE).state, desk.member(ONE).reason) == (
        MemberState.PAUSED,
        "Etterarbeid",
    )


def test_either_side_may_hang_up(desk: _Desk) -> None:
    ours, theirs = desk.day.caller_comes(WEB), desk.day.caller_comes(POS)
    desk.take(ours, ONE)
    desk.take(theirs, TWO)
    desk.go_on(30)
    assert isinstance(desk.do(OutwardKind.HANG_UP, ours), Sent)
    desk.day.caller_hangs_up(theirs)
    for name in (ours, theirs):
        call = desk.call(name)
        assert (call.ending, call.ended_at) == (Ending.ANSWERED, desk.day.now)
    assert isinstance(desk.do(OutwardKind.HANG_UP, ours), Sent)


def test_a_telephone_that_pauses_stops_ringing(desk: _Desk) -> None:
    desk.is_ready(ONE)
    name = desk.day.caller_comes(WEB)
    desk.says(ONE, "paused", "Lunsj")
    assert desk.call(name).state is CallState.WAITING
    assert desk.member(ONE).state is MemberState.PAUSED
    desk.go_on(30)
    assert desk.call(name).state is CallState.WAITING


def test_what_cannot_be_is_refused_and_changes_nothing(desk: _Desk) -> None:
    waiting = desk.day.caller_comes(WEB)
    gone = desk.day.caller_comes(POS)
    desk.day.caller_hangs_up(gone)
    busy = desk.day.caller_comes("+4701333333")
    desk.take(busy, ONE)
    before = desk.calls()
    for refused in (
        desk.take("t-none", TWO),
        desk.take(gone, TWO),
        desk.take(waiting, ONE),
        desk.take(waiting, "PJSIP/999"),
        desk.do(OutwardKind.HANG_UP, waiting),
        desk.do(OutwardKind.HANG_UP, "t-none"),
        desk.do(OutwardKind.END_CHAT, "c1"),
        desk.says("PJSIP/999", "ready"),
        desk.says(TWO, "dancing"),
        desk.do(OutwardKind.DIAL, interface=ONE, number=WEB),
    ):
        assert isinstance(refused, Refused)
        assert refused.reason
    assert desk.calls() == before


def test_a_call_of_ours_is_answered_by_chance_and_is_not_in_the_queue(desk: _Desk) -> None:
    shop = texts().shops[0]
    answered = 0
    for _ in range(12):
        desk.do(OutwardKind.DIAL, interface=ONE, number=shop.phones[0])
        assert desk.member(ONE).state is MemberState.IN_CALL
        desk.go_on(26)
        talking = [call for call in desk.calls() if call.state is CallState.TALKING]
        for call in talking:
            answered += 1
            assert (call.queue, call.place, call.answered_by) == ("", None, ONE)
            assert call.number == shop.phones[0]
            desk.do(OutwardKind.HANG_UP, call.remote_id)
        assert desk.member(ONE).state is MemberState.AWAY
    assert 0 < answered < 12
    assert desk.day.happened().phone.arrived == ()


def test_whom_we_call_at_a_register_talks_from_the_number_that_was_dialled(desk: _Desk) -> None:
    register = "+4701554108"
    assert register in {phone for shop in texts().shops for _, phone in shop.registers}
    talking: list[CallSeen] = []
    for _ in range(12):
        desk.do(OutwardKind.DIAL, interface=ONE, number=register)
        desk.go_on(26)
        talking += [call for call in desk.calls() if call.state is CallState.TALKING]
        for call in talking:
            desk.do(OutwardKind.HANG_UP, call.remote_id)
    assert {call.number for call in talking} == {register}


def test_who_gave_up_calls_again_unless_we_have_called_them() -> None:
    day = world("09:00", telephones=())
    day.advance(at("11:00"))
    happened = day.happened()
    assert happened.phone.answered == ()
    assert happened.phone.came_back
    assert set(happened.phone.came_back) <= set(happened.phone.arrived)


def test_calls_have_a_note_for_the_wrap_up() -> None:
    day = world("09:00")
    day.advance(at("10:00"))
    notes = [day.good_answer("phone", name) for name in day.happened().phone.arrived]
    assert notes
    assert all(note for note in notes)


def test_registers_that_call_are_known_by_their_numbers() -> None:
    day = world("09:00")
    day.advance(at("15:30"))
    desk = _Desk(day)
    known = {phone for shop in texts().shops for phone in shop.phones}
    known |= {number for shop in texts().shops for _, number in shop.registers if number}
    callers = [call for call in desk.calls() if call.is_pos]
    assert callers
    assert all(call.number in known for call in callers)
    others = [call for call in desk.calls() if not call.is_pos]
    assert any(call.number == "" for call in others) or len(others) < 20
    assert any(call.number and call.number not in known for call in others)
