"""A recorded session as the stand-in plays it: what the exchange told by itself, in its own chunks,
and the queues as they are at any moment of it.

What the recorded client asked for is left out: whoever listens now asks for itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from peers.exchange_channels import Pairs

BLANK = b"\r\n\r\n"
_LISTED = frozenset({"QueueParams", "QueueMember", "QueueEntry"})
_MEMBER = {"MemberName": "Name", "Interface": "Location"}
_NOT_LISTED = ("Event", "Privilege", "Ringinuse")
_UNESCAPED = (("\\'", "'"), ('\\"', '"'), ("\\?", "?"), ("\\\\", "\\"))


@dataclass(frozen=True)
class Chunk:
    """So many bytes, so many seconds after the first."""

    at_s: float
    data: bytes


@dataclass
class Recording:
    """`opening` are the items of the first full list; `marks` says, by number, how many chunks
    there are until that mark.
    """

    chunks: list[Chunk]
    opening: list[Pairs]
    marks: dict[int, int] = field(default_factory=dict)


def read_recording(path: Path) -> Recording:
    """A session, with the index that lies beside it."""
    raw = path.read_bytes()
    index = json.loads(path.with_suffix(".index.json").read_text())
    kept, opening = _kept(raw)
    first_ms = index["chunks"][0][0]
    recording = Recording([], opening)
    for at_ms, offset, length in index["chunks"]:
        data = b"".join(
            raw[max(begin, offset) : min(end, offset + length)]
            for begin, end in kept.between(offset, length)
        )
        if data:
            recording.chunks.append(Chunk((at_ms - first_ms) / 1000, data))
    _find_marks(recording)
    return recording


class _Kept:
    """The stretches of a session that are played."""

    def __init__(self) -> None:
        self.stretches: list[tuple[int, int]] = []
        self._next = 0

    def add(self, begin: int, end: int) -> None:
        if self.stretches and self.stretches[-1][1] == begin:
            begin = self.stretches.pop()[0]
        self.stretches.append((begin, end))

    def between(self, offset: int, length: int) -> list[tuple[int, int]]:
        """Those that a chunk has a part of; chunks come in order."""
        end = offset + length
        while self._next < len(self.stretches) and self.stretches[self._next][1] <= offset:
            self._next += 1
        found = []
        for stretch in self.stretches[self._next :]:
            if stretch[0] >= end:
                break
            found.append(stretch)
        return found


def _kept(raw: bytes) -> tuple[_Kept, list[Pairs]]:
    """Everything but the banner and what was said to the recorded client alone."""
    kept, opening, is_open = _Kept(), list[Pairs](), True
    begin = raw.index(b"\n") + 1
    while (end := raw.find(BLANK, begin)) >= 0:
        pairs = parsed(raw[begin:end])
        name, event = pairs[0]
        is_own = name == "Response" or (dict(pairs).get("ActionID", "").startswith("konsoll-"))
        if not is_own or event in ("UserEvent", "OriginateResponse"):
            kept.add(begin, end + len(BLANK))
        elif is_open and event in _LISTED:
            opening.append(pairs)
        elif event == "QueueStatusComplete":
            is_open = False
        begin = end + len(BLANK)
    return kept, opening


def _find_marks(recording: Recording) -> None:
    """A chunk in which a mark is ends with it, so that one can play just so far."""
    chunks, recording.chunks, rest = recording.chunks, [], b""
    for chunk in chunks:
        began = 0
        for end, number in _marks_in(rest + chunk.data):
            end -= len(rest)
            recording.chunks.append(Chunk(chunk.at_s, chunk.data[began:end]))
            recording.marks.setdefault(number, len(recording.chunks))
            began = end
        if chunk.data[began:]:
            recording.chunks.append(Chunk(chunk.at_s, chunk.data[began:]))
        rest = (rest + chunk.data).rpartition(BLANK)[2]


def _marks_in(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each mark ends whose message ends here, and its number."""
    begin = 0
    while (end := data.find(BLANK, begin)) >= 0:
        said = dict(parsed(data[begin:end]))
        begin = end + len(BLANK)
        if said.get("UserEvent") == "FasitMerke":
            yield begin, int(said["Nr"])


def parsed(message: bytes) -> Pairs:
    """Bytes that are no UTF-8 are read as they can be."""
    lines = message.decode("utf-8", "replace").split("\r\n")
    return tuple(
        (name, value.lstrip(" ")) for name, _, value in (one.partition(":") for one in lines)
    )


