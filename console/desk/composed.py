"""An answer as the composer hands it over to be sent."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.cases import CaseState
from console.domain.ids import CaseId
from console.domain.mail import Address, MailPart


@dataclass(frozen=True)
class Composed:
    """`seen` is what the author had on the screen; `then` what the case becomes by the answer."""

    case: CaseId
    text: str
    subject: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    parts: tuple[MailPart, ...]
    then: CaseState
    seen: int
