"""The recorded sessions of an exchange through the protocol: how fast, however cut, and hurt.

At full speed against a twin that only splits; then byte by byte and cut at random 2,000 times,
where every stable mark must be met; then bytes of them changed at random for some minutes, which
nothing may survive but sane queues.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from console.channels.phone.protocol.replay import (
    BEGINNING,
    Chunk,
    Replay,
    as_recorded,
    cut_by_chance,
    cut_evenly,
)
from tests.bench.twins import FOLDER, NoTwins, run_twin

PROTOCOL_TESTS = Path(__file__).resolve().parents[1] / "unit/channels/phone/protocol"
PAIRS = 15
SESSIONS = FOLDER.parent / "fixtures" / "ami"
SOCKET_BYTES = 65_536


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="phone_replay")
    parser.add_argument("--cuts", type=int, default=2_000)
    parser.add_argument("--fuzz-s", type=int, default=60)
    parser.add_argument("--seed", type=int, default=6)
    asked = parser.parse_args(arguments)
    files = sorted(SESSIONS.glob("*.ami"))
    if not files:
        print(f"{SESSIONS} holds no recordings", file=sys.stderr)
        return 2
    sys.path.insert(0, str(PROTOCOL_TESTS))
    recordings = {file.stem: file.read_bytes() for file in files}
    try:
        speed = _speed(files, recordings)
    except NoTwins as missing:
        print(missing, file=sys.stderr)
        return 2
    print(json.dumps(speed), flush=True)
    cut = _cut(recordings, asked.cuts, asked.seed)
    print(json.dumps(cut), flush=True)
    hurt = _hurt(recordings, asked.fuzz_s, asked.seed)
    print(json.dumps(hurt | {"load": os.getloadavg()}))
    return 1 if cut["unexplained"] or hurt["faults"] else 0


def _speed(files: list[Path], recordings: dict[str, bytes]) -> dict[str, object]:
    """Ours beside the twin, in pairs, all sessions each time."""
    as_they_came = [
        as_recorded(recordings[file.stem], file.with_suffix(".index.json").read_bytes())
        for file in files
    ]
    whole = [list(cut_evenly(raw, SOCKET_BYTES)) for raw in recordings.values()]
    pairs = []
    for _ in range(PAIRS):
        twin = run_twin("ami_split.py", *map(str, files))
        messages, seconds = _replayed(whole)
        assert messages == twin["messages"]
        pairs.append((twin["seconds"], seconds, _replayed(as_they_came)[1]))
    return {
        "messages": messages,
        "messages_per_s": round(messages / statistics.median(ours for _, ours, _ in pairs)),
        "twin_messages_per_s": round(messages / statistics.median(twin for twin, _, _ in pairs)),
        "ratio": round(statistics.median(ours / twin for twin, ours, _ in pairs), 2),
        "ratio_as_recorded": round(statistics.median(ours / twin for twin, _, ours in pairs), 2),
    }


def _replayed(sessions: list[list[Chunk]]) -> tuple[int, float]:
    began, messages = time.perf_counter(), 0
    for chunks in sessions:
        play = Replay()
        for _ in play.run(chunks):
            pass
        messages += play.framer.messages
    return messages, time.perf_counter() - began


def _cut(recordings: dict[str, bytes], cuts: int, seed: int) -> dict[str, object]:
    """Each session byte by byte, and cut at random; what differs from a stable mark."""
    from recorded_marks import TOLD_BY_NO_EVENT, differences

    def found(session: str, chunks: Iterable[Chunk]) -> set[tuple[str, int, str]]:
        return differences(session, chunks) - set(TOLD_BY_NO_EVENT)

    chance, unexplained, names = random.Random(seed), set(), list(recordings)
    for session in names:
        unexplained |= found(session, cut_evenly(recordings[session], 1))
    for number in range(cuts):
        session, most = names[number % len(names)], chance.choice((30, 300, 3_000, 30_000))
        unexplained |= found(session, cut_by_chance(recordings[session], most, number))
    return {
        "byte_by_byte": len(names),
        "cuts": cuts,
        "seed": seed,
        "unexplained": sorted(unexplained),
        "explained": len(TOLD_BY_NO_EVENT),
    }


def _hurt(recordings: dict[str, bytes], seconds: int, seed: int) -> dict[str, object]:
    """Recorded bytes changed at random: no crash, and queues that can be."""
    chance, faults = random.Random(seed), list[str]()
    rounds, messages, suspicious, broken = 0, 0, 0, 0
    until = time.monotonic() + seconds
    while time.monotonic() < until and len(faults) < 5:
        session = chance.choice(list(recordings))
        play, raw = Replay(), _hurt_bytes(recordings[session], chance)
        try:
            for message in play.framer.feed(raw):
                play.calls.take(message)
                play.state.take(message, BEGINNING)
            faults += [f"{session}, round {rounds}: {wrong}" for wrong in _insane(play)]
        except Exception as error:
            faults.append(f"{session}, round {rounds}: {error!r}")
        rounds += 1
        messages += play.framer.messages
        suspicious += play.state.counts.suspicious
        broken += play.state.counts.broken
    return {
        "hurt_rounds": rounds,
        "hurt_messages": messages,
        "suspicious": suspicious,
        "broken_lists": broken,
        "faults": faults,
    }


def _hurt_bytes(raw: bytes, chance: random.Random) -> bytes:
    """A piece of the session in which bytes are changed, lost, doubled, or lie elsewhere."""
    begin = chance.randrange(len(raw))
    hurt = bytearray(raw[:4_000] + raw[begin : begin + 200_000])
    for _ in range(chance.randint(1, 60)):
        if not hurt:
            break
        place, size = chance.randrange(len(hurt)), chance.choice((1, 2, 4, 40, 400))
        piece = bytes(hurt[place : place + size])
        match chance.randrange(5):
            case 0:
                hurt[place : place + 1] = bytes((chance.randrange(256),))
            case 1:
                del hurt[place : place + size]
            case 2:
                hurt[place:place] = piece
            case 3:
                other = chance.randrange(len(hurt))
                hurt[other:other] = piece
            case 4:
                hurt[place:place] = chance.choice((b"\r\n", b"\r\n\r\n", b": ", b"\r", b"\n"))
    return bytes(hurt)


def _insane(play: Replay) -> Iterator[str]:
    waiting = [one.uniqueid for queue in play.state.queues.values() for one in queue.waiting]
    if len(waiting) != len(set(waiting)):
        yield "somebody waits in two places"
    for queue in play.state.queues.values():
        if any(name != member.interface for name, member in queue.members.items()):
            yield "a telephone under another's name"
        if any(not one.uniqueid for one in queue.waiting):
            yield "a caller without a name"
