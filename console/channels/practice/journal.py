"""What a live channel of the world has to tell: each thing as it is now, in order of its change."""

from __future__ import annotations

from console.channels.contract import LivePage
from console.domain.live_news import LiveItem


class Journal:
    """Keeps each thing's last state under its name, and gives out what is newer than a cursor."""

    def __init__(self, run: str) -> None:
        """`run` names this run of the other side: cursors of another one are known no longer."""
        self._run = run
        self._items: dict[str, tuple[int, LiveItem]] = {}
        self._changes: list[str] = []

    @property
    def at(self) -> int:
        """How many changes there have been."""
        return len(self._changes)

    def put(self, name: str, item: LiveItem) -> None:
        """The thing called `name` is like this now."""
        self._changes.append(name)
        self._items[name] = (len(self._changes), item)

    def page(self, cursor: bytes | None, budget: int) -> LivePage:
        """What has changed since, at most `budget` things; what changed twice comes once."""
        place = self._place(cursor)
        items: list[LiveItem] = []
        for number, name in enumerate(self._changes[place:], start=place + 1):
            newest, item = self._items[name]
            if newest != number:
                place = number
                continue
            if len(items) == budget:
                return LivePage(tuple(items), self._cursor(place), more=True)
            items.append(item)
            place = number
        return LivePage(tuple(items), self._cursor(place), more=False)

    def _cursor(self, place: int) -> bytes:
        return f"{self._run}:{place}".encode()

    def _place(self, cursor: bytes | None) -> int:
        run, _, place = (cursor or b"").decode("utf-8", "replace").rpartition(":")
        if run != self._run or not place.isdecimal() or int(place) > len(self._changes):
            return 0
        return int(place)
