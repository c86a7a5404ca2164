"""Live values and lists: who listens hears of real changes, and may leave at any time."""

from __future__ import annotations

from dataclasses import dataclass

from console.desk.changes import Insert, Op, Remove
from console.desk.live import LiveList, LiveValue


@dataclass(frozen=True)
class Row:
    key: str


def test_a_listener_hears_of_real_changes_alone() -> None:
    heard: list[int] = []
    value = LiveValue(1)
    value.listen(heard.append)
    for number in (1, 2, 2, 3):
        value.set(number)
    assert heard == [2, 3]
    assert value.value == 3


def test_a_listener_hears_nothing_once_it_has_left_and_may_leave_twice() -> None:
    heard: list[int] = []
    value = LiveValue(1)
    stop = value.listen(heard.append)
    stop()
    stop()
    value.set(2)
    assert heard == []


def test_a_listener_that_leaves_while_it_is_told_keeps_nobody_else_from_hearing() -> None:
    heard: list[str] = []
    value = LiveValue(1)

    def once(_value: int) -> None:
        heard.append("once")
        stop()

    stop = value.listen(once)
    value.listen(lambda _: heard.append("other"))
    value.set(2)
    value.set(3)
    assert heard == ["once", "other", "other"]


def test_a_list_tells_its_differences_and_nothing_when_there_are_none() -> None:
    told: list[tuple[Op[Row], ...]] = []
    rows: LiveList[Row] = LiveList()
    rows.listen(told.append)
    rows.show([Row("a"), Row("b")])
    rows.show([Row("a"), Row("b")])
    rows.show([Row("b")])
    assert told == [(Insert(0, (Row("a"), Row("b"))),), (Remove(0, 1),)]
    assert rows.rows == (Row("b"),)


def test_steps_that_are_given_are_taken_and_told_on() -> None:
    told: list[tuple[Op[Row], ...]] = []
    rows: LiveList[Row] = LiveList()
    rows.show([Row("a")])
    rows.listen(told.append)
    steps: tuple[Op[Row], ...] = (Insert(1, (Row("b"),)), Remove(0, 1))
    rows.apply(steps)
    assert (rows.rows, told) == ((Row("b"),), [steps])
