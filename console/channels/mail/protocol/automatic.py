"""Whether a person wrote a mail, by what programs say of themselves (RFC 3834, RFC 3464)."""

from __future__ import annotations

import re

from console.channels.mail.protocol.headers import Headers
from console.domain.mail import Address, AutoKind

_AWAY_SUBJECT = re.compile(
    r"\s*(?:automatisk\s+svar|automatisk\s+svarmelding|autosvar|auto-svar|fraværsmelding|fråværsmelding"
    r"|fravær|ikke\s+til\s+stede|ikkje\s+til\s+stades|ute\s+av\s+kontoret|out\s+of\s+(?:the\s+)?office"
    r"|automatic\s+reply|auto(?:matic)?\s*-?\s*reply|autoreply)\b\s*(?::|-|–|$)",
    re.IGNORECASE,
)
_DAEMONS = frozenset({"mailer-daemon", "postmaster", "mail-daemon"})
_AWAY_HEADERS = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-autoreply-from")
_BULK_HEADERS = ("list-id", "list-unsubscribe", "x-loop", "feedback-id", "x-mailgun-sid")
_BULK_PRECEDENCE = frozenset({"bulk", "list", "junk"})


def kind_of(headers: Headers, sender: Address, own: str) -> AutoKind:
    """Which kind of program wrote the mail, or a person.

    `own` is our mailbox: where it is itself a mailing list (a Google group), the marks of that
    list say nothing of the writer.
    """
    if _is_bounce(headers, sender):
        return AutoKind.BOUNCE
    if _is_away(headers):
        return AutoKind.OUT_OF_OFFICE
    if _is_bulk(headers, own):
        return AutoKind.BULK
    return AutoKind.PERSON


def _is_bounce(headers: Headers, sender: Address) -> bool:
    structure = " ".join(headers.raw("content-type")).lower()
    if "multipart/report" in structure:
        # A receipt that a mail was read is a report too, but nothing failed.
        return "disposition-notification" not in structure
    if sender.address.partition("@")[0] in _DAEMONS:
        return True
    unsigned = "<>" in (value.strip() for value in headers.raw("return-path"))
    return unsigned and not _says_automatic(headers) and not _away_words(headers)


def _says_automatic(headers: Headers) -> bool:
    said = headers.first("auto-submitted").partition(";")[0].strip().lower()
    return said not in ("", "no")


def _is_away(headers: Headers) -> bool:
    said = headers.first("auto-submitted").lower()
    if said.startswith("auto-replied") or headers.first("precedence").lower() == "auto_reply":
        return True
    return any(headers.has(name) for name in _AWAY_HEADERS) or _away_words(headers)


def _away_words(headers: Headers) -> bool:
    return _AWAY_SUBJECT.match(headers.first("subject")) is not None


def _is_bulk(headers: Headers, own: str) -> bool:
    if (
        _says_automatic(headers)
        or "disposition-notification" in headers.first("content-type").lower()
    ):
        return True
    if headers.first("x-auto-response-suppress").lower() not in ("", "none"):
        return True
    if _is_our_list(headers, own):
        return False
    if headers.first("precedence").lower() in _BULK_PRECEDENCE:
        return True
    return any(headers.has(name) for name in _BULK_HEADERS)


def _is_our_list(headers: Headers, own: str) -> bool:
    name = own.lower().replace("@", ".")
    return bool(name) and any(f"<{name}>" in value.lower() for value in headers.raw("list-id"))
