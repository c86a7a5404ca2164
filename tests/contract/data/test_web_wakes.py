"""Who waits for news of visitors is woken by what is theirs to hear, and told whose it is."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

import pytest
from fixtures.house import House
from fixtures.team_store import DOOR, SERVE, TeamStore
from fixtures.visitors import Hall
from sqlalchemy import Engine, text

from console.data.commands.web_visits import alive, close, describe, gone, seen, typing
from console.data.commit_watch import watch_commits
from console.data.errors import StoreUnavailable, VisitEnded
from console.data.web_watch import listen_in, listen_out
from console.domain.visits import NoticeKind

ON_A_SERVER = pytest.mark.parametrize("store_url", ["postgresql"], indirect=True)
"""In one file whoever listens hears every commit."""

WITHIN_S = 20


class Heard:
    """What a listener was woken with, in its order."""

    def __init__(self) -> None:
        self._heard: queue.Queue[UUID | None] = queue.Queue()

    def wake(self, visit: UUID | None = None) -> None:
        self._heard.put(visit)

    def next(self) -> UUID | None:
        return self._heard.get(timeout=WITHIN_S)

    @property
    def is_quiet(self) -> bool:
        return self._heard.empty()


@contextmanager
def listening(listen: Callable[..., None], engine: Engine) -> Iterator[Heard]:
    """A listener that has begun to hear; ends with the test, or the test fails."""
    heard, stop = Heard(), threading.Event()
    thread = threading.Thread(target=listen, args=(engine, heard.wake, stop))
    thread.start()
    try:
        assert heard.next() is None, "for what came before it heard"
        yield heard
    finally:
        stop.set()
        thread.join(WITHIN_S)
    assert not thread.is_alive()


def engine_of(house: House, login: str) -> Engine:
    store = house.store
    return store.of(login).engine if isinstance(store, TeamStore) else store.engine


def test_a_line_wakes_the_house_and_every_door(hall: Hall, house: House) -> None:
    kari = hall.visitor()
    kari.begin()
    with (
        listening(listen_in, engine_of(house, SERVE)) as us,
        listening(listen_out, engine_of(house, DOOR)) as door,
    ):
        kari.say("Hei")
        us.next()
        assert door.next() in (kari.now.id, None)


@ON_A_SERVER
def test_whatever_changes_of_a_visit_wakes_the_house(hall: Hall, house: House) -> None:
    kari = hall.visitor()
    with listening(listen_in, engine_of(house, SERVE)) as us:
        for does in (
            kari.begin,
            lambda: kari.act(describe, {"page": "/kasse"}),
            lambda: kari.act(gone),
            lambda: hall.act(alive, [kari.token]),
            lambda: kari.say("Hei"),
            lambda: hall.notify(kari.now.id, NoticeKind.TO_MAIL),
        ):
            does()
            us.next()
        assert us.is_quiet
        kari.act(close)
        assert us.is_quiet, "it is over already"


@ON_A_SERVER
def test_doors_are_told_in_whose_visit_something_was_said_and_no_other(
    hall: Hall, house: House
) -> None:
    kari, ola = hall.visitor(), hall.visitor()
    visits = [kari.begin().id, ola.begin().id]
    with listening(listen_out, engine_of(house, DOOR)) as door:
        hall.answer(visits[0], "Hei")
        assert door.next() == visits[0]
        kari.act(typing, house.clock.now())
        kari.act(describe, {"page": "/"})
        hall.notify(visits[1], NoticeKind.ASK_ADDRESS)
        assert door.next() == visits[1]
        kari.act(close)
        assert door.next() == visits[0]
        assert door.is_quiet


@ON_A_SERVER
def test_what_a_visitor_does_besides_wakes_windows_where_it_is_news(
    hall: Hall, house: House
) -> None:
    kari = hall.visitor()
    hall.answer(kari.begin().id, "Hei")
    watch = watch_commits(engine_of(house, SERVE))
    try:
        watch.has_news()
        kari.act(typing, house.clock.now())
        assert watch.wait(WITHIN_S)
        kari.act(seen, 1)
        assert watch.wait(WITHIN_S)
        kari.act(seen, 1)
        assert not watch.wait(0.05)
    finally:
        watch.close()


@ON_A_SERVER
def test_who_listens_on_a_line_that_is_lost_is_told_so(house: House) -> None:
    heard: queue.Queue[UUID | None] = queue.Queue()
    with ThreadPoolExecutor() as threads:
        stop = threading.Event()
        listening = threads.submit(listen_out, engine_of(house, DOOR), heard.put, stop)
        heard.get(timeout=WITHIN_S)
        with house.store.engine.begin() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = :door"
                ),
                {"door": DOOR},
            )
        with pytest.raises(StoreUnavailable):
            listening.result(WITHIN_S)


@ON_A_SERVER
def test_what_was_refused_wakes_nobody(hall: Hall, house: House) -> None:
    kari = hall.visitor()
    kari.begin()
    kari.act(close)
    with listening(listen_out, engine_of(house, DOOR)) as door:
        with pytest.raises(VisitEnded):
            kari.say("Er dere der?")
        ola = hall.visitor().begin().id
        hall.answer(ola, "Hei")
        assert door.next() == ola
