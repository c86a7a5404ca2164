"""The web chat as a setting: stored as entered; a site's key is made, and kept in the keyring."""

from __future__ import annotations

import pytest
import pytest_asyncio
from fakes.keyrings import LockedRing, Ring
from fixtures.house import House

from console.data.commands.connectors import mark_alive
from console.data.commands.settings import set_setting
from console.data.queries.serve_life import SILENT_S
from console.data.queries.web_doors import DoorLife
from console.desk.errors import ActFailed
from console.desk.web_chat_setting import StoredWebChat, WebChatSetting
from console.desk.workers import Workers
from console.domain.people import Person
from console.domain.web_chat import KEY, Site, WebChatSettings, script_tag

pytestmark = pytest.mark.asyncio

SITE = Site("mystore", "Mystore.no", ("https://www.mystore.no",), has_identity=True)
SETTINGS = WebChatSettings(sites=(SITE,), public_url="https://chat.mystore.no")


@pytest.fixture
def ring() -> Ring:
    return Ring()


@pytest_asyncio.fixture
async def chat(workers: Workers, house: House, me: Person, ring: Ring) -> WebChatSetting:
    return WebChatSetting(workers, house.clock, me, ring)


async def test_no_web_chat_is_none(chat: WebChatSetting) -> None:
    assert await chat.load() == StoredWebChat()


async def test_a_web_chat_comes_back_as_it_was_entered_and_can_be_taken_away(
    chat: WebChatSetting,
) -> None:
    saved = await chat.save(SETTINGS, await chat.load())
    assert await chat.load() == saved == StoredWebChat(SETTINGS, version=1)
    gone = await chat.save(None, saved)
    assert (await chat.load()).settings is None
    assert (await chat.save(SETTINGS, gone)).version == 3


async def test_the_same_is_not_written_again(chat: WebChatSetting) -> None:
    saved = await chat.save(SETTINGS, await chat.load())
    assert (await chat.save(SETTINGS, saved)).version == saved.version


async def test_of_two_who_change_it_the_later_one_is_told(chat: WebChatSetting) -> None:
    seen = await chat.load()
    await chat.save(SETTINGS, seen)
    with pytest.raises(ActFailed, match="endret av en annen"):
        await chat.save(WebChatSettings(sites=(SITE,)), seen)


async def test_a_broken_setting_is_told_of_and_may_be_written_over(
    chat: WebChatSetting, house: House
) -> None:
    house.act(None, set_setting, KEY, "{", 0)
    broken = await chat.load()
    assert broken.settings is None
    assert "kan ikke leses" in broken.problem
    assert (await chat.save(SETTINGS, broken)).settings == SETTINGS


async def test_a_new_key_is_kept_with_the_one_before(chat: WebChatSetting, ring: Ring) -> None:
    first = await chat.new_key("mystore")
    assert ring.kept == {"web:mystore": first}
    second = await chat.new_key("mystore")
    assert ring.kept == {"web:mystore": second, "web:mystore:before": first}
    assert len({first, second}) == 2
    assert len(second) >= 43, "as much chance as the signature has bits"


async def test_a_key_that_no_keyring_takes_is_none(
    workers: Workers, house: House, me: Person
) -> None:
    locked = WebChatSetting(workers, house.clock, me, LockedRing())
    with pytest.raises(ActFailed, match="Ingenting er endret"):
        await locked.new_key("mystore")


async def test_doors_that_are_there_are_told_of_and_silent_ones_are_not(
    chat: WebChatSetting, house: House
) -> None:
    house.act(None, mark_alive, "web@old", "old:1:-", "ok", "døren er åpen")
    house.clock.advance(SILENT_S + 1)
    house.act(None, mark_alive, "web@one", "one:1:-", "ok", "døren er åpen")
    house.act(None, mark_alive, "web@two", "two:1:-", "failing", "porten er i bruk")
    told = (DoorLife("one", True, "døren er åpen"), DoorLife("two", False, "porten er i bruk"))
    assert (await chat.load()).doors == told


async def test_the_line_for_the_pages_names_door_and_site() -> None:
    assert script_tag(SETTINGS, SITE) == (
        '<script async src="https://chat.mystore.no/w/chat.js" data-site="mystore"></script>'
    )
    assert script_tag(WebChatSettings(sites=(SITE,)), SITE) == ""
