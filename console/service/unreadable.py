"""What the store would not take, cut down to what any store takes: of a mail, its raw bytes."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from typing import Any, TypeVar

from console.domain.language import tr
from console.domain.live_news import FiguresSeen, LineSeen, LiveItem, MembersSeen
from console.domain.mail import Address, IncomingMail
from console.domain.storable_text import storable

Told = TypeVar("Told", bound=LiveItem)

_KEPT_CHARS = 200
_LINE_CHARS = 20_000
_LARGEST = 2**31 - 1
_NEWEST = 2**63 - 1


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


def made_plain(item: Told) -> Told:
    """What a live channel told, with harmless words and possible numbers. A line says that its
    attachments are left out, if so.
    """
    if isinstance(item, MembersSeen):
        return replace(item, members=tuple(_plain(member) for member in item.members))
    if isinstance(item, FiguresSeen):
        return replace(item, queues=tuple(_plain(queue) for queue in item.queues))
    if not isinstance(item, LineSeen):
        plain: Told = _plain(item)
        return plain
    text = storable(item.text)[:_LINE_CHARS]
    if item.parts:
        text = f"{text}\n[{tr('Vedlegg som ikke kunne lagres, er utelatt.')}]".strip()
    cut: Told = replace(_plain(item), text=text, parts=())
    return cut


def _plain(value: Any) -> Any:
    named = {field.name: getattr(value, field.name) for field in fields(value)}
    fit = {name: _fit(told) for name, told in named.items()}
    if "version" in named:  # how new it is stays: smaller, it would change nothing
        fit["version"] = min(named["version"], _NEWEST)
    return replace(value, **fit)


def _fit(told: object) -> object:
    match told:
        case bool() | None:
            return told
        case int():
            return max(-_LARGEST, min(told, _LARGEST))
        case str() if type(told) is str:
            return _harmless(told)
        case _:
            return told
