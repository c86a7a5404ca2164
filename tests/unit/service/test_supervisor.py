"""Parts come back when they fail, are shown as they are, and leave nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from peers.waiting import until

from console.data.errors import StoreBusy
from console.service.bell import Bell
from console.service.hold import Growth
from console.service.part import PartPlan, PartState, Rest
from console.service.supervisor import Patience, Supervisor

AT_ONCE = Growth(first_s=0.0, longest_s=0.0)
LONG = Rest(3600.0)


@dataclass
class Board:
    """What the parts were said to be, in order."""

    said: list[tuple[str, PartState, str]] = field(default_factory=list)

    def tell(self, part: str, state: PartState, text: str) -> None:
        self.said.append((part, state, text))

    def states(self, part: str) -> list[PartState]:
        return [state for name, state, _ in self.said if name == part]


@dataclass
class FakePart:
    """Does as it is told in each round."""

    round: Callable[[], Rest]
    is_closed: bool = False
    unblock: threading.Event = field(default_factory=threading.Event)

    def step(self) -> Rest:
        return self.round()

    def break_off(self) -> None:
        self.unblock.set()

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def supervisor(board: Board) -> Iterator[Supervisor]:
    made = Supervisor(board.tell, lambda: True, AT_ONCE)
    yield made
    made.stop()


def _plan(name: str, *parts: FakePart) -> PartPlan:
    """A part that is each of these in turn, the last one from then on."""
    lives = list(parts)
    return PartPlan(name, lambda bell: lives.pop(0) if len(lives) > 1 else lives[0])


def _failing(error: Exception) -> FakePart:
    def fail() -> Rest:
        raise error

    return FakePart(fail)


def test_a_part_that_fails_is_made_anew_and_shown_as_failing_meanwhile(
    supervisor: Supervisor, board: Board
) -> None:
    broken, whole = _failing(ValueError("?")), FakePart(lambda: LONG)
    supervisor.start(_plan("mail", broken, whole))
    until(lambda: PartState.OK in board.states("mail"), "the part to work")
    assert board.states("mail") == [PartState.FAILING, PartState.OK]
    assert broken.is_closed, "the broken one let go of what it held"


def test_a_failure_that_was_foreseen_is_shown_in_its_own_words(
    supervisor: Supervisor, board: Board
) -> None:
    supervisor.start(_plan("mail", _failing(StoreBusy("lageret er låst")), FakePart(lambda: LONG)))
    until(lambda: PartState.OK in board.states("mail"), "the part to work")
    assert board.said[0] == ("mail", PartState.FAILING, "lageret er låst")


def test_one_part_that_fails_for_ever_leaves_the_others_working(
    supervisor: Supervisor, board: Board
) -> None:
    rounds: list[int] = []

    def count() -> Rest:
        rounds.append(1)
        return Rest(0.0)

    supervisor.start(_plan("broken", _failing(ValueError("?"))))
    supervisor.start(_plan("whole", FakePart(count)))
    until(lambda: len(rounds) > 20 and len(board.states("broken")) > 5, "both to go on")


def test_a_part_rests_until_it_is_rung(supervisor: Supervisor) -> None:
    rounds: list[int] = []

    def count() -> Rest:
        rounds.append(1)
        return LONG

    bell = supervisor.start(_plan("mail", FakePart(count)))
    until(lambda: len(rounds) == 1, "the first round")
    bell.ring()
    until(lambda: len(rounds) == 2, "the second round")


def test_stopping_ends_every_part_and_says_so(supervisor: Supervisor, board: Board) -> None:
    parts = {name: FakePart(lambda: LONG) for name in ("first", "second")}
    for name, part in parts.items():
        supervisor.start(_plan(name, part))
    until(lambda: len(board.said) == 2, "both to work")
    assert supervisor.stop() == ()
    assert all(part.is_closed for part in parts.values())
    assert board.states("first")[-1] is PartState.STOPPED
    assert board.states("second")[-1] is PartState.STOPPED


def test_a_round_that_hangs_is_broken_off(supervisor: Supervisor, board: Board) -> None:
    hanging = FakePart(lambda: LONG)
    entered = threading.Event()

    def hang() -> Rest:
        entered.set()
        hanging.unblock.wait()
        raise ConnectionError("cut")

    hanging.round = hang
    supervisor.start(_plan("mail", hanging))
    assert entered.wait(5)
    assert supervisor.stop(Patience(grace_s=0.05)) == ()
    assert board.states("mail") == [PartState.STOPPED], "a cut at the end is no failure"


def test_a_part_that_cannot_be_broken_off_keeps_no_other_from_it(supervisor: Supervisor) -> None:
    first, last = FakePart(lambda: LONG), FakePart(lambda: LONG)
    entered = threading.Barrier(3)
    release = threading.Event()

    def hang(on: threading.Event) -> Rest:
        entered.wait(5)
        on.wait()
        return LONG

    def fail() -> None:
        raise OSError("closed")

    first.round = lambda: hang(first.unblock)
    last.round = lambda: hang(release)
    last.break_off = fail  # type: ignore[method-assign]
    supervisor.start(_plan("first", first))
    supervisor.start(_plan("last", last))
    entered.wait(5)
    assert supervisor.stop(Patience(0.05, 0.05)) == ("last",)
    release.set()
    assert supervisor.stop() == ()


def test_a_part_that_has_ended_is_not_broken_off(supervisor: Supervisor) -> None:
    ended, release, making = _failing(ValueError("?")), threading.Event(), threading.Event()
    lives = [ended]

    def make(_bell: Bell) -> FakePart:
        if lives:
            return lives.pop()
        making.set()
        release.wait()
        return FakePart(lambda: LONG)

    supervisor.start(PartPlan("mail", make))
    assert making.wait(5)
    assert supervisor.stop(Patience(0.05, 0.05)) == ("mail",)
    assert not ended.unblock.is_set()
    release.set()
    assert supervisor.stop() == ()


def test_a_round_that_will_not_end_is_named_and_not_waited_for(supervisor: Supervisor) -> None:
    release, entered = threading.Event(), threading.Event()

    def hang() -> Rest:
        entered.set()
        release.wait()
        return LONG

    supervisor.start(_plan("mail", FakePart(hang)))
    assert entered.wait(5)
    assert supervisor.stop(Patience(0.05, 0.05)) == ("mail",)
    release.set()
    assert supervisor.stop() == (), "once it has ended, it is gone"


def test_nothing_is_begun_while_it_may_not_work(board: Board) -> None:
    asked, rounds = threading.Event(), []

    def never() -> bool:
        asked.set()
        return False

    supervisor = Supervisor(board.tell, never, AT_ONCE)
    supervisor.start(_plan("mail", FakePart(lambda: rounds.append(1) or LONG)))
    assert asked.wait(5)
    assert supervisor.stop() == ()
    assert rounds == []


def test_a_ring_during_a_round_is_not_lost() -> None:
    bell = Bell()
    bell.ring()
    bell.wait(3600.0)
    assert not bell.is_stopped()


def test_delays_double_to_their_limit_within_their_upper_half() -> None:
    growth = Growth(first_s=1.0, longest_s=60.0)
    full = [1, 2, 4, 8, 16, 32, 60, 60]
    for failures, longest in enumerate(full, start=1):
        delays = [growth.delay_s(failures) for _ in range(50)]
        assert longest / 2 <= min(delays) <= max(delays) <= longest
        assert len(set(delays)) > 1, "two of us must not come back at the same moment"
    assert growth.delay_s(10_000) <= 60.0
