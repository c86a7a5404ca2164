"""Visitors of the house's own chat, as browsers are: HTTP says, a WebSocket hears; for benches.

Each comes from an address of its own, told by a proxy that the door trusts.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

ORIGIN = "https://www.mystore.no"
SITE = "mystore"
COMES_WITHIN_S = 15.0

Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]
_HEAD_ENDS = b"\r\n\r\n"


@dataclass
class Heard:
    """What a visitor was told, in the order in which it came: lines, and when (steady seconds)."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    at_s: list[float] = field(default_factory=list)

    def is_whole(self) -> bool:
        """Whether each line came once and in its order."""
        seqs = [line["seq"] for line in self.lines]
        return seqs == list(range(1, len(seqs) + 1))


class Visitor:
    """One; `sent_s` is when each of its texts was sent, `taken_ms` how long the door took to say
    that it has it.
    """

    def __init__(self, port: int, number: int) -> None:
        self._port = port
        self._spawn: Spawn | None = None
        self.number = number
        self._token = ""
        self._socket: ClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None
        self.heard = Heard()
        self.sent_s: dict[str, float] = {}
        self.taken_ms: list[float] = []
        self.refused: list[tuple[int, str]] = []
        self.joined = 0

    async def come(self, spawn: Spawn) -> None:
        """Begins a visit, and hears from then on; joins again by itself when it is cut off."""
        self._spawn = spawn
        told = await self._post(
            "/w/v1/visits",
            {
                "site": SITE,
                "client_id": str(uuid.uuid4()),
                "language": "nb",
                "name": f"Besøkende {self.number}",
                "page": f"{ORIGIN}/hjelp/frakt",
            },
        )
        self._token = told["token"]
        ready = asyncio.Event()
        self._hearing = spawn(self._hear(ready))
        await asyncio.wait_for(ready.wait(), COMES_WITHIN_S)

    async def say(self, text: str) -> None:
        """Says something, once: tried again with the same name while nobody answers."""
        body = {"client_id": str(uuid.uuid4()), "text": text, "files": []}
        self.sent_s[text] = began_s = time.perf_counter()
        await self._post("/w/v1/messages", body)
        self.taken_ms.append((time.perf_counter() - began_s) * 1e3)

    async def go(self) -> None:
        """Hears no more."""
        if self._hearing is not None:
            self._hearing.cancel()
            await asyncio.gather(self._hearing, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()

    def move_to(self, port: int) -> None:
        """The proxy leads to another door from now on."""
        self._port = port

    @property
    def answered_ms(self) -> list[float]:
        """From when each text was sent until our next answer was heard."""
        return [(seen - sent) * 1e3 for sent, seen in self._answers() if seen is not None]

    @property
    def unanswered(self) -> int:
        return sum(seen is None for _, seen in self._answers())

    def _answers(self) -> list[tuple[float, float | None]]:
        pairs = list(zip(self.heard.lines, self.heard.at_s, strict=True))
        ours = [at for line, at in pairs if line["kind"] == "agent"]
        return [
            (sent, next((at for at in ours if at >= sent), None)) for sent in self.sent_s.values()
        ]

    async def _hear(self, ready: asyncio.Event) -> None:
        while True:
            try:
                await self._listen(ready)
            except OSError:
                await asyncio.sleep(random.uniform(0.2, 1.0))
            except Exception as error:
                self.refused.append((0, repr(error)))
                await asyncio.sleep(random.uniform(0.2, 1.0))

    async def _listen(self, ready: asyncio.Event) -> None:
        url = f"ws://127.0.0.1:{self._port}/w/v1/ws"
        headers = {"X-Forwarded-For": self._address}
        async with connect(
            url,
            origin=self._own_origin,
            additional_headers=headers,
            compression=None,
            ping_interval=None,
        ) as socket:  # type: ignore[arg-type]
            self._socket = socket
            hello = {"token": self._token, "after_seq": len(self.heard.lines)}
            await socket.send(json.dumps(hello))
            assert self._spawn is not None
            pinging = self._spawn(_ping(socket))
            try:
                async for frame in socket:
                    self._take(json.loads(frame), ready)
            finally:
                pinging.cancel()

    def _take(self, told: dict[str, Any], ready: asyncio.Event) -> None:
        if "ready" in told:
            self.joined += 1
            ready.set()
        if "line" in told:
            self.heard.at_s.append(time.perf_counter())
            self.heard.lines.append(told["line"])

    @property
    def _own_origin(self) -> str:
        """The widget lives in a frame that the door serves."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def _address(self) -> str:
        return f"10.20.{self.number // 250}.{self.number % 250 + 1}"

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Until it is answered with yes; a door that is away is asked again."""
        until_s = time.monotonic() + 60
        while time.monotonic() < until_s:
            try:
                status, answer = await self._ask(path, json.dumps(body).encode())
            except (OSError, asyncio.IncompleteReadError, IndexError, ValueError):
                await asyncio.sleep(0.3)
                continue
            if status in (200, 201):
                return answer
            self.refused.append((status, str(answer)))
            await asyncio.sleep(0.5)
        raise RuntimeError(f"{path} was not taken: {self.refused[-3:]}")

    async def _ask(self, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        try:
            head = [
                f"POST {path} HTTP/1.1",
                f"Host: 127.0.0.1:{self._port}",
                f"Origin: {self._own_origin}",
                f"X-Forwarded-For: {self._address}",
                "Content-Type: application/json",
                f"Content-Length: {len(body)}",
                "Connection: close",
            ]
            if self._token:
                head.append(f"Authorization: Bearer {self._token}")
            writer.write("\r\n".join(head).encode() + _HEAD_ENDS + body)
            told = await asyncio.wait_for(reader.read(), 30)
        finally:
            writer.close()
        first, _, answer = told.partition(_HEAD_ENDS)
        status = int(first.split(b" ", 2)[1])
        return status, json.loads(answer) if answer.strip() else {}


async def _ping(socket: ClientConnection) -> None:
    while True:
        await asyncio.sleep(25)
        await socket.send(json.dumps({"ping": 1}))
