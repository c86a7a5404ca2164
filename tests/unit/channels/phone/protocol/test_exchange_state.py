"""What a client makes of what an exchange tells: who waits in which order, and every telephone."""

from __future__ import annotations

import pytest
from heard import NOW, OURS, hear, heard, phones, told, true, true_phones
from spoken_exchange import Caller, Phone, Spoken
from whenever import Instant, seconds

from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.message import Message


def callers(*priorities: int) -> list[Caller]:
    return [Caller(f"{i}.1", f"+4792{i:06}", f"N{i}", p) for i, p in enumerate(priorities, 1)]


def places(state: ExchangeState) -> list[str]:
    return [uniqueid for uniqueid, *_ in told(state)]


def test_a_register_passes_three_waiting_shops_and_stays_behind_its_like() -> None:
    exchange = Spoken()
    state = heard(*(exchange.joins(caller) for caller in callers(0, 0, 0, 10, 10)))
    assert places(state) == ["4.1", "5.1", "1.1", "2.1", "3.1"]
    assert [priority for *_, priority in told(state)] == [10, 10, 0, 0, 0]


def test_the_step_of_the_dialplan_is_no_priority() -> None:
    exchange = Spoken(sends_priority=False)
    (caller,) = callers(10)
    state = heard(exchange.joins(caller))
    assert [priority for *_, priority in told(state)] == [None]
    assert state.needs_status
    hear(state, exchange.listed(OURS))
    assert [priority for *_, priority in told(state)] == [10]
    assert not state.needs_status


@pytest.mark.parametrize(
    ("sent", "known"),
    [("QUEUE_PRIO=10", 10), ("QUEUE_PRIO=", 0), ("QUEUE_PRIO=x", None), ("PRIO=10", None)],
)
def test_a_priority_that_the_exchange_sends_along_is_known_at_once(
    sent: str, known: int | None
) -> None:
    state = ExchangeState()
    state.take(
        Message.of(
            ("Event", "QueueCallerJoin"),
            ("Privilege", "agent,all"),
            ("Uniqueid", "1.1"),
            ("ChanVariable", sent),
            ("Queue", "kundeservice"),
            ("Position", "1"),
            ("Count", "1"),
        ),
        NOW,
    )
    assert [priority for *_, priority in told(state)] == [known]


def test_who_leaves_is_out_and_others_move_up() -> None:
    exchange = Spoken()
    first, second, third = callers(0, 0, 0)
    state = heard(*(exchange.joins(one) for one in (first, second, third)))
    hear(state, exchange.gives_up(second))
    assert places(state) == ["1.1", "3.1"]
    hear(state, exchange.listed(OURS))
    assert not state.needs_status


def test_leaving_twice_and_joining_twice_change_nothing_more() -> None:
    exchange = Spoken()
    one, other = callers(0, 0)
    joined = exchange.joins(one)
    left = exchange.joins(other) + exchange.leaves(other)
    assert places(heard(joined, joined, left, left)) == ["1.1"]


def test_a_list_ahead_of_events_is_right_and_they_do_no_harm_when_they_come() -> None:
    exchange = Spoken()
    gone, stays, new = callers(0, 0, 10)
    state = heard(exchange.joins(gone), exchange.joins(stays))
    under_way = exchange.gives_up(gone) + exchange.joins(new)
    hear(state, exchange.listed(OURS))
    assert told(state) == true(exchange)
    hear(state, under_way)
    assert told(state) == true(exchange)


def test_a_priority_that_was_changed_in_silence_is_told_by_the_next_list() -> None:
    exchange = Spoken()
    *others, last = callers(0, 0, 0)
    state = heard(*(exchange.joins(one) for one in (*others, last)), exchange.listed(OURS))
    exchange.prefers(last, 5)
    assert places(state) == ["1.1", "2.1", "3.1"]
    hear(state, exchange.listed(OURS))
    assert told(state) == true(exchange)
    assert places(state) == ["3.1", "1.1", "2.1"]


