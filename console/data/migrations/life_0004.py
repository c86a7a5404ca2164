"""How chats, calls, escalations and promises go on, as schema 0004 holds it on both engines.

What ended outside stays ended, however late or twice a connector tells of it; what was asked of
others stays as it was asked; what a customer was promised is kept or withdrawn, never moved.
"""

_MARKS = ("state", "version", "next_word_by")
_CLOSES = ("state", "version", "closed_at", "closed_by")
_ANSWERS = (*_MARKS, "answer", "answered_at", "answered_by")
_TAKES_UP = (*_MARKS, "owner", "reference")

STEPS: dict[tuple[str, str], tuple[str, ...]] = {
    ("asked", "asked"): _MARKS,
    ("asked", "in_work"): _TAKES_UP,
    ("asked", "answered"): _ANSWERS,
    ("asked", "taken_back"): _CLOSES,
    ("in_work", "in_work"): _TAKES_UP,
    ("in_work", "answered"): _ANSWERS,
    ("in_work", "taken_back"): _CLOSES,
    ("answered", "answered"): _MARKS,
    ("answered", "done"): _CLOSES,
}
"""Of an escalation: from one state to another, and the columns that may change with it."""

COLUMNS = (
    *("id", "case_id", "target", "reason", "gap_reason", "evidence", "opened_at", "opened_by"),
    *_TAKES_UP,
    *("answer", "answered_at", "answered_by", "closed_at", "closed_by"),
)
"""Of an escalation."""

CHAT_STAYS = ("no", "id", "connector", "remote_id", "case_id", "began_at")
CALL_STAYS = ("no", "id", "connector", "remote_id", "began_at")
PROMISE_STAYS = ("id", "case_id", "text", "due_at", "made_at", "made_by")

CHAT_ENDED = ("state", "ended_at", "agent_id")
CALL_ENDED = ("state", "ended_at", "ending", "answered_at")
"""What stays as it was once it has ended."""

CALL_BEGINS = "new.called_back_at IS NULL AND new.called_back_by IS NULL"
PROMISE_BEGINS = "new.kept_at IS NULL AND new.withdrawn_at IS NULL"
PROMISE_ENDS = (
    "old.kept_at IS NULL AND old.withdrawn_at IS NULL "
    "AND (new.kept_at IS NOT NULL OR new.withdrawn_at IS NOT NULL)"
)
