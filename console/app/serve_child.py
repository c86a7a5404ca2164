"""The always-on part as the window's child, in embedded mode: one command gives a working desk.

It has an interpreter of its own, so that a burst of mail never takes the window's lock, and ends
with the window, however that ends: its standard input closes.
"""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

STOP_S = 10

LOG_BYTES = 5_000_000
"""A log that has grown beyond this is put aside at the next start, in the place of the one before.

While it runs nobody can: the child writes into the file that it was given.
"""


class ServeChild:
    """A running `serve`, with more `words` on its command line. Threads: any but the one that
    paints.
    """

    def __init__(self, url: str, log: Path, *words: str, out: int | None = None) -> None:
        """`out` is where its standard output goes, as `subprocess` names it; None: to the log."""
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LOG_BYTES:
            log.replace(log.with_name(f"{log.name}.1"))
        with log.open("ab") as sink:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "console", "serve", "--with-parent", "--store", url, *words],
                stdin=subprocess.PIPE,
                stdout=sink if out is None else out,
                stderr=sink,
            )

    def said(self) -> str:
        """Waits for the next line on its standard output, a pipe; "" when it has ended."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode("utf-8", "replace")

    def tell(self, line: bytes) -> None:
        """Says a line to it; one that has ended hears nothing."""
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.write(line)
                self._process.stdin.flush()

    def stop(self) -> None:
        """Asks it to end, and waits; ends it when it does not."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
