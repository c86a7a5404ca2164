"""An answer to the bytes that go out: rendered once, the same each time, nothing injected.

Header values are encoded here (RFC 2047, RFC 2231) and handed over as ASCII, because the
library's newer folding differs between the Python versions the console runs on.
"""

from __future__ import annotations

import re
from email.encoders import encode_base64
from email.header import Header
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import Compat32
from email.quoprimime import body_encode
from email.utils import format_datetime
from urllib.parse import quote

from console.channels.contract import ChannelError, Rendered
from console.channels.mail.protocol import caps
from console.channels.mail.protocol.signature import signed_address, signed_message_id
from console.channels.mail.protocol.text import one_line, storable
from console.domain.language import tr
from console.domain.mail import Address, MailPart, OutgoingMail
from console.domain.mail_account import MailSettings

# No folding by the library: it would put a line break before a long Message-ID.
_POLICY = Compat32(linesep="\r\n", max_line_length=None, mangle_from_=False)
_FOLD = "\r\n "
_REPLY_PREFIXES = re.compile(
    r"\s*((?:sv|re|aw|antw)\s?:)\s*(?:(?:sv|re|aw|antw)\s?:\s*)*", re.IGNORECASE
)
_TOKEN = re.compile(r"[A-Za-z0-9!#$&+.^_`{}~-]{1,70}")
_PLAIN_PHRASE = re.compile(r"[A-Za-z0-9 ]{1,60}")
_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>")
_LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_TYPE = re.compile(r"(?!multipart/|message/)[a-z0-9.+_-]{1,60}/[a-z0-9.+_-]{1,100}")
_NAME_BYTES = 200


class CannotRender(ChannelError):
    """The answer cannot become a mail as it stands; the message says what to change."""


def render(out: OutgoingMail, settings: MailSettings, secret: bytes) -> Rendered:
    """The mail to send. The same `out` gives the same bytes, Message-ID and Date included.

    Raises `CannotRender` for an address that mail cannot carry, or no recipient at all.
    """
    to = tuple(_mailbox(a) for a in out.to)
    cc = tuple(_mailbox(a) for a in out.cc)
    if not to:
        raise CannotRender(tr("Svaret har ingen mottaker. Skriv hvem det skal til."))
    message_id = signed_message_id(out.case, out.message, settings.domain, secret)
    mail = _with_parts(_text(out.text), out)
    for name, value in _headers(out, settings, secret, message_id):
        mail[name] = value
    return Rendered(
        message_id=message_id,
        sender=settings.address,
        recipients=tuple(dict.fromkeys(a.address for a in (*to, *cc))),
        raw=mail.as_bytes(policy=_POLICY),
    )


def reply_subject(subject: str) -> str:
    """The subject of an answer: "SV:" or the "Re:" that stands there, once."""
    line = one_line(subject, caps.SUBJECT_CHARS)
    found = _REPLY_PREFIXES.match(line)
    if found is None:
        return f"SV: {line}".strip()
    return f"{found[1]} {line[found.end() :]}".strip()


def _headers(
    out: OutgoingMail, settings: MailSettings, secret: bytes, message_id: str
) -> list[tuple[str, str]]:
    references = [i for i in out.references if _ID.fullmatch(i)]
    subject = one_line(out.subject, caps.SUBJECT_CHARS)
    name = ", ".join(n for n in (out.author, settings.display_name) if n.strip())
    headers = [
        ("From", _written(Address(settings.address, name))),
        ("To", _list(out.to)),
        ("Subject", _unstructured(reply_subject(subject) if references else subject)),
        ("Date", format_datetime(out.written_at.to_tz("UTC").to_stdlib())),
        ("Message-ID", message_id),
    ]
    if out.cc:
        headers.insert(2, ("Cc", _list(out.cc)))
    if settings.plus_addressing:
        back = signed_address(settings.address, out.case, secret)
        headers.append(("Reply-To", _written(Address(back, settings.display_name))))
    if references:
        # The root joins the thread; of a long chain the newest are the ones programs look at.
        chain = references if len(references) <= 20 else [references[0], *references[-19:]]
        headers += [("In-Reply-To", references[-1]), ("References", _FOLD.join(chain))]
    return headers


def _list(addresses: tuple[Address, ...]) -> str:
    return f",{_FOLD}".join(_written(_mailbox(a)) for a in addresses)


def _mailbox(address: Address) -> Address:
    """The address as mail can carry it: letters beyond ASCII only in the domain (IDNA)."""
    local, _, domain = address.address.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = ""
    if not _LOCAL.fullmatch(local) or not re.fullmatch(r"[A-Za-z0-9.-]{1,253}", domain):
        raise CannotRender(
            tr(
                "«{address}» kan ikke få e-post. Rett adressen og send på nytt.",
                address=address.address,
            )
        )
    return Address(f"{local}@{domain}", address.name)


def _written(address: Address) -> str:
    name = one_line(address.name, 120)
    if not name:
        return address.address
    return f"{_phrase(name)} <{address.address}>"


def _phrase(name: str) -> str:
    if _PLAIN_PHRASE.fullmatch(name):
        return name
    if name.isascii() and len(name) <= 60 and "=?" not in name:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return Header(name, "utf-8", maxlinelen=70).encode(linesep="\r\n")


def _unstructured(text: str) -> str:
    longest = max((len(word) for word in text.split()), default=0)
    is_plain = text.isascii() and "=?" not in text and longest <= 60
    charset = "us-ascii" if is_plain else "utf-8"
    return Header(text, charset, header_name="Subject", maxlinelen=75).encode(linesep="\r\n")


def _text(text: str) -> Message:
    part = MIMENonMultipart("text", "plain", policy=_POLICY, charset="utf-8")
    body = storable(text)
    encoded = body_encode(body.encode("utf-8").decode("latin-1"), eol="\r\n")
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(encoded if encoded.endswith("\r\n") else encoded + "\r\n")
    return part


def _with_parts(text: Message, out: OutgoingMail) -> Message:
    if not out.parts:
        return text
    # "=_" cannot occur in quoted-printable nor in base64, so the boundary never does.
    mixed = MIMEMultipart("mixed", boundary=f"=_c{out.message.hex}", policy=_POLICY)
    mixed.attach(text)
    for part in out.parts:
        mixed.attach(_attachment(part))
    return mixed


def _attachment(part: MailPart) -> Message:
    kind = part.content_type.lower()
    main, _, sub = (kind if _TYPE.fullmatch(kind) else "application/octet-stream").partition("/")
    made = MIMEBase(main, sub, policy=_POLICY)
    made.set_payload(part.content)
    encode_base64(made)
    made["Content-Disposition"] = f"attachment; {_file_name(part.name)}"
    return made


def _file_name(name: str) -> str:
    """The name as a parameter: a plain token as it is, anything else by RFC 2231."""
    line = one_line(name, 200) or "vedlegg"
    if _TOKEN.fullmatch(line):
        return f'filename="{line}"'
    data = line.encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore")
    return f"filename*=utf-8''{quote(data, safe='')}"
