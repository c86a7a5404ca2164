"""My chats, on a desk whose feed a test turns by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from fixtures.live_house import LiveHouse
from fixtures.my_chats import MyChatsDesk

from console.desk.tasks import Tasks
from console.desk.workers import Workers
from console.domain.people import Person


@pytest_asyncio.fixture
async def my_chats(
    live: LiveHouse, workers: Workers, me: Person, tasks: Tasks
) -> AsyncIterator[MyChatsDesk]:
    """Sunniva's desk, with nobody in a chat."""
    desk = MyChatsDesk(live, workers, me, tasks)
    yield desk
    desk.work.stop()
