"""What Outlook hides in a winmail.dat: the attachments, so that people can open them."""

from __future__ import annotations

from typing import Any

from console.channels.mail.protocol import caps
from console.channels.mail.protocol.text import storable
from console.domain.mail import MailPart

_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})


def unpacked(part: MailPart) -> tuple[MailPart, ...]:
    """The attachments inside a wrapper that can be read; any other part as it is."""
    is_wrapper = part.content_type in _TYPES or part.name.lower() == "winmail.dat"
    if not is_wrapper or len(part.content) > caps.TNEF_BYTES:
        return (part,)
    # Late: few mails have one.
    from tnefparse import TNEF  # noqa: PLC0415

    try:
        inner = [_part(a) for a in TNEF(part.content).attachments[: caps.PARTS] if a.data]
    except Exception:  # whatever a broken wrapper does to the library, the wrapper itself is kept
        return (part,)
    return tuple(inner) or (part,)


def _part(attachment: Any) -> MailPart:
    name = attachment.long_filename()
    text = name.decode("cp1252", "replace") if isinstance(name, bytes) else str(name)
    return MailPart(
        name=" ".join(storable(text).split())[:255],
        content_type="application/octet-stream",
        content=bytes(attachment.data),
    )
