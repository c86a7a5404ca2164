"""What is newer and the cases it speaks of, in one trip: the same as asked for one by one."""

from __future__ import annotations

from dataclasses import replace

from fixtures.house import House

from console.data.commands.cases import set_topic, take_case
from console.data.commands.settings import set_setting
from console.data.feed import newest, news
from console.data.queries.backlog import cases_by_id
from console.data.queries.newer_cases import newer_cases
from console.domain.ids import PersonId


def test_one_trip_tells_what_several_would(house: House, jonas: PersonId) -> None:
    start = house.store.read(newest)
    first, second = house.arrive("frakt"), house.arrive("kasse")
    house.act(jonas, take_case, first)
    house.act(jonas, set_topic, first, "shipping")
    house.act(None, set_setting, "brand", "Mystore", 0)
    newer = house.store.read(newer_cases, start)
    assert newer is not None
    found, cases = newer
    one_by_one = house.store.read(news, start)
    assert found == replace(one_by_one, read_at=found.read_at)
    assert {case.id: case for case in cases} == {
        case.id: case for case in house.store.read(cases_by_id, [first, second])
    }


def test_nothing_newer_is_nothing(house: House) -> None:
    house.arrive("frakt")
    assert house.store.read(newer_cases, house.store.read(newest)) is None
