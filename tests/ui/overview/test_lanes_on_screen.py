"""Oversikt: lanes beside each other, one chosen row, and nothing that moves under the hand."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from ui.overview.at_overview import CHAT, PHONE, AtOverview
from ui.window.at_the_window import AtTheWindow

from console.data.commands.chats import take_chat
from console.data.commands.connectors import mark_failing
from console.data.queries.outward import next_acts
from console.desk.lane import LaneName
from console.domain.ids import PersonId
from console.domain.waits import Meaning
from console.ui.lanes.lane_view import LaneView
from console.ui.lanes.row_pane import RowPane
from console.ui.overview.lane_board import Showing
from console.ui.window.places import MAIL, OVERVIEW, TELEPHONE
from console.widgets.float_chip import FloatChip
from console.widgets.label import Paragraph
from console.widgets.rail import PlaceButton
from console.widgets.states import StatePage
from console.widgets.toast import Toast

K = Qt.Key
CHATS, CALLS, MAILS = LaneName.CHAT, LaneName.TELEPHONE, LaneName.MAIL


@pytest.fixture
def busy(overview: AtOverview) -> AtOverview:
    """Two visitors, a register and a web shop in the queue, two mails."""
    overview.visitor("Liv", "Finner ikke rabattkoden", ago_s=30)
    overview.visitor("Per", "Hvordan legger jeg inn størrelse?", ago_s=10)
    overview.caller("+4701554108", ago_s=20, is_pos=True, priority=10, place=1)
    overview.caller("+4701328016", ago_s=90, place=2)
    for name in ("kari", "nina"):
        overview.at.away(partial(overview.at.house.arrive, name))
    overview.at.until(lambda: len(overview.keys(MAILS)) == 2)
    return overview


def test_every_head_counts_the_rows_below_it_that_wait(busy: AtOverview) -> None:
    at = busy.at
    for name in (CHATS, CALLS, MAILS):
        at.until(partial(_counts_its_rows, busy.lane(name)))
    names = {one.accessibleName() for one in at.window.frame.side.rail.findChildren(PlaceButton)}
    assert {"Oversikt, 6 venter", "Chat, 2 venter", "Telefon, 2 venter"} <= names
    assert busy.lane(CHATS).pane.view.accessibleName() == "Chat, 2 venter"


def _counts_its_rows(lane: LaneView) -> bool:
    clocks = [row.clock for row in lane.pane.model.rows if row.clock is not None]
    waiting = [clock for clock in clocks if clock.meaning is not Meaning.CUSTOMER]
    return lane.head.count == str(len(waiting))


def test_by_keys_one_goes_from_lane_to_lane_and_one_row_is_the_chosen_one(
    busy: AtOverview,
) -> None:
    busy.stand_on(CHATS, busy.keys(CHATS)[0])
    for key, lane in (
        (K.Key_L, CALLS),
        (K.Key_Right, MAILS),
        (K.Key_H, CALLS),
        (K.Key_Left, CHATS),
    ):
        busy.press(key)
        assert busy.active is busy.lane(lane)
        assert busy.chosen() == [busy.active.pane.view.current_key()]
        assert busy.active.pane.view.hasFocus()
    busy.press(K.Key_3, Qt.KeyboardModifier.AltModifier)
    assert busy.chosen() == [busy.keys(MAILS)[0]]


def test_a_lane_remembers_where_the_keyboard_stood(busy: AtOverview) -> None:
    second = busy.keys(CHATS)[1]
    busy.stand_on(CHATS, second)
    busy.press(K.Key_L)
    busy.press(K.Key_H)
    assert busy.chosen() == [second]


def test_turned_to_the_one_list_and_back_the_same_row_is_chosen(busy: AtOverview) -> None:
    caller = busy.keys(CALLS)[0]
    busy.stand_on(CALLS, caller)
    busy.press(K.Key_U)
    assert busy.screen.board.showing is Showing.URGENT
    assert busy.chosen() == [caller]
    model = busy.screen.board.urgent.pane.model
    assert len(model.rows) == 6
    assert not any(row.is_head for row in model.rows)
    busy.press(K.Key_U)
    assert busy.active is busy.lane(CALLS)
    assert busy.chosen() == [caller]


def test_the_switch_counts_what_the_one_list_shows(busy: AtOverview) -> None:
    waiting = busy.at.desk.live.overview.urgent.counts
    busy.at.until(lambda: waiting.value.waiting == 6)
    figures = {choice.figure for choice in busy.screen.toolbar.showing._choices}
    assert figures == {"", "6"}


def test_the_key_that_ends_a_chat_ends_no_colleagues(overview: AtOverview, jonas: PersonId) -> None:
    theirs, mine = overview.visitor("Liv", "Hei"), overview.visitor("Per", "Hei")
    ids = {f"chat:{chat}": chat for chat in overview.at.desk.live.floor.chats}
    overview.at.does(jonas, take_chat, ids[theirs])
    overview.at.does(overview.at.desk.me.id, take_chat, ids[mine])
    chats = overview.at.desk.live.floor.chats
    overview.at.until(lambda: all(chat.agent is not None for chat in chats.values()))
    overview.stand_on(CHATS, theirs)
    overview.press(K.Key_E)
    overview.stand_on(CHATS, mine)
    overview.press(K.Key_E)
    overview.at.until(lambda: list(chats) == [ids[theirs]])


def test_a_colleagues_chat_is_not_offered_to_the_colleague(
    overview: AtOverview, jonas: PersonId
) -> None:
    theirs = overview.visitor("Liv", "Hei")
    (chat,) = overview.at.desk.live.floor.chats

    def offered() -> list[str]:
        overview.stand_on(CHATS, theirs)
        lane = overview.lane(CHATS)
        (ask,) = (deed.ask for deed in lane.deeds_here() if deed.words == "Gi videre")
        assert ask is not None
        return [each.text() for each in ask(lane).actions()]

    assert "Jonas Tveit" in offered()
    overview.at.does(jonas, take_chat, chat)
    overview.at.until(lambda: overview.at.desk.live.floor.chats[chat].agent == jonas)
    assert "Jonas Tveit" not in offered()


def test_a_row_of_the_one_list_says_by_which_channel_somebody_waits(busy: AtOverview) -> None:
    model = busy.screen.board.urgent.pane.model
    texts = [str(model.data(model.index(at, 0))) for at in range(model.rowCount())]
    channels = sorted(text.partition(":")[0] for text in texts)
    assert channels == ["Chat", "Chat", "E-post", "E-post", "Telefon", "Telefon"]


def test_a_chat_that_grows_urgent_stays_under_the_pointer_and_the_other_lanes_move(
    busy: AtOverview,
) -> None:
    testers = [
        QAbstractItemModelTester(
            lane.pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal
        )
        for lane in busy.screen.board.everything
    ]
    before = busy.keys(CHATS)
    busy.point_at(CHATS)
    third = busy.visitor("Eli", "Haster veldig", ago_s=50)
    chip = busy.lane(CHATS).pane.view.findChild(FloatChip)
    assert isinstance(chip, FloatChip)
    stood = [key for key in busy.keys(CHATS) if key != third]
    assert stood == before
    busy.point_away(CHATS)
    busy.at.until(lambda: busy.keys(CHATS)[0] == third)
    assert testers


def test_a_click_lands_on_the_row_that_stood_under_the_pointer(busy: AtOverview) -> None:
    lane = busy.lane(CHATS)
    view = lane.pane.view
    aimed = busy.keys(CHATS)[0]
    at = view.visualRect(view.model().index(lane.pane.model.number_of(aimed) or 0, 0)).center()
    busy.point_at(CHATS)
    busy.at.house.clock.advance(25)
    busy.at.until(
        lambda: any(row.clock and row.clock.inside == "55 s" for row in lane.pane.model.rows)
    )
    busy.at.bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert busy.chosen() == [aimed]


def test_t_takes_a_chat_and_it_can_be_undone(busy: AtOverview, sunniva: PersonId) -> None:
    key = busy.keys(CHATS)[0]
    busy.stand_on(CHATS, key)
    busy.press(K.Key_T)
    chats = busy.at.desk.live.floor.chats
    busy.at.until(lambda: [chat.agent for chat in chats.values()].count(sunniva) == 1)
    toast = busy.at.window.findChild(Toast)
    assert isinstance(toast, Toast)
    busy.at.until(toast.isVisible)  # the row may have come with the feed before the act's answer
    busy.press(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    busy.at.until(lambda: all(chat.agent is None for chat in chats.values()))


def test_a_chat_that_a_colleague_has_is_not_taken_and_the_window_says_who_has_it(
    busy: AtOverview, jonas: PersonId
) -> None:
    key = busy.keys(CHATS)[0]
    busy.stand_on(CHATS, key)
    chat = next(one for one in busy.at.desk.live.floor.chats.values() if f"chat:{one.id}" == key)
    busy.at.does(jonas, take_chat, chat.id)
    told: list[str] = []
    busy.at.work.refused.connect(told.append)
    busy.at.until(lambda: busy.at.desk.live.floor.chats[chat.id].agent == jonas)
    busy.press(K.Key_T)
    busy.at.until(lambda: bool(told))
    assert "Jonas" in told[0]


def test_enter_on_a_caller_asks_the_exchange_to_ring_here(busy: AtOverview) -> None:
    busy.stand_on(CALLS, busy.keys(CALLS)[0])
    busy.press(K.Key_Return)
    house = busy.at.house
    asked = partial(house.store.read, next_acts, "phone", house.clock.now())
    busy.at.until(lambda: len(busy.at.away(asked)) == 1)


def test_who_gave_up_is_called_back_and_the_row_goes(busy: AtOverview) -> None:
    busy.gives_up("+4701328016")
    model = busy.lane(CALLS).pane.model
    busy.at.until(lambda: any(row.who == "Ring tilbake" for row in model.rows))
    key = busy.keys(CALLS)[-1]
    busy.stand_on(CALLS, key)
    busy.press(K.Key_E)
    busy.at.until(lambda: key not in busy.keys(CALLS))


def test_the_menu_of_a_caller_offers_what_can_be_done_and_no_more(busy: AtOverview) -> None:
    lane = busy.lane(CALLS)
    row = lane.pane.model.row(busy.keys(CALLS)[0])
    lane.pane.menu_requested.emit(row, QPoint(100, 100))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    lines = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    menu.close()
    assert lines == ["Ta samtalen", "Det er en annen butikk …", "Kopier nummeret"]


def test_what_is_not_connected_says_so_and_offers_nothing(unconnected: AtOverview) -> None:
    chat, calls = (unconnected.lane(name).pane for name in (CHATS, CALLS))
    unconnected.at.until(lambda: chat.state_title == "Chatten er ikke koblet til")
    unconnected.at.until(lambda: calls.state_title == "Telefonen er ikke koblet til")


def test_an_empty_queue_says_that_nobody_waits(overview: AtOverview) -> None:
    calls = overview.lane(CALLS).pane
    overview.at.until(lambda: calls.state_title == "Ingen venter på telefon")


def test_an_empty_lane_says_that_it_is_lunch_and_until_when(overview: AtOverview) -> None:
    overview.at.house.clock.advance(2 * 3600)
    overview.connect(CHAT)
    overview.connect(PHONE)
    panes = [overview.lane(name).pane for name in (CHATS, CALLS)]
    overview.at.until(lambda: {_told_instead(pane) for pane in panes} == {"Lunsj til 12:00."})
    titles = [pane.state_title for pane in panes]
    assert titles == ["Ingen chatter", "Ingen venter på telefon"]


def _told_instead(pane: RowPane) -> str:
    """What stands below the title where there are no rows."""
    page = pane.findChild(StatePage)
    return page.findChild(Paragraph).text() if page.isVisible() else ""


def test_chats_of_a_source_that_is_away_stand_greyed_with_the_reason(busy: AtOverview) -> None:
    house = busy.at.house
    lane = busy.lane(CHATS)
    assert lane.band.text == ""
    busy.at.away(partial(house.act, None, mark_failing, CHAT, "Chatten svarer ikke."))
    busy.at.until(lambda: lane.band.text != "")
    assert len(busy.keys(CHATS)) == 2


def test_the_place_telephone_shows_the_same_rows(busy: AtOverview) -> None:
    rows = busy.keys(CALLS)
    busy.at.window.frame.go(TELEPHONE)
    lane = busy.at.work.lane(TELEPHONE)
    busy.at.until(lane.isVisible)
    assert [row.key for row in lane.pane.model.rows if not row.is_head] == rows


def test_g_and_a_letter_leads_to_a_place_and_not_to_what_the_letter_does(
    busy: AtOverview,
) -> None:
    busy.stand_on(CHATS, busy.keys(CHATS)[0])
    busy.press(K.Key_G)
    busy.press(K.Key_T)
    assert busy.at.work.place == TELEPHONE
    assert all(chat.agent is None for chat in busy.at.desk.live.floor.chats.values())
    busy.press(K.Key_G)
    busy.press(K.Key_O)
    assert busy.at.work.place == OVERVIEW


def test_lanes_never_make_the_window_wider_than_a_laptop(
    busy: AtOverview, at_window: AtTheWindow
) -> None:
    assert at_window.window.minimumSizeHint().width() <= 1366
    widths = [lane.width() for lane in busy.screen.board.lanes.values()]
    assert min(widths) >= 280
    assert at_window.work.place != MAIL
