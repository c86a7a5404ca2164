"""What becomes of a call, where the recordings show no example."""

from __future__ import annotations

import pytest
from whenever import Instant

from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.members import state_of
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.queue import MemberNow, Waiting
from console.channels.phone.protocol.talks import EXPECTED_S, GONE_S, LEFT_S, Talks
from console.channels.phone.protocol.telephones import base_of, extension_of, interface_of
from console.domain.calls import CallState, Ending, MemberState
from console.domain.live_news import CallSeen
from console.domain.phone_account import PhoneKind, PhoneSettings

CALLER, CHANNEL = "1795308868.46", "PJSIP/inn-00000016"
NOW = Instant("2026-11-23T10:00:00Z")
SETTINGS = PhoneSettings(
    kind=PhoneKind.AMI, queues=("kundeservice", "vakt"), host="127.0.0.1", user="konsoll"
)


class Spoken:
    """An exchange's events about one caller, and what is told of them."""

    def __init__(self, former: dict[str, CallSeen] | None = None) -> None:
        self.exchange = ExchangeState()
        self.talks = Talks(self.exchange, SETTINGS, former)
        self.now = NOW
        self.calls: dict[str, CallSeen] = {}

    def says(self, event: str, **fields: object) -> CallSeen | None:
        pairs = [("Event", event), ("Privilege", "agent,all")]
        told = {"Channel": CHANNEL, "Uniqueid": CALLER, "Linkedid": CALLER, **fields}
        message = Message.of(*pairs, *((key, str(value)) for key, value in told.items()))
        assert self.exchange.take(message, self.now)
        self.talks.take(message, self.now)
        return self.call

    def joins(self, queue: str = "kundeservice", **fields: object) -> CallSeen | None:
        return self.says(
            "QueueCallerJoin",
            CallerIDNum="+4790000001",
            CallerIDName="Kari",
            **fields,
            Queue=queue,
            Position=1,
            Count=1,
        )

    def leaves(self, queue: str = "kundeservice") -> CallSeen | None:
        return self.says("QueueCallerLeave", Queue=queue, Position=1, Count=0)

    def gives_up(self, queue: str = "kundeservice") -> CallSeen | None:
        self.says("QueueCallerAbandon", Queue=queue, Position=1, OriginalPosition=1, HoldTime=3)
        return self.leaves(queue)

    def dials(self, channel: str, name: str = "DialBegin", **fields: object) -> CallSeen | None:
        return self.says(name, DestChannel=channel, DestUniqueid="leg.1", **fields)

    def is_answered(self, interface: str = "PJSIP/21") -> CallSeen | None:
        self.leaves()
        leg = {"DestChannel": f"{interface}-00000017", "DestUniqueid": "leg.1"}
        return self.says("AgentConnect", **leg, Queue="kundeservice", Interface=interface)

    def passes(self, seconds: float) -> CallSeen | None:
        self.now = self.now.add(seconds=seconds)
        return self.call

    @property
    def call(self) -> CallSeen | None:
        for seen in self.talks.news(self.now):
            self.calls[seen.remote_id] = seen
        return next(reversed(self.calls.values()), None)

    def ended(self) -> Ending | None:
        assert self.call is not None
        return self.call.ending


def test_who_talked_and_stands_in_a_queue_again_waits_there() -> None:
    """Somebody at the exchange put them back: nothing but their joining tells it."""
    spoken = Spoken()
    spoken.joins()
    spoken.is_answered()
    call = spoken.joins("vakt")
    assert call is not None
    assert (call.state, call.queue, call.place) == (CallState.WAITING, "vakt", 1)


def test_to_leave_the_line_decides_nothing_for_a_while() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.leaves()
    exchange.passes(LEFT_S - 0.1)
    assert exchange.ended() is None
    exchange.passes(0.1)
    assert exchange.ended() is Ending.LEFT


def test_who_goes_from_one_queue_of_ours_to_the_next_is_one_call() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.gives_up()
    exchange.passes(GONE_S / 2)
    seen = exchange.joins("vakt")
    assert seen is not None
    assert (seen.queue, seen.place, seen.state) == ("vakt", 1, CallState.WAITING)
    assert list(exchange.calls) == [CALLER]


def test_who_comes_back_into_line_long_after_is_another_call_of_the_same_channel() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.gives_up()
    exchange.says("Hangup", Uniqueid="another.1")
    exchange.passes(GONE_S)
    assert exchange.ended() is Ending.LEFT
    seen = exchange.joins("vakt")
    assert seen is not None
    assert (seen.remote_id, seen.state) == (f"{CALLER}/2", CallState.WAITING)
    exchange.says("Hangup")
    assert exchange.ended() is Ending.ABANDONED
    assert set(exchange.calls) == {CALLER, f"{CALLER}/2"}


