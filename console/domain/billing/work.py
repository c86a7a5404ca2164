"""Work on an incident, as billing sees it: half-open intervals of instants, and what caused them.

Source of the words: BILLING, Words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.errors import ToldError
from console.domain.language import tr


class BillingError(ToldError):
    """Work or a policy that cannot be reckoned with. `code` is its name in worked-case files."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


class Cause(StrEnum):
    """Whose fault it was, as far as money goes; only `not_platform` is billed."""

    NOT_PLATFORM = "not_platform"
    PLATFORM = "platform"
    UNDETERMINED = "undetermined"


class WorkKind(StrEnum):
    """Work, or waiting for the customer or a third party."""

    WORK = "work"
    WAITING = "waiting"


class Source(StrEnum):
    """Whether the program counted, or a person wrote it afterwards (then with a reason)."""

    TIMER = "timer"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class WorkInterval:
    """From `start` up to, not including, `end`, by one technician (a login), whole seconds.

    `cause` is None where the incident's verdict goes. `is_locked` marks what an earlier, locked
    basis has billed already. Raises BillingError `end_not_after_start`.
    """

    technician: str
    start: Instant
    end: Instant
    kind: WorkKind = WorkKind.WORK
    cause: Cause | None = None
    source: Source = Source.TIMER
    reason: str = ""
    is_locked: bool = False

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise BillingError(
                "end_not_after_start",
                tr(
                    "Arbeidet slutter ikke etter at det begynner. Rett tidene; ingenting er "
                    "regnet ut."
                ),
            )


@dataclass(frozen=True, slots=True)
class Work:
    """All that is billed together: one incident. `cause` is its verdict."""

    cause: Cause
    reported_at: Instant
    intervals: tuple[WorkInterval, ...]
