"""What one may want to know of the program itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """The version, where the store is and where the log lies; empty what is not known yet."""

    version: str = ""
    store: str = ""
    log: str = ""
