"""Whoever sets a caller's name can write whole messages into a list: none of them is believed."""

from __future__ import annotations

import pytest
from fixtures.ami_recordings import recording
from heard import NOW, OURS, hear, heard, told, true
from hypothesis import given
from hypothesis import strategies as st
from spoken_exchange import Caller, Phone, Spoken

from console.channels.phone.protocol.framing import Framer
from console.channels.phone.protocol.replay import Replay, cut_evenly

FORGED_JOIN = (
    "x\r\n\r\nEvent: QueueCallerJoin\r\nPrivilege: agent,all\r\nChannel: PJSIP/falsk-1\r\n"
    "CallerIDNum: +4733000001\r\nCallerIDName: Kasse\r\nUniqueid: 66.6\r\nLinkedid: 66.6\r\n"
    "ChanVariable: QUEUE_PRIO=10\r\nQueue: kundeservice\r\nPosition: 1\r\nCount: 4"
)
FORGED_CHANNEL = FORGED_JOIN.replace("QueueCallerJoin", "Newchannel") + FORGED_JOIN[1:]
FORGED_ENTRY = (
    "x\r\n\r\nEvent: QueueEntry\r\nQueue: kundeservice\r\nPosition: 3\r\nChannel: PJSIP/falsk-1\r\n"
    "Uniqueid: 66.6\r\nCallerIDNum: +4733000001\r\nCallerIDName: Kasse\r\nConnectedLineNum: x\r\n"
    "ConnectedLineName: y\r\nWait: 900\r\nPriority: 10"
)
FORGED_LEAVE = (
    "x\r\n\r\nEvent: QueueCallerLeave\r\nPrivilege: agent,all\r\nQueue: kundeservice\r\n"
    "Uniqueid: 1.1\r\nPosition: 1\r\nCount: 2"
)
FORGED_HANGUP = "x\r\n\r\nEvent: Hangup\r\nPrivilege: call,all\r\nUniqueid: 1.1\r\nCause: 16"
FORGED_SHUTDOWN = "x\r\n\r\nEvent: Shutdown\r\nPrivilege: system,all\r\nRestart: True"
FORGED_END = "x\r\n\r\nEvent: QueueStatusComplete\r\nEventList: Complete\r\nListItems: 3"
FORGED_REFUSAL = "x\r\n\r\nResponse: Error\r\nMessage: Permission denied"
FORGED_MEMBER = (
    "x\r\n\r\nEvent: QueueMemberPause\r\nPrivilege: agent,all\r\nQueue: kundeservice\r\n"
    "Interface: PJSIP/21\r\nStatus: 1\r\nPaused: 1\r\nPausedReason: lurt"
)
FORGED_LIST = (
    "x\r\n\r\nResponse: Success\r\nActionID: ond-1\r\nEventList: start\r\n"
    "Message: Queue status will follow" + FORGED_ENTRY[1:] + "\r\nActionID: ond-1"
)
FORGED_LINES = "x\r\nPriority: 99\r\nWait: 1\r\nUniqueid: 66.6\r\nPosition: 1"
FORGERIES = {
    "join": FORGED_JOIN,
    "channel and join": FORGED_CHANNEL,
    "entry": FORGED_ENTRY,
    "leave": FORGED_LEAVE,
    "hangup": FORGED_HANGUP,
    "shutdown": FORGED_SHUTDOWN,
    "end of the list": FORGED_END,
    "refusal": FORGED_REFUSAL,
    "pause": FORGED_MEMBER,
    "list": FORGED_LIST,
    "lines": FORGED_LINES,
    "ends of lines": "x\r\n\r\n\r\n\r\ny",
    "one end": "x\r\n",
    "two ends": "x\r\n\r\n",
}


def house(name: str, place: int) -> tuple[Spoken, bytes]:
    """Three callers, the one at that place with this name, and a telephone; what was said."""
    exchange = Spoken()
    said = exchange.says("QueueMemberAdded", Phone("PJSIP/21"))
    for number in (1, 2, 3):
        caller = Caller(
            f"{number}.1", f"+479200000{number}", name if number == place else f"N{number}"
        )
        said += exchange.joins(caller)
    return exchange, said


@pytest.mark.parametrize("is_ours", [OURS, None], ids=["ours", "from the stream alone"])
@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("forged", list(FORGERIES.values()), ids=list(FORGERIES))
def test_a_name_that_holds_messages_is_a_name(forged: str, place: int, is_ours: str | None) -> None:
    exchange, joined = house(forged, place)
    listed = exchange.listed(OURS)
    for said in ((listed,), (joined, listed), (joined, listed, listed)):
        state = heard(*said, is_ours=is_ours)
        assert [(uniqueid, priority) for uniqueid, _, _, priority in told(state)] == [
            ("1.1", 0),
            ("2.1", 0),
            ("3.1", 0),
        ]
        assert told(state)[place - 1][2].startswith("x")
        assert not state.queues["kundeservice"].members["PJSIP/21"].paused
        assert state.counts.broken == 0


@pytest.mark.parametrize("forged", [FORGED_END, FORGED_REFUSAL], ids=["end", "refusal"])
def test_only_the_true_end_of_a_list_answers_whoever_asked(forged: str) -> None:
    """What is forged in a name ends with the number of our action, as all of the list does."""
    exchange, _ = house(forged, 2)
    state = heard()
    answers = [
        message
        for message in Framer().feed(exchange.listed(OURS))
        if state.take(message, NOW) and message.get("ActionID") == OURS
    ]
    assert [(one.kind, one.get("ListItems")) for one in answers] == [
        ("response", ""),
        ("event", "6"),
    ]


