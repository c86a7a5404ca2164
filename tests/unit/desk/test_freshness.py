"""How fresh the desk is, in words that never claim more than is known."""

from __future__ import annotations

import pytest
from fakes.clock import MONDAY_MORNING
from whenever import Instant

from console.data.queries.wire import ConnectorStatus, Sources
from console.desk.freshness import (
    Freshness,
    Lamp,
    SourceState,
    feed_freshness,
    live_state,
    mail_freshness,
    mail_state,
)

NOW = MONDAY_MORNING


def ago(seconds: float) -> Instant:
    return NOW.subtract(seconds=seconds)


@pytest.mark.parametrize(
    ("age_s", "delay_s", "lamp", "text"),
    [
        (0, None, Lamp.LIVE, "direkte"),
        (4.9, None, Lamp.LIVE, "direkte"),
        (0, 0.02, Lamp.LIVE, "direkte · under 0,1 s"),
        (2.9, 0.31, Lamp.LIVE, "direkte · 0,3 s"),
        (0, 1.96, Lamp.LIVE, "direkte · 2,0 s"),
        (0, 5.0, Lamp.BEHIND, "5 s bak"),
        (5, 0.02, Lamp.BEHIND, "5 s bak"),
        (75, None, Lamp.BEHIND, "75 s bak"),
    ],
)
def test_the_desk_is_live_until_it_is_five_seconds_behind(
    age_s: float, delay_s: float | None, lamp: Lamp, text: str
) -> None:
    assert feed_freshness(ago(age_s), None, delay_s, NOW) == Freshness(lamp, text)


def test_a_store_that_cannot_be_read_is_told_with_the_time_it_began() -> None:
    lost = feed_freshness(ago(2), ago(600), 0.02, NOW)
    assert lost == Freshness(Lamp.OFF, "frakoblet siden 09:31")


def test_a_reading_from_a_clock_ahead_of_ours_is_live() -> None:
    assert feed_freshness(ago(-30), None, None, NOW).lamp is Lamp.LIVE


def mailbox(**fields: object) -> ConnectorStatus:
    plain = {
        "name": "mail",
        "pulled_at": ago(40),
        "tried_at": ago(40),
        "failing_since": None,
        "problem": "",
        "identity": "kundeservice@mystore.no",
    }
    return ConnectorStatus(**{**plain, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("age_s", "lamp", "text"),
    [
        (0, Lamp.POLLED, "e-post hentet nå"),
        (40, Lamp.POLLED, "e-post hentet for 40 s siden"),
        (299, Lamp.POLLED, "e-post hentet for 4 min siden"),
        (300, Lamp.BEHIND, "e-post hentet for 5 min siden"),
    ],
)
def test_mail_says_when_it_was_fetched(age_s: float, lamp: Lamp, text: str) -> None:
    fetched = mail_freshness(mailbox(pulled_at=ago(age_s)), True, NOW)
    assert fetched == Freshness(lamp, text)


def test_without_a_mailbox_that_is_what_is_said() -> None:
    assert mail_freshness(mailbox(), False, NOW).text == "ingen postkasse lagt inn"


@pytest.mark.parametrize("status", [None, mailbox(pulled_at=None)], ids=["no row", "not yet"])
def test_before_the_first_fetching_that_is_what_is_said(status: ConnectorStatus | None) -> None:
    assert mail_freshness(status, True, NOW) == Freshness(
        Lamp.BEHIND, "henter e-post for første gang"
    )


@pytest.mark.parametrize("pulled_at", [None, ago(600)], ids=["never fetched", "fetched before"])
def test_a_mailbox_that_fails_is_told_with_the_time_it_began(pulled_at: Instant | None) -> None:
    failing = mailbox(pulled_at=pulled_at, failing_since=ago(300), problem="Feil passord.")
    assert mail_freshness(failing, True, NOW) == Freshness(
        Lamp.OFF, "henter ikke e-post siden 09:36"
    )


@pytest.mark.parametrize(
    ("silent_s", "own_s", "lamp", "text"),
    [
        (None, None, Lamp.POLLED, "e-post hentet for 40 s siden"),
        (89, None, Lamp.POLLED, "e-post hentet for 40 s siden"),
        (90, None, Lamp.OFF, "serve kjører ikke siden 09:39"),
        (86400 * 3, None, Lamp.OFF, "serve kjører ikke siden fre. 20. nov. 09:41"),
        (86400 * 3, 89, Lamp.POLLED, "e-post hentet for 40 s siden"),
        (86400 * 3, 90, Lamp.OFF, "serve kjører ikke siden 09:39"),
        (95, 3600, Lamp.OFF, "serve kjører ikke siden 09:39"),
    ],
)
def test_a_serve_that_shows_no_life_for_ninety_seconds_does_not_run(
    silent_s: float | None, own_s: float | None, lamp: Lamp, text: str
) -> None:
    seen_at = None if silent_s is None else ago(silent_s)
    own_since = None if own_s is None else ago(own_s)
    mail = mail_state(Sources((mailbox(),), seen_at), True, own_since, NOW)
    assert mail.freshness == Freshness(lamp, text)
    assert mail.problem.startswith("serve har ikke vist livstegn siden") is (lamp is Lamp.OFF)


def test_without_a_mailbox_nobody_misses_serve() -> None:
    mail = mail_state(Sources((), ago(3600)), False, None, NOW)
    assert (mail.freshness.text, mail.problem) == ("ingen postkasse lagt inn", "")


def test_an_exchange_that_nobody_has_tried_is_none() -> None:
    absent = mailbox(name="phone", pulled_at=None, tried_at=None, identity="")
    sources = Sources((absent,), ago(1))
    state = live_state(sources, "phone", "ingen telefonsentral koblet til", None, NOW)
    assert state == SourceState(Freshness(Lamp.OFF, "ingen telefonsentral koblet til"), "")
