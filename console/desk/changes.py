"""Minimal differences between two orders of a list, and applying them.

Rows are known by key. The differences turn the old list into the new one, one step after the
other: removals first, then moves, then insertions from the top, then rows whose text has changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


R = TypeVar("R", bound=Keyed)


@dataclass(frozen=True)
class Remove:
    """Rows [first, first + count) go."""

    first: int
    count: int


@dataclass(frozen=True)
class Insert(Generic[R]):
    """New rows stand from `first` on."""

    first: int
    rows: tuple[R, ...]


@dataclass(frozen=True)
class Move:
    """The row at `source` is taken out and stands at `target` afterwards."""

    source: int
    target: int


@dataclass(frozen=True)
class Update(Generic[R]):
    """The row at `at` says something else."""

    at: int
    row: R


Op = Remove | Insert[R] | Move | Update[R]


def differences(old: Sequence[R], new: Sequence[R]) -> tuple[Op[R], ...]:
    """The steps from old to new. Keys are unique within each."""
    wanted = {row.key for row in new}
    ops: list[Op[R]] = list(_removals([row.key in wanted for row in old]))
    kept = {row.key: row for row in old if row.key in wanted}
    ops += _moves(list(kept), [row.key for row in new if row.key in kept])
    ops += _insertions(kept.keys(), new)
    ops += [
        Update(at, row) for at, row in enumerate(new) if row.key in kept and kept[row.key] != row
    ]
    return tuple(ops)


def _removals(stays: Sequence[bool]) -> list[Remove]:
    """Runs of rows that go, from the end, so that earlier numbers stay right."""
    found: list[Remove] = []
    end = len(stays)
    while end > 0:
        if stays[end - 1]:
            end -= 1
            continue
        first = end - 1
        while first > 0 and not stays[first - 1]:
            first -= 1
        found.append(Remove(first, end - first))
        end = first
    return found


def _moves(keys: list[str], wanted: Sequence[str]) -> list[Move]:
    """The fewest moves from one order of the same keys to another."""
    places = {key: place for place, key in enumerate(keys)}
    staying = _longest_rise([places[key] for key in wanted])
    ops: list[Move] = []
    before: str | None = None
    for key in wanted:
        if places[key] not in staying:
            source = keys.index(key)
            del keys[source]
            target = 0 if before is None else keys.index(before) + 1
            keys.insert(target, key)
            ops.append(Move(source, target))
        before = key
    return ops


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The longest rising choice of different numbers in their order (patience sorting)."""
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        previous[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    found: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = previous[last]
    return found


def _insertions(known: Collection[str], new: Sequence[R]) -> list[Insert[R]]:
    """Runs of new rows, from the top, so that each stands where it will."""
    ops: list[Insert[R]] = []
    at = 0
    for is_known, run in groupby(new, key=lambda row: row.key in known):
        rows = tuple(run)
        if not is_known:
            ops.append(Insert(at, rows))
        at += len(rows)
    return ops


def applied(rows: Sequence[R], ops: Sequence[Op[R]]) -> list[R]:
    """The list after the steps."""
    result = list(rows)
    apply_to(result, ops)
    return result


def apply_to(rows: list[R], ops: Sequence[Op[R]]) -> None:
    """Takes the steps in the list itself."""
    for op in ops:
        match op:
            case Remove(first, count):
                del rows[first : first + count]
            case Insert(first, inserted):
                rows[first:first] = inserted
            case Move(source, target):
                rows.insert(target, rows.pop(source))
            case Update(at, row):
                rows[at] = row
