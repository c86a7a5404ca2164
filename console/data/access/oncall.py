"""What each group may do with on-call work, rosters and bases. Part of `grants.py`."""

from __future__ import annotations

from console.data.access.rights import (
    ACCOUNTING,
    DESK,
    INSIDE,
    LEAD,
    MINE,
    ON_CALL,
    Right,
    RowRule,
)
from console.data.access.roles import SERVICE

TABLES = (
    "incident",
    "incident_case",
    "closing_note",
    "verdict",
    "work_entry",
    "duty_rotation",
    "duty_change",
    "basis",
    "basis_step",
)
"""Everybody inside reads them."""

_NOTE = "version, seen, cause, done, prevented, promised, changed_at, changed_by"
_RECKONED = (
    "state, version, snapshot, snapshot_sha256, started_hours, ex_vat_ore, vat_ore, incl_vat_ore, "
    "reduced_to_hours, reduction_reason, reduced_by"
)
_NEW_BASIS = (
    f"incident_id, {_RECKONED}, made_at, approved_at, approved_by, exported_at, exported_by, "
    "export_sha256, invoice_number, invoiced_at, credits_id"
)
_ROTATION = "role, people, first_day, hand_over, weeks, ends_at, made_at, made_by"
_DUTY_CHANGE = (
    "role, starts_at, ends_at, person_id, reason, swap_id, made_at, made_by, withdrawn_at, "
    "withdrawn_by"
)
_HANDED_OVER = (
    "state, version, exported_at, exported_by, export_sha256, invoice_number, invoiced_at"
)

RIGHTS = (
    Right(
        "incident",
        "INSERT",
        (*DESK, SERVICE),
        "id, version, title, product, shop_id, reporter_name, reporter_phone, reported_at, "
        "opened_at, opened_by, acknowledged_at, acknowledged_by, state, over_at, over_by",
    ),
    Right(
        "incident",
        "UPDATE",
        ON_CALL,
        "version, shop_id, acknowledged_at, acknowledged_by, state, over_at, over_by",
    ),
    Right("incident_case", "INSERT", (*DESK, SERVICE)),
    Right("closing_note", "INSERT", ON_CALL),
    Right("closing_note", "UPDATE", ON_CALL, _NOTE),
    Right("verdict", "INSERT", ON_CALL, "incident_id, verdict, reason, at, by_id"),
    Right(
        "work_entry",
        "INSERT",
        ("technician",),
        "id, incident_id, technician_id, kind, at, text, span_start, span_end, work_kind, cause, "
        "refers_to, machine, recorded_at",
    ),
    Right("duty_rotation", "INSERT", LEAD, _ROTATION),
    Right("duty_rotation", "UPDATE", LEAD, "ends_at"),
    Right("duty_change", "INSERT", ON_CALL, _DUTY_CHANGE),
    Right("duty_change", "UPDATE", ON_CALL, "withdrawn_at, withdrawn_by"),
    Right("basis", "INSERT", (*DESK, "accounting", SERVICE), _NEW_BASIS),
    Right("basis", "UPDATE", ("technician",), _RECKONED),
    Right("basis", "UPDATE", LEAD, f"{_RECKONED}, approved_at, approved_by"),
    Right("basis", "UPDATE", ACCOUNTING, _HANDED_OVER),
    Right(
        "basis_step",
        "INSERT",
        (*DESK, "accounting", SERVICE),
        "basis_id, step, kind, at, by_id, reason, before, after, earlier_sha256, sha256",
    ),
)
"""Of on-call work and bases. Who may take which step with a basis is its trigger's to say."""

ROW_RULES = (
    RowRule("duty_change", "SELECT", INSIDE, "true"),
    RowRule("duty_change", "INSERT", ("technician",), MINE),
    RowRule("duty_change", "UPDATE", ("technician",), "made_by = acting_person()"),
    *(RowRule("duty_change", verb, LEAD, "true") for verb in ("INSERT", "UPDATE")),
)
"""A technician takes a turn for oneself, and takes back what one said oneself."""
