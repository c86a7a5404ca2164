"""The states of a case, its kinds, and which act leads from where to where."""

from __future__ import annotations

from enum import StrEnum


class CaseState(StrEnum):
    """Who has the next move.

    open: it waits for us. waiting: it waits for the customer. snoozed: put away until a time.
    closed: solved or given up; a further mail opens it again.
    """

    OPEN = "open"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class CaseKind(StrEnum):
    """What the customer wants, after the contact forms (FACTS, Channels)."""

    QUESTION = "question"
    BUG = "bug"
    WISH = "wish"
    INVOICE = "invoice"
    REPORT = "report"
    TEST_PILOT = "test_pilot"
    OTHER = "other"


class MessageKind(StrEnum):
    MAIL_IN = "mail_in"
    MAIL_OUT = "mail_out"
    CHAT_IN = "chat_in"
    CHAT_OUT = "chat_out"
    NOTE = "note"


class DeliveryState(StrEnum):
    """How far an outgoing message has come; "sent" is said only on a receipt.

    composed → claimed → transmitting → accepted | refused | deferred; `unknown` after a crash or
    a lost answer in `transmitting`; `withdrawn` when its author took it back in time.
    """

    COMPOSED = "composed"
    CLAIMED = "claimed"
    TRANSMITTING = "transmitting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
