"""The targets as the plain values of the settings row, and back.

{"chat_first_s": 60, "chat_next_s": 120, "call_pos_s": 60, "call_other_s": 180,
 "case_s": 28800, "bug_s": 14400, "escalation_days": 2, "critical_s": 300,
 "passed_over_s": 300, "call_back_s": 3600}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields

from console.domain.language import tr
from console.domain.targets import Targets, TargetsError, impossible

_KEYS = tuple(field.name for field in fields(Targets))


def targets_to_json(targets: Targets) -> dict[str, object]:
    """Plain values, always all keys; `targets_from_json` reads the same targets back."""
    return asdict(targets)


def targets_from_json(row: object) -> Targets:
    """The targets of a settings row; a key that is missing takes the default.

    Raises TargetsError for what is no such row, an unknown key, or a value that cannot be.
    """
    if not isinstance(row, Mapping):
        raise TargetsError(
            tr(
                "Målene kan ikke leses: {value}. Lagre dem på nytt; målene er som før.",
                value=repr(row)[:80],
            )
        )
    unknown = sorted(str(key) for key in row if key not in _KEYS)
    if unknown:
        raise TargetsError(
            tr(
                "Målet «{name}» finnes ikke. Fjern det, eller velg blant: {names}. Målene er som "
                "før.",
                name=unknown[0][:80],
                names=", ".join(_KEYS),
            )
        )
    return Targets(**{key: _whole(key, value) for key, value in row.items()})


def _whole(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise impossible(key, value)
    return value
