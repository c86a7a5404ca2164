"""Waiting for a state of something outside, instead of for a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


def until(holds: Callable[[], object], what: str, timeout_s: float = 60.0) -> None:
    """Returns when `holds` is true; fails naming what never came."""
    end = time.monotonic() + timeout_s
    pause = threading.Event()
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"waited {timeout_s} s in vain for: {what}")
        pause.wait(0.02)
