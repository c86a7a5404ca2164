"""A TCP proxy on this machine: slow, frozen, cut, or cut at just the wrong moment."""

from __future__ import annotations

import asyncio
import math
import threading
from collections import deque
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

COMMIT = b"COMMIT\x00"
"""What a PostgreSQL client says last of a transaction (a simple query, which ends in a nought)."""

_PATIENCE_S = 30
_CLOCK_S = 0.001
"""A timer may be so much early."""


class TcpProxy:
    """Forwards to a port of this machine; `port` is where it listens.

    `to_server_s` and `to_client_s` delay what goes that way without narrowing it: 0.01 each is a
    round trip of 20 ms. `to_server_bytes_s` narrows the way there. They may be changed at any time.
    """

    def __init__(self, target: int, to_server_s: float = 0.0, to_client_s: float = 0.0) -> None:
        self.target = target
        self.port = 0
        self.to_server_s = to_server_s
        self.to_client_s = to_client_s
        self.to_server_bytes_s = math.inf
        self.sprung = 0
        """How many times a trap has been sprung."""
        self.is_frozen = False
        self.lines: set[Line] = set()
        self._trap: tuple[bytes, Callable[[Line], None]] | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="tcp-proxy")

    def start(self) -> TcpProxy:
        self._thread.start()
        listening = self._loop.create_server(lambda: ClientEnd(self), "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result(_PATIENCE_S)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def stop(self) -> None:
        """Ends every connection, and the proxy itself."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(_PATIENCE_S)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE_S)
        self._loop.close()

    def cut(self) -> int:
        """Ends every connection at once, on both sides; how many there were."""
        return self._ask(lambda: len([line.cut() for line in tuple(self.lines)]))

    def freeze(self) -> None:
        """Nothing passes any more and nobody is told, as when a cable is out."""
        self._ask(lambda: setattr(self, "is_frozen", True))

    def freeze_at(self, word: bytes = COMMIT) -> None:
        """The next time a client says the word the server hears it, and then nothing passes."""
        self._ask(lambda: self._set_trap(word, lambda _line: setattr(self, "is_frozen", True)))

    def thaw(self) -> None:
        """What was held up arrives."""
        self._ask(lambda: setattr(self, "is_frozen", False))
        self._move_all()

    def lose_answer(self, word: bytes = COMMIT) -> None:
        """The next time a client says the word the server hears it, and the client no answer."""
        self._ask(lambda: self._set_trap(word, Line.lose_answer))

    def lose_word(self, word: bytes = COMMIT) -> None:
        """The next time a client says the word, the connection ends before the server hears it."""
        self._ask(lambda: self._set_trap(word, Line.cut))

    def hold_back(self, word: bytes = COMMIT) -> None:
        """The next time a client says the word it is cut; the server hears it at `release`."""
        self._ask(lambda: self._set_trap(word, Line.hold_back))

    def release(self) -> None:
        """The server hears what was held back, and then that its client is gone."""
        self._ask(lambda: [line.release() for line in tuple(self.lines)])

    def spring(self, said: bytes) -> Callable[[Line], None] | None:
        """What is to be done with a connection whose client says this; a trap springs once."""
        if self._trap is None or self._trap[0] not in said:
            return None
        (_word, deed), self._trap = self._trap, None
        self.sprung += 1
        return deed

    def _set_trap(self, word: bytes, deed: Callable[[Line], None]) -> None:
        self._trap = (word, deed)

    def _move_all(self) -> None:
        self._ask(lambda: [line.move() for line in tuple(self.lines)])

    def _ask(self, work: Callable[[], T]) -> T:
        """Done by the proxy's own thread."""

        async def asked() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(asked(), self._loop).result(_PATIENCE_S)

    async def _end(self) -> None:
        self._server.close()
        while self.lines:
            for line in tuple(self.lines):
                line.cut()
            await asyncio.sleep(0)
        await self._server.wait_closed()


class Line:
    """One connection: a way to the server, and a way back."""

    def __init__(self, proxy: TcpProxy, client: asyncio.Transport) -> None:
        self.proxy = proxy
        self.client = client
        self.server: asyncio.Transport | None = None
        self.to_server = Way(lambda: proxy.to_server_s, self._may_speak, self._say)
        self.to_client = Way(lambda: proxy.to_client_s, self._may_answer, self._answer)
        self._is_held = False
        self._loses_answer = False
        self._open = 1
        proxy.lines.add(self)
        # Kept, or it may be collected before it is done.
        self._calling = asyncio.get_running_loop().create_task(self._call())

    async def _call(self) -> None:
        try:
            await asyncio.get_running_loop().create_connection(
                lambda: ServerEnd(self), "127.0.0.1", self.proxy.target
            )
        except OSError:  # nobody listens (any more): the client is told so
            self.client.abort()

    def connected(self, server: asyncio.Transport) -> None:
        self.server = server
        self._open += 1
        self.move()
        if self.client.is_closing() and not self._is_held:
            server.abort()

    def closed(self) -> None:
        """One of the two ends is gone."""
        self._open -= 1
        if not self._open and self._calling.done():
            self.proxy.lines.discard(self)

    def move(self) -> None:
        self.to_server.move()
        self.to_client.move()

    def cut(self) -> None:
        self._calling.cancel()
        self.client.abort()
        if self.server is not None:
            self.server.abort()
        if not self._open:
            self.proxy.lines.discard(self)

    def lose_answer(self) -> None:
        self._loses_answer = True

    def hold_back(self) -> None:
        self._is_held = True
        self.client.abort()

    def release(self) -> None:
        self._is_held = False
        self.move()

    def _may_speak(self) -> bool:
        return not (self.proxy.is_frozen or self._is_held or self.server is None)

    def _may_answer(self) -> bool:
        return not self.proxy.is_frozen

    def _say(self, said: bytes) -> None:
        assert self.server is not None
        if not said:
            self.server.close()
            return
        deed = self.proxy.spring(said)
        if deed is not None:
            deed(self)
        if self._is_held:
            self.to_server.put_back(said)
        elif not self.server.is_closing():
            self.server.write(said)

    def _answer(self, said: bytes) -> None:
        if self._loses_answer:
            self.cut()
        elif not said:
            self.client.close()
        elif not self.client.is_closing():
            self.client.write(said)


class Way:
    """One direction: what was heard, and from when on it may be passed on; nothing is an end."""

    def __init__(
        self,
        delay_s: Callable[[], float],
        may: Callable[[], bool],
        pass_on: Callable[[bytes], None],
    ) -> None:
        self._delay_s = delay_s
        self._may = may
        self._pass_on = pass_on
        self._heard: deque[tuple[float, bytes]] = deque()

    def hear(self, said: bytes) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + self._delay_s()
        self._heard.append((due, said))
        if self._delay_s():
            loop.call_at(due, self.move)
        else:
            self.move()

    def put_back(self, said: bytes) -> None:
        self._heard.appendleft((0.0, said))

    def move(self) -> None:
        now = asyncio.get_running_loop().time() + _CLOCK_S
        while self._heard and self._heard[0][0] <= now and self._may():
            self._pass_on(self._heard.popleft()[1])


class ClientEnd(asyncio.Protocol):
    def __init__(self, proxy: TcpProxy) -> None:
        self._proxy = proxy

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._line = Line(self._proxy, transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._line.to_server.hear(data)
        takes_s = len(data) / self._proxy.to_server_bytes_s
        if takes_s:
            # The client's own kernel holds it up, as on a narrow line.
            self._transport.pause_reading()
            asyncio.get_running_loop().call_later(takes_s, self._transport.resume_reading)

    def connection_lost(self, exc: Exception | None) -> None:
        self._line.closed()
        self._line.to_server.hear(b"")


class ServerEnd(asyncio.Protocol):
    def __init__(self, line: Line) -> None:
        self._line = line

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._line.connected(transport)

    def data_received(self, data: bytes) -> None:
        self._line.to_client.hear(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._line.closed()
        self._line.to_client.hear(b"")
