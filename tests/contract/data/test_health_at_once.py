"""Parts of `serve` that show life for the first time at the same instant."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fixtures.house import House
from peers.waiting import until
from sqlalchemy import text

from console.data.commands.connectors import mark_alive, mark_failing
from console.data.queries.wire import connector_statuses, health
from console.data.transaction import Act, Transaction, new_act

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")


def _somebody_waits(house: House) -> bool:
    if house.store.engine.dialect.name == "sqlite":
        return True  # in a file whoever comes second waits before it looks
    with house.store.engine.connect() as connection:
        return bool(connection.scalar(WAITING))


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (mark_alive, ("chat.intake", "serve:1:1", "ok", "følger med")),
        (mark_failing, ("chat", "borte")),
    ],
)
def test_of_two_who_tell_of_one_part_at_once_neither_fails(
    house: House, command: Callable[..., Any], told: tuple[str, ...]
) -> None:
    def act() -> Act:
        return new_act(None, house.clock.now())

    with ThreadPoolExecutor(1) as other:

        def first(tx: Transaction) -> None:
            command(tx, *told)
            tx.session.flush()
            second.append(other.submit(house.store.upkeep, act(), command, *told))
            until(lambda: _somebody_waits(house), "the second to wait for the first")

        second: list[Any] = []
        house.store.upkeep(act(), first)
        second[0].result(20)
    rows = (*house.store.read(health), *house.store.read(connector_statuses))
    assert len(rows) == 1
