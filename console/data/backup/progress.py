"""Telling how far long work has come."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

Progress = Callable[[int, int], None]
"""Is told bytes done, and bytes in all (0 where nobody knows). What it raises ends the work."""


def silent(done: int, total: int) -> None:
    """Nobody listens."""
    del done, total


def told(chunks: Iterable[bytes], tell: Progress, total: int = 0) -> Iterator[bytes]:
    """The same chunks, telling after each."""
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        tell(done, total)
