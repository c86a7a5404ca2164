"""On-call work and bases: what lies in the store, and every act of docs/access.md on them as SQL.

Each person has an incident that they worked on ({mine} is that of whoever acts, {theirs} the
colleague's), an earlier one that is over, and a basis in each state for the first.
"""

INCIDENT_KINDS = {"incident": "1", "over": "2", "entry": "3"}
STATES = ("draft", "ready", "approved", "exported", "invoiced")


def oncall_uuid(what: str, person: int) -> str:
    """The id of a person's incident, of the one that is over, of their entry in the first's log."""
    return f"cccccccc-000{INCIDENT_KINDS[what]}-4000-8000-{person:012}"


_SUM = "encode(sha256('{{}}'), 'hex')"
_INCIDENT = (
    "INSERT INTO incident (id, version, title, product, reporter_name, reporter_phone, "
    "reported_at, opened_at, opened_by, acknowledged_at, acknowledged_by, state, over_at, over_by) "
    "VALUES ({}, 1, 'Kassene', 'pos', '', '', now(), now(), {});"
)
_ENTRY = (
    "INSERT INTO work_entry (id, incident_id, technician_id, kind, at, text, work_kind, machine, "
    "recorded_at, refers_to) VALUES ({}, '{}', {}, '{}', now(), 'x', 'work', '', {}, {})"
)
_BASIS = (
    "INSERT INTO basis (incident_id, version, state, snapshot, snapshot_sha256, started_hours, "
    "ex_vat_ore, vat_ore, incl_vat_ore, reduction_reason, made_at, export_sha256, invoice_number, "
    "approved_at, approved_by, credits_id) "
)
_STEP = (
    "INSERT INTO basis_step (basis_id, step, kind, at, by_id, reason, before, after, "
    "earlier_sha256, sha256) "
)
_DUTY = (
    "INSERT INTO duty_change (role, starts_at, ends_at, person_id, reason, made_at, made_by, "
    "withdrawn_at) VALUES ('{}', now() + {} * interval '1 day', now() + {} * interval '1 day' "
    "+ interval '1 hour', {}, '', now(), {}, {})"
)


def _sum_of(step: str, by: str, earlier: str, basis: str = "b.id") -> str:
    """The sum of a step of kind x, at 1970, with nothing else in it, as SQL."""
    fields = f"{earlier}, {basis}::text, {step}, 'x', '0', {by}, '', '', ''"
    return (
        "encode(sha256(convert_to((SELECT string_agg(length(f) || ':' || f || ',', '' ORDER BY n) "
        f"FROM unnest(ARRAY[{fields}]) WITH ORDINALITY AS u (f, n)), 'UTF8')), 'hex')"
    )


ONCE = (
    "INSERT INTO duty_rotation (role, people, first_day, hand_over, weeks, made_at) "
    "VALUES ('primary', '[1]', '2026-11-23', '15:30', 1, now());"
    "INSERT INTO duty_rotation (role, people, first_day, hand_over, weeks, made_at, ends_at) "
    "VALUES ('backup', '[1]', '2026-11-16', '15:30', 1, now(), now());"
    "INSERT INTO setting VALUES ('billing_policy', '{}', 1, now(), NULL);"
)
OF_EACH = (
    _INCIDENT.format("'{incident}'", "{p}, NULL, NULL, 'open', NULL, NULL")
    + _INCIDENT.format("'{over}'", "{p}, now(), {p}, 'over', now(), {p}")
    + "UPDATE incident SET shop_id = 1 WHERE id = '{over}';"
    + _ENTRY.format("'{entry}'", "{incident}", "{p}", "started", "now()", "NULL")
    + "; INSERT INTO incident_case VALUES ('{incident}', 2, now(), {p});"
    "INSERT INTO closing_note VALUES ('{incident}', 1, '', '', '', '', '', now(), {p});"
    "INSERT INTO verdict (incident_id, verdict, reason, at, by_id) "
    "VALUES ('{incident}', 'unknown', 'x', now(), {p});"
    + _DUTY.format("primary", "{p}", "{p}", "{p}", "{p}", "NULL")
    + ";"
    + _DUTY.format("backup", "{p}", "{p}", "{p}", "{p}", "now()")
    + ";"
)
BASIS_OF_EACH = (
    f"{_BASIS} VALUES ('{{incident}}', 1, '{{state}}', '{{{{}}}}', {_SUM}, 2, 250000, 62500, "
    "312500, '', now(), '', '', now(), {p}, NULL);"
)
CREDIT_OF_EACH = (
    f"{_BASIS} SELECT incident_id, 1, 'approved', snapshot, snapshot_sha256, -started_hours, "
    "-ex_vat_ore, -vat_ore, -incl_vat_ore, '', now(), '', '', now(), NULL, id FROM basis "
    "WHERE state = 'exported';"
)
STEP_OF_EACH = (
    f"{_STEP} SELECT id, 1, 'x', to_timestamp(0), NULL, '', '', '', '', "
    f"{_sum_of(repr('1'), repr(''), repr(''))} FROM basis b;"
)
TABLES = (
    *("incident", "incident_case", "closing_note", "verdict", "work_entry"),
    *("duty_rotation", "duty_change", "basis", "basis_step"),
)