def test_who_stands_in_line_again_though_nobody_said_so_is_told() -> None:
    """A list tells who waits now; what went before may not have been heard."""
    exchange = Spoken()
    exchange.joins()
    exchange.leaves()
    exchange.passes(LEFT_S)
    assert exchange.ended() is Ending.LEFT
    queue = exchange.exchange.queues["kundeservice"]
    queue.waiting.append(Waiting(CALLER, CHANNEL, "+4790000001", "Kari", 0, exchange.now))
    exchange.says("QueueCallerLeave", Queue="vakt", Uniqueid="x.9", Position=1, Count=0)
    assert exchange.call is not None
    assert (exchange.call.remote_id, exchange.call.place) == (f"{CALLER}/2", 1)


def test_nobody_whose_channel_is_no_more_begins_anew() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.gives_up()
    exchange.says("Hangup")
    exchange.joins()
    assert list(exchange.calls) == [CALLER]
    assert exchange.ended() is Ending.ABANDONED


def test_late_news_of_a_conversation_that_is_over_changes_nothing() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.is_answered()
    exchange.says("Hangup")
    exchange.says("AgentComplete", Queue="kundeservice", Interface="PJSIP/21", Reason="transfer")
    exchange.is_answered()
    assert list(exchange.calls) == [CALLER]
    assert exchange.ended() is Ending.ANSWERED


def test_the_end_of_a_conversation_without_a_caller_is_known_by_queue_and_telephone() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.is_answered()
    other = {"Channel": "", "Uniqueid": "", "Linkedid": ""}
    exchange.says("AgentComplete", **other, Queue="vakt", Interface="PJSIP/21", Reason="caller")
    assert exchange.ended() is None
    fields = {"Queue": "kundeservice", "Interface": "PJSIP/21", "Reason": "caller"}
    exchange.says("AgentComplete", **other, **fields)
    assert exchange.ended() is Ending.ANSWERED


def test_a_caller_one_of_us_asked_for_is_theirs_however_the_house_dials_them() -> None:
    """Many dialplans go a way round to reach a telephone: the channel is named by that."""
    exchange = Spoken()
    exchange.joins()
    talk = exchange.talks.talk(CALLER)
    assert talk is not None
    talk.expected = "PJSIP/21"
    exchange.gives_up()
    exchange.passes(EXPECTED_S - 1)
    exchange.dials("Local/21@from-internal-00000031;1")
    assert exchange.call is not None
    assert exchange.call.rung_to == "PJSIP/21"
    exchange.dials("Local/21@from-internal-00000031;1", "DialEnd", DialStatus="ANSWER")
    assert exchange.call.state is CallState.TALKING
    assert exchange.call.answered_by == "PJSIP/21"


def test_who_was_taken_in_vain_and_is_sent_back_waits_again_and_is_nobodys() -> None:
    exchange = Spoken()
    exchange.joins()
    talk = exchange.talks.talk(CALLER)
    assert talk is not None
    talk.expected = "PJSIP/21"
    exchange.gives_up()
    exchange.dials("PJSIP/21-00000031")
    exchange.passes(20)
    exchange.dials("PJSIP/21-00000031", "DialEnd", DialStatus="NOANSWER")
    seen = exchange.joins()
    assert seen is not None
    assert (seen.state, seen.place, seen.rung_to) == (CallState.WAITING, 1, "")
    assert talk.expected == ""
    assert list(exchange.calls) == [CALLER]


def test_a_transfer_to_nobody_of_ours_is_over_when_nothing_more_is_heard() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.is_answered()
    exchange.says("BlindTransfer", Result="Success", TransfereeUniqueid=CALLER, Uniqueid="x.1")
    fields = {"Queue": "kundeservice", "Interface": "PJSIP/21", "Reason": "transfer"}
    exchange.says("AgentComplete", **fields)
    exchange.dials("PJSIP/trunk-00000040")
    assert exchange.ended() is None
    exchange.passes(GONE_S)
    assert exchange.ended() is Ending.TRANSFERRED


def test_who_hangs_up_while_being_handed_on_was_handed_on() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.is_answered()
    exchange.says("BlindTransfer", Result="Success", TransfereeUniqueid=CALLER, Uniqueid="x.1")
    exchange.says("Hangup")
    assert exchange.ended() is Ending.TRANSFERRED


def test_who_is_out_of_a_list_and_of_whom_nothing_is_said_ended_unseen() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.says("FullyBooted", Uptime=1)
    exchange.passes(LEFT_S - 0.1)
    assert exchange.ended() is None
    exchange.passes(0.1)
    assert exchange.ended() is Ending.UNSEEN


