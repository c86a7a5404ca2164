"""The window that is opened while the store cannot be reached, on what this machine keeps."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import qasync
from fakes.clock import FakeClock
from fakes.incidents import reported
from fixtures.house import House
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from ui.window.at_the_window import Keyring

from console.data.commands.incidents import open_incident
from console.data.engine import open_engine
from console.data.pocket import Pocket
from console.data.queries.incidents import open_incidents
from console.data.queries.people import people
from console.data.store import Store
from console.desk.desk import Desk
from console.desk.follow import NOWHERE, Lost
from console.desk.freshness import Remedy
from console.desk.kept import Kept, Without
from console.desk.oncall.seen import Seen
from console.desk.tasks import Tasks
from console.domain.billing.policy import Policy
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import PersonId
from console.ui.window.main_window import MainWindow
from console.ui.window.places import MAIL, ONCALL, SETTINGS
from console.ui.window.store_band import StoreBand
from console.ui.window.unread_page import UnreadPage
from console.ui.window.workplace import Workplace

REASON = "Lageret svarer ikke (tidsavbrudd)."


class Opened:
    """Sunniva's window, begun without the store; `come_back` brings that."""

    def __init__(self, window: MainWindow, desk: Desk, path: Path, bot: QtBot) -> None:
        self.window = window
        self.desk = desk
        self.bot = bot
        self._path = path

    @property
    def work(self) -> Workplace:
        assert self.window.frame.work is not None
        return self.window.frame.work

    @property
    def band(self) -> StoreBand:
        assert self.window.frame.band is not None
        return self.window.frame.band

    @property
    def page(self) -> object:
        return self.work._lists.currentWidget()

    def come_back(self) -> None:
        self._path.with_name("borte.db").rename(self._path)
        self.band.action_requested.emit()
        self.bot.waitUntil(lambda: self.desk.is_loaded.value, timeout=30_000)


@pytest.fixture
def opened(
    window: MainWindow,
    loop: qasync.QEventLoop,
    house: House,
    store_path: Path,
    store_url: str,
    clock: FakeClock,
    sunniva: PersonId,
    tmp_path: Path,
    qtbot: QtBot,
) -> Iterator[Opened]:
    def failed(name: str, error: BaseException) -> None:
        pytest.fail(f"{name}: {error!r}")

    house.arrive("kari")
    house.act(sunniva, open_incident, reported(clock.now(), title="Kassene står"))
    kept = known(house, sunniva)
    house.store.engine.dispose()
    store_path.rename(store_path.with_name("borte.db"))
    tasks = Tasks(loop, failed)
    store, pocket = Store(open_engine(store_url)), Pocket(tmp_path / "pocket.db")
    desk = Desk(store, pocket, kept.me, clock, Keyring(), OpeningHours(), tasks.spawn)
    window.attach(desk, tasks.spawn)
    desk.start(Without(kept, Lost(REASON, clock.now(), Remedy.WAIT)), NOWHERE)
    window.frame.go(ONCALL)
    yield Opened(window, desk, store_path, qtbot)
    window.frame.release()
    ended = loop.create_task(_end(desk, tasks))
    qtbot.waitUntil(ended.done, timeout=10_000)
    ended.result()


async def _end(desk: Desk, tasks: Tasks) -> None:
    await tasks.stop()
    await asyncio.wait_for(desk.stop(), 10)


def known(house: House, me: PersonId) -> Kept:
    """Ten minutes ago."""
    now, everybody = house.clock.now(), house.store.read(people)
    return Kept(
        me=next(one for one in everybody if one.id == me),
        people=everybody,
        hours=OpeningHours(),
        policy=Policy(),
        roster=None,
        incidents=tuple(Seen(one, now) for one in house.store.read(open_incidents)),
        at=now.subtract(minutes=10),
    )


def titles(opened: Opened) -> list[str]:
    """The incidents on the screen."""
    assert opened.work.oncall is not None
    rows = opened.work.oncall.screen_by_day.incidents.model.rows
    return [row.who for row in rows if not row.is_group_head]


def test_on_call_stands_at_once_and_the_band_says_since_when_and_from_when(opened: Opened) -> None:
    assert opened.band.text.startswith("Startet uten lageret 09:41. ")
    assert "visste 09:31" in opened.band.text
    assert opened.band.action == "Prøv igjen"
    opened.bot.waitUntil(lambda: titles(opened) == ["Kassene står"], timeout=30_000)


def test_what_is_not_known_is_not_shown_as_nothing(opened: Opened) -> None:
    assert opened.desk.mail.value.text == "frakoblet siden 09:41"
    opened.window.frame.go(MAIL)
    assert isinstance(opened.page, UnreadPage)
    assert opened.page._state.title == "Fikk ikke åpnet lageret"
    opened.window.frame.go_find()
    assert isinstance(opened.page, UnreadPage)


def test_another_store_is_one_press_away(opened: Opened) -> None:
    opened.window.frame.go(MAIL)
    assert isinstance(opened.page, UnreadPage)
    opened.bot.mouseClick(opened.page.other, Qt.MouseButton.LeftButton)
    sign_in = opened.window.frame.sign_in
    assert sign_in is not None
    assert sign_in.isVisible()


def test_everything_comes_by_itself_where_one_is(opened: Opened) -> None:
    opened.window.frame.go(MAIL)
    opened.come_back()
    assert opened.page is opened.work.mail
    opened.bot.waitUntil(lambda: len(opened.work.mail.pane.model.rows) > 0, timeout=30_000)
    opened.bot.waitUntil(lambda: opened.band.text.startswith("Tilbake kl."), timeout=30_000)


def test_the_mailbox_cannot_be_overwritten_unread(opened: Opened) -> None:
    opened.window.frame.go(SETTINGS)
    assert opened.work.settings is not None
    form = opened.work.settings.mail
    opened.bot.waitUntil(form.reads_only.isVisible, timeout=30_000)
    assert form.reads_only.text().startswith("Dette kan ikke leses nå. ")
    assert not form.save.isVisible()
    opened.come_back()
    opened.bot.waitUntil(form.save.isVisible, timeout=30_000)
    assert not form.reads_only.isVisible()
