"""Statuspage v2's `/api/v2/summary.json` as a report. No I/O; whatever comes, never a crash.

It is somebody else's page: wrong types are left out, unknown words are unknown, and there is an end
to how much is taken. Only what is no such summary at all is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from whenever import Instant

from console.channels.contract import ProtocolError
from console.domain.language import tr
from console.domain.status_page import (
    ComponentState,
    IncidentState,
    Indicator,
    Maintenance,
    StatusComponent,
    StatusIncident,
    StatusReport,
    host_of,
    word_of,
)
from console.domain.storable_text import one_line

MOST_BYTES = 512_000
MOST_COMPONENTS = 200
MOST_INCIDENTS = 50
"""Of incidents and of maintenance, each."""
_MOST_NAMES = 20
_NAME, _LINK = 120, 500

_OVER = ("resolved", "postmortem", "completed")
_UNDER_WAY = ("in_progress", "verifying")


def read_summary(raw: bytes, address: str) -> StatusReport:
    """What the page says; `address` is where it was read. Raises ProtocolError."""
    page = _document(raw)
    status = page.get("status")
    if not isinstance(status, Mapping) or "indicator" not in status:
        raise _no_summary()
    return StatusReport(
        said=word_of(Indicator, status["indicator"]),
        components=tuple(_components(page))[:MOST_COMPONENTS],
        incidents=tuple(_incidents(page)),
        maintenance=tuple(_maintenance(page)),
        address=address,
    )


def _document(raw: bytes) -> Mapping[str, Any]:
    if len(raw) > MOST_BYTES:
        raise ProtocolError(tr("Statussiden svarte med for mye."))
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _no_summary() from error
    if not isinstance(document, Mapping):
        raise _no_summary()
    return document


def _no_summary() -> ProtocolError:
    return ProtocolError(
        tr("Statussiden svarte med noe annet enn en oversikt. Sjekk adressen i innstillingene.")
    )


def _each(holder: Mapping[str, Any], key: str, most: int) -> Iterator[Mapping[str, Any]]:
    """The objects of a list, at most so many of them."""
    listed = holder.get(key)
    if isinstance(listed, list):
        yield from (one for one in listed[:most] if isinstance(one, Mapping))


def _components(page: Mapping[str, Any]) -> Iterator[StatusComponent]:
    """The parts themselves: not the groups that they stand in, nor what is shown only when ill."""
    for told in _each(page, "components", 10 * MOST_COMPONENTS):
        name, state = _line(told.get("name")), word_of(ComponentState, told.get("status"))
        is_well = state is ComponentState.OPERATIONAL
        is_left_out = is_well and told.get("only_show_if_degraded") is True
        if name and told.get("group") is not True and not is_left_out:
            yield StatusComponent(name, state)


def _incidents(page: Mapping[str, Any]) -> Iterator[StatusIncident]:
    for told in _each(page, "incidents", MOST_INCIDENTS):
        name = _line(told.get("name"))
        if name and told.get("status") not in _OVER:
            yield StatusIncident(
                name=name,
                state=word_of(IncidentState, told.get("status")),
                impact=word_of(Indicator, told.get("impact")),
                since=_instant(told.get("started_at")) or _instant(told.get("created_at")),
                components=_names(told),
                link=_link(told.get("shortlink")),
            )


def _maintenance(page: Mapping[str, Any]) -> Iterator[Maintenance]:
    for told in _each(page, "scheduled_maintenances", MOST_INCIDENTS):
        name = _line(told.get("name"))
        if name and told.get("status") in _UNDER_WAY:
            yield Maintenance(
                name=name,
                since=_instant(told.get("scheduled_for")),
                until=_instant(told.get("scheduled_until")),
                components=_names(told),
                link=_link(told.get("shortlink")),
            )


def _names(told: Mapping[str, Any]) -> tuple[str, ...]:
    names = (_line(one.get("name")) for one in _each(told, "components", _MOST_NAMES))
    return tuple(name for name in names if name)


def _line(told: object) -> str:
    return one_line(told, _NAME) if isinstance(told, str) else ""


def _link(told: object) -> str:
    """One that can be handed to a browser, or nothing."""
    if not isinstance(told, str) or len(told) > _LINK or not host_of(told):
        return ""
    return told if told.isascii() and told.isprintable() and " " not in told else ""


def _instant(told: object) -> Instant | None:
    if not isinstance(told, str):
        return None
    try:
        return Instant.parse_iso(told)
    except ValueError:
        return None
