"""What the desk adds to the store's words: whether something that was written is kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes.clock import MONDAY_MORNING

from console.data.commands.people import disable_person
from console.data.engine import open_engine
from console.data.feed import newest
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.errors import StoreAway
from console.desk.workers import Workers

pytestmark = pytest.mark.asyncio

KEPT = "Det du skrev, er tatt vare på."


@pytest.fixture
def nowhere() -> Iterator[Workers]:
    """Workers on a server that is not there."""
    store = Store(open_engine("postgresql://jonas@127.0.0.1:9/desk?connect_timeout=2"))
    workers = Workers(store)
    yield workers
    workers.close()
    store.close()


async def test_an_act_that_the_store_cannot_take_says_that_its_words_are_kept(
    nowhere: Workers,
) -> None:
    act = new_act(None, MONDAY_MORNING)
    for perform in (nowhere.perform, nowhere.perform_aside):
        with pytest.raises(StoreAway, match=r"(?s)^Lageret svarer ikke \(.*\)\. ") as away:
            await perform(act, disable_person, "jonas")
        assert str(away.value).endswith(KEPT)
        assert away.value.may_have_come


async def test_what_cannot_be_read_says_nothing_of_what_was_written(nowhere: Workers) -> None:
    with pytest.raises(StoreAway) as away:
        await nowhere.read(newest)
    assert KEPT not in str(away.value)
