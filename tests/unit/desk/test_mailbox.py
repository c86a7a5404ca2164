"""The team's mailbox as a setting: stored checked, its password in the keyring."""

from __future__ import annotations

from dataclasses import replace

import pytest
import pytest_asyncio
from fakes.keyrings import LockedRing, Ring
from fixtures.house import House

from console.data.commands.settings import set_setting
from console.desk.errors import ActFailed
from console.desk.mailbox import Mailbox, StoredMailbox
from console.desk.workers import Workers
from console.domain.mail_account import guess
from console.domain.people import Person

pytestmark = pytest.mark.asyncio

ACCOUNT = replace(guess("kundeservice@mystore.no"), display_name="Mystore")


@pytest.fixture
def ring() -> Ring:
    return Ring()


@pytest_asyncio.fixture
async def mailbox(workers: Workers, house: House, me: Person, ring: Ring) -> Mailbox:
    return Mailbox(workers, house.clock, me, ring)


async def test_no_mailbox_is_none(mailbox: Mailbox) -> None:
    assert await mailbox.load() == StoredMailbox(None, 0)


async def test_a_mailbox_comes_back_as_it_was_entered(mailbox: Mailbox, ring: Ring) -> None:
    version = await mailbox.save(ACCOUNT, "hemmelig", 0)
    assert await mailbox.load() == StoredMailbox(ACCOUNT, version)
    assert ring.kept == {"mail:kundeservice@mystore.no": "hemmelig"}


async def test_an_empty_password_keeps_the_one_there_is(mailbox: Mailbox, ring: Ring) -> None:
    version = await mailbox.save(ACCOUNT, "hemmelig", 0)
    await mailbox.save(replace(ACCOUNT, folder="Support"), "", version)
    assert ring.kept == {"mail:kundeservice@mystore.no": "hemmelig"}
    stored = await mailbox.load()
    assert stored.settings is not None
    assert (stored.settings.folder, stored.version) == ("Support", version + 1)


async def test_who_has_not_seen_the_newest_is_refused_and_changes_nothing(
    mailbox: Mailbox,
) -> None:
    await mailbox.save(ACCOUNT, "", 0)
    with pytest.raises(ActFailed, match="endret av en annen"):
        await mailbox.save(replace(ACCOUNT, folder="Support"), "", 0)
    assert (await mailbox.load()).settings == ACCOUNT


async def test_a_keyring_that_refuses_stores_nothing(
    workers: Workers, house: House, me: Person, mailbox: Mailbox
) -> None:
    locked = Mailbox(workers, house.clock, me, LockedRing())
    with pytest.raises(ActFailed, match=r"nøkkelringen er låst.*Ingenting er lagret") as refused:
        await locked.save(ACCOUNT, "hemmelig", 0)
    assert "hemmelig" not in str(refused.value)
    assert (await mailbox.load()).settings is None


async def test_a_setting_that_cannot_be_read_is_told_not_thrown_away(
    mailbox: Mailbox, house: House, me: Person
) -> None:
    house.act(me.id, set_setting, "mail", '{"address": "kundeservice"}', 0)
    stored = await mailbox.load()
    assert (stored.settings, stored.version) == (None, 1)
    assert stored.problem
