"""How far long work has come, on a terminal; where nobody looks, nothing is written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from console.data.backup.progress import Progress, silent

_MB = 1_000_000
_CLEAR = "\r\x1b[K"


@contextmanager
def progress_line(words: str) -> Iterator[Progress]:
    """A line that is written anew as the work goes on, and is gone when it ends."""
    if not sys.stderr.isatty():
        yield silent
        return

    def show(done: int, total: int) -> None:
        of = f" / {total // _MB}" if total else ""
        sys.stderr.write(f"{_CLEAR}{words} {done // _MB}{of} MB")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
