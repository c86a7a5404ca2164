"""What asking a status page comes to."""

from __future__ import annotations

from dataclasses import dataclass

from console.channels.contract import ChannelDown
from console.domain.status_page import StatusReport


@dataclass(frozen=True)
class Fetched:
    """What the page says now, and the mark to ask by the next time (empty where there is none)."""

    report: StatusReport
    etag: str


@dataclass(frozen=True)
class Unchanged:
    """It says what it said when it gave the mark."""


class NotNow(ChannelDown):
    """The page asks to be left in peace for so many seconds."""

    def __init__(self, words: str, retry_after_s: float) -> None:
        super().__init__(words)
        self.retry_after_s = retry_after_s
