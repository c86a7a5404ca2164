"""A recorded session taken in again: what the queues were at each of its marks, from it alone.

Beside the bytes of a recording lies an index of how they came: `chunks`, each with its time in
Unix milliseconds, where it begins and how long it is.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from whenever import Instant

from console.channels.phone.protocol.exchange import ExchangeState
from console.channels.phone.protocol.figures import CallCount
from console.channels.phone.protocol.framing import Framer
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import whole_number

GREETING = b"Asterisk Call Manager"
"""What every recording begins with."""
MARK = "FasitMerke"
BEGINNING = Instant("2000-01-01T00:00:00Z")
"""The clock of a recording whose index is left aside."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes as they came, and when."""

    data: bytes
    at: Instant = BEGINNING


class IndexBroken(Exception):
    """The index does not fit its recording."""


class Replay:
    """One recording on its way through the protocol."""

    def __init__(self) -> None:
        self.framer = Framer()
        self.state = ExchangeState()
        self.calls = CallCount()
        self.marks = 0

    def run(self, chunks: Iterable[Chunk]) -> Iterator[int]:
        """The number of each mark, while the state is as it was then."""
        for chunk in chunks:
            for message in self.framer.feed(chunk.data):
                if not self.state.take(message, chunk.at):
                    continue
                self.calls.take(message)
                if (number := _mark(message)) is not None:
                    self.marks += 1
                    yield number


def _mark(message: Message) -> int | None:
    if message.event != "UserEvent" or message.get("UserEvent") != MARK:
        return None
    return whole_number(message.get("Nr"))


def as_recorded(recording: bytes, index: bytes) -> list[Chunk]:
    """The recording in the chunks that it came in. Raises IndexBroken."""
    try:
        rows = [(int(at_ms), int(offset), int(size)) for at_ms, offset, size in _chunks(index)]
        instants = [Instant.from_timestamp(at_ms, unit="millisecond") for at_ms, _, _ in rows]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise IndexBroken from error
    borders = [0, *(offset + size for _, offset, size in rows)]
    is_gapless = [offset for _, offset, _ in rows] == borders[:-1] and borders == sorted(borders)
    if not is_gapless or borders[-1] != len(recording):
        raise IndexBroken
    return [
        Chunk(recording[begin:end], at)
        for (begin, end), at in zip(pairwise(borders), instants, strict=True)
    ]


def _chunks(index: bytes) -> list[list[int]]:
    rows: list[list[int]] = json.loads(index)["chunks"]
    return rows


def cut_evenly(recording: bytes, size: int) -> Iterator[Chunk]:
    """In chunks of so many bytes."""
    return (Chunk(recording[i : i + size]) for i in range(0, len(recording), size))


def cut_by_chance(recording: bytes, most: int, seed: int) -> Iterator[Chunk]:
    """In chunks of one to so many bytes, the same for the same seed."""
    chance, begin = random.Random(seed), 0
    while begin < len(recording):
        end = begin + chance.randint(1, most)
        yield Chunk(recording[begin:end])
        begin = end
