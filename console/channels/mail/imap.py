"""One IMAP connection: the few things the console asks of a mailbox, errors in our own words.

Reads only by `BODY.PEEK` from a folder opened read-only: what people see as unread stays unread.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from whenever import Instant

from console.channels.contract import ChannelDown, ProtocolError
from console.channels.mail.protocol.text import one_line
from console.channels.mail.wire import Timeouts, bad_certificate, refused_login
from console.domain.language import tr
from console.domain.mail_account import MailSettings, Security

# Where servers without SPECIAL-USE keep what was sent, beyond the names the library knows.
_SENT_NAMES = ("Sent", "Sent Items", "Sent Messages", "Sendt", "Sendte elementer", "Sendte")
_SENT_NAMES_FULL = frozenset(
    {*(n.lower() for n in _SENT_NAMES), "[gmail]/sendt e-post", "[gmail]/sent mail"}
)


@dataclass(frozen=True)
class FolderState:
    """A folder as it stood when opened. `next_uid` is 0 where the server does not tell."""

    validity: int
    next_uid: int


@dataclass(frozen=True)
class Envelope:
    """What is known of a mail before its bytes: size in bytes, and when it came in."""

    size: int
    received_at: Instant


class ImapSession:
    """An authenticated connection. Any method raises `ChannelDown` or `ProtocolError`."""

    def __init__(self, client: Any, host: str) -> None:
        self._client = client
        self._host = host

    def capabilities(self) -> frozenset[str]:
        """What the server offers, in capitals."""
        with translated(self._host):
            return frozenset(_text(c) for c in self._client.capabilities())

    def examine(self, folder: str) -> FolderState:
        """Opens a folder for reading; what is new since the last time is then known."""
        with translated(self._host):
            answer = self._client.select_folder(folder, readonly=True)
        validity = answer.get(b"UIDVALIDITY")
        if not isinstance(validity, int):
            raise ProtocolError(
                tr("{host} oppgir ikke UIDVALIDITY og kan ikke leses trygt.", host=self._host)
            )
        return FolderState(validity, int(answer.get(b"UIDNEXT") or 0))

    def uids(self, first: int, last: int | None) -> list[int]:
        """UIDs from `first` to `last` (None: the newest), in order.

        `n:*` always names the newest mail, also when its UID is below n; such are left out.
        """
        with translated(self._host):
            found = self._client.search(["UID", f"{first}:{last if last else '*'}"])
        return sorted(int(uid) for uid in found if int(uid) >= first)

    def envelopes(self, uids: Sequence[int]) -> dict[int, Envelope]:
        """Size and arrival of the mails that are still there."""
        if not uids:
            return {}
        with translated(self._host):
            answer = self._client.fetch(list(uids), ["RFC822.SIZE", "INTERNALDATE"])
        return {
            int(uid): Envelope(int(data[b"RFC822.SIZE"]), Instant(data[b"INTERNALDATE"]))
            for uid, data in answer.items()
            if b"RFC822.SIZE" in data and b"INTERNALDATE" in data
        }

    def whole(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The complete bytes of the mails that are still there."""
        return self._bodies(uids, "BODY.PEEK[]", b"BODY[]")

    def header(self, uid: int) -> dict[int, bytes]:
        """The header of one mail, with the empty line after it."""
        return self._bodies([uid], "BODY.PEEK[HEADER]", b"BODY[HEADER]")

    def sent_folder(self) -> str | None:
        """Where copies of sent mail are kept: by its mark (RFC 6154), else by its name."""
        with translated(self._host):
            folders = self._client.list_folders()
        for flags, _, name in folders:
            if any(_text(flag).lower() == "\\sent" for flag in flags):
                return str(name)
        for _, delimiter, name in folders:
            leaf = str(name).rpartition(_text(delimiter or b"/"))[2]
            if str(name).lower() in _SENT_NAMES_FULL or leaf.lower() in _SENT_NAMES_FULL:
                return str(name)
        return None

    def make_sent_folder(self) -> str:
        """Creates a folder for sent mail and returns its name."""
        with translated(self._host):
            self._client.create_folder(_SENT_NAMES[0])
            self._client.subscribe_folder(_SENT_NAMES[0])
        return _SENT_NAMES[0]

    def holds(self, folder: str, message_id: str) -> bool:
        """Whether a mail with this Message-ID lies in the folder."""
        self.examine(folder)
        with translated(self._host):
            return bool(self._client.search(["HEADER", "Message-ID", message_id]))

    def append(self, folder: str, raw: bytes) -> None:
        """Puts a mail into the folder, marked as read."""
        with translated(self._host):
            self._client.append(folder, raw, flags=(b"\\Seen",))

    def idle(self) -> None:
        """Asks to be told of news (RFC 2177); nothing else may be asked until `idle_done`."""
        with translated(self._host):
            self._client.idle()

    def idle_news(self, timeout_s: float) -> list[Any]:
        """What the server told within the time; empty at its end, or when the line is dead."""
        with translated(self._host):
            return list(self._client.idle_check(timeout=timeout_s))

    def idle_done(self) -> list[Any]:
        """Ends IDLE; raises `ChannelDown` when the line was dead. Returns the last news."""
        with translated(self._host):
            return list(self._client.idle_done()[1])

    def is_alive(self) -> bool:
        """Whether the server still answers."""
        try:
            with translated(self._host):
                self._client.noop()
        except (ChannelDown, ProtocolError):
            return False
        return True

    def leave(self) -> None:
        """Says goodbye and closes the line."""
        try:
            with translated(self._host):
                self._client.logout()
        except (ChannelDown, ProtocolError):
            self.abandon()

    def abandon(self) -> None:
        """Closes a line that failed, without another word."""
        with suppress(OSError):
            self._client.shutdown()

    def cut(self) -> None:
        """Ends the line under a call that waits on it; for another thread to call."""
        with suppress(OSError):
            # Past TLS: that layer must not be touched from two threads.
            socket.socket.shutdown(self._client.socket(), socket.SHUT_RDWR)

    def _bodies(self, uids: Iterable[int], item: str, key: bytes) -> dict[int, bytes]:
        wanted = list(uids)
        if not wanted:
            return {}
        with translated(self._host):
            answer = self._client.fetch(wanted, [item])
        return {int(u): data[key] for u, data in answer.items() if isinstance(data.get(key), bytes)}


