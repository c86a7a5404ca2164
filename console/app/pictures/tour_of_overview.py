"""A tour of the live view: the lanes, the one list, chat and telephone, a chat as a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.app.pictures.looking import Looking
from console.app.pictures.settled import settled
from console.app.pictures.tour_of_chat import tour_of_chat
from console.app.pictures.tour_of_telephone import tour_of_telephone
from console.ui.overview.lane_board import Showing
from console.ui.overview.overview_screen import OverviewScreen
from console.ui.window.places import OVERVIEW

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.ui.window.workplace import Workplace

FJORDGLIMT = "Fjordglimt Sport"
_AT_ONCE = 2


async def tour_of_overview(looking: Looking, desk: Desk, work: Workplace) -> None:
    """Shows what goes on live. Raises PicturesFailed."""
    screen = await at_chat(desk, work, FJORDGLIMT)
    await looking.at_window("overview")
    screen.board.show_as(Showing.URGENT)
    await looking.at_window("overview-urgent")
    screen.board.show_as(Showing.LANES)
    await tour_of_chat(looking, desk, work)
    await tour_of_telephone(looking, desk, work)
    await _talk(looking, desk, work)


async def at_chat(desk: Desk, work: Workplace, shop_name: str) -> OverviewScreen:
    """The lanes with this shop's chat as the chosen row; without it, the first row there is."""
    work.go(OVERVIEW)
    screen = work.rooms.known(OVERVIEW)
    assert isinstance(screen, OverviewScreen)
    lanes = desk.live.overview.lanes
    await settled(lambda: all(lane.is_read.value for lane in lanes))
    chats = desk.live.overview.chat.rows.rows
    rows = [row for lane in lanes for row in lane.rows.rows if row.case is not None]
    chosen = next((row for row in chats if row.who == shop_name), rows[0])
    screen.board.show_key(chosen.key)
    context = screen.context
    if not context.isHidden():
        await settled(lambda: context.shown == chosen.case)
        await settled(lambda: len(context.pictures.previews) >= min(chosen.clips, _AT_ONCE))
    return screen


async def _talk(looking: Looking, desk: Desk, work: Workplace) -> None:
    """A chat as its case has it."""
    rows = desk.live.overview.chat.rows.rows
    mine = next(row for row in rows if row.who == FJORDGLIMT)
    assert mine.case is not None
    work.open_case(mine.case)
    case = work.case
    assert case is not None
    await settled(lambda: case.talk.timeline.entries)
    await looking.at_window("case-chat")
    work.back()
