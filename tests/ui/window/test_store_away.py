"""The store goes away under a window: what was there stays readable, acts wait, all comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.window.at_the_window import AtTheWindow

from console.data.commands.cases import take_case
from console.desk.follow import Lost
from console.desk.freshness import Remedy
from console.domain.cases import CaseState
from console.domain.ids import CaseId, PersonId
from console.ui.window.store_band import StoreBand
from console.widgets.buttons import Button
from console.widgets.composer import ComposerMode

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Away:
    """The store's file, put out of reach and back."""

    def __init__(self, path: Path, at_window: AtTheWindow) -> None:
        self._path = path
        self._window = at_window

    def go(self) -> None:
        self._path.rename(self._path.with_name("borte.db"))
        self._window.until(lambda: self._window.desk.absence.value is not None)

    def come_back(self) -> None:
        self._path.with_name("borte.db").rename(self._path)
        self._window.until(lambda: self._window.desk.absence.value is None)


@pytest.fixture
def away(store_path: Path, at_window: AtTheWindow) -> Away:
    return Away(store_path, at_window)


def band(at_window: AtTheWindow) -> StoreBand:
    found = at_window.window.frame.band
    assert found is not None
    return found


def open_case(at_window: AtTheWindow, case: CaseId) -> None:
    at_window.work.open_case(case)
    screen = at_window.work.case
    assert screen is not None
    at_window.until(lambda: screen._face() is not None and screen.writing.composer.isEnabled())


def send(at_window: AtTheWindow, text: str) -> None:
    screen = at_window.work.case
    assert screen is not None
    editor = screen.writing.composer.editor
    editor.setFocus()
    editor.insertPlainText(text)
    at_window.bot.keyClick(editor, K.Key_Return, CTRL)


def composed(at_window: AtTheWindow) -> str:
    screen = at_window.work.case
    assert screen is not None
    return screen.writing.composer.text(ComposerMode.REPLY)


def talk(at_window: AtTheWindow) -> list[str]:
    """The talk's entries: their state, or their text."""
    screen = at_window.work.case
    assert screen is not None
    return [entry.state or entry.body for entry in screen.talk.timeline.entries]


def lost(at_window: AtTheWindow, reason: str, remedy: Remedy) -> Lost:
    return Lost(reason, at_window.house.clock.now(), remedy)


def badges(at_window: AtTheWindow, case: CaseId) -> list[str]:
    row = at_window.mail.pane.model.row(f"case:{case}")
    assert row is not None
    return ["ikke sendt"] if row.is_unsent else []


def test_the_band_comes_after_a_second_and_tells_of_the_return(
    at_window: AtTheWindow, away: Away
) -> None:
    at_window.arrive("kari")
    away.go()
    assert band(at_window).text == ""
    at_window.until(lambda: band(at_window).text != "")
    assert band(at_window).text.startswith("Frakoblet siden 09:41. ")
    assert band(at_window).text.endswith("Du ser det som var her da; utkast blir tatt vare på.")
    assert band(at_window).accessibleName() == band(at_window).text
    at_window.house.clock.advance(120)
    away.come_back()
    at_window.until(lambda: band(at_window).text == "Tilbake kl. 09:43")
    band(at_window)._leave.setInterval(1)
    band(at_window)._leave.start()
    at_window.until(lambda: band(at_window).text == "")


def test_a_short_cut_is_not_told_of(at_window: AtTheWindow, away: Away) -> None:
    at_window.arrive("kari")
    away.go()
    assert band(at_window)._wait.isActive()
    band(at_window)._wait.setInterval(60_000)
    band(at_window)._wait.start()
    away.come_back()
    assert not band(at_window)._wait.isActive()
    assert band(at_window).text == ""


def test_an_answer_waits_where_everybody_can_see_it_and_is_sent_by_itself(
    at_window: AtTheWindow, away: Away
) -> None:
    case = at_window.arrive("kari")
    open_case(at_window, case)
    away.go()
    send(at_window, "Frakten koster 149 kr.")
    at_window.until(lambda: composed(at_window) == "")
    at_window.until(lambda: talk(at_window)[-1] == "ikke sendt · venter på lageret")
    assert badges(at_window, case) == ["ikke sendt"]
    at_window.until(lambda: band(at_window).text.endswith("utkast og 1 handling venter her."))
    away.come_back()
    at_window.until(lambda: "venter på å bli sendt" in talk(at_window)[-1])
    at_window.until(lambda: band(at_window).text == "Tilbake kl. 09:41 · 1 handling er gjort")
    assert at_window.in_store(case).summary.state is CaseState.WAITING
    assert badges(at_window, case) == []