def test_who_leaves_from_another_place_than_known_shows_that_a_list_is_due() -> None:
    exchange = Spoken()
    first, last = callers(0, 0)
    state = heard(exchange.joins(first), exchange.joins(last), exchange.listed(OURS))
    exchange.prefers(last, 5)
    assert not state.needs_status
    hear(state, exchange.leaves(last))
    assert state.needs_status
    assert places(state) == ["1.1"]


def test_a_count_that_does_not_fit_shows_that_a_list_is_due() -> None:
    exchange = Spoken()
    missed, met = callers(0, 0)
    state = heard(exchange.listed(OURS), exchange.channel(missed), exchange.channel(met))
    exchange.joins(missed)
    hear(state, exchange.joins(met))
    assert state.needs_status
    hear(state, exchange.listed(OURS))
    assert told(state) == true(exchange)


def test_a_caller_who_goes_to_another_queue_is_in_that_one_only() -> None:
    exchange = Spoken()
    (caller,) = callers(0)
    state = heard(exchange.joins(caller))
    hear(state, exchange.leaves(caller), exchange.joins(caller, "salg"))
    assert (told(state), told(state, "salg")) == ([], true(exchange, "salg"))


def test_what_came_before_a_list_moves_nobody_whom_the_list_has() -> None:
    exchange = Spoken()
    first, second, mover, last = callers(0, 0, 0, 0)
    state = heard(exchange.listed(OURS))
    under_way = [exchange.joins(one) for one in (first, second, mover, last)]
    under_way += [exchange.leaves(one) for one in (first, second)]
    under_way += [exchange.leaves(mover), exchange.joins(mover, "salg")]
    hear(state, exchange.listed(OURS))
    for said in under_way:
        hear(state, said)
        assert [one for one in places(state) if one not in ("1.1", "2.1")] == ["4.1"]
        assert told(state, "salg") == true(exchange, "salg")
    assert told(state) == true(exchange)


def test_when_somebody_began_to_wait_is_kept_to_the_moment_or_counted_from_the_list() -> None:
    exchange = Spoken()
    known, new = callers(0, 0)
    state = heard(exchange.joins(known))
    exchange.joins(new)
    later = NOW + seconds(60)
    hear(state, exchange.listed(OURS), now=later)
    since = [one.since for one in state.queues["kundeservice"].waiting]
    assert since == [NOW, later - seconds(3)]


def test_every_word_of_a_telephone_is_heard() -> None:
    exchange = Spoken()
    phone = Phone("PJSIP/21", "Kari", status=1)
    state = heard(exchange.says("QueueMemberAdded", phone))
    for event, changed in (
        ("QueueMemberStatus", Phone("PJSIP/21", "Kari", status=6)),
        ("QueueMemberPause", Phone("PJSIP/21", "Kari", status=6, reason="Lunsj på «Ås»")),
        ("QueueMemberPenalty", Phone("PJSIP/21", "Kari", status=2, in_call=True)),
        ("QueueMemberRinginuse", Phone("PJSIP/21", "Kari")),
    ):
        hear(state, exchange.says(event, changed))
        assert phones(state) == true_phones(exchange)
    hear(state, exchange.says("QueueMemberRemoved", phone))
    assert phones(state) == set()


def test_a_conversation_counts_as_one_though_no_telephone_says_so() -> None:
    exchange = Spoken()
    (caller,) = callers(0)
    state = heard(exchange.says("QueueMemberAdded", Phone("PJSIP/21")), exchange.joins(caller))
    hear(state, exchange.serves(caller, "PJSIP/21"))
    assert phones(state) == true_phones(exchange) == {("PJSIP/21", "Ola", 1, False, "", True)}
    hear(state, exchange.completes("PJSIP/21"))
    assert phones(state) == true_phones(exchange) == {("PJSIP/21", "Ola", 1, False, "", False)}


