"""Handing a mail to the submission server: one try, and an honest word on what became of it.

What fails before the server was given the bytes was not taken: `Deferred`, or `Refused` when the
server says never. Once the bytes went, only its answer counts; without one nobody can tell.
"""

from __future__ import annotations

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from console.channels.contract import (
    ChannelDown,
    ChannelError,
    Deferred,
    ProtocolError,
    Refused,
    Rendered,
    Sent,
    Unknown,
    always,
)
from console.channels.mail.protocol.text import one_line
from console.channels.mail.wire import Timeouts, bad_certificate, refused_login
from console.domain.language import tr
from console.domain.mail_account import MailSettings, Security

_GOODBYE_S = 3.0
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
# A relay that lost the next server after handing the mail on answers 421 or 4.4.x; the mail may
# have arrived all the same.
_LOST_BEYOND = re.compile(r"^4\.4\.\d")


class Submission:
    """The way out of one mailbox; a new connection for each mail."""

    def __init__(
        self,
        settings: MailSettings,
        password: str,
        timeouts: Timeouts,
        tls: ssl.SSLContext | None,
    ) -> None:
        self._settings = settings
        self._password = password
        self._timeouts = timeouts
        self._tls = tls
        self._open: set[smtplib.SMTP] = set()

    def prove(self) -> str:
        """Logs in and out; returns how the server calls itself. Raises `ChannelError`."""
        with self._connection() as smtp:
            return one_line(_words(smtp.ehlo_resp or b""), 80)

    def send(
        self, rendered: Rendered, may_go_on: Callable[[], bool] = always
    ) -> Sent | Refused | Deferred | Unknown:
        """One try to hand the mail over. Never raises for what the network or server does."""
        try:
            with self._connection() as smtp:
                answer = _ready_for_bytes(smtp, rendered)
                if not isinstance(answer, tuple):
                    return answer
                # A process that was frozen on the way here may have been replaced meanwhile.
                if not may_go_on():
                    smtp.close()
                    return Deferred(tr("avbrutt før e-posten ble sendt"), retry_after_s=0.0)
                return _handed_over(smtp, rendered.raw, answer, self._timeouts.after_data_s)
        except ChannelError as error:
            # The transaction answers for itself; this came before it, so nothing was taken.
            return Deferred(str(error))

    def cut(self) -> None:
        """Ends the lines under calls that wait on them; for another thread to call."""
        for smtp in tuple(self._open):
            if smtp.sock is not None:
                with suppress(OSError):
                    socket.socket.shutdown(smtp.sock, socket.SHUT_RDWR)

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        server = self._settings.smtp
        with _translated(server.host):
            smtp = self._connected()
        self._open.add(smtp)
        try:
            with _translated(server.host):
                self._secured_and_known(smtp)
            yield smtp
        finally:
            self._open.discard(smtp)
            _say_goodbye(smtp)

    def _connected(self) -> smtplib.SMTP:
        server, wait = self._settings.smtp, self._timeouts.connect_s
        name = self._settings.domain
        if server.security is Security.TLS:
            return smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=wait, context=self._context()
            )
        return smtplib.SMTP(server.host, server.port, name, timeout=wait)

    def _secured_and_known(self, smtp: smtplib.SMTP) -> None:
        server = self._settings.smtp
        if smtp.sock is not None:
            smtp.sock.settimeout(self._timeouts.answer_s)
        smtp.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            smtp.starttls(context=self._context())
            smtp.ehlo()
        if server.security is Security.NONE and not smtp.has_extn("auth"):
            # A relay on this machine that knows us by being here.
            return
        self._log_in(smtp)

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        user = self._settings.user
        if user.isascii() and self._password.isascii():
            smtp.login(user, self._password)
            return
        # The library's login is ASCII only; SASL PLAIN carries UTF-8 (RFC 4616).
        plain = base64.b64encode(f"\0{user}\0{self._password}".encode()).decode("ascii")
        code, words = smtp.docmd("AUTH", f"PLAIN {plain}")
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, words)

    def _context(self) -> ssl.SSLContext:
        return self._tls or ssl.create_default_context()


def _say_goodbye(smtp: smtplib.SMTP) -> None:
    with suppress(smtplib.SMTPException, OSError):
        if smtp.sock is not None:
            smtp.sock.settimeout(_GOODBYE_S)
        smtp.quit()
    smtp.close()


