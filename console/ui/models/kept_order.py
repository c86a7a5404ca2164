"""The order of a list while a hand is on it: what stands there stays, what is new comes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

from console.desk.changes import Keyed, Move, differences


class Held(Keyed, Protocol):
    """A row that keeps its place while a hand is on the list."""

    @property
    def is_head(self) -> bool: ...

    @property
    def left(self) -> Self:
        """The same once it does not belong to the list any more."""
        ...


H = TypeVar("H", bound=Held)


@dataclass(frozen=True)
class Waiting:
    """Rows that wait to move up or down, and new ones above what shows; falsy for none."""

    up: int = 0
    down: int = 0
    above: int = 0

    def __bool__(self) -> bool:
        return bool(self.up or self.down or self.above)


def kept_order(shown: Sequence[H], wanted: Sequence[H], under: str = "") -> list[H]:
    """The wanted rows in the order shown: text as wanted, new rows below their forerunner.

    Rows that are no longer wanted go, but the head of a group stays while rows stand under it, and
    so does the row with the key `under`: a click on its way must not fall on another.
    """
    texts = {row.key: row for row in wanted}
    known = {row.key for row in shown}
    after: dict[str, list[H]] = {}
    forerunner = ""
    for row in wanted:
        if row.key in known:
            forerunner = row.key
        else:
            after.setdefault(forerunner, []).append(row)
    order = list(after.get("", ()))
    for row in _staying(shown, {*texts, under}):
        order.append(texts.get(row.key, row.left if row.key == under else row))
        order.extend(after.get(row.key, ()))
    return order


def _staying(shown: Sequence[H], keys: set[str]) -> list[H]:
    staying: list[H] = []
    has_rows = False
    for row in reversed(shown):
        if row.key in keys or (row.is_head and has_rows):
            staying.append(row)
        has_rows = not row.is_head and (has_rows or row.key in keys)
    staying.reverse()
    return staying


def moved(shown: Sequence[H], wanted: Sequence[H]) -> Waiting:
    """How many rows would stand higher or lower if the wanted order came now."""
    if [row.key for row in shown] == [row.key for row in wanted]:
        return Waiting()
    steps = differences(shown, wanted)
    up = sum(isinstance(op, Move) and op.target < op.source for op in steps)
    down = sum(isinstance(op, Move) and op.target > op.source for op in steps)
    # A head that only stayed for its rows waits as well.
    return Waiting(up, down if up or down else 1)
