"""The feed where commits can come in another order than they began: on a server."""

from __future__ import annotations

import pytest


@pytest.fixture
def store_url(server_url: str) -> str:
    """Where the test's store is."""
    return server_url
