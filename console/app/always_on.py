"""Composition of the part that is always on, and of the check of every part."""

from __future__ import annotations

import faulthandler
import sys

from console.app.logs import log_to_stream
from console.app.machine_clock import MachineClock
from console.service.doctor import examine
from console.service.finding import Finding
from console.service.run import serve
from console.service.web_door import Doorway


def run_serve(url: str, doorway: Doorway, *, with_parent: bool) -> int:
    """Runs `serve` on a store until it is told to stop; returns the exit code.

    What it has to tell goes to standard error; whoever started it keeps that.
    """
    log_to_stream(sys.stderr)
    faulthandler.enable(sys.stderr)
    return serve(url, MachineClock(), doorway, with_parent=with_parent)


def examine_all(url: str) -> list[Finding]:
    """Every part of this machine's set-up, tried."""
    return list(examine(url, MachineClock()))
