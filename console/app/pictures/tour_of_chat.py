"""A tour of Chat: my lanes, what rings for me and who types, and the minutes before it closes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from whenever import Time

from console.app.pictures.looking import Looking
from console.app.pictures.settled import settled
from console.domain.chats import Chat, ChatState, Offer
from console.domain.floor import Floor
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import Interval, OpeningHours
from console.ui.chat.chat_screen import ChatScreen
from console.ui.window.places import CHAT

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.ui.window.workplace import Workplace

RINGS_FOR_S = 13
SAID = "Ja, jeg ser begge. Den første kl. 10:36 er"
CLOSING_HOURS = (Interval(Time(9), Time(10, 48)), Interval(Time(11, 30), Time(15, 30)))
"""Of a day on which chat closes soon after the moment that is shown."""


async def tour_of_chat(looking: Looking, desk: Desk, work: Workplace) -> None:
    """Shows what Chat shows. Raises PicturesFailed."""
    screen = await at_lanes(desk, work)
    await looking.at_window(CHAT)
    taken_back = ring(desk)
    await settled(lambda: screen.bar.offer.shown is not None)
    close_soon(desk)
    await settled(lambda: screen.drain.isVisible())
    await looking.at_window("chat-ringing")
    taken_back()
    desk.live.chats.use_hours(desk.calendar)
    desk.live.chats.tick()


async def at_lanes(desk: Desk, work: Workplace) -> ChatScreen:
    """The place, with its lanes read and the keyboard in the first."""
    work.go(CHAT)
    screen = work.rooms.known(CHAT)
    assert isinstance(screen, ChatScreen)
    lanes = desk.live.chats.lanes
    await settled(lambda: len(screen.row.columns) == len(lanes.value))
    columns = screen.row.columns.values()
    await settled(lambda: all(each.talk.bubbles.entries for each in columns))
    await settled(lambda: all(each.composer.isEnabled() for each in columns))
    wanted = {
        file.sha256
        for talk in (desk.live.chats.talk(each) for each in screen.row.columns)
        for entry in (() if talk is None else talk.entries.rows)
        for file in entry.files
        if file.is_picture
    }
    await settled(lambda: wanted <= screen.row.pictures.previews.keys())
    for column in list(columns)[:1]:
        screen.row.enter(column)
        context, case = screen.context, column.lane.case
        await settled(lambda: context.isHidden() or context.shown == case)  # noqa: B023
    return screen


def ring(desk: Desk) -> Callable[[], None]:
    """The chat that has waited longest rings for me, as `serve` would tell it; calling what is
    given back ends that.
    """
    waiting = (each for each in desk.live.floor.chats.values() if each.state is ChatState.WAITING)
    chat = min(waiting, key=lambda each: each.began_at)
    until = desk.clock.now().add(seconds=RINGS_FOR_S)
    tell(desk, replace(chat, offer=Offer(desk.me.id, until)))
    return partial(tell, desk, chat)


def close_soon(desk: Desk) -> None:
    """Chat closes a few minutes after the moment that is shown."""
    desk.live.chats.use_hours(WorkCalendar(replace(OpeningHours(), chat=CLOSING_HOURS)))
    desk.live.chats.tick()


def tell(desk: Desk, chat: Chat) -> None:
    """A chat is so from now on; the store knows nothing of it."""
    desk.live.overview.take(Floor(chats=(chat,)), ())
    desk.live.chats.tick()