def open_imap(
    settings: MailSettings, password: str, timeouts: Timeouts, tls: ssl.SSLContext | None
) -> ImapSession:
    """Connects and logs in. Raises `ChannelDown`, `AuthFailed` or `ProtocolError`.

    `tls` None: the machine's own roots of trust, host name checked.
    """
    # Late: the window comes first.
    import imapclient  # noqa: PLC0415

    server = settings.imap
    context = tls or ssl.create_default_context()
    with translated(server.host):
        client = imapclient.IMAPClient(
            server.host,
            port=server.port,
            ssl=server.security is Security.TLS,
            ssl_context=context,
            timeout=imapclient.SocketTimeout(timeouts.connect_s, timeouts.answer_s),
        )
        # The library formats every literal into a log line otherwise: 10 times the time.
        client._imap.debug = 0
        client.normalise_times = False
        try:
            if server.security is Security.STARTTLS:
                client.starttls(context)
            _log_in(client, settings.user, password)
        except BaseException:
            with suppress(OSError):
                client.shutdown()
            raise
    return ImapSession(client, server.host)


def _log_in(client: Any, user: str, password: str) -> None:
    if user.isascii() and password.isascii():
        client.login(user, password)
    else:
        # LOGIN is ASCII only; SASL PLAIN carries UTF-8 (RFC 4616).
        client.plain_login(user, password)


@contextmanager
def translated(host: str) -> Iterator[None]:
    """Library errors in our own words, with what to do."""
    from imapclient.exceptions import (  # noqa: PLC0415
        IMAPClientAbortError,
        IMAPClientError,
        LoginError,
    )

    try:
        yield
    except LoginError as error:
        if isinstance(error.__context__, IMAPClientAbortError) or "UNAVAILABLE" in str(error):
            raise _down(host, error) from error
        raise refused_login(host, str(error)) from error
    except ssl.SSLCertVerificationError as error:
        raise bad_certificate(host, error) from error
    except (IMAPClientAbortError, OSError) as error:
        raise _down(host, error) from error
    except (IMAPClientError, ValueError, KeyError, IndexError, TypeError) as error:
        raise ProtocolError(
            tr("{host} svarte noe uventet: {reason}", host=host, reason=one_line(str(error), 300))
        ) from error


def _down(host: str, error: BaseException) -> ChannelDown:
    return ChannelDown(
        tr(
            "Ingen forbindelse med {host} ({reason}). Prøves igjen av seg selv.",
            host=host,
            reason=one_line(str(error), 200) or type(error).__name__,
        )
    )


def _text(value: bytes | str) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else value
