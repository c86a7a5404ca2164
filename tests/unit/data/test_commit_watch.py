"""Noticing that another program has committed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fixtures.house import House

from console.data.commit_watch import CommitWatch, watch_commits
from console.data.engine import open_engine
from console.data.feed import newest
from console.data.store import Store


@pytest.fixture
def watch(store_url: str) -> Iterator[CommitWatch]:
    """A watch in another program."""
    engine = open_engine(store_url)
    watching = watch_commits(engine)
    yield watching
    watching.close()
    engine.dispose()


def test_a_commit_is_news_once(watch: CommitWatch, house: House) -> None:
    assert not watch.has_news()
    house.arrive("frakt")
    assert watch.has_news()
    assert not watch.has_news()


def test_a_watch_keeps_nobody_from_writing(watch: CommitWatch, house: House) -> None:
    watch.has_news()
    house.arrive("frakt")
    watch.has_news()
    house.arrive("betaling")
    assert watch.has_news()


def test_a_watch_on_the_same_engine_sees_the_commits_of_its_program(
    store: Store, house: House
) -> None:
    watch = watch_commits(store.engine)
    house.arrive("frakt")
    assert watch.has_news()
    watch.close()


def test_reading_is_no_news(watch: CommitWatch, house: House) -> None:
    watch.has_news()
    house.store.read(newest)
    assert not watch.has_news()
