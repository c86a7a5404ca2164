"""What `serve` says of its accounts and of itself."""

from __future__ import annotations

from fixtures.house import MAIL, House

from console.data.commands.connectors import (
    mark_absent,
    mark_alive,
    mark_all_alive,
    mark_failing,
    mark_pulled,
)
from console.data.feed import newest, news
from console.data.queries.wire import connector_statuses, health, service_secret
from console.data.schema import MAIL_SECRET


def _told(house: House, start: object) -> list[str]:
    return [item.kind for item in house.store.read(news, start).items]


def test_an_account_that_was_read_says_who_it_is_and_when(house: House) -> None:
    house.act(None, mark_pulled, MAIL, "kundeservice@mystore.no")
    (status,) = house.store.read(connector_statuses)
    assert (status.name, status.identity) == (MAIL, "kundeservice@mystore.no")
    assert (status.pulled_at, status.failing_since, status.problem) == (
        house.clock.now(),
        None,
        "",
    )


def test_a_row_of_failures_counts_from_the_first(house: House) -> None:
    first = house.clock.now()
    for problem in ("tjeneren svarer ikke", "tjeneren svarer ikke", "passordet er feil"):
        house.act(None, mark_failing, MAIL, problem)
        house.clock.advance(30)
    (status,) = house.store.read(connector_statuses)
    assert (status.failing_since, status.problem) == (first, "passordet er feil")
    assert status.tried_at == first.add(seconds=60)


def test_failure_and_recovery_are_told_once_each(house: House) -> None:
    start = house.store.read(newest)
    for _ in range(3):
        house.act(None, mark_failing, MAIL, "tjeneren svarer ikke")
    for _ in range(3):
        house.act(None, mark_pulled, MAIL, "kundeservice@mystore.no")
    assert _told(house, start) == ["ConnectorFailing", "ConnectorRecovered"]
    (status,) = house.store.read(connector_statuses)
    assert (status.failing_since, status.problem) == (None, "")


def test_an_account_that_was_read_once_and_then_fails_keeps_when_it_was_read(house: House) -> None:
    house.act(None, mark_pulled, MAIL, "kundeservice@mystore.no")
    pulled = house.clock.now()
    house.clock.advance(60)
    house.act(None, mark_failing, MAIL, "tjeneren svarer ikke")
    (status,) = house.store.read(connector_statuses)
    assert (status.pulled_at, status.failing_since) == (pulled, house.clock.now())


def test_what_nobody_follows_any_more_is_as_if_it_had_never_been_tried(house: House) -> None:
    house.act(None, mark_pulled, MAIL, "kundeservice@mystore.no")
    house.act(None, mark_failing, MAIL, "tjeneren svarer ikke")
    start = house.store.read(newest)
    for _ in range(2):
        house.act(None, mark_absent, MAIL)
    (status,) = house.store.read(connector_statuses)
    assert (status.tried_at, status.pulled_at, status.failing_since) == (None, None, None)
    assert (status.problem, status.identity) == ("", "")
    assert _told(house, start) == ["ConnectorAbsent"]


def test_a_part_is_in_its_state_since_it_came_into_it(house: House) -> None:
    house.act(None, mark_alive, "intake", "here:1", "ok", "leser")
    since = house.clock.now()
    house.clock.advance(30)
    house.act(None, mark_alive, "intake", "here:1", "ok", "venter")
    (part,) = house.store.read(health)
    assert (part.since, part.seen_at, part.text) == (since, house.clock.now(), "venter")
    house.clock.advance(30)
    house.act(None, mark_alive, "intake", "here:1", "failing", "feil passord")
    assert house.store.read(health)[0].since == house.clock.now()
    house.clock.advance(30)
    house.act(None, mark_alive, "intake", "there:2", "failing", "feil passord")
    assert house.store.read(health)[0].since == house.clock.now()


def test_all_parts_show_life_at_once(house: House) -> None:
    parts = [("intake", "ok", "leser"), ("delivery", "failing", "feil passord")]
    house.act(None, mark_all_alive, "here:1", parts)
    assert [(p.part, p.state, p.text) for p in house.store.read(health)] == sorted(parts)


def test_every_serve_shares_one_key(house: House) -> None:
    assert len(house.store.read(service_secret, MAIL_SECRET)) == 32
