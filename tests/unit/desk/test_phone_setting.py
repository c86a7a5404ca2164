"""The exchange as a setting: stored checked with its telephones, its password in the keyring."""

from __future__ import annotations

from dataclasses import replace

import pytest
import pytest_asyncio
from fakes.keyrings import LockedRing, Ring
from fixtures.house import House

from console.data.commands.live_intake import take_in_live
from console.data.commands.settings import set_setting
from console.data.queries.people import setting
from console.desk.errors import ActFailed
from console.desk.phone_setting import PhoneSetting, StoredPhone, Tried
from console.desk.workers import Workers
from console.domain.calls import MemberState
from console.domain.live_news import MemberSeen, MembersSeen
from console.domain.people import Person
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings
from console.domain.telephones import KEY as TELEPHONES

pytestmark = pytest.mark.asyncio

SETTINGS = PhoneSettings(
    kind=PhoneKind.AMI, queues=("kundeservice",), host="127.0.0.1", user="konsoll"
)
NAME = "phone:konsoll@127.0.0.1"
OWNERS = {"PJSIP/21": "sunniva"}


class Exchange:
    """What is tried, and with which password."""

    def __init__(self) -> None:
        self.tried: list[tuple[PhoneSettings, str]] = []

    def look(self, settings: PhoneSettings, password: str) -> Tried:
        self.tried.append((settings, password))
        return Tried(True, "innlogget")


@pytest.fixture
def ring() -> Ring:
    return Ring()


@pytest.fixture
def exchange() -> Exchange:
    return Exchange()


@pytest_asyncio.fixture
async def phone(
    workers: Workers, house: House, me: Person, ring: Ring, exchange: Exchange
) -> PhoneSetting:
    return PhoneSetting(workers, house.clock, me, ring, exchange.look)


async def test_no_exchange_is_none(phone: PhoneSetting) -> None:
    assert await phone.load() == StoredPhone(versions={KEY: 0, TELEPHONES: 0})


async def test_an_exchange_comes_back_as_it_was_entered(phone: PhoneSetting, ring: Ring) -> None:
    saved = await phone.save(SETTINGS, "hemmelig", OWNERS, await phone.load())
    assert await phone.load() == saved
    assert (saved.settings, saved.telephones) == (SETTINGS, OWNERS)
    assert ring.kept == {NAME: "hemmelig"}


async def test_only_what_is_new_is_written(phone: PhoneSetting, house: House) -> None:
    first = await phone.save(SETTINGS, "", OWNERS, await phone.load())
    second = await phone.save(SETTINGS, "", {"PJSIP/22": "sunniva"}, first)
    assert second.versions == {KEY: 1, TELEPHONES: 2}
    assert (await phone.save(SETTINGS, "", second.telephones, second)).versions == second.versions


async def test_both_are_stored_or_neither(phone: PhoneSetting, house: House, me: Person) -> None:
    seen = await phone.load()
    house.act(me.id, set_setting, TELEPHONES, {"PJSIP/9": "jonas"}, 0)
    with pytest.raises(ActFailed, match="endret av en annen"):
        await phone.save(SETTINGS, "", OWNERS, seen)
    stored = await phone.load()
    assert (stored.settings, stored.telephones) == (None, {"PJSIP/9": "jonas"})


async def test_an_exchange_is_taken_away(phone: PhoneSetting, house: House) -> None:
    saved = await phone.save(SETTINGS, "", OWNERS, await phone.load())
    await phone.save(None, "", OWNERS, saved)
    stored = await phone.load()
    assert (stored.settings, stored.problem, stored.telephones) == (None, "", OWNERS)


async def test_a_keyring_that_refuses_stores_nothing(
    workers: Workers, house: House, me: Person, phone: PhoneSetting, exchange: Exchange
) -> None:
    locked = PhoneSetting(workers, house.clock, me, LockedRing(), exchange.look)
    with pytest.raises(ActFailed, match=r"nøkkelringen er låst.*Ingenting er lagret") as refused:
        await locked.save(SETTINGS, "hemmelig", OWNERS, await phone.load())
    assert "hemmelig" not in str(refused.value)
    assert house.store.read(setting, KEY) is None


async def test_a_setting_that_cannot_be_read_is_told_not_thrown_away(
    phone: PhoneSetting, house: House, me: Person
) -> None:
    house.act(me.id, set_setting, KEY, '{"kind": "isdn"}', 0)
    stored = await phone.load()
    assert (stored.settings, stored.versions[KEY]) == (None, 1)
    assert "«kind»" in stored.problem
    saved = await phone.save(SETTINGS, "", OWNERS, stored)
    assert saved.versions[KEY] == 2


async def test_the_telephones_that_the_exchange_has_told_of_are_at_hand(
    phone: PhoneSetting, house: House
) -> None:
    now = house.clock.now()
    members = tuple(
        MemberSeen(name, queue, MemberState.READY, "", now)
        for name, queue in (("PJSIP/22", "salg"), ("PJSIP/21", "salg"), ("PJSIP/21", "vakt"))
    )
    house.act(None, take_in_live, "phone", [MembersSeen(1, members)], b"1")
    assert (await phone.load()).told == ("PJSIP/21", "PJSIP/22")


async def test_what_is_tried_need_not_be_stored_and_takes_the_kept_password(
    phone: PhoneSetting, ring: Ring, exchange: Exchange, house: House
) -> None:
    ring.set(NAME, "gammelt")
    other = replace(SETTINGS, port=5555)
    assert (await phone.try_out(other, "")).is_ok
    assert (await phone.try_out(other, "nytt")).is_ok
    assert exchange.tried == [(other, "gammelt"), (other, "nytt")]
    assert house.store.read(setting, KEY) is None


async def test_without_a_password_nothing_is_tried(phone: PhoneSetting, exchange: Exchange) -> None:
    tried = await phone.try_out(SETTINGS, "")
    assert (tried.is_ok, tried.text) == (False, "Passordet mangler. Skriv det inn, og prøv igjen.")
    assert exchange.tried == []


async def test_a_locked_keyring_is_told_when_one_tries(
    workers: Workers, house: House, me: Person, exchange: Exchange
) -> None:
    locked = PhoneSetting(workers, house.clock, me, LockedRing(), exchange.look)
    tried = await locked.try_out(SETTINGS, "")
    assert not tried.is_ok
    assert "nøkkelringen er låst" in tried.text
