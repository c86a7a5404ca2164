"""A submission server that takes, refuses, defers, drops or hangs as it is told."""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult

from .dovecot import PASSWORD, Dovecot

_TAG = re.compile(r"\+[^@]*@")


class Behaviour(StrEnum):
    """What the sink does with the next mails."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    """550 to every recipient."""
    DEFER = "defer"
    """451 to every recipient."""
    REFUSE_CONTENT = "refuse_content"
    """554 to the whole mail."""
    DEFER_CONTENT = "defer_content"
    """452 to the whole mail."""
    DROP_TAKEN = "drop_taken"
    """Takes the mail and breaks the line before the 250."""
    LOSE_TAKEN = "lose_taken"
    """Takes the mail and answers 421, as a relay does that lost the next server."""
    HANG_TAKEN = "hang_taken"
    """Takes the mail and never answers."""
    DROP_EARLY = "drop_early"
    """Breaks the line at the first recipient."""
    HOLD_EARLY = "hold_early"
    """Answers no recipient until it is `released`."""


@dataclass(frozen=True)
class Taken:
    """A mail the sink has."""

    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass
class SmtpSink:
    """The sink on its own thread and free port. `taken` is everything it has, in order."""

    behaviour: Behaviour = Behaviour.ACCEPT
    refused_addresses: frozenset[str] = frozenset()
    size_limit: int = 33_554_432
    tls_from_start: ssl.SSLContext | None = None
    """With it every line is TLS from its first byte (port 465)."""
    tls_offered: ssl.SSLContext | None = None
    """With it STARTTLS is offered, and nothing is taken without it (port 587)."""
    taken: list[Taken] = field(default_factory=list)
    port: int = 0
    held: int = 0
    """How many lines are held just now."""
    released: threading.Event = field(default_factory=threading.Event)
    _homes: dict[str, Dovecot] = field(default_factory=dict)
    _loop: asyncio.AbstractEventLoop | None = None
    _thread: threading.Thread | None = None
    _stopped: asyncio.Event | None = None

    def deliver_to(self, dovecot: Dovecot, *addresses: str) -> None:
        """From now on mail to these addresses (any +tag) also lands in their inboxes."""
        self._homes |= dict.fromkeys((a.lower() for a in addresses), dovecot)

    def start(self) -> None:
        """Listens when it returns; on the port it had before, if it had one."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(listener, ready.set)), name="smtp-sink"
        )
        self._thread.start()
        assert ready.wait(20), "the sink did not start"

    def stop(self) -> None:
        """Breaks every line and ends the thread."""
        self.released.set()
        if self._thread is not None and self._loop is not None and self._stopped is not None:
            self._loop.call_soon_threadsafe(self._stopped.set)
            self._thread.join(20)
            self._thread = None

    async def _serve(self, listener: socket.socket, ready: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        sessions: set[SMTP] = set()
        server = await self._loop.create_server(
            lambda: self._session(sessions), sock=listener, ssl=self.tls_from_start
        )
        ready()
        await self._stopped.wait()
        server.close()
        for session in sessions:
            if session.transport is not None:
                session.transport.abort()
            if session._handler_coroutine is not None:
                session._handler_coroutine.cancel()
        tasks = [t for t in asyncio.all_tasks() if t is not asyncio.current_task()]
        await asyncio.gather(*tasks, return_exceptions=True)

    def _session(self, sessions: set[SMTP]) -> SMTP:
        with warnings.catch_warnings():
            # A password without TLS is worth a warning anywhere but on loopback.
            warnings.simplefilter("ignore", UserWarning)
            session = SMTP(
                _Hooks(self),
                hostname="sink.test",
                data_size_limit=self.size_limit,
                auth_required=True,
                auth_require_tls=False,
                authenticator=_knows_password,
                enable_SMTPUTF8=False,
                tls_context=self.tls_offered,
                require_starttls=self.tls_offered is not None,
            )
        sessions.add(session)
        return session

    async def take(self, envelope: Any) -> None:
        """Keeps a mail and puts it into the inboxes that live in a Dovecot."""
        taken = Taken(envelope.mail_from, tuple(envelope.rcpt_tos), bytes(envelope.content))
        for address in taken.recipients:
            home = self._homes.get(_TAG.sub("@", address.lower()))
            if home is not None:
                await asyncio.to_thread(_deliver, home, address, taken)
        self.taken.append(taken)

    async def hold(self) -> None:
        """Waits until it is released."""
        self.held += 1
        await asyncio.to_thread(self.released.wait)
        self.held -= 1

    async def hang(self) -> None:
        """Waits for the end of the sink."""
        assert self._stopped is not None
        await self._stopped.wait()


@dataclass
class _Hooks:
    """What aiosmtpd calls."""

    sink: SmtpSink

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        """Answers one recipient."""
        if self.sink.behaviour is Behaviour.HOLD_EARLY:
            await self.sink.hold()
        if self.sink.behaviour is Behaviour.DROP_EARLY:
            server.transport.abort()
        if self.sink.behaviour is Behaviour.REFUSE or address in self.sink.refused_addresses:
            return "550 5.1.1 No such user here"
        if self.sink.behaviour is Behaviour.DEFER:
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Answers the whole mail."""
        behaviour = self.sink.behaviour
        if behaviour is Behaviour.REFUSE_CONTENT:
            return "554 5.7.1 Content rejected"
        if behaviour is Behaviour.DEFER_CONTENT:
            return "452 4.3.1 No room"
        await self.sink.take(envelope)
        if behaviour is Behaviour.DROP_TAKEN:
            server.transport.abort()
        if behaviour is Behaviour.HANG_TAKEN:
            await self.sink.hang()
        if behaviour is Behaviour.LOSE_TAKEN:
            return "421 4.4.0 Lost connection to relay server"
        return f"250 2.0.0 Queued as {len(self.sink.taken)}"


def _knows_password(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> Any:
    return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


def _deliver(home: Dovecot, address: str, taken: Taken) -> None:
    user = _TAG.sub("@", address.lower())
    head = f"Return-Path: <{taken.sender}>\r\nDelivered-To: {address}\r\n".encode()
    home.mailbox(user).append(head + taken.raw)
