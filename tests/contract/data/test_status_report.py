"""What `serve` keeps of the status page, on each engine, and what every window reads of it."""

from __future__ import annotations

import logging

import pytest
from fixtures.house import House
from fixtures.live import change

from console.data.commands.status_report import keep_failure, keep_report, keep_unchanged
from console.data.queries.status_report import NOTHING, kept_report
from console.data.queries.wire import StatusTimes, sources
from console.domain.status_page import (
    ComponentState,
    IncidentState,
    Indicator,
    Maintenance,
    StatusComponent,
    StatusIncident,
    StatusReport,
)


def report(house: House) -> StatusReport:
    """One with everything in it."""
    now = house.clock.now()
    return StatusReport(
        Indicator.MAJOR,
        (StatusComponent("Datakasse", ComponentState.MAJOR),),
        (
            StatusIncident(
                "Terminaler faller ut",
                IncidentState.MONITORING,
                Indicator.MAJOR,
                now,
                ("Datakasse",),
                "https://stspg.io/abc",
            ),
            StatusIncident("Ukjent", IncidentState.UNKNOWN),
        ),
        (Maintenance("Ny database", now, now.add(hours=1), ("Admin",)), Maintenance("Noe")),
        "https://status.example",
    )


def test_a_report_is_kept_as_it_was(house: House) -> None:
    assert house.store.read(kept_report) == NOTHING
    house.act(None, keep_report, report(house), "a1")
    found = house.store.read(kept_report)
    assert (found.report, found.etag) == (report(house), "a1")


def test_every_window_reads_when_it_was_fetched_and_since_when_it_cannot_be(house: House) -> None:
    assert house.store.read(sources).status == StatusTimes()
    house.act(None, keep_report, report(house))
    fetched = house.clock.now()
    assert house.store.read(sources).status == StatusTimes(fetched)
    house.clock.advance(30)
    since = house.clock.now()
    for problem in ("svarer ikke", "kan ikke nås"):
        house.act(None, keep_failure, problem)
        assert house.store.read(sources).status == StatusTimes(fetched, since, problem)
        house.clock.advance(30)
    house.act(None, keep_unchanged)
    assert house.store.read(sources).status == StatusTimes(house.clock.now())


def test_what_another_program_kept_is_as_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.act(None, keep_report, report(house), "a1")
    house.act(None, change, "status_report", {"told": {"indicator": "none"}})
    with caplog.at_level(logging.WARNING, "console.data"):
        found = house.store.read(kept_report)
    assert (found.report, found.etag) == (None, "")
    assert "cannot be read" in caplog.text
