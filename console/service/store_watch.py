"""Noticing what people do in the store, so that the parts it concerns need not wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from console.data.commit_watch import CommitWatch
from console.data.feed import Cursor, newest, news
from console.data.store import Store
from console.service.part import Rest

NEAR_S = 0.25
"""How often a store in one file is asked whether anything was committed (it costs 7 µs)."""

FAR_S = 2.0
"""How often the feed of a store on a server is read."""

Wake = Callable[[], object]


class StoreWatch:
    """The part that rings for others: `wakes` says which events ring whom."""

    def __init__(self, store: Store, wakes: Mapping[str, Wake]) -> None:
        self._store = store
        self._wakes = wakes
        self._cursor: Cursor | None = None
        self._commits: CommitWatch | None = None

    def step(self) -> Rest:
        """Reads what is new. Raises StoreError."""
        if self._cursor is None:
            self._begin()
        elif self._commits is None or self._commits.has_news():
            self._read(self._cursor)
        return Rest(FAR_S if self._commits is None else NEAR_S)

    def break_off(self) -> None:
        """A round is one query: it ends by itself."""

    def close(self) -> None:
        """Closes the watch's own connection."""
        if self._commits is not None:
            self._commits.close()

    def _begin(self) -> None:
        if self._store.engine.dialect.name == "sqlite":
            self._commits = CommitWatch(self._store.engine)
        self._cursor = self._store.read(newest)
        # What happened before the first look is due as well.
        for wake in set(self._wakes.values()):
            wake()

    def _read(self, cursor: Cursor) -> None:
        found = self._store.read(news, cursor)
        self._cursor = found.cursor
        kinds = set(self._wakes) if found.is_restart else {item.kind for item in found.items}
        for wake in {self._wakes[kind] for kind in kinds & set(self._wakes)}:
            wake()
        if found.more:
            self._read(found.cursor)
