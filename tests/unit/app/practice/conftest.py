"""A quiet practice day for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fakes.quiet_day import TUESDAY_AT_TEN, QuietDay, quiet_day_at
from whenever import Instant

Begin = Callable[[Instant], QuietDay]


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Begin]:
    """Begins a quiet day at an instant."""
    with ExitStack() as ended:

        def make(at: Instant) -> QuietDay:
            day = quiet_day_at(tmp_path, at)
            ended.callback(day.close)
            return day

        yield make


@pytest.fixture
def quiet_day(begin: Begin) -> QuietDay:
    """A Tuesday at ten, the colleagues at their desks."""
    day = begin(TUESDAY_AT_TEN)
    day.go_on(10)
    return day
