"""What must guard a store, beside rights and row rules: triggers and constraints, by engine.

Made by migrations; `inspection.py` and `server_inspection.py` tell of each that is gone.
"""

from __future__ import annotations

READABLE = tuple(
    (table, f"ck_{table}_is_readable")
    for table in (
        *("chat", "call", "queue_member", "escalation", "promise", "availability"),
        *("outward_act", "status_report", "learned_number", "queue_figures", "exchange_told"),
        *("web_visit", "web_line", "web_file", "web_counter", "chat_sign"),
    )
)
"""Table and constraint, on both engines."""

CONSTRAINTS = (
    *READABLE,
    ("blob", "ck_blob_is_what_it_says"),
    ("duty_change", "ck_duty_change_ends_after_start"),
    ("duty_change", "ck_duty_change_role"),
    ("duty_change", "ex_duty_change_primary"),
    ("duty_change", "ex_duty_change_backup"),
)
"""The same, on a server."""

TRIGGERS = {
    ("event", "stamp_actor"): "A",
    ("event", "event_kept"): "A",
    ("event", "event_stays"): "A",
    ("event", "feed_event"): "A",
    ("command", "stamp_actor"): "A",
    ("message", "stamp_author"): "A",
    ("message", "keep_message"): "A",
    ("message", "message_indexed"): "A",
    ("attachment", "attachment_indexed"): "A",
    ("case", "case_indexed"): "A",
    ("shop", "shop_indexed"): "A",
    ("contact", "contact_indexed"): "A",
    ("attachment", "keep_attachments"): "A",
    ("outbox", "keep_outbox"): "A",
    ("setting", "stamp_changed_by"): "A",
    ("incident", "incident_fits"): "A",
    ("incident", "incident_stays"): "A",
    ("incident_case", "stamp_linked_by"): "A",
    ("closing_note", "stamp_changed_by"): "A",
    ("verdict", "verdict_fits"): "A",
    ("verdict", "verdict_stays"): "A",
    ("work_entry", "work_entry_fits"): "A",
    ("work_entry", "work_entry_stays"): "A",
    ("duty_rotation", "duty_rotation_fits"): "A",
    ("duty_change", "duty_change_fits"): "A",
    ("basis", "basis_fits"): "A",
    ("basis", "basis_stays"): "A",
    ("basis_step", "basis_step_fits"): "A",
    ("basis_step", "basis_step_stays"): "A",
    ("chat", "chat_fits"): "A",
    ("chat", "chat_stays"): "A",
    ("call", "call_fits"): "A",
    ("call", "call_stays"): "A",
    ("escalation", "escalation_fits"): "A",
    ("escalation", "escalation_stays"): "A",
    ("promise", "promise_fits"): "A",
    ("promise", "promise_stays"): "A",
    ("outward_act", "outward_act_fits"): "A",
    ("outward_act", "outward_act_stays"): "A",
    ("learned_number", "stamp_said_by"): "A",
    ("web_visit", "web_visit_fits"): "A",
    ("web_visit", "web_visit_stays"): "A",
    ("web_line", "web_line_fits"): "A",
    ("web_line", "web_line_stays"): "A",
    ("web_file", "web_file_fits"): "A",
    ("web_counter", "web_counter_fits"): "A",
    ("web_counter", "web_counter_stays"): "A",
    ("person", "person_login"): "O",
}
"""What must be there, and on: always (A), or when triggers are not left out (O)."""

FILE_TRIGGERS = frozenset(
    {
        *("feed_event", "event_kept", "event_stays", "message_indexed"),
        *("attachment_indexed", "case_indexed", "shop_indexed", "contact_indexed"),
        *("incident_begins", "incident_fits", "incident_stays"),
        *("verdict_fits", "verdict_kept", "verdict_stays"),
        *("work_entry_fits", "work_entry_kept", "work_entry_stays"),
        *("duty_rotation_begins", "duty_rotation_fits"),
        *("duty_change_begins", "duty_change_fits"),
        *("basis_begins", "basis_fits", "basis_stays"),
        *("basis_step_fits", "basis_step_kept", "basis_step_stays"),
        *("chat_fits", "chat_stays", "call_begins", "call_fits", "call_stays"),
        *("escalation_begins", "escalation_fits", "escalation_stays"),
        *("promise_begins", "promise_fits", "promise_stays"),
        *("outward_act_begins", "outward_act_fits", "outward_act_stays"),
        *("web_visit_begins", "web_visit_fits", "web_visit_stays"),
        *("web_line_fits", "web_line_stays", "web_file_begins", "web_file_fits"),
        *("web_counter_fits", "web_counter_stays"),
    }
)
"""A file's triggers."""
