"""Plays a recorded session to whoever logs in, as a real exchange told it: chunk by chunk, in its
own time, faster, or as fast as it is taken.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from peers.exchange_channels import Pairs
from peers.exchange_line import Line, Request
from peers.exchange_recorded import BLANK, PlayedQueues, Recording, parsed, read_recording
from peers.exchange_wire import ExchangeWire


class ExchangePlayer(ExchangeWire):
    """The queues may be asked for at any time; what is asked is answered between two messages."""

    def __init__(self, recording: Recording, now_s: Callable[[], float]) -> None:
        super().__init__()
        self.recording = recording
        self.now_s = now_s
        self.played = 0
        """Chunks that have been played."""
        self._queues = PlayedQueues(recording.opening)
        self._rest = b""
        self._asking: list[tuple[Line, Request]] = []

    def play(self, until_mark: int | None = None, speed: float | None = None) -> None:
        """As far as that mark (None: to the end). `speed` 1 is the time it took; None: no time.

        Returns when the last byte has been handed to the network.
        """
        chunks = self.recording.chunks
        end = len(chunks) if until_mark is None else self.recording.marks[until_mark]
        asyncio.run_coroutine_threadsafe(self._play(end, speed), self._loop).result()

    def waiting(self, queue: str) -> list[str]:
        """The callers of a queue as played so far, in its order."""
        return self.ask(lambda: self._queues.waiting(queue))

    def joined(self) -> set[str]:
        """Everybody who has stood in any of the queues so far."""
        return self.ask(lambda: set(self._queues.joined))

    def booted(self) -> Pairs:
        return (("Uptime", "7"), ("LastReload", "7"), ("Status", "Fully Booted"))

    def do(self, line: Line, request: Request) -> None:
        if self._rest:
            self._asking.append((line, request))
            return
        name, now_s = request.action, self.now_s()
        if name == "QueueStatus":
            items = self._queues.items(request.get("Queue"), now_s)
            line.list_answer(request, "Queue status will follow", items, "QueueStatusComplete")
        elif name == "QueueSummary":
            line.list_answer(request, "Queue summary will follow", (), "QueueSummaryComplete")
        elif name == "CoreShowChannels":
            line.list_answer(request, "Channels will follow", (), "CoreShowChannelsComplete")
        elif name == "Ping":
            line.answer(request, "Success", ("Ping", "Pong"), ("Timestamp", f"{now_s:.6f}"))
        else:
            line.answer(request, "Success", ("Message", f"{name} is not played"))

    async def _play(self, end: int, speed: float | None) -> None:
        loop = asyncio.get_running_loop()
        chunks = self.recording.chunks[self.played : end]
        began_s, first_s = loop.time(), chunks[0].at_s if chunks else 0.0
        for chunk in chunks:
            due_s = (chunk.at_s - first_s) / speed if speed else 0.0
            await asyncio.sleep(max(0.0, began_s + due_s - loop.time()))
            self._say(chunk.data)

    def _say(self, data: bytes) -> None:
        self.played += 1
        for line in self.lines:
            if line.account is not None:
                line.write(data)
        *whole, self._rest = (self._rest + data).split(BLANK)
        for message in whole:
            self._queues.take(parsed(message), self.now_s())
        if not self._rest:
            asking, self._asking = self._asking, []
            for line, request in asking:
                self.do(line, request)


@contextmanager
def played(path: Path, now_s: Callable[[], float]) -> Iterator[ExchangePlayer]:
    """The player of a session, at its beginning."""
    player = ExchangePlayer(read_recording(path), now_s)
    player.start()
    try:
        yield player
    finally:
        player.stop()
