"""The web server of a door, in a thread of its own, and what it has no patience with."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from typing import Literal

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_S = 10.0
"""How long the head of a request may take to arrive."""

MOST_HEAD_BYTES = 16_384
MOST_FRAME_BYTES = 4096
_PING_S = 25.0
_TAKES_MS = 60_000
_ENDING_S = 15.0

Speaks = Literal["none", "websockets-sansio"]


def listening(host: str, port: int) -> socket.socket:
    """The line where it is heard; port 0 is any free one. Raises OSError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    line = socket.create_server((host.strip("[]"), port), family=family)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        # Whoever takes nothing of what they are sent is not waited for.
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _TAKES_MS)
    return line


class TimelyProtocol(H11Protocol):
    """Hangs up on whoever connects and says nothing, does not come to the end of a head, or goes on
    sending what was answered already.
    """

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._look()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._look()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        self._hold()
        super().connection_lost(exc)

    def _look(self) -> None:
        is_awaited = self.conn.their_state is h11.IDLE or self.conn.our_state is h11.DONE
        if not is_awaited or self.transport.is_closing():
            self._hold()
        elif self._late is None:
            self._late = self.loop.call_later(HEAD_S, self.transport.close)

    def _hold(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class WebServer:
    """Serves an application on a line from when it is made until `close`."""

    def __init__(
        self,
        app: ASGIApp,
        line: socket.socket,
        name: str,
        connections: int,
        speaks: Speaks = "none",
    ) -> None:
        """`name` is its thread's. Beyond `connections` at once others are answered with 503."""
        self._line = line
        self.port: int = line.getsockname()[1]
        config = uvicorn.Config(
            app,
            loop="asyncio",
            http=TimelyProtocol,
            ws=speaks,
            ws_max_size=MOST_FRAME_BYTES,
            ws_ping_interval=_PING_S,
            ws_ping_timeout=_PING_S,
            ws_per_message_deflate=False,
            lifespan="on",
            log_config=None,
            # What it says below a warning names addresses, and at its finest what was said.
            log_level=logging.WARNING,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            limit_concurrency=connections,
            h11_max_incomplete_event_size=MOST_HEAD_BYTES,
            timeout_keep_alive=15,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    def close(self) -> None:
        """Ends what is under way. Threads: any other."""
        self._server.should_exit = True
        self._thread.join(_ENDING_S)
        self._line.close()

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._line]))
