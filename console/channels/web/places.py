"""How many of something there may be at once: of whatever holds memory, or a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from console.channels.web.refusal import Refusal
from console.domain.language import tr

_RETRY_S = 2


class Places:
    """Threads: the server's loop."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self._most, self._most_of_one = most, most_of_one
        self._taken: Counter[str] = Counter()

    @contextmanager
    def one(self, key: str) -> Iterator[None]:
        """A place for as long as this lasts. Raises Refusal where there is none."""
        if self._taken[key] >= self._most_of_one or self._taken.total() >= self._most:
            words = tr("Det er for mange på én gang. Prøv igjen om litt.")
            raise Refusal(503, "busy", words, _RETRY_S)
        self._taken[key] += 1
        try:
            yield
        finally:
            self._taken[key] -= 1
            self._taken += Counter()
