"""The chain of a basis's steps: each bears the sum of the one before it, so that none is changed,
left out or put in between unnoticed. A store on a server reckons the same sum itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from whenever import Instant

from console.domain.ids import BasisId, PersonId

FIRST = ""
"""What stands for the earlier sum in a basis's first step."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with a basis: its `step`th (1, 2, …). `by` None is the service."""

    basis: BasisId
    step: int
    kind: str
    at: Instant
    by: PersonId | None
    reason: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChainedStep:
    """A step as the store keeps it, with the two sums that bind it."""

    step: Step
    earlier_sha256: str
    sha256: str


def chained(earlier_sha256: str, step: Step) -> str:
    """The step's sum, as hex.

    Of its fields as text, each with its number of letters before it, so that no letter can move
    from one to the next: `4:7f…,1:3,` and so on. The instant is microseconds since 1970, UTC.
    """
    fields = (
        earlier_sha256,
        str(step.basis),
        str(step.step),
        step.kind,
        str(step.at.timestamp(unit="microsecond")),
        "" if step.by is None else str(step.by),
        step.reason,
        step.before,
        step.after,
    )
    text = "".join(f"{len(field)}:{field}," for field in fields)
    return hashlib.sha256(text.encode()).hexdigest()


def first_misfit(steps: Iterable[ChainedStep]) -> int | None:
    """Which step (1, 2, …) of a basis, given in order, is the first that does not fit, if any."""
    earlier = FIRST
    for number, one in enumerate(steps, start=1):
        as_told = (one.step.step, one.earlier_sha256, one.sha256)
        if as_told != (number, earlier, chained(earlier, one.step)):
            return number
        earlier = one.sha256
    return None
