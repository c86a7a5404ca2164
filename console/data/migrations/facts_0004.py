"""What a row of schema 0004 must say to be read at all: constraints of both engines.

A console that came upon a word it does not know could not show the row to anybody, and a connector
may write no half of a thing: whoever writes SQL of their own can put none there. An answer of NULL
would pass: every comparison here is of what cannot be NULL, or asks IS NULL.
"""

READABLE = {
    "chat": (
        "state IN ('waiting', 'active', 'left', 'ended') AND remote_id <> '' "
        "AND (state <> 'waiting' OR agent_id IS NULL) "
        "AND (state <> 'active' OR agent_id IS NOT NULL) "
        "AND (offered_to IS NULL) = (offered_until IS NULL) "
        "AND (offered_to IS NULL OR state = 'waiting') "
        "AND (state = 'ended') = (ended_at IS NOT NULL) "
        "AND (waiting_since IS NULL OR state <> 'ended')"
    ),
    "call": (
        "state IN ('waiting', 'ringing', 'talking', 'ended') AND remote_id <> '' "
        "AND ending IN ('', 'answered', 'abandoned', 'transferred', 'left') "
        "AND (state = 'ended') = (ending <> '') AND (state = 'ended') = (ended_at IS NOT NULL) "
        "AND (state <> 'talking' OR answered_at IS NOT NULL) "
        "AND (called_back_at IS NULL OR state = 'ended') "
        "AND (called_back_at IS NOT NULL OR called_back_by IS NULL)"
    ),
    "queue_member": (
        "state IN ('ready', 'ringing', 'in_call', 'paused', 'away') AND interface <> ''"
    ),
    "escalation": (
        "target IN ('development', 'product', 'finance', 'consulting') "
        "AND state IN ('asked', 'in_work', 'answered', 'taken_back', 'done') "
        "AND trim(reason) <> '' "
        "AND (state <> 'in_work' OR trim(owner) <> '') "
        "AND (state NOT IN ('answered', 'done') "
        "OR trim(answer) <> '' AND answered_at IS NOT NULL) "
        "AND (state IN ('answered', 'done') "
        "OR answer = '' AND answered_at IS NULL AND answered_by IS NULL) "
        "AND (state IN ('taken_back', 'done')) = (closed_at IS NOT NULL) "
        "AND (closed_at IS NOT NULL OR closed_by IS NULL)"
    ),
    "promise": "trim(text) <> '' AND (kept_at IS NULL OR withdrawn_at IS NULL)",
    "availability": (
        "channel IN ('chat', 'telephone', 'mail') "
        "AND readiness IN ('ready', 'wrap_up', 'pause', 'off')"
    ),
}
"""By table, each as the constraint `ck_…_is_readable`."""

IS_A_LIST = {
    "postgresql": "jsonb_typeof(evidence) = 'array'",
    "sqlite": "json_type(evidence) = 'array'",
}
"""Of an escalation's evidence."""
