"""Live values and lists: what a screen listens to. Threads: the loop's only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from console.desk.changes import Op, R, apply_to, differences

T = TypeVar("T")
Stop = Callable[[], None]


class Listeners(Generic[T]):
    """Who wants to be told; each may leave."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[T], None]] = []

    def listen(self, listener: Callable[[T], None]) -> Stop:
        """Calls the listener from now on; the answer ends that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def tell(self, value: T) -> None:
        for listener in tuple(self._listeners):
            listener(value)


class LiveValue(Listeners[T]):
    """A value that changes; listeners hear only of real changes."""

    def __init__(self, value: T) -> None:
        super().__init__()
        self.value = value

    def set(self, value: T) -> None:
        if value != self.value:
            self.value = value
            self.tell(value)


class LiveList(Listeners[tuple[Op[R], ...]], Generic[R]):
    """Rows in order; listeners hear the differences."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[R] = []
        self._shown: tuple[R, ...] | None = ()

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows as they stand. Made when asked for: to copy 10,000 at each change of one costs
        more than the change.
        """
        if self._shown is None:
            self._shown = tuple(self._rows)
        return self._shown

    @property
    def is_empty(self) -> bool:
        return not self._rows

    def show(self, rows: Sequence[R]) -> None:
        """Makes these the rows."""
        ops = differences(self._rows, rows)
        self._rows, self._shown = list(rows), None
        if ops:
            self.tell(ops)

    def apply(self, ops: tuple[Op[R], ...]) -> None:
        """Takes steps that lead from these rows to others."""
        apply_to(self._rows, ops)
        self._shown = None
        self.tell(ops)
