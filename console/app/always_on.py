"""Composition of the part that is always on, and of the check of every part."""

from __future__ import annotations

from console.app.machine_clock import MachineClock
from console.service.doctor import Finding, examine
from console.service.run import serve


def run_serve(url: str, *, with_parent: bool) -> int:
    """Runs `serve` on a store until it is told to stop; returns the exit code."""
    return serve(url, MachineClock(), with_parent=with_parent)


def examine_all(url: str) -> list[Finding]:
    """Every part of this machine's set-up, tried."""
    return list(examine(url, MachineClock()))