def _ready_for_bytes(
    smtp: smtplib.SMTP, rendered: Rendered
) -> tuple[tuple[str, str], ...] | Refused | Deferred:
    """Everything up to the bytes; returns the recipients that were refused, and why."""
    try:
        answer = _envelope(smtp, rendered)
        if not isinstance(answer, tuple):
            return answer
        code, words = smtp.docmd("DATA")
        return answer if code == 354 else _turned_down(code, words)
    except (smtplib.SMTPException, OSError) as error:
        return Deferred(_lost(error))


def _envelope(
    smtp: smtplib.SMTP, rendered: Rendered
) -> tuple[tuple[str, str], ...] | Refused | Deferred:
    """Names sender and recipients; returns the recipients that were refused, and why."""
    limit = smtp.esmtp_features.get("size", "")
    if limit.isdigit() and 0 < int(limit) < len(rendered.raw):
        return Refused(
            tr(
                "E-posten er på {mb} MB, og serveren tar høyst {limit} MB. Send vedleggene på "
                "en annen måte.",
                mb=len(rendered.raw) // 10**6 + 1,
                limit=int(limit) // 10**6,
            )
        )
    options = [f"size={len(rendered.raw)}"] if limit else []
    code, words = smtp.mail(rendered.sender, options)
    if code != 250:
        return _turned_down(code, words)
    refused: list[tuple[str, str]] = []
    codes: list[int] = []
    for recipient in rendered.recipients:
        code, words = smtp.rcpt(recipient)
        if code not in (250, 251):
            refused.append((recipient, f"{code} {_words(words)}"))
            codes.append(code)
    if len(refused) == len(rendered.recipients):
        reason = "; ".join(f"{who}: {why}" for who, why in refused)
        return Refused(reason) if all(c >= 500 for c in codes) else Deferred(reason)
    return tuple(refused)


def _handed_over(
    smtp: smtplib.SMTP, raw: bytes, refused: tuple[tuple[str, str], ...], wait_s: float
) -> Sent | Refused | Deferred | Unknown:
    try:
        smtp.send(_stuffed(raw))
        if smtp.sock is not None:
            smtp.sock.settimeout(wait_s)
        code, words = smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        return Unknown(_lost(error))
    said = f"{code} {_words(words)}"
    if 200 <= code < 300:
        return Sent(said, refused)
    if code == 421 or _LOST_BEYOND.match(_words(words)):
        return Unknown(said)
    return Refused(said) if code >= 500 else Deferred(said)


def _stuffed(raw: bytes) -> bytes:
    """The mail as DATA carries it: leading dots doubled, a lone dot at the end (RFC 5321 4.5.2)."""
    body = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    return _LEADING_DOT.sub(b"..", body) + b".\r\n"


def _turned_down(code: int, words: bytes) -> Refused | Deferred:
    said = f"{code} {_words(words)}"
    return Refused(said) if code >= 500 else Deferred(said)


def _lost(error: BaseException) -> str:
    reason = one_line(str(error), 200) or type(error).__name__
    return tr("Forbindelsen med serveren brøt ({reason}).", reason=reason)


def _words(answer: bytes) -> str:
    return one_line(answer.decode("utf-8", "replace"), 400)


@contextmanager
def _translated(host: str) -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        said = f"{error.smtp_code} {_words(_bytes(error.smtp_error))}"
        if error.smtp_code < 500:
            raise ChannelDown(
                tr("{host} svarer ikke nå: {reason}", host=host, reason=said)
            ) from error
        raise refused_login(host, said) from error
    except smtplib.SMTPNotSupportedError as error:
        raise ProtocolError(
            tr(
                "{host} tilbyr ikke det som trengs ({reason}). Sjekk port og kryptering i "
                "oppsettet.",
                host=host,
                reason=one_line(str(error), 200),
            )
        ) from error
    except ssl.SSLCertVerificationError as error:
        raise bad_certificate(host, error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise ChannelDown(
            tr(
                "Ingen forbindelse med {host} ({reason}). Ingenting er sendt; prøves igjen.",
                host=host,
                reason=one_line(str(error), 200) or type(error).__name__,
            )
        ) from error


def _bytes(words: bytes | str) -> bytes:
    return words if isinstance(words, bytes) else words.encode("utf-8", "replace")
