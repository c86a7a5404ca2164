"""Every scenario for every live connector, in a file; the marked ones on a server too."""

from __future__ import annotations

import pytest
from connector_harness import CHATS, PHONES, ChatHarness, PhoneHarness
from connector_serving import Serving
from fakes.clock import FakeClock
from fixtures.house import House

from console.data.engine import sqlite_url


@pytest.fixture
def store_url(request: pytest.FixtureRequest) -> str:
    """Where the test's store is; `on_both_stores` asks for a server as well."""
    if getattr(request, "param", "sqlite") == "postgresql":
        url: str = request.getfixturevalue("server_url")
        return url
    return sqlite_url(request.getfixturevalue("store_path"))


@pytest.fixture(params=sorted(CHATS))
def door(request: pytest.FixtureRequest, clock: FakeClock) -> ChatHarness:
    """A chat's door with a visitor at hand."""
    return CHATS[request.param](clock)


@pytest.fixture(params=sorted(PHONES))
def exchange(request: pytest.FixtureRequest, clock: FakeClock) -> PhoneHarness:
    """An exchange with a caller at hand."""
    return PHONES[request.param](clock)


@pytest.fixture
def chat(house: House, door: ChatHarness) -> Serving:
    """`serve` at that door."""
    return Serving(house, door.connector)


@pytest.fixture
def phone(house: House, exchange: PhoneHarness) -> Serving:
    """`serve` at that exchange."""
    return Serving(house, exchange.connector)
