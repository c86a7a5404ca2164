"""What a visitors' door may do, and who else with visitors' conversations. Part of `grants.py`.

A door reaches the visits whose tokens it names, and no others: whoever steals its login reads
nothing without a visitor's token. Everything that the desk knows of a visit, `serve` makes of it.
"""

from __future__ import annotations

from console.data.access.rights import ALWAYS_ON, DESK, INSIDE, Right, RowRule
from console.data.access.roles import DOOR, OWNER, SERVICE

_FACING = (DOOR,)
_BOTH = (SERVICE, DOOR)
_FILE = "id, visit, place, name, content_type, size, content"
_VISITORS_SIGNS = "visitor_typing_until, visitor_seen_at"
_AGENTS_SIGNS = "agent_typing_until, agent_seen_at"

RIGHTS = (
    *(Right(t, "SELECT", _BOTH) for t in ("web_visit", "web_line", "web_file", "web_counter")),
    Right("web_visit", "INSERT", _FACING),
    Right(
        "web_visit",
        "UPDATE",
        _FACING,
        "last_seq, name, address, page, alive_at, has_left, ended_at, change",
    ),
    Right("web_visit", "UPDATE", ALWAYS_ON, "last_seq, has_left, ended_at, change"),
    Right("web_visit", "DELETE", ALWAYS_ON),
    Right("web_line", "INSERT", _BOTH),
    Right("web_file", "INSERT", _FACING, f"{_FILE}, client_id"),
    Right("web_file", "INSERT", ALWAYS_ON, _FILE),
    Right("web_file", "UPDATE", _BOTH, "seq, place"),
    Right("web_counter", "UPDATE", _BOTH, "value"),
    Right("chat_sign", "SELECT", (*INSIDE, DOOR)),
    Right("chat_sign", "INSERT", _FACING, f"connector, remote_id, {_VISITORS_SIGNS}"),
    Right("chat_sign", "UPDATE", _FACING, _VISITORS_SIGNS),
    Right("chat_sign", "INSERT", DESK, f"connector, remote_id, {_AGENTS_SIGNS}"),
    Right("chat_sign", "UPDATE", DESK, _AGENTS_SIGNS),
    Right("chat_sign", "DELETE", ALWAYS_ON),
)
"""A door writes what visitors say, `serve` what they are told."""

_NAMED = "token_hash = ANY (string_to_array(current_setting('console.visitors', true), ','))"
_OF_NAMED = "visit IN (SELECT id FROM web_visit)"
_SIGNS_OF_NAMED = "connector = 'chat' AND remote_id IN (SELECT id::text FROM web_visit)"
_MY_CHAT = (
    "EXISTS (SELECT FROM chat c WHERE c.connector = chat_sign.connector "
    "AND c.remote_id = chat_sign.remote_id AND c.agent_id = acting_person())"
)

ROW_RULES = (
    *(RowRule("web_visit", verb, _FACING, _NAMED) for verb in ("SELECT", "INSERT", "UPDATE")),
    RowRule("web_visit", "SELECT", (SERVICE, OWNER), "true"),
    *(RowRule("web_visit", verb, ALWAYS_ON, "true") for verb in ("UPDATE", "DELETE")),
    RowRule("web_line", "SELECT", _FACING, _OF_NAMED),
    RowRule("web_line", "INSERT", _FACING, f"{_OF_NAMED} AND kind = 'visitor'"),
    RowRule("web_line", "SELECT", ALWAYS_ON, "true"),
    RowRule("web_line", "INSERT", ALWAYS_ON, "kind <> 'visitor'"),
    *(RowRule("web_file", verb, _FACING, _OF_NAMED) for verb in ("SELECT", "INSERT", "UPDATE")),
    *(RowRule("web_file", verb, ALWAYS_ON, "true") for verb in ("SELECT", "INSERT", "UPDATE")),
    RowRule("chat_sign", "SELECT", INSIDE, "true"),
    *(
        RowRule("chat_sign", verb, _FACING, _SIGNS_OF_NAMED)
        for verb in ("SELECT", "INSERT", "UPDATE")
    ),
    *(RowRule("chat_sign", verb, DESK, _MY_CHAT) for verb in ("INSERT", "UPDATE")),
    RowRule("chat_sign", "DELETE", ALWAYS_ON, "true"),
)
"""A guard, as the owner, asks how far a visit has come."""