def test_an_answer_that_waits_is_taken_back_before_what_was_typed_since(
    at_window: AtTheWindow, away: Away
) -> None:
    case = at_window.arrive("kari")
    open_case(at_window, case)
    away.go()
    send(at_window, "Frakten koster 149 kr.")
    at_window.until(lambda: talk(at_window)[-1] == "ikke sendt · venter på lageret")
    at_window.until(lambda: composed(at_window) == "")
    screen = at_window.work.case
    assert screen is not None
    screen.writing.composer.editor.insertPlainText("Og en ting til")
    key = screen.talk.timeline.entries[-1].key
    screen.talk.timeline.offer_requested.emit(key, "take_back")
    at_window.until(lambda: composed(at_window) == "Frakten koster 149 kr.\n\nOg en ting til")
    at_window.until(lambda: "ikke sendt · venter på lageret" not in talk(at_window))
    away.come_back()
    assert at_window.in_store(case).summary.state is CaseState.OPEN


def test_what_a_colleague_did_meanwhile_is_told_and_the_text_is_in_the_composer_again(
    at_window: AtTheWindow, away: Away, jonas: PersonId
) -> None:
    case = at_window.arrive("kari")
    open_case(at_window, case)
    seen = at_window.in_store(case).seen
    # The colleague acts in the moment before the store goes: this window never hears of it.
    at_window.desk._arrived(
        Lost("Lageret svarer ikke", at_window.house.clock.now(), Remedy.WAIT), 0
    )
    send(at_window, "Frakten koster 149 kr.")
    at_window.until(lambda: len(at_window.desk.unsent.waiting.value) == 1)
    assert at_window.desk.unsent.waiting.value[0].seen == seen
    at_window.does(jonas, take_case, case)
    notice = lambda: at_window.window.frame.notices.bar  # noqa: E731
    at_window.until(lambda: notice() is not None and notice().text != "")
    assert notice().text == (
        f"Svaret i sak {case} ble ikke sendt: Jonas T. tok saken 09:41. Teksten ligger som utkast."
    )
    at_window.until(lambda: composed(at_window) == "Frakten koster 149 kr.")


def test_a_case_that_is_open_stays_readable_and_another_says_that_it_cannot_be_read(
    at_window: AtTheWindow, away: Away
) -> None:
    case, other = at_window.arrive("kari"), at_window.arrive("ola")
    open_case(at_window, case)
    away.go()
    before = talk(at_window)
    assert before
    at_window.work.open_case(other)
    screen = at_window.work.case
    assert screen is not None
    at_window.until(lambda: screen.talk.unread.isVisible())
    assert screen.talk.unread.title == "Saken kan ikke leses nå"
    away.come_back()
    at_window.until(lambda: screen.case == other and talk(at_window) != [])
    assert not screen.talk.unread.isVisible()


def test_acts_on_rows_wait_too(at_window: AtTheWindow, away: Away) -> None:
    case = at_window.arrive("kari")
    away.go()
    at_window.stand_on(case)
    at_window.press(K.Key_T)
    at_window.until(lambda: len(at_window.desk.unsent.waiting.value) == 1)
    at_window.press(K.Key_E)
    at_window.until(lambda: len(at_window.desk.unsent.waiting.value) == 2)
    away.come_back()
    at_window.until(lambda: at_window.desk.unsent.waiting.value == ())
    found = at_window.in_store(case).summary
    assert (found.owner_name, found.state) == ("Sunniva Lund", CaseState.CLOSED)


def test_who_is_not_let_in_any_more_signs_in_from_the_band_by_keyboard(
    at_window: AtTheWindow,
) -> None:
    reason = "Kontoen din slipper ikke inn i lageret lenger. Snakk med en administrator."
    follower = at_window.desk._follower
    assert follower is not None
    at_window.away(follower.stop)

    def is_refused() -> bool:
        # What the follower had handed over before it ended may still be on its way.
        at_window.desk._arrived(lost(at_window, reason, Remedy.SIGN_IN), 0)
        return band(at_window).action == "Logg inn"

    at_window.until(is_refused)
    band(at_window).setFocus()
    assert QApplication.focusWidget() is band(at_window)
    at_window.press(K.Key_Tab)
    button = QApplication.focusWidget()
    assert isinstance(button, Button)
    with at_window.bot.waitSignal(at_window.window.sign_in_requested):
        at_window.press(K.Key_Space)
