"""A mail that the store would not take, cut down to what any store takes: its raw bytes."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from console.domain.language import tr
from console.domain.mail import Address, IncomingMail

_KEPT_CHARS = 200


def kept_raw(mail: IncomingMail) -> IncomingMail:
    """The same mail under the same remote name, with everything read from it left out but who
    wrote and about what, made harmless. `problem` says why.
    """
    return replace(
        mail,
        message_id=f"<{hashlib.sha256(mail.raw).hexdigest()}@kept-raw.invalid>",
        sent_at=None,
        sender=Address(_harmless(mail.sender.address), _harmless(mail.sender.name)),
        reply_to=None,
        to=(),
        cc=(),
        subject=_harmless(mail.subject),
        text="",
        visible_text="",
        html="",
        parts=(),
        in_reply_to="",
        references=(),
        problem=tr("E-posten kunne ikke lagres som den er. Den er lagret slik den kom."),
    )


def _harmless(text: str) -> str:
    """Text that every engine takes: no half characters, no NUL, no control characters."""
    whole = text[:_KEPT_CHARS].encode("utf-8", "replace").decode("utf-8")
    return "".join(c for c in whole if c.isprintable())
