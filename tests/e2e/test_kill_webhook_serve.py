"""`serve` is killed while an exchange tells by a webhook: what was acknowledged is there, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.serve_process import Starter
from fixtures.house import House
from peers.postgres import free_port
from peers.waiting import until
from peers.webhook_exchange import QUEUE, SECRET, WebhookExchange
from sqlalchemy import select

from console.app.machine_clock import MachineClock
from console.data.commands.settings import set_setting
from console.data.secrets import credential_file, phone_password_name
from console.data.tables.live import CallRow
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings, to_json

pytestmark = pytest.mark.e2e

KILLED, CALLS = 2, 6


@pytest.fixture
def exchange() -> Iterator[WebhookExchange]:
    made = WebhookExchange(MachineClock().now)
    yield made
    made.stop()


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[Starter]:
    made = Starter(tmp_path, "")
    yield made
    made.end_all()


def _states(house: House) -> dict[str, str]:
    query = select(CallRow.remote_id, CallRow.state)
    rows = house.store.read(lambda s: s.execute(query).all())
    assert len({name for name, _ in rows}) == len(rows), "nothing is doubled"
    return {name: state for name, state in rows}


def test_killed_again_and_again_every_call_is_there_once(
    house: House, store_url: str, starter: Starter, exchange: WebhookExchange
) -> None:
    exchange.port = free_port()
    settings = PhoneSettings(kind=PhoneKind.WEBHOOK, queues=(QUEUE,), listen_port=exchange.port)
    house.act(None, set_setting, KEY, to_json(settings), 0)
    (starter.folder / credential_file(phone_password_name(settings))).write_text(SECRET)
    serve = starter.start(store_url)
    wanted: dict[str, str] = {}
    for _ in range(KILLED):
        told = len(exchange.statuses)
        calls = [exchange.comes(f"+47220000{number:02}") for number in range(CALLS)]
        wanted.update(dict.fromkeys(calls, "waiting"))
        for call in calls[::2]:
            exchange.hangs_up(call)
            wanted[call] = "ended"
        until(lambda so_far=told: exchange.statuses[so_far:].count(200) > CALLS // 2, "the middle")
        serve.kill()
        serve = starter.start(store_url)
    until(lambda: exchange.left == 0, "everything to be acknowledged")
    assert _states(house) == wanted
