"""What the window tells the child of a practice day: how fast it goes from now on.

A line of JSON on standard input: the speed, and the reading of the machine's steady clock from
which it counts. So both go by the same clock.
"""

from __future__ import annotations

import json
import logging
import os
import threading

from console.app.practice.clock import PracticeClock
from console.service.ending import Endings

log = logging.getLogger("console.practice")


def order(speed: float, at_s: float) -> bytes:
    """A line that says so."""
    return json.dumps({"speed": speed, "at_s": at_s}).encode() + b"\n"


def obey(clock: PracticeClock, line: bytes) -> None:
    """Does what a line says; what cannot be read is left."""
    try:
        said = json.loads(line)
        clock.go_at(float(said["speed"]), float(said["at_s"]))
    except (ValueError, KeyError, TypeError):
        log.warning("an order that cannot be read")


def listen(descriptor: int, clock: PracticeClock, endings: Endings) -> None:
    """From now on lines are obeyed; the other end closing is a reason to end."""
    threading.Thread(
        target=_until_closed, args=(descriptor, clock, endings), name="orders", daemon=True
    ).start()


def _until_closed(descriptor: int, clock: PracticeClock, endings: Endings) -> None:
    rest = b""
    # Not through sys.stdin: its lock, held by a daemon, aborts the interpreter's end.
    while chunk := os.read(descriptor, 1024):
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            obey(clock, line)
    endings.end("the parent has gone")