def test_the_reason_given_with_the_end_of_a_pause_is_none() -> None:
    state = ExchangeState()
    headers = (("Queue", "kundeservice"), ("Interface", "PJSIP/21"), ("MemberName", "Kari"))
    ended = (("Status", "1"), ("Paused", "0"), ("PausedReason", "ferdig med lunsj"))
    state.take(
        Message.of(("Event", "QueueMemberPause"), ("Privilege", "agent,all"), *headers, *ended), NOW
    )
    assert phones(state) == {("PJSIP/21", "Kari", 1, False, "", False)}


def test_since_is_when_a_telephone_last_changed_and_a_word_that_repeats_changes_nothing() -> None:
    exchange, later = Spoken(), NOW + seconds(60)
    state = heard(exchange.says("QueueMemberAdded", Phone("PJSIP/21")))
    hear(state, exchange.says("QueueMemberStatus", Phone("PJSIP/21")), now=later)
    hear(state, exchange.listed(OURS), now=later)
    assert state.queues["kundeservice"].members["PJSIP/21"].since == NOW
    hear(state, exchange.says("QueueMemberStatus", Phone("PJSIP/21", status=6)), now=later)
    assert state.queues["kundeservice"].members["PJSIP/21"].since == later


def test_who_was_paused_before_we_came_is_paused_since_then() -> None:
    state = ExchangeState()
    paused_at = Instant("2026-11-23T09:00:00Z")
    for last_pause, since in ((str(paused_at.timestamp()), paused_at), ("9" * 15, NOW), ("x", NOW)):
        fresh = (("Interface", f"PJSIP/{last_pause}"), ("Queue", "kundeservice"))
        said = (("Paused", "1"), ("PausedReason", "Møte"), ("LastPause", last_pause))
        state.take(
            Message.of(("Event", "QueueMemberStatus"), ("Privilege", "a"), *fresh, *said), NOW
        )
        assert state.queues["kundeservice"].members[f"PJSIP/{last_pause}"].since == since


def two_queues() -> Spoken:
    exchange = Spoken()
    for interface in ("PJSIP/21", "PJSIP/22"):
        for queue in ("kundeservice", "salg"):
            exchange.says("QueueMemberAdded", Phone(interface), queue)
    for caller, queue in zip(callers(0, 0), ("kundeservice", "salg"), strict=True):
        exchange.joins(caller, queue)
    return exchange


def test_a_list_of_one_queue_says_nothing_of_others() -> None:
    exchange = two_queues()
    state = heard(exchange.listed("1"), is_ours=None)
    exchange.leaves(exchange.waiting["kundeservice"][0])
    hear(state, exchange.listed("2", only="kundeservice"), exchange.listed("3", only="finnes-ikke"))
    assert (told(state), told(state, "salg")) == ([], true(exchange, "salg"))
    assert phones(state, "salg") == true_phones(exchange, "salg")


def test_a_list_of_one_telephone_says_nothing_of_other_telephones() -> None:
    exchange = two_queues()
    state = heard(exchange.listed("1"), is_ours=None)
    exchange.members["salg"]["PJSIP/22"].reason = "Lunsj"
    hear(state, exchange.listed("2", member="PJSIP/22"))
    for queue in ("kundeservice", "salg"):
        assert phones(state, queue) == true_phones(exchange, queue)


def test_a_whole_list_of_ours_ends_what_it_does_not_name() -> None:
    exchange = two_queues()
    state = heard(exchange.listed(OURS))
    del exchange.members["kundeservice"]["PJSIP/22"]
    del exchange.members["kundeservice"]["PJSIP/21"]
    del exchange.waiting["salg"]
    hear(state, exchange.listed(OURS))
    assert phones(state) == set()
    assert set(state.queues) == {"kundeservice"}


