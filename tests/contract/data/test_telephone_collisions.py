"""Two people take one caller in the same instant: one wins, and the other is told by whom."""

from __future__ import annotations

from fixtures.live_house import LiveHouse
from fixtures.two_takers import take_at_once

from console.domain.ids import PersonId

CALLS = 40
"""Collisions of two; `bench taken_calls` does a thousand."""


def test_of_two_who_take_one_caller_at_once_exactly_one_wins(
    live: LiveHouse, jonas: PersonId, ingrid: PersonId
) -> None:
    live.telephones(**{"21": "jonas", "22": "ingrid"})
    assert take_at_once(live, {jonas: "Jonas Tveit", ingrid: "Ingrid Moe"}, CALLS) == []
