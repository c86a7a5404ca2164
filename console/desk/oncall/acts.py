"""Acts on an incident as values that can lie on this machine's disk, and what the store does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from uuid import UUID

from whenever import Instant

from console.data.commands import incidents as commands
from console.data.commands.work_log import add_entry
from console.data.pocket_oncall import LoggedAct
from console.data.store import Answer
from console.desk.oncall.entered import ActKind, NewHere
from console.domain.billing.work import Cause, WorkKind
from console.domain.ids import CaseId, EntryId, IncidentId, PersonId, ShopId
from console.domain.oncall.incident import ClosingNote, Product, Verdict
from console.domain.oncall.work_log import EntryKind, LogEntry, Span

Call = tuple[Callable[..., Answer], tuple[Any, ...]]
"""A command of the store, and what it is called with besides its transaction."""


def opened_arguments(new: NewHere) -> dict[str, Any]:
    """As JSON."""
    return {
        **asdict(new),
        "product": new.product.value,
        "reported_at": new.reported_at.format_iso(),
    }


def opened_of(act: LoggedAct) -> NewHere:
    """What was entered, of an act that opens an incident."""
    given = act.arguments
    return NewHere(
        title=given["title"],
        product=Product(given["product"]),
        reported_at=Instant.parse_iso(given["reported_at"]),
        shop=None if given["shop"] is None else ShopId(given["shop"]),
        shop_name=given["shop_name"],
        reporter_name=given["reporter_name"],
        reporter_phone=given["reporter_phone"],
        case=None if given["case"] is None else CaseId(given["case"]),
    )


def entry_arguments(entry: LogEntry) -> dict[str, Any]:
    """As JSON; its id and incident are the act's."""
    span = entry.span
    return {
        "technician": entry.technician,
        "kind": entry.kind.value,
        "at": entry.at.format_iso(),
        "text": entry.text,
        "span": None if span is None else [span.start.format_iso(), span.end.format_iso()],
        "work_kind": entry.work_kind.value,
        "cause": None if entry.cause is None else entry.cause.value,
        "refers_to": None if entry.refers_to is None else str(entry.refers_to),
        "machine": entry.machine,
    }


def entry_of(act: LoggedAct) -> LogEntry:
    """The entry of an act that adds one."""
    return entry_from(EntryId(act.id), act.incident, act.arguments)


def entry_from(entry: EntryId, incident: IncidentId, given: dict[str, Any]) -> LogEntry:
    """Reads what `entry_arguments` wrote."""
    return LogEntry(
        id=entry,
        incident=incident,
        technician=PersonId(given["technician"]),
        kind=EntryKind(given["kind"]),
        at=Instant.parse_iso(given["at"]),
        text=given["text"],
        span=None if given["span"] is None else Span(*map(Instant.parse_iso, given["span"])),
        work_kind=WorkKind(given["work_kind"]),
        cause=None if given["cause"] is None else Cause(given["cause"]),
        refers_to=None if given["refers_to"] is None else EntryId(UUID(given["refers_to"])),
        machine=given["machine"],
    )


def note_of(act: LoggedAct) -> ClosingNote:
    """The note of an act that writes one."""
    return ClosingNote(**act.arguments["note"])


def note_arguments(note: ClosingNote, seen: int) -> dict[str, Any]:
    """As JSON; `seen` is the version it was written over."""
    return {"note": asdict(note), "seen": seen}


def command_of(act: LoggedAct, version: int) -> Call:
    """The command that carries an act out; `version` is what the store last made of a closing note
    of ours.
    """
    given, incident = act.arguments, act.incident
    match ActKind(act.kind):
        case ActKind.OPENED:
            return commands.open_incident, (_new_incident(incident, opened_of(act)),)
        case ActKind.ACKNOWLEDGED:
            return commands.acknowledge, (incident,)
        case ActKind.LINKED:
            return commands.link_case, (incident, CaseId(given["case"]))
        case ActKind.SHOP_NAMED:
            return commands.name_shop, (incident, ShopId(given["shop"]))
        case ActKind.ENTRY:
            return add_entry, (entry_of(act),)
        case ActKind.VERDICT:
            return commands.give_verdict, (incident, Verdict(given["verdict"]), given["reason"])
        case ActKind.NOTE:
            return commands.write_closing_note, (
                incident,
                note_of(act),
                max(given["seen"], version),
            )
        case ActKind.OVER:
            return commands.declare_over, (incident,)
        case ActKind.REOPENED:
            return commands.reopen_incident, (incident,)


def _new_incident(incident: IncidentId, new: NewHere) -> commands.NewIncident:
    return commands.NewIncident(
        id=incident,
        title=new.title,
        product=new.product,
        shop=new.shop,
        reporter_name=new.reporter_name,
        reporter_phone=new.reporter_phone,
        reported_at=new.reported_at,
        case=new.case,
    )
