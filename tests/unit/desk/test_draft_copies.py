"""What one writes follows to the store within seconds, and is offered at another machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.clock import FakeClock

from console.data.pocket import Pocket
from console.data.queries.drafts import copy_of_draft
from console.data.store import Store
from console.desk.case_draft import CaseDraft, Mode
from console.desk.draft_copies import COPY_EVERY_S, DraftCopies
from console.desk.drafts import Drafts
from console.desk.live import LiveValue
from console.desk.tasks import Tasks
from console.desk.workers import Workers
from console.domain.ids import CaseId
from console.domain.people import Person

pytestmark = pytest.mark.asyncio

CASE = CaseId(7)


class Machine:
    """One of a person's machines: a pocket of its own, and the store of all."""

    def __init__(
        self, store: Store, pocket: Pocket, clock: FakeClock, me: Person, tasks: Tasks
    ) -> None:
        self._store = store
        self._clock = clock
        self._me = me
        self._tasks = tasks
        self.pocket = pocket
        self.workers = Workers(store)
        self.has_store = LiveValue(True)
        self.drafts = Drafts(pocket, self.workers, clock, tasks.spawn)
        self.copies = DraftCopies(
            self.workers, clock, me, tasks.spawn, lambda: self.has_store.value
        )
        self.drafts.typed.listen(self.copies.take)

    async def opened(self) -> CaseDraft:
        """The case is opened here."""
        draft = CaseDraft(self.drafts, CASE)
        for mode in Mode:
            await draft.load(mode)
        return draft

    async def offered(self) -> list[tuple[Mode, str, str]]:
        """What is offered when the case is opened here."""
        found = await (await self.opened()).elsewhere(self.copies)
        return [(mode, offer.text, offer.words) for mode, offer in found]

    async def pass_s(self, seconds: float) -> None:
        """So much time passes, and the desk ticks."""
        self._clock.advance(seconds)
        self.copies.tick()
        while self._tasks._running:
            await asyncio.gather(*self._tasks._running)

    def copy(self, scope: str = "case:7") -> str:
        """The text as it lies in the store."""
        found = self._store.read(copy_of_draft, self._me.id, scope, self._clock.now())
        return "" if found is None else found.text

    async def type(self, text: str, mode: Mode = Mode.REPLY) -> None:
        (await self.opened()).type(mode, text)


@pytest_asyncio.fixture
async def here(
    store: Store, pocket: Pocket, clock: FakeClock, me: Person, tasks: Tasks
) -> AsyncIterator[Machine]:
    machine = Machine(store, pocket, clock, me, tasks)
    yield machine
    await machine.drafts.stop()
    machine.workers.close()


@pytest_asyncio.fixture
async def there(
    store: Store, tmp_path: Path, clock: FakeClock, me: Person, tasks: Tasks
) -> AsyncIterator[Machine]:
    """The same person's other machine."""
    pocket = Pocket(tmp_path / "other.db")
    machine = Machine(store, pocket, clock, me, tasks)
    yield machine
    await machine.drafts.stop()
    machine.workers.close()
    pocket.close()


async def test_a_copy_follows_at_most_every_three_seconds(here: Machine) -> None:
    draft = await here.opened()
    draft.type(Mode.REPLY, "Hei")
    await here.pass_s(0)
    assert here.copy() == "Hei"
    draft.type(Mode.REPLY, "Hei Kari")
    await here.pass_s(COPY_EVERY_S - 1)
    assert here.copy() == "Hei"
    await here.pass_s(1)
    assert here.copy() == "Hei Kari"


async def test_leaving_a_case_copies_at_once(here: Machine) -> None:
    draft = await here.opened()
    draft.type(Mode.REPLY, "Hei")
    await here.pass_s(0)
    draft.type(Mode.REPLY, "Hei Kari")
    here.copies.copy_soon()
    await here.pass_s(0)
    assert here.copy() == "Hei Kari"


async def test_what_was_sent_or_emptied_is_dropped(here: Machine) -> None:
    draft = await here.opened()
    for mode in Mode:
        draft.type(mode, "Hei Kari")
    await here.copies.flush()
    await draft.clear(Mode.REPLY)
    draft.type(Mode.NOTE, "")
    await here.copies.flush()
    assert (here.copy(), here.copy("case:7:note")) == ("", "")


async def test_another_machine_offers_it_and_says_when(
    here: Machine, there: Machine, clock: FakeClock
) -> None:
    await here.type("Hei Kari")
    await here.type("Ring henne", Mode.NOTE)
    await here.copies.flush()
    clock.advance(3600)
    words = "Du skrev her 09:41 på en annen maskin"
    assert await there.offered() == [
        (Mode.REPLY, "Hei Kari", words),
        (Mode.NOTE, "Ring henne", words),
    ]


async def test_the_machine_itself_offers_nothing(here: Machine, clock: FakeClock) -> None:
    await here.type("Hei Kari")
    await here.copies.flush()
    await here.type("Hei Kari, frakten")
    clock.advance(3600)
    assert await here.offered() == []


async def test_an_older_text_is_not_offered_and_a_newer_one_is(
    here: Machine, there: Machine, clock: FakeClock
) -> None:
    await here.type("Det gamle")
    await here.copies.flush()
    clock.advance(60)
    await there.type("Det nye")
    assert await there.offered() == []
    clock.advance(60)
    await here.type("Det aller nyeste")
    await here.copies.flush()
    assert [text for _, text, _ in await there.offered()] == ["Det aller nyeste"]


async def test_the_same_text_is_not_offered(here: Machine, there: Machine) -> None:
    await there.type("Hei Kari")
    await here.type("Hei Kari")
    await here.copies.flush()
    assert await there.offered() == []


async def test_without_a_store_the_pocket_has_it_and_the_copy_follows(
    here: Machine, failures: list[BaseException]
) -> None:
    here.has_store.set(False)
    await here.type("Hei Kari")
    await here.drafts.flush()
    await here.pass_s(COPY_EVERY_S)
    assert (here.copy(), here.pocket.load("case:7").text) == ("", "Hei Kari")
    here.has_store.set(True)
    await here.pass_s(COPY_EVERY_S)
    assert here.copy() == "Hei Kari"
    assert failures == []
