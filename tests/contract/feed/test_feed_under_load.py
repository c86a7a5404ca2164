"""Eight write while readers are cut and the server crashes: each event is read once, in order."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest
from fixtures.crowds import crowd_on
from fixtures.servers import started
from peers.feed_crowd import Load
from peers.postgres import Postgres

LOAD = Load(writers=8, seconds=3, cuts=20, restarts=(signal.SIGQUIT,))


@pytest.fixture
def own_server() -> Iterator[Postgres]:
    """A server that may go down, and keeps what it has acknowledged when it does."""
    server = started(Postgres(durable=True))
    yield server
    server.remove()


def test_cuts_and_a_crash_lose_nothing_double_nothing_and_keep_the_order(
    own_server: Postgres,
) -> None:
    outcome = crowd_on(own_server, LOAD)
    assert list(outcome.faults()) == []
    assert len(outcome.acknowledged) > LOAD.writers
    assert (outcome.cut > 0, outcome.killed > 0) == (True, True)
    assert outcome.plain_lost > 0, "the same on a plain sequence loses rows"
