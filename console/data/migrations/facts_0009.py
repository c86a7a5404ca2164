"""What a row of schema 0009 must say to be read at all: constraints of both engines.

As in 0008, whose rule of what is asked of the outside this replaces: a visitor may be asked for an
address.
"""

from console.data.migrations.facts_0008 import READABLE as READABLE_0008

READABLE = {
    "outward_act": READABLE_0008["outward_act"].replace(
        "'end_chat',", "'end_chat', 'ask_address',"
    ),
    "web_visit": (
        "kind IN ('chat', 'mail') AND length(token_hash) = 64 AND site <> '' "
        "AND last_seq >= 0 AND change > 0"
    ),
    "web_line": (
        "kind IN ('visitor', 'agent', 'notice') AND seq > 0 AND change > 0 "
        "AND (kind = 'visitor') = (client_id IS NOT NULL) "
        "AND (kind = 'visitor') = (key IS NULL) AND (kind = 'agent' OR author = '') "
        "AND notice IN ('', 'ended', 'to_mail', 'ask_address') "
        "AND (kind = 'notice') = (notice <> '')"
    ),
    "web_file": "name <> '' AND content_type <> '' AND size >= 0 AND place >= 0",
    "web_counter": "id = 1 AND value >= 0",
    "chat_sign": "connector <> '' AND remote_id <> ''",
}
"""By table, each as the constraint `ck_…_is_readable`."""

IS_WHAT_IT_SAYS = {
    "postgresql": "size = octet_length(content)",
    "sqlite": "size = length(content)",
}
"""Of a file's size."""
