"""What the row beside the lanes can do: lead into the whole case. The rest stands in the lane."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from console.domain.ids import ChatId
from console.ui.lanes.case_rows import Open, opening
from console.ui.lanes.row_deed import RowDeed

if TYPE_CHECKING:
    from console.desk.desk import Desk


class OpeningRows:
    """Rows of chats that are done something with elsewhere."""

    def __init__(self, desk: Desk, open_case: Open) -> None:
        self._desk = desk
        self._open = open_case

    def deeds(self, number: str) -> tuple[RowDeed, ...]:
        """Nothing once the chat is over."""
        chat = self._desk.live.floor.chats.get(ChatId(UUID(number)))
        # Enter says the line that is written here.
        return () if chat is None else (replace(opening(chat.case, self._open), keys=()),)
