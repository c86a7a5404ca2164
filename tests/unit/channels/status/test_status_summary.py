"""A status page's summary is understood, and whatever else a page answers does no harm."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fakes.status_pages import SUMMARY, summary
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant

from console.channels.contract import ProtocolError
from console.channels.status.summary import (
    MOST_BYTES,
    MOST_COMPONENTS,
    MOST_INCIDENTS,
    read_summary,
)
from console.domain.status_page import (
    ComponentState,
    IncidentState,
    Indicator,
    Maintenance,
    StatusComponent,
    StatusIncident,
    StatusReport,
    host_of,
)
from console.domain.stored_status_page import report_from_json, report_to_json

HERE = "https://status.example"


def read(raw: bytes) -> StatusReport:
    return read_summary(raw, HERE)


def test_a_summary_says_how_things_stand_what_is_touched_and_what_is_worked_on() -> None:
    assert read(summary()) == StatusReport(
        said=Indicator.MINOR,
        components=(
            StatusComponent("Nettbutikk", ComponentState.OPERATIONAL),
            StatusComponent("Datakasse", ComponentState.PARTIAL),
        ),
        incidents=(
            StatusIncident(
                "Terminaler faller ut",
                IncidentState.IDENTIFIED,
                Indicator.MINOR,
                Instant("2026-11-23T07:00:00Z"),
                ("Datakasse",),
                "https://stspg.io/abc",
            ),
        ),
        maintenance=(
            Maintenance(
                "Ny database", Instant("2026-11-23T07:00:00Z"), Instant("2026-11-23T11:00:00Z")
            ),
        ),
        address=HERE,
    )


def test_words_that_nobody_knows_are_unknown() -> None:
    report = read(
        summary(
            status={"indicator": "on_fire"},
            components=[{"name": "Kasse", "status": "melting"}],
            incidents=[{"name": "Noe", "status": "pondering", "impact": 7}],
        )
    )
    assert report.said is Indicator.UNKNOWN
    assert report.components == (StatusComponent("Kasse", ComponentState.UNKNOWN),)
    (incident,) = report.incidents
    assert (incident.state, incident.impact) == (IncidentState.UNKNOWN, Indicator.UNKNOWN)


def test_what_has_the_wrong_type_is_left_out_and_the_rest_is_read() -> None:
    odd: list[Any] = [None, 7, "Kasse", [], {}, {"name": 5, "status": "operational"}]
    good = {"name": "Nettbutikk", "status": "operational"}
    report = read(
        summary(
            components=[*odd, good],
            incidents=[*odd, {"name": "Noe", "started_at": 7, "components": 3, "shortlink": []}],
            scheduled_maintenances="none",
        )
    )
    assert [one.name for one in report.components] == ["Nettbutikk"]
    (incident,) = report.incidents
    assert (incident.since, incident.components, incident.link) == (None, (), "")
    assert report.maintenance == ()


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://a b.no",
        "https://x.no/\n",
        "https://x.no/" + "a" * 500,
        7,
        None,
    ],
)
def test_a_link_that_no_browser_should_be_handed_is_none(link: object) -> None:
    (incident,) = read(summary(incidents=[{"name": "Noe", "shortlink": link}])).incidents
    assert incident.link == ""


def test_names_are_one_line_without_controls_and_have_an_end() -> None:
    name = "Kasse\n\x00\u202eabc" + "x" * 10_000
    (one,) = read(summary(components=[{"name": name, "status": "operational"}])).components
    assert one.name.startswith("Kasse abc")
    assert len(one.name) == 120


def test_there_is_an_end_to_how_much_is_taken() -> None:
    many = [{"name": f"Del {n}", "status": "operational"} for n in range(3 * MOST_COMPONENTS)]
    report = read(summary(components=many, incidents=many, scheduled_maintenances=many))
    assert len(report.components) == MOST_COMPONENTS
    assert len(report.incidents) == MOST_INCIDENTS


NO_SUMMARIES = {
    "nothing": b"",
    "a page": b"<!doctype html><title>Status</title>",
    "a list": b"[]",
    "a word": b'"ok"',
    "no status": json.dumps({**SUMMARY, "status": None}).encode(),
    "a status without an indicator": summary(status={"description": "All good"}),
    "no text": b"\xff\xfe\xfa",
    "half of it": summary()[:-20],
    "a deep hole": b'{"status":' + b"[" * 200_000,
    "a number without an end": b'{"status":' + b"9" * 10_000 + b"}",
    "too much": summary(page="x" * MOST_BYTES),
}


@pytest.mark.parametrize("raw", NO_SUMMARIES.values(), ids=NO_SUMMARIES)
def test_what_is_no_summary_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(ProtocolError):
        read(raw)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
_WORDS = st.sampled_from(["minor", "resolved", "operational", "in_progress", "2026-11-23T07:00Z"])
_THINGS = st.lists(
    st.dictionaries(
        st.sampled_from(
            [
                *("name", "status", "impact", "group", "only_show_if_degraded", "started_at"),
                *("created_at", "scheduled_until", "shortlink", "components"),
            ]
        ),
        _JSON | _WORDS,
    ),
    max_size=3,
)


@given(st.sampled_from(sorted(SUMMARY)), _JSON | _THINGS)
def test_whatever_stands_in_a_summary_it_is_read_or_refused_and_kept_as_it_was(
    part: str, told: Any
) -> None:
    try:
        report = read(summary(**{part: told}))
    except ProtocolError:
        return
    assert report_from_json(json.loads(json.dumps(report_to_json(report)))) == report
    links = [one.link for one in (*report.incidents, *report.maintenance) if one.link]
    assert all(host_of(link) for link in links)


@given(st.binary(max_size=400))
def test_whatever_comes_is_no_summary_but_a_summary(raw: bytes) -> None:
    with pytest.raises(ProtocolError, match="Statussiden"):
        read(raw)