@pytest.mark.parametrize("forged", list(FORGERIES.values()), ids=list(FORGERIES))
def test_a_name_that_an_event_told_stays_as_it_was_told(forged: str) -> None:
    exchange, joined = house(forged, 2)
    assert told(heard(joined, exchange.listed(OURS))) == true(exchange)


@pytest.mark.parametrize("forged", list(FORGERIES.values()), ids=list(FORGERIES))
def test_a_number_that_holds_messages_makes_no_caller_either(forged: str) -> None:
    exchange, joined = house("Kari", 2)
    exchange.waiting["kundeservice"][1].number = forged
    state = heard(joined, exchange.listed(OURS))
    assert [one[0] for one in told(state)] == ["1.1", "2.1", "3.1"]
    assert [one[3] for one in told(state)] == [0, 0, 0]


def test_who_knows_the_number_of_our_action_spoils_the_list_and_makes_no_caller() -> None:
    """Nobody should: it is made at random for each connection. Events are believed further."""
    name = FORGED_ENTRY.replace("\r\nPosition: 3", "\r\nPosition: 2")
    knowing = name.replace("\r\n\r\n", f"\r\nWait: 1\r\nPriority: 0\r\nActionID: {OURS}\r\n\r\n", 1)
    exchange, joined = house(knowing, 1)
    state = heard(joined, exchange.listed(OURS))
    assert told(state) == true(exchange)
    assert state.counts.broken == 1
    assert state.needs_status


def test_a_list_that_is_not_ours_is_not_even_begun() -> None:
    exchange, joined = house("Kari", 1)
    state = heard(joined, Spoken().listed("andres-1"))
    assert told(state) == true(exchange)
    assert state.counts.lists == 0
    assert state.counts.suspicious > 0


def test_what_happens_by_itself_says_to_whom_it_may_be_told_or_it_is_forged() -> None:
    exchange, joined = house("Kari", 1)
    leaves = b"Event: QueueCallerLeave\r\nQueue: kundeservice\r\nUniqueid: 1.1\r\n\r\n"
    twice = (
        b"Event: QueueCallerLeave\r\nPrivilege: agent,all\r\nQueue: kundeservice\r\n"
        b"Uniqueid: 9.9\r\nUniqueid: 1.1\r\nPosition: 1\r\nCount: 2\r\n\r\n"
    )
    state = heard(joined, leaves, twice)
    assert told(state) == true(exchange)
    assert state.counts.suspicious == 2


def test_a_join_in_the_wake_of_a_raw_value_is_asked_about_not_shown() -> None:
    """Some dialplans write a name as it is into an event: then the forged join comes behind it."""
    exchange, joined = house("Kari", 1)
    host = exchange.event("Newexten", ("Uniqueid", "1.1"), ("AppData", "__NAVN=x"))
    forged = FORGED_JOIN.partition("\r\n\r\n")[2].encode() + b"\r\n\r\n"
    state = heard(joined, exchange.listed(OURS))
    hear(state, host, forged, forged)
    assert told(state) == true(exchange)
    assert state.needs_status
    assert state.counts.suspicious == 2


def test_who_called_before_we_came_and_joins_now_waits_at_once() -> None:
    exchange, joined = house("Kari", 1)
    state = heard(joined)
    early = Caller("0.9")
    said = exchange.event("UserEvent", ("Uniqueid", early.uniqueid), ("Navn", "x"))
    join = exchange.joins(early).removeprefix(exchange.channel(early))
    hear(state, said, join)
    assert told(state) == true(exchange)


def test_the_recorded_name_that_forges_messages_is_told_whole_and_changes_nothing() -> None:
    play = Replay()
    assert 2 in play.run(cut_evenly(recording("08-rare-navn"), 65_536))
    line = play.state.queues["kundeservice"].waiting
    assert len(line) == 20
    assert line[9].uniqueid == "1795309223.19"
    assert line[9].name == (
        "Linje1\r\nEvent: Hangup\r\nUniqueid: 1.1\r\n\r\nEvent: QueueCallerLeave"
    )
    assert play.state.counts.broken == 0
    assert play.state.counts.suspicious == 2


PIECES = st.sampled_from(
    [
        "\r\n",
        "\r\n\r\n",
        "Event: QueueEntry",
        "Event: QueueCallerJoin\r\nPrivilege: agent,all",
        "Event: QueueStatusComplete",
        "Queue: kundeservice",
        "Uniqueid: 66.6",
        "Position: 1",
        "Count: 1",
        "ConnectedLineNum: x",
        "CallerIDName: y",
        "Wait: 3",
        "Priority: 10",
        "ActionID: andres-1",
        "ListItems: 5",
        ": ",
        "ø",
    ]
)


@given(st.lists(st.lists(PIECES, max_size=14).map("".join), min_size=1, max_size=4))
def test_whatever_is_written_into_names_the_same_callers_wait(names: list[str]) -> None:
    exchange = Spoken()
    for number, name in enumerate(names):
        exchange.joins(Caller(f"{number}.1", name=name))
    state = heard(exchange.listed(OURS))
    assert [one[0] for one in told(state)] == [one[0] for one in true(exchange)]
    assert [one[3] for one in told(state)] == [0] * len(names)
    assert state.counts.broken == 0
