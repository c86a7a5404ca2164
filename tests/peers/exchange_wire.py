"""The stand-in exchange on the network: it listens, is cut off, goes deaf, comes back."""

from __future__ import annotations

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeVar

from peers.exchange_channels import Pairs, message
from peers.exchange_line import Account, Line, Request, Trap
from peers.waiting import until

T = TypeVar("T")

USER, SECRET = "konsoll", "fjellrev"
READS = frozenset({"agent", "call", "reporting", "user", "system"})
WRITES = frozenset({"agent", "call", "originate", "reporting"})
_PATIENCE_S = 30


class ExchangeWire(ABC):
    """`asked` are the actions it was sent, in order; `traps` says, by action, what goes wrong."""

    def __init__(self) -> None:
        self.port = 0
        self.accounts = {USER: Account(SECRET, READS, WRITES)}
        self.challenge = "165991132"
        self.refusal_s = 0.0
        """How long a wrong login waits for its answer: a second, at a real one."""
        self.answers_first = False
        self.is_deaf = False
        self.traps: dict[str, Trap] = {}
        self.asked: list[Request] = []
        self.complaints: list[str] = []
        self.logins = 0
        self.lines: list[Line] = []
        self.faults: list[str] = []
        """What went wrong in the stand-in itself."""
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(lambda _loop, what: self.faults.append(str(what)))
        self._thread = threading.Thread(target=self._loop.run_forever, name="stand-in exchange")
        self._server: asyncio.Server | None = None

    def start(self) -> None:
        self._thread.start()
        self.come_back()

    def stop(self) -> None:
        self.go_away()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE_S)
        self._loop.close()
        assert self.faults == []

    def says(self, raw: bytes) -> None:
        """These bytes to every client, whatever they are."""

        def say() -> None:
            for line in self.lines:
                line.write(raw)

        self.ask(say)

    def cut(self) -> None:
        """Every connection ends at once; who comes anew is let in."""
        self.ask(self.hang_up_on_all)

    def cut_in_a_line(self) -> None:
        """Half of an event, and nothing more."""
        half = message(("Event", "QueueCallerLeave"), ("Queue", "kundeservice"))[:25]

        def leave() -> None:
            for line in self.lines:
                line.write(half)
            self.leave_all()

        self.ask(leave)

    def go_deaf(self) -> None:
        """Lines stay open and new ones are taken, but nothing is said any more."""
        self.ask(lambda: setattr(self, "is_deaf", True))

    def go_away(self) -> None:
        """Nobody is there any more; calls go on without anybody hearing of them."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(_PATIENCE_S)

    def come_back(self) -> None:
        """At the same port, as it is by now."""
        self.is_deaf = False
        if self._server is not None:
            return
        coming = self._loop.create_server(lambda: Line(self), "127.0.0.1", self.port)
        self._server = asyncio.run_coroutine_threadsafe(coming, self._loop).result(_PATIENCE_S)
        self.port = self._server.sockets[0].getsockname()[1]

    def trap(self, action: str, trap: Trap) -> None:
        self.ask(lambda: self.traps.__setitem__(action, trap))

    def release(self) -> None:
        """No traps any more, and what was held back is said."""

        def say() -> None:
            self.traps.clear()
            for line in self.lines:
                line.release()

        self.ask(say)

    def sent(self, action: str) -> list[Request]:
        """What it was asked by that name."""
        return self.ask(lambda: [one for one in self.asked if one.action == action])

    def until_asked(self, action: str, times: int = 1) -> None:
        until(lambda: len(self.sent(action)) >= times, f"{action} × {times}")

    def heard(self, request: Request) -> None:
        self.asked.append(request)

    def later(self, seconds: float, work: Callable[[], object]) -> None:
        self._loop.call_later(seconds, work)

    @abstractmethod
    def booted(self) -> Pairs:
        """What FullyBooted says."""

    @abstractmethod
    def do(self, line: Line, request: Request) -> None:
        """What somebody who is let in asks for."""

    def tell(self, kind: str, name: str, fields: Pairs) -> None:
        """An event for every client that wants it."""
        for line in tuple(self.lines):
            line.tell(kind, name, fields)

    def hang_up_on_all(self) -> None:
        for line in tuple(self.lines):
            line.transport.abort()
        self.lines.clear()

    def leave_all(self) -> None:
        """Every line ends after what was said on it."""
        for line in tuple(self.lines):
            line.transport.close()
        self.lines.clear()

    async def _close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()
        self.hang_up_on_all()
        if server is not None:
            await server.wait_closed()

    def ask(self, work: Callable[[], T]) -> T:
        """Done by the exchange's own thread."""

        async def asked() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(asked(), self._loop).result(_PATIENCE_S)
