"""An exchange by webhook, and the real parts of `serve` on a store: nothing lost or doubled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from fakes.keyrings import Ring
from fixtures.house import House
from fixtures.leader import Leader
from peers.postgres import free_port
from peers.waiting import until
from peers.webhook_exchange import QUEUE, SECRET, WebhookExchange
from sqlalchemy import select

from console.data.commands.calls import ask_to_take
from console.data.commands.settings import set_setting
from console.data.queries.floor import floor_now
from console.data.queries.people import setting
from console.data.secrets import phone_password_name
from console.data.tables.live import CallRow
from console.domain.calls import CallState
from console.domain.ids import PersonId
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings, to_json
from console.domain.telephones import KEY as TELEPHONES
from console.service.bell import Bells
from console.service.health import HealthBoard
from console.service.live_parts import delivery_of
from console.service.phone_account import by_kind
from console.service.phone_parts import PhoneAccount, versions_of
from console.service.supervisor import Patience


@dataclass
class Served:
    """An exchange, and the part of a leading `serve` that follows it."""

    house: House
    exchange: WebhookExchange
    settings: PhoneSettings
    account: PhoneAccount
    bells: Bells

    def follow(self, settings: PhoneSettings) -> None:
        known = self.house.store.read(setting, KEY)
        version = 0 if known is None else known.version
        self.house.act(None, set_setting, KEY, to_json(settings), version)
        self.account.step()
        self.exchange.port = settings.listen_port

    def states(self) -> dict[str, str]:
        """Every call in the store; that none is there twice."""
        query = select(CallRow.remote_id, CallRow.state)
        rows = self.house.store.read(lambda s: s.execute(query).all())
        assert len({name for name, _ in rows}) == len(rows)
        return {name: state for name, state in rows}

    def is_quiet(self) -> bool:
        """Whether everything that was told was acknowledged."""
        return self.exchange.left == 0


@pytest.fixture
def served(leader: Leader, house: House) -> Iterator[Served]:
    exchange, bells, ring = WebhookExchange(house.clock.now), Bells(), Ring()
    settings = PhoneSettings(
        kind=PhoneKind.WEBHOOK,
        queues=(QUEUE,),
        listen_port=free_port(),
        act_url=exchange.act_url,
    )
    ring.set(phone_password_name(settings), SECRET)
    board, patience = HealthBoard(leader.desk, "test:1:-"), Patience(3.0, 3.0)
    versions = versions_of(leader.epoch)
    account = PhoneAccount(leader.desk, ring, by_kind, board, bells, versions, patience)
    yield Served(house, exchange, settings, account, bells)
    account.close()
    exchange.stop()


def test_what_is_acknowledged_is_in_the_store(served: Served) -> None:
    served.follow(served.settings)
    calls = [served.exchange.comes(f"+472200000{number}") for number in range(5)]
    until(served.is_quiet, "everything to be acknowledged")
    assert served.states() == dict.fromkeys(calls, "waiting")


def test_told_while_nobody_listened_it_is_all_there_once_somebody_does(served: Served) -> None:
    first, second = served.exchange.comes("+4722000001"), served.exchange.comes("+4722000002")
    served.exchange.hangs_up(first)
    served.follow(served.settings)
    until(served.is_quiet, "everything to be acknowledged")
    assert served.states() == {first: "ended", second: "waiting"}


def test_calls_go_on_when_the_setting_changes_in_the_middle(served: Served) -> None:
    served.follow(served.settings)
    call = served.exchange.comes("+4722000001")
    until(served.is_quiet, "the caller to be acknowledged")
    served.follow(replace(served.settings, wrap_up_s=30))
    served.house.clock.advance(5)
    served.exchange.tell("call.answered", call=call, telephone="1001")
    until(lambda: served.states() == {call: "talking"}, "the answer")
    (found,) = served.house.store.read(floor_now).calls
    assert (found.number, found.state) == ("+4722000001", CallState.TALKING)


def test_a_caller_is_put_through_by_order(served: Served, sunniva: PersonId) -> None:
    served.house.act(None, set_setting, TELEPHONES, {"1001": "sunniva"}, 0)
    served.follow(served.settings)
    call = served.exchange.comes("+4722000001")
    until(served.is_quiet, "the caller to be acknowledged")
    (found,) = served.house.store.read(floor_now).calls
    served.house.act(sunniva, ask_to_take, found.id)
    served.bells.ring(delivery_of("phone"))
    until(lambda: served.states() == {call: "talking"}, "the call to be ours")
    (found,) = served.house.store.read(floor_now).calls
    assert found.answered_by == sunniva
