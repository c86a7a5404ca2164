"""The socket to the exchange: opened, protected, read and written by one thread."""

from __future__ import annotations

import selectors
import socket
import ssl
from contextlib import suppress

from console.channels.contract import ChannelDown
from console.channels.phone.pace import Pace
from console.domain.connecting import is_loopback
from console.domain.language import tr
from console.domain.storable_text import one_line

_MOST = 1 << 16
"""Bytes read at a time; more than a TLS record, so that nothing waits unread behind the socket."""


class Wire:
    """Bytes in and out. One thread owns it; any other may only `wake` it or `cut` it."""

    def __init__(self, sock: socket.socket, host: str, answer_s: float) -> None:
        self._sock = sock
        self._host = host
        self._answer_s = answer_s
        self._woken, self._waker = socket.socketpair()
        for end in (self._woken, self._waker):
            end.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(sock, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)

    def receive(self, timeout_s: float) -> bytes:
        """What has come; empty when nothing did within the time, or when it was woken.

        Raises ChannelDown when the other side has closed or the line is broken.
        """
        ready = {key.fileobj for key, _ in self._selector.select(max(0.0, timeout_s))}
        if self._woken in ready:
            with suppress(BlockingIOError):
                self._woken.recv(_MOST)
        if self._sock not in ready:
            return b""
        try:
            self._sock.settimeout(0.0)
            data = self._sock.recv(_MOST)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return b""
        except OSError as error:
            raise broken(self._host, error) from error
        if not data:
            raise ChannelDown(tr("Telefonsentralen {host} la på forbindelsen.", host=self._host))
        return data

    def send(self, data: bytes) -> None:
        """Hands bytes over. Raises ChannelDown; then nobody knows how much of them arrived."""
        try:
            self._sock.settimeout(self._answer_s)
            self._sock.sendall(data)
        except OSError as error:
            raise broken(self._host, error) from error

    def wake(self) -> None:
        """Ends a `receive` that waits; from any thread."""
        with suppress(OSError):
            self._waker.send(b"!")

    def cut(self) -> None:
        """Breaks the line under its owner; from any thread."""
        with suppress(OSError):
            # Past TLS: that layer must not be touched from two threads.
            socket.socket.shutdown(self._sock, socket.SHUT_RDWR)
        self.wake()

    def close(self) -> None:
        """Gives everything back; for the owner, at its end."""
        self._selector.close()
        for end in (self._sock, self._woken, self._waker):
            with suppress(OSError):
                end.close()


def open_wire(
    host: str, port: int, *, is_tls: bool, pace: Pace, tls: ssl.SSLContext | None = None
) -> Wire:
    """Connects. `tls` None: the machine's own roots of trust, the host's name checked, but not on
    this machine itself. Raises ChannelDown.
    """
    try:
        sock = socket.create_connection((host, port), timeout=pace.connect_s)
    except OSError as error:
        raise broken(host, error) from error
    try:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        if is_tls:
            sock = (tls or _trust(host)).wrap_socket(sock, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        sock.close()
        raise ChannelDown(
            tr(
                "{host} kan ikke bevise hvem den er ({reason}). Passordet ble ikke sendt. Sjekk "
                "navnet på serveren og sertifikatet.",
                host=host,
                reason=one_line(error.verify_message or str(error), 200),
            )
        ) from error
    except OSError as error:
        sock.close()
        raise broken(host, error) from error
    return Wire(sock, host, pace.answer_s)


def _trust(host: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if is_loopback(host):
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def broken(host: str, error: BaseException) -> ChannelDown:
    """The error for an exchange that cannot be reached, or no longer."""
    is_late = isinstance(error, TimeoutError)
    words = getattr(error, "strerror", None) or str(error)
    reason = tr("den svarte ikke i tide") if is_late else one_line(words, 200)
    return ChannelDown(
        tr("Ingen forbindelse med telefonsentralen {host} ({reason}).", host=host, reason=reason)
    )
