"""The exchange of the setting: its parts run as long as setting and password stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from fakes.clock import FakeClock
from fakes.live_outside import ScriptedPhone
from fixtures.house import House
from fixtures.leader import Leader
from peers.waiting import until

from console.channels.contract import LiveConnector
from console.data.commands.calls import ask_to_take
from console.data.commands.settings import set_setting
from console.data.queries.floor import floor_now
from console.data.queries.wire import connector_statuses, health
from console.data.secrets import SecretsUnavailable, phone_password_name
from console.domain.calls import CallState
from console.domain.connecting import SettingsError
from console.domain.ids import PersonId
from console.domain.instants import Clock
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings, to_json
from console.domain.telephones import KEY as TELEPHONES
from console.service.bell import Bells
from console.service.health import HealthBoard
from console.service.live_parts import delivery_of
from console.service.part import PartState
from console.service.phone_account import Exchange
from console.service.phone_parts import PhoneAccount, versions_of
from console.service.supervisor import Patience

SETTINGS = PhoneSettings(
    kind=PhoneKind.AMI, queues=("kundeservice",), host="127.0.0.1", user="konsoll"
)
MADE = {"phone.intake", "phone.delivery", "phone.listening"}


@dataclass
class Room:
    """Where the exchange stands: its password, and each connector made for it."""

    clock: FakeClock
    password: str | None = "riktig"
    locked: str = ""
    refused: str = ""
    exchanges: list[Exchange] = field(default_factory=list)
    made: list[ScriptedPhone] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        if self.locked:
            raise SecretsUnavailable(self.locked)
        return self.password if name == phone_password_name(SETTINGS) else None

    def connect(self, exchange: Exchange, clock: Clock, version_from: int) -> LiveConnector:
        assert clock.now() == self.clock.now()
        if self.refused:
            raise SettingsError(self.refused)
        self.exchanges.append(exchange)
        self.versions.append(version_from)
        self.made.append(ScriptedPhone(self.clock))
        return self.made[-1]


@pytest.fixture
def room(clock: FakeClock) -> Room:
    return Room(clock)


@pytest.fixture
def bells() -> Bells:
    return Bells()


@pytest.fixture
def account(leader: Leader, room: Room, bells: Bells) -> Iterator[PhoneAccount]:
    board = HealthBoard(leader.desk, "test:1:-")
    patience, versions = Patience(0.5, 0.5), versions_of(leader.epoch)
    made = PhoneAccount(leader.desk, room, room.connect, board, bells, versions, patience)
    yield made
    made.close()


def _name_exchange(house: House, version: int = 0, value: str | None = None) -> None:
    house.act(None, set_setting, KEY, to_json(SETTINGS) if value is None else value, version)


def _running(house: House) -> set[str]:
    return {row.part for row in house.store.read(health) if row.state == "ok"}


def _problem(house: House) -> str:
    (status,) = house.store.read(connector_statuses)
    return status.problem


def test_without_an_exchange_it_waits_and_says_so(account: PhoneAccount, room: Room) -> None:
    rest = account.step()
    assert (rest.state, rest.text) == (PartState.OK, "venter: ingen telefonsentral er lagt inn")
    assert room.made == []


def test_the_three_parts_of_a_named_exchange_share_one_connector(
    account: PhoneAccount, room: Room, house: House
) -> None:
    _name_exchange(house)
    assert account.step().text == "telefonsentralen er 127.0.0.1:5038"
    room.made[0].comes("+4721982474")
    until(lambda: house.store.read(floor_now).calls, "the caller to be taken in")
    until(lambda: _running(house) == MADE, "each part to run")
    account.step()
    assert [one.password for one in room.exchanges] == ["riktig"]


def test_an_act_that_is_rung_for_is_done_at_once_also_by_a_later_connector(
    account: PhoneAccount, room: Room, house: House, bells: Bells, sunniva: PersonId
) -> None:
    house.act(None, set_setting, TELEPHONES, {"PJSIP/21": "sunniva"}, 0)
    _name_exchange(house)
    account.step()
    room.password = "nytt"
    account.step()
    call = room.made[1].comes("+4721982474")
    until(lambda: house.store.read(floor_now).calls, "the caller to be taken in")
    until(lambda: _running(house) == MADE, "each part to run")
    house.act(sunniva, ask_to_take, house.store.read(floor_now).calls[0].id)
    bells.ring(delivery_of("phone"))
    until(lambda: room.made[1].calls[call].state is CallState.TALKING, "the call to be ours")


@pytest.mark.parametrize("change", ["password", "setting"])
def test_what_changed_starts_everything_anew_and_ends_what_was(
    change: str, account: PhoneAccount, room: Room, house: House
) -> None:
    _name_exchange(house)
    account.step()
    if change == "password":
        room.password = "nytt"
    else:
        _name_exchange(house, 1)
    account.step()
    assert len(room.made) == 2
    assert room.made[0].lines_closed >= 1


def test_a_later_connector_and_a_later_leader_tell_what_is_newer() -> None:
    begun = [
        life
        for epoch in (1, 2, 3)
        for life, _ in zip(versions_of(epoch), range(4095), strict=False)
    ]
    assert all(later - earlier >= 1 << 28 for earlier, later in pairwise(begun))
    assert next(versions_of(1 << 22)) < 1 << 63


def test_versions_go_on_when_the_part_is_made_anew(
    leader: Leader, room: Room, bells: Bells, house: House
) -> None:
    board, versions = HealthBoard(leader.desk, "test:1:-"), versions_of(leader.epoch)
    _name_exchange(house)
    for _ in range(2):
        part = PhoneAccount(leader.desk, room, room.connect, board, bells, versions)
        part.step()
        part.close()
    assert room.versions == sorted(set(room.versions))


def test_without_a_password_it_says_what_to_do_and_waits(
    account: PhoneAccount, room: Room, house: House
) -> None:
    room.password = None
    _name_exchange(house)
    rest = account.step()
    assert rest.state is PartState.FAILING
    assert "Innstillinger → Telefon" in rest.text
    assert "LoadCredential=phone-konsoll@127.0.0.1" in rest.text
    assert _problem(house) == rest.text
    room.password = "riktig"
    assert account.step().state is PartState.OK


def test_a_keyring_that_is_locked_for_a_while_ends_nothing_that_runs(
    account: PhoneAccount, room: Room, house: House
) -> None:
    _name_exchange(house)
    account.step()
    room.locked = "nøkkelringen er låst"
    assert account.step().text == "nøkkelringen er låst"
    room.locked = ""
    assert account.step().state is PartState.OK
    assert (len(room.made), room.made[0].lines_closed) == (1, 0)


@pytest.mark.parametrize("value", ["{}", "rubbish", json.dumps({"kind": 7})])
def test_a_setting_that_cannot_work_is_told_and_ends_the_former_exchange(
    value: str, account: PhoneAccount, room: Room, house: House
) -> None:
    _name_exchange(house)
    account.step()
    _name_exchange(house, 1, value)
    assert account.step().state is PartState.FAILING
    assert room.made[0].lines_closed >= 1


def test_what_a_connector_cannot_be_made_of_is_told(
    account: PhoneAccount, room: Room, house: House
) -> None:
    room.refused = "Nøkkelen er ikke en nøkkel."
    _name_exchange(house)
    assert account.step().text == "Nøkkelen er ikke en nøkkel."
    room.refused = ""
    assert account.step().state is PartState.OK


def test_when_the_exchange_is_taken_away_nobody_waits_there_any_more(
    account: PhoneAccount, room: Room, house: House
) -> None:
    _name_exchange(house)
    account.step()
    room.made[0].comes("+4721982474")
    until(lambda: house.store.read(floor_now).calls, "the caller to be taken in")
    _name_exchange(house, 1, "")
    assert account.step().text == "venter: ingen telefonsentral er lagt inn"
    states = {call.state for call in house.store.read(floor_now).calls}
    assert states <= {CallState.ENDED}
    (status,) = house.store.read(connector_statuses)
    assert (status.tried_at, status.problem) == (None, "")


def test_what_was_wrong_with_an_exchange_goes_with_it(
    account: PhoneAccount, room: Room, house: House
) -> None:
    room.password = None
    _name_exchange(house)
    account.step()
    assert _problem(house)
    _name_exchange(house, 1, "")
    account.step()
    assert _problem(house) == ""