_NEW = "gen_random_uuid()"
_MY_ENTRY = _ENTRY.format(_NEW, "{theirs}", "{me}", "note", "now()", "NULL")
_THIS = "incident_id = '{theirs}'"
_MY_STEP = (
    f"{_STEP} SELECT b.id, 2, 'x', to_timestamp(0), {{me}}, '', '', '', s.sha256, "
    + _sum_of("'2'", "coalesce({by}::text, '')", "s.sha256")
    + f" FROM basis b JOIN basis_step s ON s.basis_id = b.id WHERE {_THIS} AND state = 'ready'"
)


def _basis(state: str, approved: str = "NULL, NULL", credits_id: str = "NULL") -> str:
    return (
        f"{_BASIS} VALUES ('{{theirs}}', 1, '{state}', '', '', 0, 0, 0, 0, '', now(), '', '', "
        f"{approved}, {credits_id})"
    )


def _credit(ore: str) -> str:
    return (
        f"{_BASIS} SELECT incident_id, 1, 'ready', snapshot, snapshot_sha256, -started_hours, "
        f"{ore}, -vat_ore, -incl_vat_ore, '', now(), '', '', NULL, NULL, id FROM basis "
        f"WHERE {_THIS} AND state = 'invoiced'"
    )


def _step(state: str, changes: str, which: str = _THIS) -> str:
    return f"UPDATE basis SET version = version + 1, {changes} WHERE {which} AND state = '{state}'"


_APPROVE = "state = 'approved', approved_at = now(), approved_by = {me}"
_REDUCE = "reduced_to_hours = 1, reduction_reason = 'x', reduced_by = {me}, started_hours = 1"
_EXPORT = f"state = 'exported', exported_at = now(), export_sha256 = {_SUM}"
_MINE = "incident_id = '{mine}'"

