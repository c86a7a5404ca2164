"""Hearing the exchange: what is told when it is lost, deaf, slow, started anew, or found again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from fakes.clock import MONDAY_MORNING, FakeClock
from heard_exchange import OTHER, OWN, PACE, Heard
from peers.exchange_wire import SECRET
from peers.waiting import until

from console.channels.contract import AuthFailed, ChannelDown, ProtocolError, Refused, Sent
from console.channels.phone.connector import PhoneConnector
from console.channels.phone.hearing import Hearing
from console.channels.phone.journal import Journal
from console.channels.phone.pace import Pace
from console.channels.phone.session import Session
from console.domain.calls import CallState, Ending
from console.domain.live_news import CallSeen, StandingSeen
from console.domain.outward import OutwardKind, Transfer

LOOKS, PINGS = replace(PACE, heal_s=0.05), replace(PACE, ping_s=0.05, answer_s=0.3)


def restless(phone: Heard, pace: Pace) -> None:
    """Does not wait as long as it would."""
    phone.connector.close()
    phone.pace = pace
    phone.connector = PhoneConnector(phone.settings, SECRET, phone.clock, 0, pace)


def down(phone: Heard) -> str:
    """The words that come instead of news, as soon as they do."""
    said: list[str] = []

    def is_down() -> bool:
        try:
            phone.connector.pull(None, 1)
        except ChannelDown as error:
            said.append(str(error))
        return bool(said)

    until(is_down, "the exchange to be missed")
    return said[-1]


def lost_and_found(phone: Heard, lose: Callable[[], None]) -> None:
    """Something breaks the line, and it stands again."""
    logins = phone.exchange.logins
    lose()
    until(lambda: phone.exchange.logins > logins and is_back(phone), "another line")


def is_back(phone: Heard) -> bool:
    try:
        phone.connector.pull(None, 1)
    except ChannelDown:
        return False
    return True


def test_who_is_gone_is_told_since_when_and_nothing_is_invented(
    phone: Heard, clock: FakeClock
) -> None:
    phone.comes()
    phone.exchange.go_away()
    assert "09:41" in down(phone)
    clock.advance(120)
    tries = phone.tries()
    until(lambda: phone.tries() > tries + 1, "it to be tried again")
    assert "09:41" in down(phone), "since when it is gone, not since when it was last tried"
    phone.exchange.come_back()
    until(lambda: is_back(phone), "it to be found again")


def test_what_ended_meanwhile_is_not_among_those_who_are_there(phone: Heard) -> None:
    stays, leaves = phone.comes("+4790000001"), phone.comes("+4790000002")
    cursor = phone.connector.pull(None, 100).cursor
    phone.exchange.go_away()
    down(phone)
    phone.exchange.hangs_up(leaves)
    came = phone.exchange.comes("+4790000003", "Ola", 0, "")
    phone.exchange.come_back()
    until(lambda: is_back(phone), "it to be found again")
    items = phone.connector.pull(cursor, 100).items
    (standing,) = [item for item in items if isinstance(item, StandingSeen)]
    assert {stays, came} <= standing.calls
    assert leaves not in standing.calls
    calls = [item.remote_id for item in items if isinstance(item, CallSeen)]
    assert sorted(calls) == sorted({stays, came})
    waiting = {key: seen.place for key, seen in phone.calls().items()}
    assert waiting == {stays: 1, came: 2}


def test_whoever_talks_is_found_again_as_the_same_call_with_its_end(phone: Heard) -> None:
    call = phone.talks(OWN)
    lost_and_found(phone, phone.exchange.cut)
    found = phone.calls()[call]
    assert (found.state, found.answered_by) == (CallState.TALKING, OWN)
    phone.exchange.hangs_up(call)
    assert phone.until(call, lambda seen: seen.ending).ending is Ending.ANSWERED


def test_whoever_is_on_hold_while_a_colleague_is_asked_is_handed_over_after_a_loss(
    phone: Heard, clock: FakeClock
) -> None:
    """On hold one is alone on the line, and yet in somebody's hands."""
    phone.exchange.seats(OTHER, "Per", is_dynamic=True)
    call = phone.talks(OWN)
    phone.act(OutwardKind.TRANSFER, call, interface=OWN, to=OTHER, how=Transfer.ATTENDED.value)
    lost_and_found(phone, phone.exchange.cut)
    clock.advance(60)
    phone.comes("+4790000002")
    assert phone.calls()[call].state is CallState.TALKING
    assert isinstance(phone.act(OutwardKind.HANG_UP, call), Refused), "it would end the caller's"
    phone.exchange.completes(OWN)
    talking = phone.until(call, lambda seen: seen.answered_by == OTHER)
    assert talking.state is CallState.TALKING


