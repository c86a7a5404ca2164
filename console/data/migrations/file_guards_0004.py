"""What a store in one file guards of live channels from schema 0004 on: SQLite triggers.

The same as `guards_0004.py`, as far as it needs no login.
"""

from console.data.migrations.file_guards_0003 import refuses, same
from console.data.migrations.life_0004 import (
    CALL_BEGINS,
    CALL_ENDED,
    CALL_STAYS,
    CHAT_ENDED,
    CHAT_STAYS,
    COLUMNS,
    PROMISE_BEGINS,
    PROMISE_ENDS,
    PROMISE_STAYS,
    STEPS,
)


def _ends_once(stays: tuple[str, ...], ended: tuple[str, ...]) -> str:
    return f"{same(stays)} AND (old.state <> 'ended' OR {same(ended)})"


def _step(states: tuple[str, str], free: tuple[str, ...]) -> str:
    old, new = states
    kept = same(column for column in COLUMNS if column not in free)
    return f"(old.state = '{old}' AND new.state = '{new}' AND {kept})"


_CHAT = (
    f"{_ends_once(CHAT_STAYS, CHAT_ENDED)} "
    f"AND (old.first_reply_at IS NULL OR {same(('first_reply_at',))})"
)
_CALL = (
    f"{_ends_once(CALL_STAYS, CALL_ENDED)} AND (old.called_back_at IS NULL "
    f"OR new.called_back_at IS NULL OR {same(('called_back_at', 'called_back_by'))})"
)
_LIFE = " OR ".join(_step(states, free) for states, free in STEPS.items())

_FITS = (
    ("chat_fits", "UPDATE ON chat", _CHAT, "a chat that has ended stays so"),
    ("call_begins", "INSERT ON call", CALL_BEGINS, "nobody has called back yet"),
    ("call_fits", "UPDATE ON call", _CALL, "a call that has ended stays so"),
    (
        "escalation_begins",
        "INSERT ON escalation",
        "new.state = 'asked'",
        "an escalation begins as asked",
    ),
    (
        "escalation_fits",
        "UPDATE ON escalation",
        _LIFE,
        "no step in the life of an escalation",
    ),
    ("promise_begins", "INSERT ON promise", PROMISE_BEGINS, "a promise begins open"),
    (
        "promise_fits",
        "UPDATE ON promise",
        f"{PROMISE_ENDS} AND {same(PROMISE_STAYS)}",
        "a promise is kept or withdrawn once, never changed",
    ),
)
_STAY = ("chat", "call", "escalation", "promise")

GUARDS = (
    *(refuses(*fits) for fits in _FITS),
    *(refuses(f"{t}_stays", f"DELETE ON {t}", "false", f"{t} is only added to") for t in _STAY),
)
