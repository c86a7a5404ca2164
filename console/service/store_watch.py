"""Noticing what people do in the store, so that the parts it concerns need not wait."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from console.data.commit_watch import CommitWatch, watch_commits
from console.data.feed import Cursor, newest, news
from console.data.store import Store
from console.service.hold import steady
from console.service.part import Rest

NEAR_S = 0.25
"""How long a round listens for a commit before it looks whether it should end."""

FAR_S = 2.0
"""The feed is read at least so often, heard or not."""

Wake = Callable[[], object]


class StoreWatch:
    """The part that rings for others: `wakes` says which events ring whom."""

    def __init__(
        self, store: Store, wakes: Mapping[str, Wake], by_people: Collection[str] = ()
    ) -> None:
        """Of the events `by_people`, those that nobody did ring no one: the parts did."""
        self._store = store
        self._wakes = wakes
        self._by_people = by_people
        self._cursor: Cursor | None = None
        self._commits: CommitWatch | None = None
        self._read_at_s = float("-inf")

    def step(self) -> Rest:
        """Listens, and reads what is new. Raises StoreError."""
        if self._cursor is None or self._commits is None:
            self._begin()
        elif self._commits.wait(NEAR_S) or steady() >= self._read_at_s + FAR_S:
            self._read(self._cursor)
        return Rest(0.0)

    def break_off(self) -> None:
        """Ends the listening."""
        if self._commits is not None:
            self._commits.wake()

    def close(self) -> None:
        """Closes the watch's own connection."""
        if self._commits is not None:
            self._commits.close()

    def _begin(self) -> None:
        self._commits = watch_commits(self._store.engine)
        self._cursor = self._store.read(newest)
        # What happened before the first look is due as well.
        for wake in set(self._wakes.values()):
            wake()

    def _read(self, cursor: Cursor) -> None:
        found = self._store.read(news, cursor)
        self._cursor, self._read_at_s = found.cursor, steady()
        kinds = {
            item.kind
            for item in found.items
            if item.actor is not None or item.kind not in self._by_people
        }
        if found.is_restart:
            kinds = set(self._wakes)
        for wake in {self._wakes[kind] for kind in kinds & set(self._wakes)}:
            wake()
        if found.more:
            self._read(found.cursor)
