"""Every scenario for every live connector, in a file; some of them on a server too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from connector_harness import CHATS, PHONES, ChatHarness, PhoneHarness
from connector_serving import Serving, is_on_a_server_too
from fakes.clock import FakeClock
from fixtures.house import House

from console.data.engine import sqlite_url

SERVER = "postgresql"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each connector on a file; on a server the plainest, since the store is what differs there."""
    for fixture, harnesses in (("door", CHATS), ("exchange", PHONES)):
        if fixture not in metafunc.fixturenames:
            continue
        if "store_url" not in metafunc.fixturenames:
            metafunc.parametrize(fixture, sorted(harnesses), indirect=True)
            continue
        pairs = [(name, "sqlite") for name in sorted(harnesses)]
        if is_on_a_server_too(metafunc.function):
            pairs.append(("scripted", SERVER))
        metafunc.parametrize((fixture, "store_url"), pairs, indirect=True)


@pytest.fixture
def store_url(request: pytest.FixtureRequest) -> str:
    """Where the test's store is."""
    if getattr(request, "param", "") == SERVER:
        url: str = request.getfixturevalue("server_url")
        return url
    return sqlite_url(request.getfixturevalue("store_path"))


@pytest.fixture
def door(request: pytest.FixtureRequest, clock: FakeClock) -> ChatHarness:
    """A chat's door with a visitor at hand."""
    return CHATS[request.param](clock)


@pytest.fixture
def exchange(request: pytest.FixtureRequest, clock: FakeClock) -> Iterator[PhoneHarness]:
    """An exchange with a caller at hand."""
    made = PHONES[request.param](clock)
    yield made
    made.end()


@pytest.fixture
def chat(house: House, door: ChatHarness) -> Serving:
    """`serve` at that door."""
    return Serving(house, door.connector)


@pytest.fixture
def phone(house: House, exchange: PhoneHarness) -> Serving:
    """`serve` at that exchange."""
    return Serving(house, exchange.connector)
