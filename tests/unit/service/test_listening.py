"""The line that is held open: what it hears wakes, what breaks it is shown."""

from __future__ import annotations

import pytest
from fakes.mailbox import FakeMailbox, down

from console.channels.contract import AuthFailed
from console.service.bell import Bell
from console.service.hold import AUTH_S
from console.service.listening import Listening
from console.service.part import PartState


class Heard:
    """What the listener told and whom it woke."""

    def __init__(self, outside: FakeMailbox) -> None:
        self.states: list[PartState] = []
        self.wakes = 0
        self.bell = Bell()
        self.part = Listening("mail.listening", "lytter", outside, self.wake, self.tell, self.bell)

    def wake(self) -> None:
        self.wakes += 1

    def tell(self, _part: str, state: PartState, _text: str) -> None:
        self.states.append(state)


@pytest.fixture
def heard(outside: FakeMailbox) -> Heard:
    return Heard(outside)


def test_a_line_that_breaks_is_opened_again_later_and_later(
    heard: Heard, outside: FakeMailbox
) -> None:
    outside.trouble["listen"] = down()
    rests = [heard.part.step() for _ in range(8)]
    assert {rest.state for rest in rests} == {PartState.FAILING}
    assert rests[0].seconds <= 1.0
    assert rests[-1].seconds >= 30.0


def test_a_refused_login_is_not_repeated_for_five_minutes(
    heard: Heard, outside: FakeMailbox
) -> None:
    outside.trouble["listen"] = AuthFailed("feil passord")
    assert heard.part.step().seconds >= AUTH_S


def test_a_line_that_stood_begins_anew_with_the_shortest_wait(
    heard: Heard, outside: FakeMailbox
) -> None:
    outside.trouble["listen"] = down()
    for _ in range(8):
        heard.part.step()
    outside.trouble.clear()
    heard.bell.stop()
    assert heard.part.step().state is PartState.OK
    assert (heard.wakes, heard.states) == (1, [PartState.OK])
    outside.trouble["listen"] = down()
    assert heard.part.step().seconds <= 1.0


def test_closing_ends_the_line(heard: Heard, outside: FakeMailbox) -> None:
    heard.part.break_off()
    assert outside.is_closed.is_set()
