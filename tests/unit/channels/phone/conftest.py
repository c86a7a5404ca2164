"""A connector on a stand-in exchange of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes.clock import FakeClock
from heard_exchange import Heard


@pytest.fixture
def phone(clock: FakeClock) -> Iterator[Heard]:
    made = Heard(clock)
    yield made
    made.close()
