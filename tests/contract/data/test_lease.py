"""One `serve` leads, and everybody knows which."""

from __future__ import annotations

import pytest
from fixtures.house import House

from console.data.commands.leading import lead, must_lead, resign, while_leading
from console.data.commands.settings import set_setting
from console.data.errors import Refused
from console.data.queries.people import setting


def _lead(house: House, holder: str, gone: frozenset[str] = frozenset()) -> dict[str, object]:
    return house.act(None, lead, holder, house.clock.now().add(seconds=15), gone).answer


def test_the_first_leads(house: House) -> None:
    assert _lead(house, "here:1") == {"epoch": 1}


def test_the_second_waits_and_hears_who_leads(house: House) -> None:
    _lead(house, "here:1")
    assert _lead(house, "there:2") == {"epoch": 0, "holder": "here:1", "left_s": 15.0}


def test_a_leader_that_renews_keeps_its_epoch(house: House) -> None:
    _lead(house, "here:1")
    house.clock.advance(10)
    assert _lead(house, "here:1") == {"epoch": 1}
    house.clock.advance(10)
    assert _lead(house, "there:2")["epoch"] == 0, "renewed, so not over yet"


def test_a_lease_that_has_run_out_goes_to_the_next(house: House) -> None:
    _lead(house, "here:1")
    house.clock.advance(14.9)
    assert _lead(house, "there:2")["epoch"] == 0
    house.clock.advance(0.1)
    assert _lead(house, "there:2") == {"epoch": 2}


def test_a_leader_that_wakes_up_late_and_alone_goes_on(house: House) -> None:
    _lead(house, "here:1")
    house.clock.advance(3600)
    assert _lead(house, "here:1") == {"epoch": 1}


def test_a_leader_that_wakes_up_too_late_is_a_follower(house: House) -> None:
    _lead(house, "here:1")
    house.clock.advance(60)
    _lead(house, "there:2")
    assert _lead(house, "here:1") == {"epoch": 0, "holder": "there:2", "left_s": 15.0}
    with pytest.raises(Refused, match="har overtatt"):
        house.act(None, must_lead, 1)
    house.act(None, must_lead, 2)


def test_a_holder_known_to_be_gone_is_not_waited_for(house: House) -> None:
    _lead(house, "here:1")
    assert _lead(house, "here:2", frozenset({"here:9"}))["epoch"] == 0
    assert _lead(house, "here:2", frozenset({"here:1"})) == {"epoch": 2}


def test_a_leader_that_resigns_is_followed_at_once(house: House) -> None:
    _lead(house, "here:1")
    house.act(None, resign, "here:1")
    assert _lead(house, "there:2") == {"epoch": 2}


def test_only_the_leader_resigns(house: House) -> None:
    house.act(None, resign, "here:1")
    _lead(house, "here:1")
    house.act(None, resign, "there:2")
    assert _lead(house, "there:2")["epoch"] == 0


def test_what_is_done_while_leading_counts_from_the_leader_alone(house: House) -> None:
    _lead(house, "here:1")
    house.act(None, while_leading(1, set_setting), "brand", "Mystore", 0)
    with pytest.raises(Refused, match="har overtatt"):
        house.act(None, while_leading(0, set_setting), "brand", "Annet", 1)
    kept = house.store.read(setting, "brand")
    assert kept is not None
    assert kept.value == "Mystore"