class PlayedQueues:
    """The queues as they follow from what has been played: in at the place told, out by name."""

    def __init__(self, opening: list[Pairs]) -> None:
        self._params: dict[str, dict[str, str]] = {}
        self._members: dict[str, dict[str, dict[str, str]]] = {}
        self._waiting: dict[str, list[dict[str, str]]] = {}
        self.joined: set[str] = set()
        """Everybody who has stood in any of the queues."""
        for pairs in opening:
            said = {name: value for name, value in pairs[1:] if name != "ActionID"}
            queue = said["Queue"]
            if pairs[0][1] == "QueueParams":
                self._params[queue] = said
                self._members[queue], self._waiting[queue] = {}, []
            elif pairs[0][1] == "QueueMember":
                self._members[queue][said["Location"]] = said
            else:
                self._waiting[queue].append(said)

    def take(self, pairs: Pairs, now_s: float) -> None:
        """What was told."""
        said, event = dict(pairs), pairs[0][1]
        queue = said.get("Queue", "")
        if queue not in self._waiting:
            return
        waiting = self._waiting[queue]
        if event == "QueueCallerJoin":
            waiting.insert(int(said["Position"]) - 1, _entry(pairs, now_s))
            self.joined.add(said["Uniqueid"])
        elif event == "QueueCallerLeave":
            waiting[:] = [one for one in waiting if one["Uniqueid"] != said["Uniqueid"]]
        elif event == "QueueMemberRemoved":
            self._members[queue].pop(said["Interface"], None)
        elif event.startswith("QueueMember"):
            self._members[queue][said["Interface"]] = _member(pairs)
        elif event == "QueueCallerAbandon":
            self._count(queue, "Abandoned")
        elif event in ("AgentConnect", "AgentComplete"):
            self._talks(queue, said["Interface"], event)

    def waiting(self, queue: str) -> list[str]:
        return [entry["Uniqueid"] for entry in self._waiting[queue]]

    def items(self, only: str, now_s: float) -> list[tuple[str, Pairs]]:
        """As QueueStatus lists them."""
        found: list[tuple[str, Pairs]] = []
        for queue, params in self._params.items():
            if only and only != queue:
                continue
            waiting = self._waiting[queue]
            found.append(("QueueParams", tuple((params | {"Calls": str(len(waiting))}).items())))
            found += [("QueueMember", tuple(one.items())) for one in self._members[queue].values()]
            found += [("QueueEntry", _listed(one, n, now_s)) for n, one in enumerate(waiting)]
        return found

    def _count(self, queue: str, name: str) -> None:
        self._params[queue][name] = str(int(self._params[queue][name]) + 1)

    def _talks(self, queue: str, interface: str, event: str) -> None:
        member = self._members[queue].get(interface)
        if member is not None:
            member["InCall"] = "1" if event == "AgentConnect" else "0"
        if event == "AgentComplete":
            self._count(queue, "Completed")


def _entry(pairs: Pairs, now_s: float) -> dict[str, str]:
    said = dict(pairs)
    variables = dict(value.partition("=")[::2] for name, value in pairs if name == "ChanVariable")
    entry = {name: _raw(said[name]) for name in ("Queue", "Channel", "Uniqueid")}
    for name in ("CallerIDNum", "CallerIDName", "ConnectedLineNum", "ConnectedLineName"):
        entry[name] = _raw(said[name]).replace("<unknown>", "unknown")
    return entry | {"Since": str(now_s), "Priority": variables.get("QUEUE_PRIO") or "0"}


def _listed(entry: dict[str, str], index: int, now_s: float) -> Pairs:
    waited = str(int(now_s - float(entry.get("Since", now_s))))
    first, rest = ("Queue", entry["Queue"]), dict(entry)
    for name in ("Queue", "Since", "Priority", "Position", "Wait"):
        rest.pop(name, None)
    end = (("Wait", waited), ("Priority", entry["Priority"]))
    return (first, ("Position", str(index + 1)), *rest.items(), *end)


def _member(pairs: Pairs) -> dict[str, str]:
    """An event about a member as a list has it."""
    member = {_MEMBER.get(name, name): value for name, value in pairs if name not in _NOT_LISTED}
    if member["Paused"] == "0":
        member["PausedReason"] = ""
    return member


def _raw(name: str) -> str:
    for escaped, plain in _UNESCAPED:
        name = name.replace(escaped, plain)
    return name
