"""One fetched mail to one value. Never raises: what cannot be read says so and is kept raw.

`parse_job` is a pure function of picklable values, so a pool of processes may run it: the parser,
not the wire, is what costs (about 1 ms a mail).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from whenever import Instant

from console.channels.mail.protocol import caps, tree
from console.channels.mail.protocol.automatic import kind_of
from console.channels.mail.protocol.body import Body, read_body
from console.channels.mail.protocol.charsets import decoded
from console.channels.mail.protocol.headers import Headers, read_headers
from console.channels.mail.protocol.quotes import visible
from console.channels.mail.protocol.signature import case_of_address, case_of_message_id
from console.channels.mail.protocol.text import storable
from console.domain.ids import CaseId
from console.domain.language import tr
from console.domain.mail import Address, AutoKind, IncomingMail, MailPart

_EMBEDDED_ID = re.compile(rb"^message-id:\s{0,20}(<[^<>\s]{1,250}>)", re.IGNORECASE | re.MULTILINE)
_NOBODY = Address("")


@dataclass(frozen=True)
class Fetched:
    """What the mailbox says of a mail: its name there and when it came in.

    `problem` says why `raw` is not the whole mail, if so.
    """

    remote_id: str
    received_at: Instant
    problem: str = ""


@dataclass(frozen=True)
class ParseJob:
    """One mail to parse. `own` is our mailbox's address, `secret` the key of our signatures."""

    raw: bytes = field(repr=False)
    fetched: Fetched
    secret: bytes = field(repr=False)
    own: str


def parse_job(job: ParseJob) -> IncomingMail:
    """`parse` of a job, for `map`."""
    return parse(job.raw, job.fetched, job.secret, job.own)


def parse(raw: bytes, fetched: Fetched, secret: bytes, own: str) -> IncomingMail:
    """The mail as a value. A bounce names the mail that failed in `in_reply_to`.

    `html` is already safe to show; `remote_id`, `received_at` and `raw` are always as handed in.
    """
    job = ParseJob(raw, fetched, secret, own)
    # Whatever hostile bytes do to a library, the mail is kept, and as much as can be is read.
    try:
        return _read(job, tree.grow(raw))
    except Exception as error:
        problem = tr(
            "E-posten kunne ikke leses ({reason}). Den er lagret slik den kom.",
            reason=type(error).__name__,
        )
    try:
        return _read(job, tree.header_of(raw, problem))
    except Exception:
        return _unread(raw, fetched, problem)


def _read(job: ParseJob, grown: tree.Tree) -> IncomingMail:
    raw, fetched = job.raw, job.fetched
    headers = read_headers(grown.message)
    body = _body(grown)
    senders = headers.addresses("from")
    sender = senders[0] if senders and not _doubt(headers) else _NOBODY
    auto = kind_of(headers, sender, job.own)
    in_reply_to = next(iter(headers.ids("in-reply-to")), "")
    if auto is AutoKind.BOUNCE:
        in_reply_to = _failed_id(body.parts) or in_reply_to
    references = headers.ids("references")
    subject = headers.first("subject")
    return IncomingMail(
        remote_id=fetched.remote_id,
        message_id=message_id_of(headers, raw),
        raw=raw,
        received_at=fetched.received_at,
        sent_at=headers.sent_at(fetched.received_at),
        sender=sender,
        reply_to=next(iter(headers.addresses("reply-to")), None),
        to=headers.addresses("to"),
        cc=headers.addresses("cc"),
        subject=subject,
        text=body.text,
        visible_text=visible(body.text, subject),
        html=body.html,
        parts=body.parts,
        in_reply_to=in_reply_to,
        references=references,
        case_tag=_case_tag(headers, (*references, in_reply_to), job.secret),
        auto=auto,
        problem=fetched.problem or grown.problem or _doubt(headers),
    )


def message_id_of(headers: Headers, raw: bytes) -> str:
    """The Message-ID with brackets; made from the bytes where there is none, the same each time."""
    given = headers.ids("message-id")
    return given[0] if given else f"<{hashlib.sha256(raw).hexdigest()}@no-message-id.invalid>"


def _body(grown: tree.Tree) -> Body:
    if not grown.problem:
        return read_body(grown.message)
    # Too big or too deep to take apart: the first words, as they stand.
    start = str(grown.message.get_payload())[: caps.WORDS_CHARS]
    text = storable(decoded(start.encode("utf-8", "surrogateescape"), "utf-8"))
    return Body(text=text, html="", parts=())


def _case_tag(headers: Headers, ids: Iterable[str], secret: bytes) -> CaseId | None:
    """The case a signed address names, or else the newest signed Message-ID answered to."""
    reached = headers.addresses("to", "cc", "delivered-to", "x-original-to", "envelope-to")
    for address in reached:
        case = case_of_address(address.address, secret)
        if case is not None:
            return case
    newest_first = reversed(tuple(ids))
    return next((c for i in newest_first if (c := case_of_message_id(i, secret)) is not None), None)


def _failed_id(parts: Iterable[MailPart]) -> str:
    for part in parts:
        if part.content_type in ("message/rfc822", "text/rfc822-headers", "message/global"):
            found = _EMBEDDED_ID.search(part.content[:64_000])
            if found:
                return found[1].decode("ascii", "replace")
    return ""


def _doubt(headers: Headers) -> str:
    if len(set(headers.raw("from"))) > 1:
        return tr("E-posten oppgir flere avsendere. Sjekk hvem den er fra før du svarer.")
    return ""


def _unread(raw: bytes, fetched: Fetched, problem: str) -> IncomingMail:
    return IncomingMail(
        remote_id=fetched.remote_id,
        message_id=message_id_of(Headers(()), raw),
        raw=raw,
        received_at=fetched.received_at,
        sent_at=None,
        sender=_NOBODY,
        reply_to=None,
        to=(),
        cc=(),
        subject="",
        text="",
        visible_text="",
        html="",
        parts=(),
        in_reply_to="",
        references=(),
        case_tag=None,
        auto=AutoKind.PERSON,
        problem=problem,
    )
