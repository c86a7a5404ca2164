"""Minimal differences between two orders of a list, and applying them.

Rows are known by key. The differences turn the old list into the new one, one step after the
other: removals first, then moves and insertions from the top, then rows whose text has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    kept = [row for row in old if row.key in wanted]
    ops += _placements([row.key for row in kept], new)
    texts = {row.key: row for row in kept}
    ops += [
        Update(at, row) for at, row in enumerate(new) if row.key in texts and texts[row.key] != row
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


def _placements(keys: list[str], new: Sequence[R]) -> list[Op[R]]:
    """Moves and insertions, walking the new order from the top."""
    ops: list[Op[R]] = []
    here = set(keys)
    at = 0
    while at < len(new):
        key = new[at].key
        if at < len(keys) and keys[at] == key:
            at += 1
        elif key in here:
            source = keys.index(key, at)
            keys.insert(at, keys.pop(source))
            ops.append(Move(source, at))
            at += 1
        else:
            run = at
            while run < len(new) and new[run].key not in here:
                run += 1
            ops.append(Insert(at, tuple(new[at:run])))
            keys[at:at] = [row.key for row in new[at:run]]
            at = run
    return ops


def applied(rows: Sequence[R], ops: Sequence[Op[R]]) -> list[R]:
    """The list after the steps."""
    result = list(rows)
    for op in ops:
        match op:
            case Remove(first, count):
                del result[first : first + count]
            case Insert(first, inserted):
                result[first:first] = inserted
            case Move(source, target):
                result.insert(target, result.pop(source))
            case Update(at, row):
                result[at] = row
    return result
