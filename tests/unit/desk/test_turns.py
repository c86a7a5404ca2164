"""Work in parts: each in a turn of the loop of its own, all of them in their order."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from console.desk.turns import Turns

pytestmark = pytest.mark.asyncio


class Noted:
    """What was done, and between which turns of the loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.turns = Turns(self.loop)
        self.done: list[str] = []

    def parts(self, *names: str) -> list[partial[None]]:
        return [partial(self.done.append, name) for name in names]

    async def turn(self) -> None:
        await asyncio.sleep(0)
        self.done.append("|")


async def test_the_first_part_is_done_at_once_and_between_the_others_the_loop_comes_round() -> None:
    noted = Noted()
    noted.turns.hand_in(noted.parts("a", "b", "c"))
    assert noted.done == ["a"]
    await noted.turn()
    await noted.turn()
    assert noted.done == ["a", "b", "|", "c", "|"]


async def test_what_was_there_before_is_done_before_what_is_handed_in() -> None:
    noted = Noted()
    noted.turns.hand_in(noted.parts("a", "b", "c"))
    noted.turns.hand_in(noted.parts("d", "e", "f"))
    assert noted.done == ["a", "b", "c", "d"]
    await noted.turn()
    await noted.turn()
    assert noted.done[4:] == ["e", "|", "f", "|"]


async def test_a_part_that_fails_holds_up_none_that_follows() -> None:
    noted = Noted()
    failed: list[object] = []
    noted.loop.set_exception_handler(lambda _loop, context: failed.append(context["exception"]))

    def fail() -> None:
        raise ValueError("broken")

    noted.turns.hand_in([*noted.parts("a"), fail, *noted.parts("b")])
    for _ in range(3):
        await noted.turn()
    assert "b" in noted.done
    assert len(failed) == 1
    with pytest.raises(ValueError, match="broken"):
        noted.turns.hand_in([fail])


async def test_nothing_is_done_after_the_end() -> None:
    noted = Noted()
    noted.turns.hand_in(noted.parts("a", "b"))
    noted.turns.stop()
    await noted.turn()
    assert noted.done == ["a", "|"]
