"""Somebody holds the feed's gate and sleeps: others wait, are freed, and nothing is missed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from fixtures.house import House
from fixtures.team_store import SERVE, TeamStore
from peers.postgres import Postgres
from peers.waiting import until
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.cases import take_case
from console.data.commands.feed_gate import free_the_feed
from console.data.feed import newest, news
from console.data.transaction import new_act
from console.domain.ids import PersonId

HOLD = (
    "SET idle_in_transaction_session_timeout = 0",
    "BEGIN",
    "SET CONSTRAINTS ALL IMMEDIATE",
    "INSERT INTO event (act_id, at, kind, entity, entity_id, data) "
    "VALUES (gen_random_uuid(), now(), 'CaseTaken', 'case', '1', '{}')",
)


def _is_waiting(session: Session) -> bool:
    asked = text(
        "SELECT count(*) FROM pg_locks WHERE relation = 'feed_gate'::regclass AND NOT granted"
    )
    return bool(session.execute(asked).scalar_one())


def test_an_act_held_up_at_the_gate_goes_through_once_it_is_freed(
    house: House,
    store: TeamStore,
    postgres: Postgres,
    server_database: str,
    sunniva: PersonId,
    jonas: PersonId,
) -> None:
    case = house.arrive("frakt")
    start = house.store.read(newest)
    store.of("jonas")
    with postgres.connect(server_database, "jonas") as hostile, ThreadPoolExecutor(1) as threads:
        for statement in HOLD:
            hostile.execute(statement)
        act = threads.submit(house.act, sunniva, take_case, case)
        until(lambda: house.store.read(_is_waiting), "an act waits at the gate")
        assert house.store.read(news, start).items == (), "reading goes on meanwhile"
        freed = store.of(SERVE).upkeep(new_act(None, house.clock.now()), free_the_feed, 0.0, 5.0)
        assert freed == {"ended": 1, "confirming": 0, "others": 0}
        act.result(10)
        with pytest.raises(psycopg.OperationalError):
            hostile.execute("COMMIT")
    told = house.store.read(news, start).items
    assert [(item.kind, item.actor) for item in told] == [("CaseTaken", sunniva)]