def test_when_somebody_first_answered_stays_so_though_another_goes_on() -> None:
    exchange = Spoken()
    exchange.joins()
    first = exchange.is_answered("PJSIP/21")
    exchange.passes(60)
    second = exchange.is_answered("PJSIP/22")
    assert first is not None
    assert second is not None
    assert second.answered_by == "PJSIP/22"
    assert second.answered_at == first.answered_at


def test_a_transfer_that_failed_changes_nothing() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.is_answered()
    exchange.says("BlindTransfer", Result="Fail", TransfereeUniqueid=CALLER, Uniqueid="x.1")
    exchange.says("AttendedTransfer", Result="Fail", TransfereeUniqueid=CALLER, Uniqueid="x.1")
    assert exchange.passes(60) is not None
    assert exchange.ended() is None


def test_what_the_caller_chose_is_told_whether_it_comes_before_the_line_or_after() -> None:
    for order in ("before", "after"):
        exchange = Spoken()
        said = {"UserEvent": "InnkommendeSamtale", "Nummer": "+4790000001", "Valg": "kasse"}
        if order == "before":
            exchange.says("UserEvent", **said)
            exchange.joins()
        else:
            exchange.joins()
            exchange.says("UserEvent", **said)
        assert exchange.call is not None
        assert exchange.call.said == "valgte «kasse»"


def test_a_shop_is_told_where_the_exchange_knows_it() -> None:
    seen = Spoken().joins(ChanVariable="STORE_ID=0303")
    assert seen is not None
    assert seen.shop == "0303"


def test_what_a_caller_calls_himself_is_one_line() -> None:
    exchange = Spoken()
    seen = exchange.says(
        "QueueCallerJoin",
        CallerIDNum="<unknown>",
        CallerIDName='Ola\\r\\nEvent: Hangup \\"x\\"',
        Queue="kundeservice",
        Position=1,
        Count=1,
    )
    assert seen is not None
    assert (seen.number, seen.name) == ("", 'Ola Event: Hangup "x"')


def test_where_no_channels_are_heard_of_giving_up_is_giving_up() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.gives_up()
    exchange.passes(GONE_S)
    assert exchange.ended() is Ending.ABANDONED


def test_when_the_line_is_lost_a_caller_who_gave_up_has_given_up() -> None:
    exchange = Spoken()
    exchange.joins()
    exchange.gives_up()
    (seen,) = exchange.talks.lose(exchange.now)
    assert seen.ending is Ending.ABANDONED


def test_what_was_known_of_a_caller_before_the_loss_is_known_after() -> None:
    before = Spoken()
    before.says("UserEvent", UserEvent="InnkommendeSamtale", Valg="kasse")
    before.joins(ChanVariable="STORE_ID=0303")
    after = Spoken(before.talks.alive())
    after.now = NOW.add(seconds=40)
    seen = after.joins()
    assert seen is not None
    assert (seen.began_at, seen.said, seen.shop) == (NOW, "valgte «kasse»", "0303")


@pytest.mark.parametrize(
    ("status", "is_paused", "in_call", "state"),
    [
        (1, False, False, MemberState.READY),
        (0, False, False, MemberState.READY),
        (6, False, False, MemberState.RINGING),
        (7, False, False, MemberState.IN_CALL),
        (8, False, False, MemberState.IN_CALL),
        (1, False, True, MemberState.IN_CALL),
        (5, False, False, MemberState.AWAY),
        (4, False, False, MemberState.AWAY),
        (5, True, False, MemberState.PAUSED),
        (2, True, True, MemberState.PAUSED),
    ],
)
def test_a_telephone_is_in_one_state(
    status: int, is_paused: bool, in_call: bool, state: MemberState
) -> None:
    member = MemberNow("PJSIP/21", "Ola", status, is_paused, "", in_call, True, NOW)
    assert state_of(member) is state


def test_a_telephone_is_known_by_its_channels() -> None:
    assert base_of("Local/1003@agenter-0000004b;1") == base_of("Local/1003@agenter/n")
    assert interface_of("PJSIP/21-0000001a", ["PJSIP/2", "PJSIP/21"]) == "PJSIP/21"
    assert interface_of("PJSIP/211-0000001a", ["PJSIP/21"]) == ""
    assert interface_of("PJSIP/ola-pc-0000001a", ["PJSIP/ola-pc"]) == "PJSIP/ola-pc"
    assert [extension_of(one) for one in ("PJSIP/21", "Local/1003@agenter/n", "21")] == [
        "21",
        "1003",
        "",
    ]
