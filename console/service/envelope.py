"""The envelope of a rendered answer as the outbox keeps it beside the bytes."""

from __future__ import annotations

from typing import Any

from console.channels.contract import Rendered


def to_stored(rendered: Rendered) -> dict[str, Any]:
    """Everything but the bytes."""
    return {
        "message_id": rendered.message_id,
        "sender": rendered.sender,
        "recipients": list(rendered.recipients),
    }


def from_stored(raw: bytes, envelope: dict[str, Any]) -> Rendered:
    """The answer as it was rendered."""
    return Rendered(
        message_id=str(envelope["message_id"]),
        sender=str(envelope["sender"]),
        recipients=tuple(str(address) for address in envelope["recipients"]),
        raw=raw,
    )
