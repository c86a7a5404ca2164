"""One list that people work from, with its counts, the age of its source and what is wrong."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from console.desk.live import LiveList, LiveValue
from console.desk.tally import Counts

if TYPE_CHECKING:
    from console.desk.backlog_rows import BacklogRow
    from console.desk.freshness import Freshness


class LaneName(StrEnum):
    """chat, telephone, mail and escalations stand side by side; urgent is all that waits."""

    CHAT = "chat"
    TELEPHONE = "telephone"
    MAIL = "mail"
    ESCALATIONS = "escalations"
    URGENT = "urgent"


class Lane:
    """One list; `problem` is what is wrong with its source, or "", and `closed` what is said of
    its hours while nobody can come by it, or "". Threads: the loop's only.
    """

    def __init__(
        self,
        name: LaneName,
        rows: LiveList[BacklogRow],
        counts: LiveValue[Counts],
        source: LiveValue[Freshness],
        problem: LiveValue[str],
        is_read: LiveValue[bool],
    ) -> None:
        self.name = name
        self.rows = rows
        self.counts = counts
        self.source = source
        self.problem = problem
        self.is_read = is_read
        self.closed: LiveValue[str] = LiveValue("")
