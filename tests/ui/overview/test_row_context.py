"""What is known of the chosen row: read after a rest, never of another, and what can be done."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from ui.overview.at_overview import PHONE, AtOverview

from console.data.commands.cases import set_kind
from console.data.commands.escalations import escalate
from console.data.commands.promises import promise
from console.desk.changes import Remove
from console.desk.lane import LaneName
from console.domain.calls import CallState
from console.domain.cases import CaseKind
from console.domain.escalations import EscalationTarget, NewEscalation
from console.domain.ids import CaseId, PersonId, PromiseId, new_uuid
from console.domain.live_news import CallSeen
from console.ui.acts.form_dialog import FormDialog
from console.ui.window.places import MAIL, OVERVIEW
from console.widgets.composer import ComposerMode

CHATS, CALLS, MAILS = LaneName.CHAT, LaneName.TELEPHONE, LaneName.MAIL
DESKTOP = (1920, 1080)


@pytest.fixture
def wide(overview: AtOverview) -> AtOverview:
    """On a large screen, where the context stands open."""
    overview.at.window.resize(*DESKTOP)
    overview.at.until(lambda: not overview.screen.context.is_folded)
    return overview


def arrive(overview: AtOverview, name: str) -> CaseId:
    case: CaseId = overview.at.away(partial(overview.at.house.arrive, name))
    overview.at.until(lambda: f"case:{case}" in overview.keys(MAILS))
    return case


def answered(overview: AtOverview, number: str) -> CallSeen:
    """The exchange tells that Sunniva has the call."""
    began, now = overview.before(5), overview.at.house.clock.now()
    seen = CallSeen(number, 2, began, CallState.TALKING, number=number)
    return replace(seen, answered_at=now, answered_by="SIP/12")


def test_on_a_laptop_the_context_is_a_strip(overview: AtOverview) -> None:
    assert overview.screen.context.is_folded
    assert overview.screen.context.isVisible()


def test_the_case_of_the_chosen_row_is_read_after_a_rest(wide: AtOverview) -> None:
    first, second = arrive(wide, "kari"), arrive(wide, "nina")
    wide.stand_on(MAILS, f"case:{first}")
    wide.stand_on(MAILS, f"case:{second}")
    context = wide.screen.context
    wide.at.until(lambda: context.shown == second)
    assert wide.screen.board.active is wide.lane(MAILS)


def test_of_a_caller_without_a_case_the_card_tells_what_the_exchange_knows(
    wide: AtOverview,
) -> None:
    key = wide.caller("+4701554108", is_pos=True, priority=10, place=1, queue="kundeservice")
    wide.stand_on(CALLS, key)
    context = wide.screen.context
    assert context.card.isVisible()
    assert context.card.name == "Fjordglimt Sport"
    assert context.foot.buttons[0].text() == "Ta samtalen"
    assert context.shown == 0


def test_a_caller_who_is_answered_gets_a_case_and_the_context_is_its(wide: AtOverview) -> None:
    key = wide.caller("+4701554108")
    wide.stand_on(CALLS, key)
    context = wide.screen.context
    wide.at.until(context.card.isVisible)
    wide.tell(PHONE, answered(wide, "+4701554108"))
    wide.at.until(lambda: context.shown > 0)
    assert not context.card.isVisible()


def test_the_buttons_are_what_the_keys_do(wide: AtOverview) -> None:
    case = arrive(wide, "kari")
    wide.stand_on(MAILS, f"case:{case}")
    buttons = wide.screen.context.foot.buttons
    assert [button.text() for button in buttons] == ["Åpne saken", "Gi videre", "Utsett"]
    buttons[0].click()
    wide.at.until(lambda: wide.at.work.open_number == case)


def test_the_same_shop_in_the_queue_is_told_in_both_and_can_be_taken_from_there(
    wide: AtOverview,
) -> None:
    chat = wide.visitor("Mona", "Kasse 2 er nede", shop="10417")
    caller = wide.caller("+4701554108", is_pos=True, priority=10, place=1)
    wide.stand_on(CHATS, chat)
    context = wide.screen.context
    wide.at.until(lambda: not context.banner.isHidden())
    assert context.banner.button.text() == "Ta samtalen"
    assert wide.screen.toolbar.elsewhere.text == ""
    wide.at.window.resize(1366, 768)
    wide.at.until(lambda: "Fjordglimt Sport" in wide.screen.toolbar.elsewhere.text)
    wide.screen.toolbar.elsewhere._clicked()
    assert wide.chosen() == [caller]


def test_what_is_missing_is_asked_for_in_the_case_that_is_opened(
    wide: AtOverview, sunniva: PersonId
) -> None:
    case = arrive(wide, "kari")
    wide.at.does(sunniva, set_kind, case, CaseKind.BUG)
    wide.stand_on(MAILS, f"case:{case}")
    wide.at.until(lambda: wide.screen.context.shown == case)
    wide.screen.context.context.missing_requested.emit()
    wide.at.until(lambda: wide.at.work.open_number == case)
    screen = wide.at.work.case
    assert screen is not None
    composer = screen.writing.composer
    wide.at.until(lambda: "et bilde" in composer.text(ComposerMode.REPLY))


def test_out_of_sight_it_stands_still_and_is_read_when_it_comes_back(
    wide: AtOverview, jonas: PersonId
) -> None:
    case = arrive(wide, "kari")
    wide.stand_on(MAILS, f"case:{case}")
    shown = wide.screen.context.context.escalations
    wide.at.until(lambda: wide.screen.context.shown == case)
    wide.at.window.frame.go(MAIL)
    due = wide.at.house.clock.now().add(hours=2)
    wide.at.does(jonas, escalate, NewEscalation(case, EscalationTarget.FINANCE, "Feil", due))
    arrive(wide, "nina")
    assert list(shown.lines) == [], "the feed has passed it by"
    wide.at.window.frame.go(OVERVIEW)
    wide.at.until(lambda: len(shown.lines) == 1)


def test_a_promise_stands_there_until_it_has_been_kept(wide: AtOverview, jonas: PersonId) -> None:
    case = arrive(wide, "kari")
    due = wide.at.house.clock.now().add(hours=5)
    wide.at.does(jonas, promise, PromiseId(new_uuid()), case, "Svar om frakten", due)
    wide.stand_on(MAILS, f"case:{case}")
    promises = wide.screen.context.context.promises
    wide.at.until(lambda: len(promises.lines) == 1)
    promises.lines[0].kept.click()
    wide.at.until(lambda: promises.isHidden())


def test_a_row_that_is_gone_leaves_nothing_of_it(wide: AtOverview) -> None:
    key = wide.caller("+4701328016")
    wide.stand_on(CALLS, key)
    wide.gives_up("+4701328016")
    rows = wide.lane(CALLS).pane.model
    wide.at.until(lambda: any(row.who == "Ring tilbake" for row in rows.rows))
    wide.press(Qt.Key.Key_E)
    wide.at.until(lambda: rows.row(key) is None)
    assert wide.screen.context.shown == 0


def test_the_steps_of_an_escalation_open_below_its_button(
    wide: AtOverview, jonas: PersonId
) -> None:
    case = arrive(wide, "kari")
    due = wide.at.house.clock.now().add(hours=2)
    asked = NewEscalation(case, EscalationTarget.FINANCE, "Purringen er feil", due)
    wide.at.does(jonas, escalate, asked)
    wide.stand_on(MAILS, f"case:{case}")
    shown = wide.screen.context.context.escalations
    wide.at.until(lambda: wide.screen.context.shown == case and len(shown.lines) == 1)
    wide.at.bot.mouseClick(shown.lines[0].more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    wide.at.bot.keyClick(menu, Qt.Key.Key_Return)
    dialogs = wide.screen.findChildren(FormDialog)
    assert [dialog.isVisible() for dialog in dialogs] == [True]


def test_a_burst_in_which_chosen_rows_go_is_told_of_once(wide: AtOverview) -> None:
    first, *_, last = [arrive(wide, name) for name in ("kari", "nina", "ola")]
    board, mails = wide.screen.board, wide.lane(MAILS)
    wide.stand_on(MAILS, f"case:{first}")
    told: list[str] = []
    board.chosen.connect(lambda row: told.append(row.key))
    at = mails.pane.model.number_of(f"case:{first}")
    assert at is not None
    mails.pane.model.apply([Remove(at, 1), Remove(at, 1)])
    wide.at.until(lambda: bool(told))
    assert told == [f"case:{last}"]
