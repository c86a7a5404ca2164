"""The receipt of an answer as one kept line: the server's words, and who was left out and why."""

from __future__ import annotations

from collections.abc import Sequence

_NOT_TO = " – ikke til "
"""Kept in the store, so the same in every language."""


def kept_receipt(said: str, refused: Sequence[tuple[str, str]]) -> str:
    """The line to keep. `refused` are recipients that the server did not take, and its reasons."""
    if not refused:
        return said
    return said + _NOT_TO + "; ".join(f"{who}: {why}" for who, why in refused)


def left_out(kept: str) -> str:
    """Who did not get the answer, and why, from a kept line; empty when everybody did."""
    return kept.partition(_NOT_TO)[2]
