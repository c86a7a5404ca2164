"""Waiting for a state of something outside, instead of for a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


def until(
    holds: Callable[[], object], what: str, timeout_s: float = 60.0, pause_s: float = 0.02
) -> None:
    """Returns when `holds` is true; fails naming what never came. It is looked again after
    `pause_s`.
    """
    end = time.monotonic() + timeout_s
    pause = threading.Event()
    while not holds():
        if time.monotonic() > end:
            raise AssertionError(f"waited {timeout_s} s in vain for: {what}")
        pause.wait(pause_s)
