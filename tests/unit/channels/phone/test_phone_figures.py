"""Since when an exchange counts: its start, or when the house set its counters to nothing."""

from __future__ import annotations

from dataclasses import replace

from fakes.clock import MONDAY_MORNING, FakeClock
from heard_exchange import PACE, Heard
from peers.waiting import until
from whenever import Instant

from console.channels.contract import ChannelDown

QUEUE = "kundeservice"


def since(phone: Heard) -> Instant | None:
    (figures,) = phone.figures().queues
    return figures.counted_since


def has_counted(phone: Heard, abandoned: int) -> None:
    until(lambda: phone.figures().queues[0].abandoned == abandoned, f"{abandoned} to be counted")


def counts_nothing(phone: Heard) -> None:
    """As many houses do each night."""
    queue = phone.exchange.board.queues[QUEUE]
    phone.exchange.ask(lambda: setattr(queue, "abandoned", 0))


def looking(phone: Heard, clock: FakeClock) -> None:
    """Looks at the queues at once; the exchange has been up for a while."""
    clock.advance(90)
    phone.pace = replace(PACE, heal_s=0.05)
    phone.is_set()
    phone.exchange.hangs_up(phone.comes())
    has_counted(phone, 1)


def test_what_was_set_to_nothing_counts_from_then_also_after_a_loss(
    phone: Heard, clock: FakeClock
) -> None:
    looking(phone, clock)
    assert since(phone) == MONDAY_MORNING
    at = clock.advance(60)
    counts_nothing(phone)
    has_counted(phone, 0)
    clock.advance(600)
    logins = phone.exchange.logins
    phone.exchange.cut()
    until(lambda: phone.exchange.logins > logins and _is_heard(phone), "it to be heard")
    assert since(phone) == at


def test_what_was_set_to_nothing_while_nobody_heard_counts_from_when_it_is_found(
    phone: Heard, clock: FakeClock
) -> None:
    looking(phone, clock)
    phone.exchange.go_away()
    counts_nothing(phone)
    at = clock.advance(600)
    phone.exchange.come_back()
    until(lambda: phone.tries() > 1 and _is_heard(phone), "it to be heard")
    assert since(phone) == at


def test_an_exchange_that_was_started_anew_counts_from_its_start(
    phone: Heard, clock: FakeClock
) -> None:
    looking(phone, clock)
    at = clock.advance(600)
    logins = phone.exchange.logins
    phone.exchange.restart()
    until(lambda: phone.exchange.logins > logins and _is_heard(phone), "it to be heard")
    assert since(phone) == at


def _is_heard(phone: Heard) -> bool:
    try:
        return bool(phone.connector.pull(None, 1))
    except ChannelDown:
        return False
