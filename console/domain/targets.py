"""How long each kind of customer may wait for us: the firm's targets (FACTS, Targets)."""

from __future__ import annotations

from dataclasses import dataclass, fields

from console.domain.cases import CaseKind
from console.domain.errors import ToldError
from console.domain.language import mark, tr

KEY = "targets"
"""The setting that holds them."""

_HOUR_S = 3600
_LONGEST_S = 400 * _HOUR_S
_LONGEST_DAYS = 60


class TargetsError(ToldError):
    """Targets that cannot be; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class Targets:
    """The defaults are the documents' and our choices, each a setting.

    Chats, calls and critical reports run in real time; mail, forms and escalations in working time.
    """

    chat_first_s: int = 60
    chat_next_s: int = 120
    call_pos_s: int = 60
    call_other_s: int = 180
    case_s: int = 8 * _HOUR_S
    """The first reply to a mail or a form, in working seconds."""
    bug_s: int = 4 * _HOUR_S
    """The same for a bug report."""
    escalation_days: int = 2
    """The next word to the customer, in working days, where nothing was promised."""
    critical_s: int = 300
    """Until somebody on duty has acknowledged a critical report, at any hour."""
    passed_over_s: int = 300
    """A caller who has waited longer because registers went before is pointed out."""
    call_back_s: int = _HOUR_S
    """Until a caller whom nobody answered is called back, in working seconds."""

    def __post_init__(self) -> None:
        for field in fields(self):
            longest = _LONGEST_DAYS if field.name.endswith("_days") else _LONGEST_S
            if not 1 <= getattr(self, field.name) <= longest:
                raise impossible(field.name, getattr(self, field.name))

    def target_s(self, kind: CaseKind) -> int:
        """Working seconds until the first reply to a case of this kind is due."""
        return self.bug_s if kind is CaseKind.BUG else self.case_s


def impossible(key: str, value: object) -> TargetsError:
    """The error of a value that cannot be a target."""
    unit = mark("hele arbeidsdager, 1 til {longest}")
    if not key.endswith("_days"):
        unit = mark("hele sekunder, 1 til {longest}")
    longest = _LONGEST_DAYS if key.endswith("_days") else _LONGEST_S
    return TargetsError(
        tr(
            "Målet «{name}» kan ikke være {value}. Sett {allowed}; målene er som før.",
            name=key,
            value=repr(value)[:80],
            allowed=tr(unit, longest=longest),
        )
    )