def test_another_serve_finds_who_talks_and_what_it_does_not_know_is_still_there(
    phone: Heard,
) -> None:
    """A call that went on elsewhere is nothing it can tell of; the store knows it all the same."""
    call = phone.talks(OWN)
    phone.is_set()
    assert phone.calls()[call].state is CallState.TALKING
    (standing,) = [
        item for item in phone.connector.pull(None, 100).items if isinstance(item, StandingSeen)
    ]
    assert call in standing.calls


def test_a_channel_that_is_no_call_of_ours_is_there_until_it_is_gone(phone: Heard) -> None:
    """It may be a call that the store knows: then that is not over."""
    other = phone.exchange.comes("+4790000009", queue="salg")
    page = phone.connector.pull(None, 100)
    assert other in next(i.calls for i in page.items if isinstance(i, StandingSeen))
    assert other not in phone.calls()
    phone.exchange.hangs_up(other)
    gone: list[StandingSeen] = []

    def is_told() -> bool:
        found = phone.connector.pull(page.cursor, 100).items
        gone.extend(item for item in found if isinstance(item, StandingSeen))
        # A caller here is two channels, and the other one's end is told first.
        return bool(gone) and other not in gone[-1].calls

    until(is_told, "it to be told that the channel is no more")


class Torn(Journal):
    """One that takes nothing in."""

    def put(self, things: Iterable[object]) -> None:
        raise LookupError(things)


def test_what_nobody_foresaw_is_told_also_where_it_happens_again_at_the_end(phone: Heard) -> None:
    """Nobody waits for ever for a line that is not tried any more."""
    torn, pace = Torn(0), replace(PINGS, longest_s=0.02)
    hearing = Hearing(
        lambda former: Session(phone.settings, SECRET, phone.clock, torn, pace, former),
        phone.clock,
        torn,
        pace,
    )
    said: list[str] = []

    def ask() -> None:
        while phone.exchange.logins < 3:
            try:
                hearing.need()
            except ProtocolError as error:
                said.append(str(error))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(10)
    hearing.close()
    assert "noe uventet (LookupError)" in said[-1]
    assert not asking.is_alive()


def test_who_joins_with_a_priority_that_no_event_tells_is_looked_up(phone: Heard) -> None:
    phone.is_set(priority_variable="EN_ANNEN")
    phone.comes()
    call = phone.exchange.comes("+4733000001", "Kasse 1", 10, "")
    seen = phone.until(call, lambda seen: seen.priority == 10)
    assert (seen.is_pos, seen.place) == (True, 1)


def test_after_a_restart_nothing_of_before_is_there(phone: Heard) -> None:
    before = {phone.comes(), phone.talks(OWN)}
    lost_and_found(phone, phone.exchange.restart)
    until(lambda: all(phone.calls()[c].ending for c in before if c in phone.calls()), "the ends")
    phone.clock.advance(30)
    new = phone.comes()
    alive = {key for key, seen in phone.calls().items() if seen.state is not CallState.ENDED}
    assert alive == {new}
    (figures,) = phone.figures().queues
    assert (figures.answered, figures.abandoned) == (0, 0)


def test_the_same_number_of_a_channel_after_a_crash_is_another_call(phone: Heard) -> None:
    before = phone.comes()
    lost_and_found(phone, phone.exchange.crash)
    phone.clock.advance(5)
    after = phone.comes()
    assert before != after
    assert before not in phone.calls() or phone.calls()[before].state is CallState.ENDED


def test_a_line_on_which_nothing_is_said_any_more_is_noticed(phone: Heard) -> None:
    restless(phone, PINGS)
    phone.comes()
    phone.exchange.go_deaf()
    assert "svarte ikke" in down(phone)
    phone.exchange.come_back()
    until(lambda: is_back(phone), "it to be found again")


def test_a_message_that_breaks_off_is_none(phone: Heard) -> None:
    call = phone.comes()
    lost_and_found(phone, phone.exchange.cut_in_a_line)
    assert phone.calls()[call].place == 1


def test_what_no_event_tells_the_next_look_mends(phone: Heard) -> None:
    restless(phone, LOOKS)
    first, second = phone.comes(), phone.comes()
    queue = phone.exchange.board.queues["kundeservice"]
    call = next(one for one in queue.waiting if one.key == second)
    phone.exchange.ask(lambda: queue.change_priority(call, 10, True))
    phone.until(second, lambda seen: (seen.place, seen.priority) == (1, 10))
    phone.until(first, lambda seen: seen.place == 2)


