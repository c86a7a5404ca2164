"""Acts on a case from its row: what the row's author had seen goes along, so the fence holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whenever import Instant

from console.desk.errors import StoreAway
from console.domain.ids import CaseId
from console.domain.people import Person
from console.ui.acts.runner import ActRunner

if TYPE_CHECKING:
    from console.desk.acts import Done
    from console.desk.desk import Desk


class RowActs:
    """What a key or a menu on a row does."""

    def __init__(self, desk: Desk, runner: ActRunner) -> None:
        self._desk = desk
        self._runner = runner

    def take(self, case: CaseId) -> None:
        """Makes me the owner."""
        self._runner.run(self._desk.acts.take(case))

    def release(self, case: CaseId) -> None:
        """Gives my case back to everyone."""
        self._runner.run(self._desk.acts.release(case))

    def hand_over(self, case: CaseId, to: Person) -> None:
        """Makes a colleague the owner."""
        self._runner.run(self._hand_over(case, to))

    def snooze(self, case: CaseId, until: Instant) -> None:
        """Puts the case away until a time."""
        self._runner.run(self._snooze(case, until))

    def close(self, case: CaseId) -> None:
        """Solves the case."""
        self._runner.run(self.closing(case))

    async def _hand_over(self, case: CaseId, to: Person) -> Done:
        return await self._desk.acts.hand_over(case, to, await self._seen(case))

    async def _snooze(self, case: CaseId, until: Instant) -> Done:
        return await self._desk.acts.snooze(case, until, await self._seen(case))

    async def closing(self, case: CaseId) -> Done:
        """Solving it, as an act to be run."""
        return await self._desk.acts.close(case, await self._seen(case))

    async def _seen(self, case: CaseId) -> int | None:
        """The newest event of the case: a row on the screen is never older than a moment.

        None where the store cannot be asked: then what the lists had shown counts.
        """
        view = self._desk.open_view()
        try:
            await view.show(case)
        except StoreAway:
            return None
        finally:
            self._desk.close_view(view)
        return 0 if view.face.value is None else view.face.value.seen
