"""The life of a basis as schema 0003 holds it, on both engines: which step changes what.

Source: BILLING, Life of a basis. Only draft and ready change; what comes later only goes on.
"""

_RECKONED = (
    "snapshot",
    "snapshot_sha256",
    "started_hours",
    "ex_vat_ore",
    "vat_ore",
    "incl_vat_ore",
    "reduced_to_hours",
    "reduction_reason",
    "reduced_by",
)
_MARKS = ("state", "version")

STEPS: dict[tuple[str, str], tuple[str, ...]] = {
    ("draft", "draft"): (*_MARKS, *_RECKONED),
    ("draft", "ready"): (*_MARKS, *_RECKONED),
    ("ready", "ready"): (*_MARKS, *_RECKONED),
    ("ready", "draft"): (*_MARKS, *_RECKONED),
    ("ready", "approved"): (*_MARKS, "approved_at", "approved_by"),
    ("approved", "exported"): (*_MARKS, "exported_at", "exported_by", "export_sha256"),
    ("exported", "invoiced"): (*_MARKS, "invoice_number", "invoiced_at"),
    ("exported", "credited"): _MARKS,
    ("invoiced", "credited"): _MARKS,
}
"""From one state to another, and the columns that may change with it."""

COLUMNS = (
    "id",
    "incident_id",
    *_MARKS,
    *_RECKONED,
    "made_at",
    "approved_at",
    "approved_by",
    "exported_at",
    "exported_by",
    "export_sha256",
    "invoice_number",
    "invoiced_at",
    "credits_id",
)

UNTOUCHED = (
    "new.approved_at IS NULL AND new.approved_by IS NULL AND new.exported_at IS NULL "
    "AND new.exported_by IS NULL AND new.export_sha256 = '' AND new.invoice_number = '' "
    "AND new.invoiced_at IS NULL AND new.reduced_to_hours IS NULL AND new.reduced_by IS NULL "
    "AND new.reduction_reason = ''"
)
"""A new one: nothing was decided yet."""

CREDITS = (
    "new.state = 'ready' AND EXISTS (SELECT 1 FROM basis b WHERE b.id = new.credits_id "
    "AND b.incident_id = new.incident_id AND b.credits_id IS NULL "
    "AND b.state IN ('exported', 'invoiced') AND new.started_hours = -b.started_hours "
    "AND new.ex_vat_ore = -b.ex_vat_ore AND new.vat_ore = -b.vat_ore "
    "AND new.incl_vat_ore = -b.incl_vat_ore)"
)
"""A credit takes back just what was handed over."""

EMPTY = (
    "new.state = 'draft' AND new.snapshot = '' AND new.started_hours = 0 "
    "AND new.ex_vat_ore = 0 AND new.vat_ore = 0 AND new.incl_vat_ore = 0"
)
BEGINS = f"({UNTOUCHED}) AND CASE WHEN new.credits_id IS NULL THEN {EMPTY} ELSE {CREDITS} END"
"""As an empty draft, or as a credit."""

_REASONED = (
    "CASE WHEN new.reduced_to_hours IS NULL "
    "THEN new.reduced_by IS NULL AND new.reduction_reason = '' "
    "ELSE new.reduced_by IS NOT NULL AND new.reduction_reason <> '' "
    "AND new.reduced_to_hours >= 0 END"
)
_STATED = (
    "CASE new.state WHEN 'approved' THEN new.approved_at IS NOT NULL "
    "AND new.approved_by IS NOT NULL AND new.snapshot <> '' "
    "WHEN 'exported' THEN new.exported_at IS NOT NULL AND new.export_sha256 <> '' "
    "WHEN 'invoiced' THEN new.invoiced_at IS NOT NULL AND new.invoice_number <> '' "
    "WHEN 'credited' THEN EXISTS (SELECT 1 FROM basis b WHERE b.credits_id = new.id) "
    "WHEN 'ready' THEN new.credits_id IS NULL AND new.snapshot <> '' "
    "ELSE new.credits_id IS NULL END"
)
COMPLETE = f"({_REASONED}) AND ({_STATED})"
"""What a state takes to be reached; a credit that waits for approval stays as it is."""

ANOTHER = (
    "NOT EXISTS (SELECT 1 FROM work_entry w WHERE w.incident_id = new.incident_id "
    "AND w.technician_id = new.approved_by)"
)
"""Whoever approves has not worked on it."""
