"""The store's contract: every test runs on every kind of store."""

from __future__ import annotations

import pytest

from console.data.engine import sqlite_url

KINDS = {
    "sqlite": lambda request: sqlite_url(request.getfixturevalue("store_path")),
    "postgresql": lambda request: request.getfixturevalue("server_url"),
}
"""How a fresh store of each kind is made; returns its URL. A new kind is a line here."""


@pytest.fixture(params=sorted(KINDS))
def store_url(request: pytest.FixtureRequest) -> str:
    """Where the test's store is."""
    url: str = KINDS[request.param](request)
    return url
