"""The change feed: everything that was committed, in the order of the commits, once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fixtures.house import House
from sqlalchemy import text

from console.data import feed
from console.data.commands.cases import set_topic, take_case
from console.data.commands.settings import set_setting
from console.data.errors import Conflict
from console.data.feed import newest, news
from console.data.transaction import Transaction
from console.domain.ids import PersonId, new_uuid
from console.domain.instants import seconds_between


def _new_epoch(tx: Transaction) -> None:
    """As a restore does."""
    tx.session.execute(text("UPDATE store_fact SET value = 'another' WHERE name = 'feed_epoch'"))


def test_the_feed_tells_what_happened_who_did_it_and_what_to_read_again(
    house: House, jonas: PersonId
) -> None:
    case = house.arrive("frakt")
    start = house.store.read(newest)
    done = house.act(jonas, take_case, case)
    found = house.store.read(news, start)
    (item,) = found.items
    assert (item.kind, item.entity, item.entity_id, item.case) == (
        "CaseTaken",
        "case",
        str(case),
        case,
    )
    assert (item.act, item.actor, item.at) == (done.act, jonas, house.clock.now())
    assert (found.is_restart, found.more, found.cursor.seq) == (False, False, item.seq)


def test_serve_is_nobody_and_a_setting_is_no_case(house: House) -> None:
    start = house.store.read(newest)
    house.act(None, set_setting, "brand", "Mystore", 0)
    (item,) = house.store.read(news, start).items
    assert (item.actor, item.case, item.entity, item.entity_id) == (None, None, "setting", "brand")


def test_numbers_follow_the_commits(house: House, jonas: PersonId) -> None:
    start = house.store.read(newest)
    case = house.arrive("frakt")
    house.act(jonas, take_case, case)
    house.act(jonas, set_topic, case, "shipping")
    found = house.store.read(news, start).items
    assert [item.kind for item in found] == [
        "CaseOpened",
        "MailArrived",
        "CaseTaken",
        "CaseTopicSet",
    ]
    numbers = [item.seq for item in found]
    assert numbers == sorted(set(numbers))


def test_a_refused_act_is_no_news(house: House) -> None:
    start = house.store.read(newest)
    with pytest.raises(Conflict):
        house.act(None, set_setting, "brand", "Mystore", 4)
    found = house.store.read(news, start)
    assert (found.items, found.cursor, found.is_restart) == ((), start, False)


def test_a_reader_goes_on_from_its_number_in_batches(
    house: House, jonas: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "BATCH", 4)
    case = house.arrive("frakt")
    start = cursor = house.store.read(newest)
    for number in range(10):
        house.act(jonas, set_topic, case, f"emne {number}")
    sizes: list[int] = []
    numbers: list[int] = []
    more = True
    while more:
        found = house.store.read(news, cursor)
        sizes.append(len(found.items))
        numbers += [item.seq for item in found.items]
        cursor, more = found.cursor, found.more
    assert sizes == [4, 4, 2]
    assert numbers == list(range(start.seq + 1, start.seq + 11))
    assert cursor == house.store.read(newest)


def test_a_new_epoch_makes_a_reader_start_over(house: House) -> None:
    house.arrive("frakt")
    cursor = house.store.read(newest)
    house.act(None, _new_epoch)
    found = house.store.read(news, cursor)
    assert (found.items, found.is_restart, found.more) == ((), True, False)
    assert found.cursor.epoch.startswith("another")
    assert (found.cursor.seq, found.cursor.mark) == (cursor.seq, cursor.mark)
    assert not house.store.read(news, found.cursor).is_restart


def test_a_number_from_the_future_makes_a_reader_start_over(house: House) -> None:
    house.arrive("frakt")
    now = house.store.read(newest)
    found = house.store.read(news, replace(now, seq=now.seq + 1))
    assert (found.is_restart, found.cursor) == (True, now)


def test_another_act_at_its_number_makes_a_reader_start_over(house: House, jonas: PersonId) -> None:
    """As after an older copy of the disk was put back and worked on, unknown to the store."""
    case = house.arrive("frakt")
    house.act(jonas, take_case, case)
    now = house.store.read(newest)
    assert not house.store.read(news, now).is_restart
    found = house.store.read(news, replace(now, mark=new_uuid()))
    assert (found.is_restart, found.cursor, found.items) == (True, now, ())


def test_every_commit_bears_the_time_of_the_stores_own_clock(house: House) -> None:
    start = house.store.read(newest)
    house.arrive("frakt")
    found = house.store.read(news, start)
    times = [item.committed_at for item in found.items if item.committed_at is not None]
    assert len(times) == len(found.items)
    assert times == sorted(times)
    assert 0 <= seconds_between(times[0], found.read_at) < 60


def test_an_empty_store_has_a_feed_at_nought(house: House) -> None:
    assert house.store.read(newest).seq == 0
