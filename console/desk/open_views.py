"""The cases that are open on screens: kept current while they are in sight.

One that is out of sight is read anew when it comes back, not with everything that happens to it.
Threads: the loop's only.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from console.desk.case_view import CaseView
from console.desk.errors import StoreAway
from console.desk.tasks import Spawn
from console.domain.ids import CaseId


class OpenViews:
    def __init__(self, spawn: Spawn) -> None:
        self._spawn = spawn
        self._views: list[CaseView] = []
        self._missed: set[CaseView] = set()
        self._out_of_sight: set[CaseView] = set()

    def add(self, view: CaseView) -> CaseView:
        """Keeps it current until `drop`."""
        self._views.append(view)
        return view

    def drop(self, view: CaseView) -> None:
        """Twice is once."""
        if view in self._views:
            self._views.remove(view)
            self._missed.discard(view)
            self._out_of_sight.discard(view)

    def clear(self) -> None:
        """None is kept current any longer."""
        for view in tuple(self._views):
            self.drop(view)

    def put_out_of_sight(self, view: CaseView) -> None:
        """Nobody looks at it."""
        self._out_of_sight.add(view)

    def bring_into_sight(self, view: CaseView) -> None:
        """Somebody looks at it: what it has missed is read."""
        self._out_of_sight.discard(view)
        if view in self._views:
            view.tick()
            if view in self._missed:
                self._refresh((view,))

    def hear(self, touched: Container[CaseId | None]) -> None:
        """Something has happened to these cases; what could not be read before is tried again."""
        self._refresh(view for view in self._views if view.case in touched or view in self._missed)

    def read_again(self) -> None:
        """The store may be another now."""
        self._refresh(view for view in self._views if view.case)

    def tick(self) -> None:
        """A second has passed."""
        for view in self._views:
            if view not in self._out_of_sight:
                view.tick()

    def _refresh(self, views: Iterable[CaseView]) -> None:
        for view in tuple(views):
            if view in self._out_of_sight:
                self._missed.add(view)
            else:
                self._spawn(self._refresh_one(view), "refresh case")

    async def _refresh_one(self, view: CaseView) -> None:
        self._missed.discard(view)
        try:
            await view.refresh()
        except StoreAway:
            self._missed.add(view)  # read again with what comes next
