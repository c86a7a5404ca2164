"""Names of things: what identifies a person, a case, a message, an act."""

from __future__ import annotations

from typing import NewType
from uuid import UUID

from uuid_utils.compat import uuid7
from whenever import Instant

PersonId = NewType("PersonId", int)
ShopId = NewType("ShopId", int)
ContactId = NewType("ContactId", int)
CaseId = NewType("CaseId", int)
"""Also the number that people and customers see."""
MessageId = NewType("MessageId", UUID)
AttachmentId = NewType("AttachmentId", UUID)
OutboxId = NewType("OutboxId", UUID)
IncidentId = NewType("IncidentId", UUID)
EntryId = NewType("EntryId", UUID)
"""An entry of the work log; also the id of the act that stores it."""
BasisId = NewType("BasisId", int)
"""Also the number that accounting sees."""
EscalationId = NewType("EscalationId", int)
PromiseId = NewType("PromiseId", UUID)
ChatId = NewType("ChatId", UUID)
CallId = NewType("CallId", UUID)
ActId = NewType("ActId", UUID)
"""Made by whoever acts, before the act: the same id twice changes nothing."""


def new_uuid() -> UUID:
    """A fresh id that sorts by the time it was made (UUIDv7, RFC 9562)."""
    return uuid7()


def uuid_of(at: Instant) -> UUID:
    """A fresh id that sorts by an instant of ours, whatever the machine's clock says."""
    return uuid7(nanoseconds=at.timestamp(unit="millisecond") * 1_000_000)
