"""What a screen listens to on the desk, and the end of it when the screen goes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from console.desk.live import Listeners, LiveValue, Stop

T = TypeVar("T")


class Listening:
    """Everything one screen listens to; `end` before the screen is thrown away."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []

    def follow(self, value: LiveValue[T], show: Callable[[T], None]) -> None:
        """Shows a value now and after each change."""
        show(value.value)
        self._stops.append(value.listen(show))

    def hear(self, source: Listeners[T], listener: Callable[[T], None]) -> None:
        """Hears of changes from now on."""
        self._stops.append(source.listen(listener))

    def end(self) -> None:
        """Hears of nothing any more."""
        for stop in self._stops:
            stop()
        self._stops.clear()
