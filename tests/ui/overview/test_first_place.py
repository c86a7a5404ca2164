"""What the window puts first follows the day."""

from __future__ import annotations

import pytest
from ui.window.at_the_window import AtTheWindow
from ui.window.conftest import at_window, keyring, window
from whenever import Instant

from console.domain.ids import PersonId
from console.domain.instants import seconds_between
from console.ui.window.first_place import first_place
from console.ui.window.places import MAIL, OVERVIEW

__all__ = ["at_window", "keyring", "window"]


@pytest.mark.parametrize(
    ("at", "place"),
    [
        ("2026-11-23T08:30:00+01:00", MAIL),
        ("2026-11-23T09:00:00+01:00", OVERVIEW),
        ("2026-11-23T11:45:00+01:00", OVERVIEW),
        ("2026-11-23T15:29:00+01:00", OVERVIEW),
        ("2026-11-23T15:30:00+01:00", MAIL),
        ("2026-11-23T20:00:00+01:00", MAIL),
    ],
)
def test_the_backlog_at_both_ends_of_the_day_and_all_channels_between(
    at_window: AtTheWindow, at: str, place: str
) -> None:
    clock = at_window.house.clock
    clock.advance(seconds_between(clock.now(), Instant.parse_iso(at)))
    assert first_place(at_window.desk) == place


def test_where_somebody_went_themselves_they_stay(
    at_window: AtTheWindow, sunniva: PersonId
) -> None:
    del sunniva
    assert at_window.work.place == MAIL
    before = at_window.desk.hours_text.value
    at_window.house.clock.advance(3600)
    at_window.until(lambda: at_window.desk.hours_text.value != before)
    assert at_window.work.place == MAIL