INCIDENTS = {
    "read incidents and the work log": (
        "SELECT text FROM incident JOIN work_entry ON incident_id = incident.id"
    ),
    "read verdicts and closing notes": "SELECT reason FROM verdict JOIN closing_note USING "
    "(incident_id) JOIN incident_case USING (incident_id)",
    "open an incident": _INCIDENT.format(_NEW, "{me}, NULL, NULL, 'open', NULL, NULL"),
    "open an incident in another's name": _INCIDENT.format(
        _NEW, "{colleague}, NULL, NULL, 'open', NULL, NULL"
    ).replace(";", " RETURNING coalesce(opened_by = {colleague}, false)"),
    "acknowledge an incident": (
        "UPDATE incident SET acknowledged_at = now(), version = 2 WHERE id = '{theirs}'"
    ),
    "change who acknowledged first": (
        "UPDATE incident SET acknowledged_by = {me}, acknowledged_at = now() "
        "WHERE id = '{their_over}'"
    ),
    "link a case to an incident": ("INSERT INTO incident_case VALUES ('{theirs}', 1, now(), {me})"),
    "take a case off an incident": "DELETE FROM incident_case",
    "write a closing note": "UPDATE closing_note SET cause = 'x', version = version + 1",
    "declare an incident over": (
        "UPDATE incident SET state = 'over', over_at = now() WHERE id = '{theirs}'"
    ),
    "reopen an incident": (
        "UPDATE incident SET state = 'open', over_at = NULL, over_by = NULL "
        "WHERE id = '{their_over}'"
    ),
    "say which shop an incident is for": ("UPDATE incident SET shop_id = 1 WHERE id = '{theirs}'"),
    "change which shop an incident is for": (
        "UPDATE incident SET shop_id = NULL WHERE id = '{their_over}'"
    ),
    "change what was reported, and when": (
        "UPDATE incident SET reported_at = now() - interval '1 day' WHERE id = '{theirs}'"
    ),
    "remove an incident": "DELETE FROM incident",
    "give a verdict": (
        "INSERT INTO verdict (incident_id, verdict, reason, at, by_id) "
        "VALUES ('{theirs}', 'customer', 'x', now(), {me})"
    ),
    "give a verdict in another's name": (
        "INSERT INTO verdict (incident_id, verdict, reason, at, by_id) "
        "VALUES ('{theirs}', 'customer', 'x', now(), {colleague}) RETURNING by_id = {colleague}"
    ),
    "give a verdict that is none of the four": (
        "INSERT INTO verdict (incident_id, verdict, reason, at, by_id) "
        "VALUES ('{theirs}', 'nobody', 'x', now(), {me})"
    ),
    "give a verdict without a reason": (
        "INSERT INTO verdict (incident_id, verdict, reason, at, by_id) "
        "VALUES ('{theirs}', 'customer', ' ', now(), {me})"
    ),
    "change a verdict": "UPDATE verdict SET verdict = 'customer'",
    "remove a verdict": "DELETE FROM verdict",
}
LOG = {
    "add to the work log": _MY_ENTRY,
    "add to the work log in another's name": (
        _ENTRY.format(_NEW, "{theirs}", "{colleague}", "note", "now()", "NULL")
        + " RETURNING technician_id = {colleague}"
    ),
    "say when an entry came": (
        _ENTRY.format(_NEW, "{theirs}", "{me}", "note", "to_timestamp(0)", "NULL")
        + " RETURNING recorded_at = to_timestamp(0)"
    ),
    "write what no console can read": _ENTRY.format(
        _NEW, "{theirs}", "{me}", "slept", "now()", "NULL"
    ),
    "strike an entry": _ENTRY.format(
        _NEW, "{whose_incident}", "{me}", "withdrawn", "now()", "'{whose_entry}'"
    ),
    "change the work log": "UPDATE work_entry SET at = now() - interval '1 hour'",
    "remove from the work log": "DELETE FROM work_entry",
    "empty the work log": "TRUNCATE work_entry CASCADE",
}
BASES = {
    "read bases": "SELECT state FROM basis JOIN basis_step ON basis_id = basis.id",
    "begin a basis": _basis("draft"),
    "begin a basis as approved": _basis("approved", "now(), {me}"),
    "make a basis ready": _step("draft", "state = 'ready', ex_vat_ore = 125000"),
    "make a basis ready under a false sum": _step("draft", "state = 'ready', snapshot = 'x'"),
    "take a ready basis back": _step("ready", "state = 'draft', snapshot = ''"),
    "change a ready basis": _step("ready", "ex_vat_ore = 1"),
    "reduce a basis": _step("ready", _REDUCE),
    "reduce a basis that one worked for": _step("ready", _REDUCE, _MINE),
    "approve a basis": _step("ready", _APPROVE),
    "approve a basis that one worked for": _step("ready", _APPROVE, _MINE),
    "approve a basis in another's name": (
        _step("ready", _APPROVE.replace("{me}", "{colleague}"))
        + " RETURNING approved_by = {colleague}"
    ),
    "approve a draft": _step("draft", _APPROVE),
    "change the amounts of an approved basis": _step("approved", "ex_vat_ore = 1"),
    "change who approved a basis": _step("approved", "approved_by = {me}"),
    "take an approved basis back": _step("approved", "state = 'draft'"),
    "export a basis": _step("approved", _EXPORT),
    "export a basis that is not approved": _step("ready", _EXPORT),
    "export a basis twice": _step("exported", _EXPORT),
    "give a basis its invoice number": _step(
        "exported", "state = 'invoiced', invoice_number = '1', invoiced_at = now()"
    ),
    "change an invoice number": _step("invoiced", "invoice_number = '2'"),
    "credit a basis": _credit("-ex_vat_ore"),
    "credit more than was billed": _credit("-ex_vat_ore - 1"),
    "count a basis that has a credit as credited": _step("exported", "state = 'credited'"),
    "count a basis as credited without a credit": _step("invoiced", "state = 'credited'"),
    "remove a basis": "DELETE FROM basis",
    "write down a step": _MY_STEP.replace("{by}", "{me}"),
    "write down a step in another's name": _MY_STEP.replace("{me}", "{colleague}").replace(
        "{by}", "{colleague}"
    ),
    "write down a step that does not fit": _MY_STEP.replace("{by}", "0"),
    "change a step": "UPDATE basis_step SET reason = 'x'",
    "remove a step": "DELETE FROM basis_step",
}
DUTY = {
    "read who is on duty": "SELECT people FROM duty_rotation, duty_change",
    "plan a rotation": (
        "INSERT INTO duty_rotation (role, people, first_day, hand_over, weeks, made_at) "
        "VALUES ('backup', '[1]', '2026-11-23', '15:30', 1, now())"
    ),
    "end a rotation": "UPDATE duty_rotation SET ends_at = now() WHERE role = 'primary'",
    "bring back a rotation": "UPDATE duty_rotation SET ends_at = NULL WHERE role = 'backup'",
    "change a rotation": "UPDATE duty_rotation SET people = '[2]'",
    "remove a rotation": "DELETE FROM duty_rotation",
    "take over a turn": _DUTY.format("primary", "5000", "5000", "{whose}", "{me}", "NULL"),
    "withdraw a change of duty": (
        "UPDATE duty_change SET withdrawn_at = now() WHERE made_by = {whose} AND role = 'primary'"
    ),
    "bring back a change of duty": (
        "UPDATE duty_change SET withdrawn_at = NULL WHERE role = 'backup'"
    ),
    "change the billing policy": (
        "UPDATE setting SET value = '1', version = 2 WHERE key = 'billing_policy'"
    ),
    "say how long anybody may wait": (
        "INSERT INTO setting VALUES ('targets', '1', 1, now(), {me})"
    ),
    "say who is called when nobody is on duty": (
        "INSERT INTO setting VALUES ('duty', '1', 1, now(), {me})"
    ),
}
ONCALL_ACTS = {**INCIDENTS, **LOG, **BASES, **DUTY}