@pytest.mark.parametrize("lost", [1, 2, 3, -2])
def test_a_list_that_lacks_an_item_or_its_end_is_not_believed(lost: int) -> None:
    exchange = two_queues()
    pieces = exchange.listed(OURS).split(b"\r\n\r\n")[:-1]
    del pieces[lost]
    state = heard(b"".join(piece + b"\r\n\r\n" for piece in pieces))
    assert state.queues == {}
    assert state.needs_status
    assert (state.counts.lists, state.counts.broken) == (0, 1)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b"Position: 2", b"Position: 1"),
        (b"Position: 1", b"Position: 3"),
        (b"Calls: 2", b"Calls: 3"),
        (b"Uniqueid: 2.1", b"Uniqueid: 1.1"),
        (b"Wait: 3", b"Wait: lenge"),
        (b"CallerIDName: ", b"Navn: "),
        (b"ConnectedLineNum: ", b"Nummer: "),
        (b"Event: QueueEntry", b"Event: Noe"),
    ],
)
def test_a_list_that_does_not_agree_with_itself_is_not_believed(
    said: bytes, instead: bytes
) -> None:
    exchange = Spoken()
    state = heard(*(exchange.joins(one) for one in callers(0, 0)))
    assert said in exchange.listed(OURS)
    hear(state, exchange.listed(OURS).replace(said, instead))
    assert told(state) == true(exchange)
    assert state.counts.broken == 1


def test_a_list_that_never_ends_does_not_hold_up_what_happens() -> None:
    exchange = Spoken()
    (caller,) = callers(0)
    begun = exchange.listed(OURS).partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    endless = b"Event: X\r\nPrivilege: agent,all\r\nY: " + b"y" * 9_000 + b"\r\n\r\n"
    state = heard(begun, endless * 20, exchange.joins(caller))
    assert told(state) == true(exchange)
    assert state.needs_status
    assert state.counts.broken == 1


@pytest.mark.parametrize(
    "event",
    [(("Event", "FullyBooted"), ("Uptime", "0")), (("Event", "Shutdown"), ("Restart", "True"))],
)
def test_an_exchange_that_starts_or_stops_has_nobody_and_is_asked_anew(
    event: tuple[tuple[str, str], tuple[str, str]],
) -> None:
    exchange = two_queues()
    state = heard(exchange.listed(OURS))
    name, more = event
    state.take(Message.of(name, ("Privilege", "system,all"), more), NOW)
    assert state.queues == {}
    assert state.needs_status


def test_what_the_exchange_counts_is_told_and_may_begin_anew() -> None:
    def counted(completed: int) -> Message:
        headers = ("Completed", str(completed)), ("Abandoned", "2"), ("Holdtime", "6")
        more = ("TalkTime", "22"), ("ServiceLevel", "20"), ("ServicelevelPerf", "80.0")
        return Message.of(
            ("Event", "QueueParams"), ("Queue", "salg"), *headers, *more, ("ActionID", OURS)
        )

    state = ExchangeState()
    begin, end = Spoken(waiting={}, members={}).listed(OURS).split(b"\r\n\r\n")[:2]
    for completed in (5, 0):
        params = counted(completed).text.removeprefix("\r\n").encode()
        said = b"\r\n\r\n".join((begin, params, end.replace(b"ListItems: 0", b"ListItems: 1"), b""))
        hear(state, said)
        counters = state.queues["salg"].counters
        assert counters is not None
        assert (counters.completed, counters.abandoned, counters.hold_s) == (completed, 2, 6)
        assert (counters.talk_s, counters.service_level_s) == (22, 20)
        assert counters.service_share == pytest.approx(0.8)


def test_others_are_told_what_they_may_act_on() -> None:
    def acted_on(*headers: tuple[str, str]) -> bool:
        return heard().take(Message.of(*headers), NOW)

    channel, ours, theirs = ("Uniqueid", "1.1"), ("ActionID", OURS), ("ActionID", "andres-1")
    assert acted_on(("Event", "DialBegin"), ("Privilege", "call,all"), channel)
    assert acted_on(("Event", "CoreShowChannel"), ours, channel)
    assert acted_on(("Response", "Success"), ours)
    assert not acted_on(("Event", "DialBegin"), channel)
    assert not acted_on(("Event", "CoreShowChannel"), theirs, channel)
    assert not acted_on(("Event", "DialBegin"), channel, ("Privilege", "call,all"))
    assert not acted_on(("Event", "QueueEntry"), ("Queue", "salg"), ours)
    assert not acted_on(("ConnectedLineNum", "x"))