def test_who_is_not_let_in_is_told_so_and_does_not_knock_by_himself(phone: Heard) -> None:
    stranger = PhoneConnector(phone.settings, "feil", phone.clock, 0, PACE)
    for _ in range(2):
        with pytest.raises(AuthFailed, match="konsoll"):
            stranger.check()
    restless(phone, PINGS)
    phone.comes()
    phone.exchange.until_asked("Ping", 5)
    stranger.close()
    assert len(phone.exchange.sent("Login")) <= 3


def test_who_listens_is_woken_by_news_and_told_of_the_loss(phone: Heard) -> None:
    woken, over = threading.Semaphore(0), threading.Event()

    def listen() -> None:
        try:
            phone.connector.listen(woken.release, threading.Event())
        except ChannelDown:
            over.set()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    assert woken.acquire(timeout=20), "it is woken as soon as the line stands"
    phone.exchange.comes("+4790000001")
    assert woken.acquire(timeout=20)
    phone.exchange.go_away()
    assert over.wait(20)
    listener.join(20)


def test_who_listens_stops_when_told(phone: Heard) -> None:
    stop, woken = threading.Event(), threading.Event()
    listener = threading.Thread(target=phone.connector.listen, args=(woken.set, stop), daemon=True)
    listener.start()
    assert woken.wait(20)
    stop.set()
    listener.join(20)
    assert not listener.is_alive()


def test_closed_at_any_time_it_opens_anew_and_versions_go_on(phone: Heard) -> None:
    call = phone.comes()
    before = phone.calls()[call].version
    for _ in range(3):
        phone.connector.close()
        again = phone.calls()[call]
        assert again.version > before
        before = again.version


def test_figures_are_the_exchanges_own(phone: Heard) -> None:
    restless(phone, LOOKS)
    call = phone.comes()
    phone.clock.advance(4)
    phone.exchange.hangs_up(call)
    until(lambda: phone.figures().queues[0].abandoned == 1, "the exchange to have counted")
    (figures,) = phone.figures().queues
    assert (figures.queue, figures.within_s, figures.average_wait_s) == ("kundeservice", 20.0, None)


def test_since_when_an_exchange_counts_is_told_and_anew_when_it_begins_anew(phone: Heard) -> None:
    phone.clock.advance(90)
    restless(phone, LOOKS)
    assert phone.figures().queues[0].counted_since == MONDAY_MORNING, "it tells how long it is up"
    phone.exchange.hangs_up(phone.comes())
    until(lambda: phone.figures().queues[0].abandoned == 1, "the exchange to have counted")
    assert phone.figures().queues[0].counted_since == MONDAY_MORNING
    phone.clock.advance(60)
    queue = phone.exchange.board.queues["kundeservice"]
    phone.exchange.ask(lambda: setattr(queue, "abandoned", 0))
    until(lambda: phone.figures().queues[0].abandoned == 0, "the exchange to have begun anew")
    assert phone.figures().queues[0].counted_since == phone.clock.now()


@pytest.mark.parametrize(
    "forged",
    [
        "x\r\n\r\nResponse: Error\r\nMessage: no",
        "x\r\n\r\nEvent: QueueStatusComplete\r\nListItems: 0",
        "x\r\n\r\nEvent: QueueEntry\r\nQueue: kundeservice\r\nPosition: 2\r\nUniqueid: 7.7",
    ],
)
def test_what_a_caller_calls_himself_answers_nothing_and_makes_nobody(
    phone: Heard, forged: str
) -> None:
    """A list ends each of its items with our own id, also what a name has made one of."""
    call = phone.exchange.comes("+4790000001", forged, 0, "")
    phone.until(call, lambda seen: seen.place == 1)
    lost_and_found(phone, phone.exchange.cut)
    assert list(phone.calls()) == [call]
    assert isinstance(phone.take(call, OWN), Sent)


def test_a_caller_we_moved_is_no_register_after_a_loss_either(phone: Heard) -> None:
    call = phone.comes()
    phone.act(OutwardKind.SET_PRIORITY, call, priority="10")
    phone.until(call, lambda seen: seen.priority == 10)
    lost_and_found(phone, phone.exchange.cut)
    seen = phone.calls()[call]
    assert (seen.priority, seen.is_pos) == (10, False)


def test_a_registers_priority_and_shop_are_told(phone: Heard) -> None:
    call = phone.comes(priority=10, store_id="0303")
    seen = phone.calls()[call]
    assert (seen.shop, seen.is_pos, seen.priority) == ("0303", True, 10)
