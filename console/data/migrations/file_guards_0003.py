"""What a store in one file guards of on-call work and bases from schema 0003 on: SQLite triggers.

The same as `guards_0003.py`, as far as it needs no login: the log and what was judged is only
added to, and a basis goes through its life a step at a time.
"""

from collections.abc import Iterable

from console.data.migrations.facts_0003 import ENTRY, INCIDENT, ROLE, VERDICT
from console.data.migrations.life_0003 import ANOTHER, BEGINS, COLUMNS, COMPLETE, STEPS


def refuses(name: str, when: str, unless: str, words: str) -> str:
    """A trigger that breaks off what does not fit; what cannot be told (NULL) does not fit."""
    return (
        f"CREATE TRIGGER {name} BEFORE {when} WHEN coalesce(NOT ({unless}), 1) "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def same(columns: Iterable[str]) -> str:
    """That none of the columns changed, as SQL."""
    return " AND ".join(f"new.{column} IS old.{column}" for column in columns)


def _step(states: tuple[str, str], free: tuple[str, ...]) -> str:
    old, new = states
    kept = same(column for column in COLUMNS if column not in free)
    return f"(old.state = '{old}' AND new.state = '{new}' AND {kept})"


_INCIDENT = (
    f"{same(('no', 'id', 'reported_at', 'opened_at', 'opened_by'))} AND "
    "(old.shop_id IS NULL OR new.shop_id IS old.shop_id) AND "
    f"(old.acknowledged_at IS NULL OR {same(('acknowledged_at', 'acknowledged_by'))}) AND "
    "CASE WHEN new.state = 'open' THEN new.over_at IS NULL AND new.over_by IS NULL "
    f"WHEN old.state = 'over' THEN new.state = 'over' AND {same(('over_at', 'over_by'))} "
    "ELSE new.state = 'over' AND new.over_at IS NOT NULL END"
)
_NEW_INCIDENT = (
    f"{INCIDENT} AND new.state = 'open' AND new.acknowledged_at IS NULL "
    "AND new.acknowledged_by IS NULL AND new.over_at IS NULL AND new.over_by IS NULL"
)
_ENTRY = (
    "(new.refers_to IS NULL OR EXISTS (SELECT 1 FROM work_entry w WHERE w.id = new.refers_to "
    "AND w.incident_id = new.incident_id AND w.technician_id = new.technician_id)) "
    f"AND ({ENTRY})"
)
_LAST = (
    "coalesce((SELECT {} FROM basis_step s WHERE s.basis_id = new.basis_id "
    "ORDER BY s.step DESC LIMIT 1), {})"
)
_LINKED = (
    f"new.step = {_LAST.format('s.step', 0)} + 1 AND "
    f"new.earlier_sha256 = {_LAST.format('s.sha256', repr(''))}"
)
_ROTATION = "old.ends_at IS NULL AND new.ends_at IS NOT NULL AND " + same(
    ("id", "role", "people", "first_day", "hand_over", "weeks", "made_at", "made_by")
)
_DUTY_CHANGE = same(
    ("id", "role", "starts_at", "ends_at", "person_id", "reason", "swap_id", "made_at", "made_by")
)
_NEW_DUTY_CHANGE = (
    "new.withdrawn_at IS NULL AND new.withdrawn_by IS NULL AND new.ends_at > new.starts_at "
    f"AND {ROLE} AND NOT EXISTS (SELECT 1 FROM duty_change d "
    "WHERE d.withdrawn_at IS NULL AND d.role = new.role AND d.starts_at < new.ends_at "
    "AND d.ends_at > new.starts_at)"
)
_LIFE = " OR ".join(_step(states, free) for states, free in STEPS.items())
_APPROVED = f"(new.state <> 'approved' OR {ANOTHER})"

_FITS = (
    ("incident_begins", "INSERT ON incident", _NEW_INCIDENT, "an incident begins open"),
    ("incident_fits", "UPDATE ON incident", _INCIDENT, "what was reported stays as it was"),
    ("verdict_fits", "INSERT ON verdict", VERDICT, "a verdict is one of four, and has a reason"),
    ("work_entry_fits", "INSERT ON work_entry", _ENTRY, "an entry fits those before it"),
    ("duty_rotation_begins", "INSERT ON duty_rotation", ROLE, "no role of the roster"),
    ("duty_rotation_fits", "UPDATE ON duty_rotation", _ROTATION, "a rotation is only ended once"),
    (
        "duty_change_begins",
        "INSERT ON duty_change",
        _NEW_DUTY_CHANGE,
        "one change of duty at a time",
    ),
    (
        "duty_change_fits",
        "UPDATE ON duty_change",
        f"old.withdrawn_at IS NULL AND new.withdrawn_at IS NOT NULL AND {_DUTY_CHANGE}",
        "a change of duty is only withdrawn",
    ),
    ("basis_begins", "INSERT ON basis", BEGINS, "a basis begins as a draft, or as a credit"),
    (
        "basis_fits",
        "UPDATE ON basis",
        f"({_LIFE}) AND ({COMPLETE}) AND {_APPROVED}",
        "no step in the life of a basis",
    ),
    ("basis_step_fits", "INSERT ON basis_step", _LINKED, "a step is bound to the one before it"),
)
_KEPT = ("verdict", "work_entry", "basis_step")
_STAY = (*_KEPT, "incident", "basis")

GUARDS = (
    *(refuses(*fits) for fits in _FITS),
    *(refuses(f"{t}_kept", f"UPDATE ON {t}", "false", f"{t} is only added to") for t in _KEPT),
    *(refuses(f"{t}_stays", f"DELETE ON {t}", "false", f"{t} is only added to") for t in _STAY),
)
