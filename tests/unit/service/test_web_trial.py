"""The doctor's questions of the web chat: keys, doors, and whether browsers get in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from fakes.clock import FakeClock
from fakes.keyrings import Ring
from fakes.web_hall import WebHall
from fixtures.house import House

from console.channels.web.door import WebDoor
from console.data.commands.connectors import mark_alive
from console.data.commands.settings import set_setting
from console.domain.hours.opening_hours import OpeningHours
from console.domain.web_chat import KEY, Site, WebChatSettings, to_json
from console.service.finding import Finding
from console.service.web_trial import reached_by, try_web_chat

SITE = Site("mystore", "Mystore", ("https://www.mystore.no",))
SETTINGS = WebChatSettings(sites=(SITE,), public_url="https://chat.mystore.no")
CHAT, KEYS, WAY = "nettchat", "nettstedenes nøkler", "nettchat utenfra"

Try = Callable[..., dict[str, Finding]]


@pytest.fixture
def tried(house: House) -> Try:
    def look(
        settings: WebChatSettings | None, ring: Ring | None = None, problem: str = ""
    ) -> dict[str, Finding]:
        if settings is not None:
            house.act(None, set_setting, KEY, to_json(settings), 0)
        asked: list[str] = []

        def reach(address: str) -> str:
            asked.append(address)
            return problem

        found = list(try_web_chat(house.store, ring, house.clock.now(), reach))
        assert all(each == "https://chat.mystore.no/w/v1/config?site=mystore" for each in asked)
        return {finding.part: finding for finding in found}

    return look


@pytest.fixture
def open_door(house: House) -> None:
    house.act(None, mark_alive, "web@konsoll-1:8750", "konsoll-1/b:1:1", "ok", "døren er åpen")


@pytest.fixture
def door(clock: FakeClock) -> Iterator[WebDoor]:
    settings = replace(SETTINGS, listen_port=0, public_url="")
    hall = WebHall(clock).visitors
    made = WebDoor(settings, {}, hall, OpeningHours, clock)
    yield made
    made.close()


def test_no_web_chat_is_no_fault(tried: Try) -> None:
    found = tried(None)
    assert list(found) == [CHAT]
    assert found[CHAT].is_ok


def test_an_open_door_that_browsers_reach_is_well(tried: Try, open_door: None) -> None:
    found = tried(SETTINGS, Ring())
    assert {part: finding.is_ok for part, finding in found.items()} == {CHAT: True, WAY: True}
    assert found[CHAT].text == "konsoll-1:8750: døren er åpen"


def test_without_a_door_it_says_to_start_serve(tried: Try) -> None:
    found = tried(SETTINGS)
    assert not found[CHAT].is_ok
    assert "Start serve" in found[CHAT].advice


def test_a_door_that_fails_beside_one_that_works_is_told_of(
    tried: Try, open_door: None, house: House
) -> None:
    house.act(None, mark_alive, "web@konsoll-2:8750", "konsoll-2/b:1:1", "failing", "opptatt")
    found = tried(SETTINGS)
    assert not found[CHAT].is_ok
    assert "konsoll-2:8750: opptatt" in found[CHAT].text


def test_a_key_that_is_missing_is_told_where_the_keys_of_serve_lie(tried: Try) -> None:
    signed = replace(SETTINGS, sites=(replace(SITE, has_identity=True),))
    found = tried(signed, Ring())
    assert "Mystore" in found[KEYS].text


def test_elsewhere_nothing_is_said_of_keys(tried: Try) -> None:
    signed = replace(SETTINGS, sites=(replace(SITE, has_identity=True),))
    assert KEYS not in tried(signed)


def test_a_proxy_that_leads_nowhere_is_told_of(tried: Try, open_door: None) -> None:
    found = tried(SETTINGS, problem="svarer med 502, ikke som en dør")
    assert found[WAY].text == "https://chat.mystore.no svarer med 502, ikke som en dør"
    assert "/w/" in found[WAY].advice


def test_without_an_address_browsers_cannot_come(tried: Try, open_door: None) -> None:
    assert not tried(replace(SETTINGS, public_url=""))[WAY].is_ok


def test_a_real_door_answers_as_a_door_and_nothing_else_does(door: WebDoor) -> None:
    own = f"http://127.0.0.1:{door.port}"
    assert reached_by(f"{own}/w/v1/config?site=mystore") == ""
    assert "404" in reached_by(f"{own}/w/v1/nowhere")
    door.close()
    assert "svarer ikke" in reached_by(f"{own}/w/v1/config?site=mystore")
