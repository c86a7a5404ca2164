"""The named pictures of Chat: its states at three sizes, in both themes and languages."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from whenever import hours

from console.app.language import use_language
from console.app.pictures.gallery import live_desk
from console.app.pictures.looking import Look, Looking
from console.app.pictures.painted_files import pictures
from console.app.pictures.place_scenes import Scene, scenes
from console.app.pictures.sample_day import BUSY_DAY, SampleDay
from console.app.pictures.sample_desk import HeldClock, SampleDesk, fill_sample
from console.app.pictures.sample_live import CHAT as CONNECTOR
from console.app.pictures.sample_mails import NOW
from console.app.pictures.sample_store import SampleStore
from console.app.pictures.settled import settled
from console.app.pictures.shown_window import shown_window
from console.app.pictures.tour_of_absence import lose_store
from console.app.pictures.tour_of_chat import SAID, at_lanes, close_soon, ring
from console.data.commands.chat_signs import put_sign
from console.data.commands.live_intake import take_in_live
from console.data.transaction import Transaction, new_act
from console.desk.chats.lane import Stage
from console.desk.desk import Desk
from console.domain.live_news import ChatSeen
from console.ui.chat.chat_screen import ChatScreen
from console.ui.chat.lane_column import LaneColumn
from console.widgets.draft_pad import ComposerMode
from console.widgets.hub import ThemeHub

ME = "sunniva.l"

_ONE = ("10417",)
_THREE = ("10417", "12012", "12015")
_FOUR = (*_THREE, "12013")
_SIX = (*_FOUR, "12021", "12007")


def _day(mine: tuple[str, ...]) -> SampleDay:
    """The busy morning with these chats mine."""
    chats = tuple(
        replace(chat, agent=ME if chat.shop in mine else "mari.k")
        if chat.shop in mine or chat.agent == ME
        else chat
        for chat in BUSY_DAY.live.chats
    )
    return replace(BUSY_DAY, live=replace(BUSY_DAY.live, chats=chats))


_DAYS = {
    "one": _day(_ONE),
    "three": _day(_THREE),
    "six": _day(_SIX),
    "empty": _day(()),
    "ringing": _day(_THREE),
    "closing": _day(_FOUR),
    "held": _day(_THREE),
    "over": _day(_THREE),
    "away": _day(_THREE),
}
_LOOKS = (
    ((1366, 768), "light", "nb"),
    ((1366, 768), "dark", "en"),
    ((1920, 1080), "light", "en"),
    ((2560, 1440), "dark", "nb"),
)


GALLERY = scenes("chat", _DAYS, _LOOKS)


async def show(hub: ThemeHub, scene: Scene, look: Look) -> None:
    """Shows one of them. Raises PicturesFailed when it does not come about."""
    use_language(scene.sheet.language)
    try:
        with (
            tempfile.TemporaryDirectory() as place,
            shown_window(hub, scene.sheet, HeldClock(NOW)) as window,
        ):
            window.activateWindow()
            await _show(Looking(window, look), scene, Path(place))
    finally:
        use_language("nb")


async def _show(looking: Looking, scene: Scene, place: Path) -> None:
    fill = partial(fill_sample, place, pictures(), scene.sheet.language, _DAYS[scene.state])
    sample = await asyncio.get_running_loop().run_in_executor(None, fill)
    async with live_desk(looking.window, sample) as desk:
        work = looking.window.frame.work
        assert work is not None
        await settled(lambda: desk.is_loaded.value)
        screen = await at_lanes(desk, work)
        if scene.state in _STATES:
            await _STATES[scene.state](desk, screen, sample)
        if scene.state != "away":
            await looking.at_window(scene.name)
    if scene.state == "away":
        lose_store(desk)
        band = looking.window.frame.band
        await settled(lambda: band is not None and band.text)
        await looking.at_window(scene.name)


async def _ringing(desk: Desk, screen: ChatScreen, sample: SampleDesk) -> None:
    """A chat rings while I write in the first lane and the visitor in the second types."""
    first, second, *_others = screen.row.columns.values()
    _write(first, SAID)
    chat = desk.live.floor.chats[second.lane.chat]
    act = new_act(desk.me.id, NOW)
    put = partial(sample.store.upkeep, act, _visitor_types, (chat.connector, chat.remote_id))
    await asyncio.get_running_loop().run_in_executor(None, put)
    await settled(lambda: desk.live.chats.lanes.value[1].typing)
    ring(desk)
    await settled(lambda: screen.bar.offer.shown is not None)


def _visitor_types(tx: Transaction, name: tuple[str, str]) -> None:
    """And has seen what we said last."""
    put_sign(tx.session, name, "visitor_typing_until", NOW + hours(1))
    put_sign(tx.session, name, "visitor_seen_at", NOW)


async def _closing(desk: Desk, screen: ChatScreen, _sample: SampleDesk) -> None:
    close_soon(desk)
    await settled(lambda: not screen.drain.isHidden())


async def _held(desk: Desk, screen: ChatScreen, _sample: SampleDesk) -> None:
    """What was typed right after the keyboard came here; and a colleague is to have another."""
    first, second, _third = screen.row.columns.values()
    second.writing.edited.emit()
    _write(first, "Bestilling 88 214 hos Syrinbakken Te er sendt")
    first.composer.send.click()
    await settled(lambda: first.asks.is_held)
    colleague = next(each for each in desk.people.value if each.login == "emil.s")
    second.asks.ask_word(colleague)


async def _over(desk: Desk, _screen: ChatScreen, sample: SampleDesk) -> None:
    """The visitor in the second lane has ended the chat."""
    lane = desk.live.chats.lanes.value[1]
    chat = desk.live.floor.chats[lane.chat]
    seen = ChatSeen(
        chat.remote_id, chat.version + 1, chat.began_at, chat.visitor_name, ended_at=NOW
    )
    do = SampleStore(sample.store).do
    tell = partial(do, NOW, None, take_in_live, CONNECTOR, (seen,), b"over")
    await asyncio.get_running_loop().run_in_executor(None, tell)
    await settled(lambda: any(each.stage is Stage.ENDED for each in desk.live.chats.lanes.value))


def _write(column: LaneColumn, text: str) -> None:
    column.composer.use_mode(ComposerMode.REPLY)
    column.composer.editor.insertPlainText(text)


_STATES: dict[str, Callable[[Desk, ChatScreen, SampleDesk], Awaitable[None]]] = {
    "ringing": _ringing,
    "closing": _closing,
    "held": _held,
    "over": _over,
}
