"""Live values and lists: what a screen listens to. Threads: the loop's only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from console.desk.changes import Op, R, applied, differences

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
        self.rows: tuple[R, ...] = ()

    def show(self, rows: Sequence[R]) -> None:
        """Makes these the rows."""
        ops = differences(self.rows, rows)
        self.rows = tuple(rows)
        if ops:
            self.tell(ops)

    def apply(self, ops: tuple[Op[R], ...]) -> None:
        """Takes steps that lead from these rows to others."""
        self.rows = tuple(applied(self.rows, ops))
        self.tell(ops)
