"""One clock for all: the server's, however this machine's own goes or jumps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from fakes.clock import FakeClock
from peers.postgres import Postgres
from sqlalchemy import text
from whenever import Instant

from console.data.engine import open_engine
from console.data.errors import StoreError
from console.data.store import Store
from console.data.store_clock import AGAIN_S, OwnClock, StoreClock, clock_of, clock_words
from console.domain.instants import seconds_between


@dataclass
class Steady:
    """A steady clock that a test moves: what was laid out first, then it stands."""

    seconds: float = 1000.0
    laid_out: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        if self.laid_out:
            self.seconds = self.laid_out.pop(0)
        return self.seconds


@pytest.fixture
def server(server_url: str) -> Iterator[Store]:
    store = Store(open_engine(server_url))
    yield store
    store.close()


@pytest.fixture
def local() -> FakeClock:
    return FakeClock()


@pytest.fixture
def steady_s() -> Steady:
    return Steady()


@pytest.fixture
def shared(server: Store, local: FakeClock, steady_s: Steady) -> StoreClock:
    """The server's clock as a machine knows it that has just asked."""
    clock = StoreClock(server, local, steady_s)
    clock.keep()
    return clock


def _server_time(store: Store) -> Instant:
    asked = text("SELECT clock_timestamp()")
    return Instant(store.read(lambda session: session.execute(asked).scalar_one()))


def test_the_time_is_the_servers_whatever_this_machine_believes(
    shared: StoreClock, server: Store, local: FakeClock
) -> None:
    true = _server_time(server)
    assert seconds_between(shared.now(), true) == pytest.approx(0, abs=1.0)
    assert shared.offset_s == pytest.approx(seconds_between(true, local.now()), abs=1.0)


def test_it_counts_on_steadily_while_this_machines_clock_jumps(
    shared: StoreClock, local: FakeClock, steady_s: Steady
) -> None:
    before, ahead_s = shared.now(), shared.offset_s
    local.advance(3600)
    steady_s.seconds += 7.5
    assert seconds_between(before, shared.now()) == pytest.approx(7.5)
    assert shared.offset_s == pytest.approx(ahead_s + 3600 - 7.5)


def test_of_several_answers_the_quickest_counts_with_its_way_halved(
    server: Store, local: FakeClock
) -> None:
    steady_s = Steady()
    clock = StoreClock(server, local, steady_s)
    steady_s.laid_out = [0.0, 4.0, 10.0, 10.2, 20.0, 22.0]
    clock.measure()
    assert clock.measured_at is not None
    steady_s.seconds = 10.1
    assert seconds_between(clock.measured_at, clock.now()) == pytest.approx(0, abs=1e-5)


def test_the_server_is_asked_again_now_and_then(shared: StoreClock, steady_s: Steady) -> None:
    first = shared.measured_at
    steady_s.seconds += AGAIN_S - 1
    shared.keep()
    assert shared.measured_at == first
    steady_s.seconds += 1
    shared.keep()
    assert shared.measured_at != first


def test_it_goes_on_counting_while_the_server_is_away(
    local: FakeClock, steady_s: Steady, own_postgres: Postgres
) -> None:
    store = Store(open_engine(own_postgres.url("postgres")))
    clock = StoreClock(store, local, steady_s)
    clock.keep()
    before = clock.now()
    own_postgres.stop()
    steady_s.seconds += AGAIN_S
    with pytest.raises(StoreError):
        clock.keep()
    store.close()
    assert seconds_between(before, clock.now()) == pytest.approx(AGAIN_S)


def test_before_it_was_asked_it_is_this_machines_time_and_nothing_is_doubted(
    server: Store, local: FakeClock, steady_s: Steady
) -> None:
    clock = StoreClock(server, local, steady_s)
    assert (clock.now(), clock.doubts()) == (local.now(), "")


@pytest.mark.parametrize(
    ("offset_s", "words"),
    [
        (0.4, ""),
        (-2.0, ""),
        (12.3, "klokken på denne maskinen går 12 s foran lagerets"),
        (-61.0, "klokken på denne maskinen går 61 s etter lagerets"),
    ],
)
def test_a_clock_that_is_far_off_is_told_of(offset_s: float, words: str) -> None:
    assert clock_words(offset_s) == words


def test_a_store_in_one_file_goes_by_this_machine(
    store: Store, local: FakeClock, steady_s: Steady
) -> None:
    clock = clock_of(store, local, steady_s)
    assert isinstance(clock, OwnClock)
    clock.keep()
    assert (clock.now(), clock.doubts()) == (local.now(), "")
