"""A status page's report: never well while a part of it is told to be ill; kept as it was."""

from __future__ import annotations

from typing import Any

import pytest

from console.domain.status_page import (
    ComponentState,
    IncidentState,
    Indicator,
    Maintenance,
    StatusComponent,
    StatusIncident,
    StatusReport,
)
from console.domain.stored_status_page import (
    StatusPageError,
    report_from_json,
    report_to_json,
)


def part(state: ComponentState, name: str = "Kasse") -> StatusComponent:
    return StatusComponent(name, state)


TWO_ILL = (part(ComponentState.PARTIAL), part(ComponentState.MAJOR))


@pytest.mark.parametrize(
    ("told", "indicator"),
    [
        (StatusReport(Indicator.NONE), Indicator.NONE),
        (StatusReport(Indicator.MAINTENANCE), Indicator.MAINTENANCE),
        (
            StatusReport(
                Indicator.NONE, (part(ComponentState.MAJOR), part(ComponentState.PARTIAL))
            ),
            Indicator.MAJOR,
        ),
        (StatusReport(Indicator.NONE, (part(ComponentState.DEGRADED),)), Indicator.MINOR),
        (StatusReport(Indicator.NONE, (part(ComponentState.UNKNOWN),)), Indicator.NONE),
        (
            StatusReport(
                Indicator.NONE,
                incidents=(StatusIncident("x", IncidentState.UNKNOWN, Indicator.CRITICAL),),
            ),
            Indicator.CRITICAL,
        ),
        (StatusReport(Indicator.NONE, maintenance=(Maintenance("x"),)), Indicator.MAINTENANCE),
        (StatusReport(Indicator.MINOR, (part(ComponentState.MAJOR),)), Indicator.MINOR),
    ],
    ids=lambda value: value.value if isinstance(value, Indicator) else "",
)
def test_it_is_never_well_while_a_part_is_ill(told: StatusReport, indicator: Indicator) -> None:
    assert told.indicator is indicator


def test_the_part_that_does_worst_comes_first_and_those_that_do_well_are_left_out() -> None:
    told = StatusReport(
        Indicator.MAJOR,
        (
            part(ComponentState.OPERATIONAL, "Nettbutikk"),
            part(ComponentState.DEGRADED, "Admin"),
            part(ComponentState.MAJOR, "Kasse"),
            part(ComponentState.UNKNOWN, "Import"),
        ),
    )
    assert [one.name for one in told.touched] == ["Kasse", "Admin"]


@pytest.mark.parametrize(
    "change",
    [
        {"said": "ok"},
        {"components": 7},
        {"components": [{"name": "Kasse"}]},
        {"incidents": [{}]},
        {"maintenance": None},
    ],
    ids=str,
)
def test_what_was_kept_otherwise_is_no_report(change: dict[str, Any]) -> None:
    with pytest.raises(StatusPageError):
        report_from_json({**report_to_json(StatusReport(Indicator.NONE)), **change})
