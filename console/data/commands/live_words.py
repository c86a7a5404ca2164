"""Names and words of live channels, made fit to store: whatever a door or an exchange tells."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from whenever import Instant

from console.domain.instants import seconds_between
from console.domain.live_news import LineSeen
from console.domain.mail import MailPart
from console.domain.storable_text import one_line, storable
from console.domain.subjects import snippet

LINE_CHARS = 100_000
"""A longer line is shown so far; all of it lies beside it as a file."""

NAME_CHARS = 200
PAGE_CHARS = 2_000
ADDRESS_CHARS = 320

AHEAD_S = 60
"""A door's clock may be so far ahead of ours. Whoever wrote later than that writes now: a wait that
begins in the future would never be late.
"""

_LONGEST_NAME = 200


def remote_name(name: str) -> str:
    """What a thing is called outside, as the store can hold it; two things never get one name."""
    if len(name) <= _LONGEST_NAME and storable(name) == name:
        return name
    return f"sha256:{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()}"


def by_now(at: Instant, now: Instant) -> Instant:
    """When it was, by a clock that can be right."""
    return now if seconds_between(now, at) > AHEAD_S else at


def readable(line: LineSeen, now: Instant) -> LineSeen:
    """The line with words that can be stored and shown."""
    text, parts = storable(line.text), line.parts
    if len(text) > LINE_CHARS:
        whole = MailPart("melding.txt", "text/plain", text.encode())
        text, parts = text[:LINE_CHARS].rstrip() + "…", (*parts, whole)
    named = tuple(_named(part) for part in parts)
    return replace(line, at=by_now(line.at, now), text=text, parts=named)


def gist(line: LineSeen, length: int = 160) -> str:
    """What a line is about, for a row."""
    return snippet(line.text, length) or next((part.name for part in line.parts), "")


def address(text: str) -> str:
    """A mail address as contacts are known by; empty for what is none."""
    told = one_line(text, ADDRESS_CHARS).lower()
    return told if "@" in told and " " not in told else ""


def _named(part: MailPart) -> MailPart:
    name, kind = one_line(part.name, NAME_CHARS), one_line(part.content_type, NAME_CHARS)
    return replace(part, name=name, content_type=kind, content_id="")
