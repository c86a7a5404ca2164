"""What is found when a part of an installation is tried."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One part: whether it works, what was seen, and what to do if it does not."""

    part: str
    is_ok: bool
    text: str
    advice: str = ""
