"""What one may want to know of the program itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """The version, and where the log lies; `store` is shown in place of where the store is."""

    version: str = ""
    store: str = ""
    log: str = ""
