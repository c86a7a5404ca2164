"""What each group may do with chats, calls, escalations and promises, and ask of the outside.

Part of `grants.py`.
"""

from __future__ import annotations

from console.data.access.rights import ALWAYS_ON, DESK, INSIDE, MINE, Right, RowRule
from console.data.access.roles import OWNER, PEOPLE, SERVICE

TABLES = (
    *("chat", "call", "queue_member", "escalation", "promise", "availability"),
    *("outward_act", "status_report", "learned_number", "queue_figures", "exchange_told"),
)
"""Everybody inside reads them."""

_CHAT = (
    "version, remote_version, state, visitor_name, shop_id, is_verified, page, agent_id, "
    "waiting_since, first_reply_at, offered_to, offered_until, ended_at"
)
_CHAT_BY_PEOPLE = (
    "version, state, agent_id, waiting_since, first_reply_at, offered_to, offered_until, ended_at"
)
_CALL = (
    "version, remote_version, queue, number, name, shop_id, is_pos, priority, place, state, "
    "rung_to, answered_by, answered_at, ended_at, ending, case_id, call_back_by, store_id, "
    "shop_by, said, is_outgoing"
)
_CALL_BY_PEOPLE = (
    "version, case_id, call_back_by, called_back_at, called_back_by, shop_id, shop_by, "
    "wrapped_up_at"
)
_ESCALATION = (
    "version, owner, reference, state, next_word_by, answer, answered_at, answered_by, closed_at, "
    "closed_by"
)
_ASKED = "case_id, target, reason, gap_reason, evidence, opened_at, opened_by"
_SAID = "readiness, reason, since, alive_until"

RIGHTS = (
    Right("chat", "INSERT", ALWAYS_ON, f"id, connector, remote_id, case_id, began_at, {_CHAT}"),
    Right("chat", "UPDATE", ALWAYS_ON, _CHAT),
    Right("chat", "UPDATE", DESK, _CHAT_BY_PEOPLE),
    Right(
        "call",
        "INSERT",
        ALWAYS_ON,
        f"id, connector, remote_id, began_at, {_CALL}, called_back_at, called_back_by, "
        "wrapped_up_at",
    ),
    Right("call", "UPDATE", ALWAYS_ON, _CALL),
    Right("call", "UPDATE", DESK, _CALL_BY_PEOPLE),
    Right("queue_member", "INSERT", ALWAYS_ON),
    Right("queue_member", "UPDATE", ALWAYS_ON, "person_id, state, reason, since"),
    Right("queue_member", "DELETE", ALWAYS_ON),
    *(Right("learned_number", verb, DESK) for verb in ("INSERT", "DELETE")),
    Right("learned_number", "UPDATE", DESK, "shop_id, said_by, said_at"),
    *(Right("queue_figures", verb, ALWAYS_ON) for verb in ("INSERT", "UPDATE", "DELETE")),
    *(Right("exchange_told", verb, ALWAYS_ON) for verb in ("INSERT", "UPDATE")),
    Right("escalation", "INSERT", DESK, f"{_ASKED}, {_ESCALATION}"),
    Right("escalation", "UPDATE", DESK, _ESCALATION),
    Right(
        "promise",
        "INSERT",
        DESK,
        "id, case_id, text, due_at, made_at, made_by, kept_at, withdrawn_at",
    ),
    Right("promise", "UPDATE", DESK, "kept_at, withdrawn_at"),
    Right("outward_act", "INSERT", (*DESK, SERVICE)),
    Right("outward_act", "UPDATE", ALWAYS_ON, "state, epoch, attempts, outcome, changed_at"),
    Right("status_report", "INSERT", ALWAYS_ON),
    Right("status_report", "UPDATE", ALWAYS_ON),
    Right("availability", "INSERT", (*PEOPLE, SERVICE)),
    Right("availability", "UPDATE", (*PEOPLE, SERVICE), _SAID),
)
"""Connectors write what happens outside. Which rows a person reaches is a trigger's to say."""

ROW_RULES = (
    RowRule("availability", "SELECT", INSIDE, "true"),
    *(RowRule("availability", verb, PEOPLE, MINE) for verb in ("INSERT", "UPDATE")),
    RowRule("availability", "UPDATE", ALWAYS_ON, "channel IN ('chat', 'telephone')"),
    RowRule("availability", "INSERT", ALWAYS_ON, "channel = 'telephone'"),
    RowRule("setting", "SELECT", (OWNER,), "key = 'telephones'"),
)
"""How ready one is, one says oneself; `serve` pauses whoever is gone, and passes on what somebody's
telephone says of itself. A guard, as the owner, asks whose a telephone is.
"""
