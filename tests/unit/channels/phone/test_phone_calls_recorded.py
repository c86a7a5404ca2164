"""What is told of each call of a real exchange, held against its own log and its own word."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import pytest
from fixtures.ami_recordings import expected, marks
from told_calls import Told

from console.channels.phone.protocol.message import Message
from console.domain.calls import CallState, Ending
from console.domain.live_news import CallSeen

WHOLE = (
    "02-normal-prioritet",
    "03-frafall-pause-medlemmer",
    "05-rush",
    "07-overforing-hold-plukk-klikk",
    "08-rare-navn",
    "09-blandet-trafikk",
    "10-bilde-foran-hendelser",
)
"""Sessions that saw all of their scenario."""

SILENT = {("02-normal-prioritet", number) for number in (8, 9, 10, 11, 12)}
"""Marks after a priority was changed: an exchange tells nobody of it until the next list."""

PICKED = {"1795309490.139": "Local/1003@agenter/n", "1795309490.135": "Local/1004@agenter/n"}
"""Callers taken out of the queue by somebody: given up for the log, answered all the same."""

ENDINGS = {
    "ABANDON": Ending.ABANDONED,
    "COMPLETEAGENT": Ending.ANSWERED,
    "COMPLETECALLER": Ending.ANSWERED,
    "EXITWITHTIMEOUT": Ending.ABANDONED,
    "EXITEMPTY": Ending.LEFT,
    "BLINDTRANSFER": Ending.TRANSFERRED,
    "ATTENDEDTRANSFER": Ending.ANSWERED,
    "WITHDRAW": Ending.ANSWERED,
}
"""The limit of 03 was followed by the end of the call: nobody answered, so they are to be called
back. Who left an empty queue there heard more after it. The attended transfer was to a colleague.
"""


def waiting(calls: Iterable[CallSeen]) -> set[tuple[str, str, int, str]]:
    return {
        (call.queue, call.remote_id, call.place, call.number)
        for call in calls
        if call.place is not None
    }


@pytest.mark.parametrize(
    "session", [*WHOLE, "01-bilde-tom-og-opptatt", "04-gjenoppkobling-uavbrutt"]
)
def test_whoever_waits_at_the_exchange_waits_here_in_the_same_place(session: str) -> None:
    told, compared = Told().hears(session), 0
    for number, mark in marks(session).items():
        if not mark["stable"] or number not in told.marks or (session, number) in SILENT:
            continue
        true = {
            (name, one["Uniqueid"], int(one["Position"]), one["CallerIDNum"].replace("unknown", ""))
            for name, queue in mark["queues"].items()
            for one in queue["waiting"]
        }
        compared += 1
        assert waiting(told.marks[number].values()) == true, f"mark {number}"
    assert compared


def log(scenario: str) -> Iterator[tuple[str, str, str]]:
    """Kind, call and telephone of what befell callers, as the exchange wrote it down."""
    for row in expected(scenario)["queue_log"]:
        if row[4] in (*ENDINGS, "CONNECT"):
            yield row[4], row[1], row[3]


@pytest.mark.parametrize("session", WHOLE)
def test_every_call_of_the_exchanges_log_ended_as_it_says(session: str) -> None:
    told, compared = Told().hears(session).listens_on(), 0
    transferred = {call for kind, call, _ in log(session) if "TRANSFER" in kind}
    for kind, call, _ in log(session):
        seen = told.calls[call]
        compared += 1
        if kind == "CONNECT":
            assert seen.answered_at is not None
            assert seen.ending is Ending.ANSWERED or call in transferred
        elif call in PICKED:
            assert (seen.ending, seen.answered_by) == (Ending.ANSWERED, PICKED[call])
        else:
            assert seen.ending is ENDINGS[kind], f"{kind} {call}"
    assert compared == len(list(log(session)))
    entered = {row[1] for row in expected(session)["queue_log"] if row[4] == "ENTERQUEUE"}
    own = {call for call, seen in told.calls.items() if seen.is_outgoing}
    assert set(told.calls) - own == entered, "nobody is doubled, and nobody made up"


def twice(messages: Iterable[Message]) -> Iterator[Message]:
    for message in messages:
        yield message
        yield message


@pytest.mark.parametrize("session", ["02-normal-prioritet", "09-blandet-trafikk"])
def test_each_message_twice_ends_every_call_the_same(session: str) -> None:
    def endings(told: Told) -> dict[str, tuple[object, ...]]:
        calls = told.listens_on().calls
        return {key: (seen.ending, seen.answered_by) for key, seen in calls.items()}

    assert endings(Told().hears(session, twice)) == endings(Told().hears(session))


def of_two_callers(one: Message, other: Message) -> bool:
    """Nothing says which of these comes first."""
    ids = [
        {m.get(name) for name in ("Uniqueid", "DestUniqueid", "Linkedid")} - {""}
        for m in (one, other)
    ]
    are_of_queues = any(m.event.startswith(("Queue", "CoreShow")) for m in (one, other))
    return bool(ids[0] and ids[1]) and not ids[0] & ids[1] and not are_of_queues


@pytest.mark.parametrize("seed", range(3))
def test_news_of_different_callers_in_another_order_ends_every_call_the_same(seed: int) -> None:
    chance = random.Random(seed)

    def shuffled(messages: Iterable[Message]) -> list[Message]:
        order = list(messages)
        for _ in range(2 * len(order)):
            place = chance.randrange(max(1, len(order) - 1))
            if place + 1 < len(order) and of_two_callers(order[place], order[place + 1]):
                order[place : place + 2] = order[place + 1], order[place]
        return order

    session = "09-blandet-trafikk"
    plain, other = Told().hears(session).listens_on(), Told().hears(session, shuffled).listens_on()
    assert {k: (s.ending, s.answered_by) for k, s in other.calls.items()} == {
        k: (s.ending, s.answered_by) for k, s in plain.calls.items()
    }


def test_who_answers_is_told_with_the_telephone() -> None:
    told = Told().hears("02-normal-prioritet")
    names = {"Kari Nordmann": 1, "Bjørn Ås": 2, "Ola Hansen": 3, "Åse Sæther": 4}
    for kind, call, name in log("02-normal-prioritet"):
        if kind == "CONNECT":
            assert told.calls[call].answered_by == f"Local/100{names[name]}@agenter/n"


def test_a_registers_call_is_pos_with_its_priority_and_the_shop_that_the_exchange_knows() -> None:
    calls = Told().hears("01-bilde-tom-og-opptatt").calls.values()
    registers = {call.number: (call.is_pos, call.priority, call.shop) for call in calls}
    assert registers["+4733000003"] == (True, 10, "0103")
    assert registers["33000002"] == (True, 10, "0102")
    others = [told for number, told in registers.items() if not number.endswith(("03", "02"))]
    assert set(others) == {(False, 0, "")}


def test_somebody_taken_out_of_the_queue_rings_and_is_answered_as_the_same_call() -> None:
    told = Told().hears("07-overforing-hold-plukk-klikk")
    for call, telephone in PICKED.items():
        states = [seen.state for seen in told.history[call]]
        assert [state for state in CallState if state in states] == list(CallState)
        (ringing,) = {s.rung_to for s in told.history[call] if s.state is CallState.RINGING}
        assert ringing == telephone


def test_a_call_handed_over_to_a_colleague_goes_on_there_and_one_given_away_is_over() -> None:
    told = Told().hears("07-overforing-hold-plukk-klikk").listens_on()
    handed = told.history["1795309490.138"]
    assert [s.answered_by for s in handed if s.state is CallState.TALKING][-1:] == [
        "Local/1005@agenter/n"
    ]
    assert told.calls["1795309490.141"].ending is Ending.TRANSFERRED


def test_what_a_caller_rings_at_is_told_and_taken_back_when_nobody_answers() -> None:
    told = Told().hears("03-frafall-pause-medlemmer")
    vain = {
        row[1] for row in expected("03-frafall-pause-medlemmer")["queue_log"] if "RINGNO" in row[4]
    }
    assert vain
    for call in vain:
        states = [seen.state for seen in told.history[call]]
        ringing = states.index(CallState.RINGING)
        assert CallState.WAITING in states[ringing:] or CallState.ENDED in states[ringing:]


def test_after_a_reconnect_nobody_is_doubled_and_who_talks_is_found() -> None:
    first = Told().hears("04-gjenoppkobling-a")
    alive = first.talks.alive()
    second = Told(alive).hears("04-gjenoppkobling-b").listens_on()
    both = {*first.calls, *second.calls}
    entered = {
        row[1] for row in expected("04-gjenoppkobling")["queue_log"] if row[4] == "ENTERQUEUE"
    }
    assert both <= entered
    went_on = {key for key in alive if key in second.calls}
    assert went_on, "somebody was on the line all the time"
    for key in went_on:
        assert second.calls[key].began_at == alive[key].began_at, "it is the same call"
        assert second.calls[key].ending in (Ending.ANSWERED, Ending.ABANDONED)
    ended_between = set(alive) - went_on
    done = {row[1] for row in expected("04-gjenoppkobling")["queue_log"] if row[4] != "ENTERQUEUE"}
    assert ended_between <= done


def test_after_a_restart_of_the_exchange_no_call_of_before_is_there() -> None:
    first = Told().hears("06-omstart-og-avslag-a").listens_on()
    assert {seen.state for seen in first.calls.values()} == {CallState.ENDED}
    second = Told(first.talks.alive()).hears("06-omstart-og-avslag-b")
    assert not set(first.calls) & set(second.calls)
    (new,) = second.calls.values()
    assert new.ending is Ending.ANSWERED
