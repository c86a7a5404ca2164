"""The window before there is a desk, at its end, and in another look or language."""

from __future__ import annotations

import gettext
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from ui.window.at_the_window import AtTheWindow

from console.desk.first_run import FirstRun, check
from console.desk.preferences import Preferences
from console.domain import language
from console.ui.window.main_window import MainWindow
from console.ui.window.places import MAIL, SETTINGS
from console.widgets.hub import ThemeHub
from console.widgets.label import Label
from console.widgets.theme import ThemeName

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("sqlalchemy", "asyncio", "qasync", "holidays", "alembic", "keyring", "requests")


def checked(name: str, address: str, password: str) -> str:
    return check(FirstRun(name, address, password))


@pytest.fixture
def asked(window: MainWindow) -> list[tuple[str, str, str]]:
    """The first questions stand in the window; what was answered."""
    answers: list[tuple[str, str, str]] = []
    window.first_run_answered.connect(lambda *each: answers.append(each))
    window.show_first_run(checked)
    return answers


def test_before_there_is_a_desk_the_shape_of_a_list_is_shown_after_150_ms(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.frame.waiting.isVisible()
    qtbot.waitUntil(lambda: window.frame.waiting.skeleton.is_drawn)


def test_no_place_is_named_before_it_is_known_which_comes_first(window: MainWindow) -> None:
    frame = window.frame
    assert frame.waiting.findChildren(QLabel) == []
    buttons = frame.side.rail.findChildren(QAbstractButton)
    assert buttons
    assert not any(each.isChecked() for each in buttons)


def test_a_name_alone_is_enough_to_begin(
    window: MainWindow, asked: list[tuple[str, str, str]], qtbot: QtBot
) -> None:
    page = window.frame.questions
    assert page is not None
    qtbot.keyClicks(page.name, "Sunniva Lund")
    qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert asked == [("Sunniva Lund", "", "")]
    assert not page.go.isEnabled()


def test_without_a_name_the_question_says_so_beside_the_field(
    window: MainWindow, asked: list[tuple[str, str, str]], qtbot: QtBot
) -> None:
    page = window.frame.questions
    assert page is not None
    qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert asked == []
    assert page.error.startswith("Skriv navnet ditt")
    qtbot.keyClicks(page.name, "S")
    assert page.error == ""


def test_an_address_that_is_none_is_told_of_and_everything_typed_stays(
    window: MainWindow, asked: list[tuple[str, str, str]], qtbot: QtBot
) -> None:
    page = window.frame.questions
    assert page is not None
    qtbot.keyClicks(page.name, "Sunniva")
    qtbot.keyClicks(page.address, "ikke en adresse")
    qtbot.keyClick(page.address, Qt.Key.Key_Return)
    assert asked == []
    assert "er ikke en e-postadresse" in page.error
    assert page.address.hasFocus()
    window.show_failure("Disken er full.")
    window.show_first_run(checked)
    assert page.name.text() == "Sunniva"


def test_a_failure_is_told_in_its_own_words_and_can_be_tried_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_failure("Lageret er låst av et annet program.")
    page = window.frame.failure
    assert page is not None
    assert page.isVisible()
    button = next(b for b in page.findChildren(QAbstractButton) if b.text() == "Prøv igjen")
    with qtbot.waitSignal(window.retry_requested):
        button.click()
    assert window.frame.waiting.isVisible()


def test_closing_asks_first_and_remembers_where_the_window_was(
    window: MainWindow, qtbot: QtBot
) -> None:
    chosen: list[Any] = []
    window.preferences_changed.connect(chosen.append)
    with qtbot.waitSignal(window.close_requested):
        window.close()
    assert window.isVisible()
    assert chosen[-1].geometry
    window.allow_close()
    window.close()
    assert not window.isVisible()


def test_a_notice_stays_until_it_is_read(window: MainWindow) -> None:
    window.tell("Innstillingene kunne ikke leses.")
    notice = window.frame.notices.bar
    assert notice is not None
    assert notice.text == "Innstillingene kunne ikke leses."
    notice.findChild(QAbstractButton).click()
    assert notice.text == ""


def test_good_news_of_a_place_go_when_one_leaves_it(at_window: AtTheWindow) -> None:
    frame = at_window.window.frame
    frame.go(SETTINGS)
    frame.notices.tell_here("Postkassen er lagret.")
    assert frame.notices.bar is not None
    assert frame.notices.bar.text == "Postkassen er lagret."
    frame.go(MAIL)
    assert frame.notices.bar.text == ""
    frame.tell("Innstillingene kunne ikke leses.")
    frame.go(SETTINGS)
    assert frame.notices.bar.text == "Innstillingene kunne ikke leses."


def test_a_refusal_goes_with_the_place_it_came_from(at_window: AtTheWindow) -> None:
    frame, case = at_window.window.frame, at_window.arrive("kari")
    frame.go(SETTINGS)
    at_window.work.refused.emit("Postkassen ble ikke lagret.\nIngen endring er gjort.")
    assert frame.notices.bar is not None
    assert frame.notices.bar.text == "Postkassen ble ikke lagret."
    frame.go(MAIL)
    assert frame.notices.bar.text == ""
    at_window.work.refused.emit("Jonas T. tok saken.")
    at_window.work.open_case(case)
    assert frame.notices.bar.text == ""
    at_window.work.refused.emit("Jonas T. tok saken.")
    at_window.work.open_case(case)
    assert frame.notices.bar.text == "Jonas T. tok saken."
    at_window.work.back()
    assert frame.notices.bar.text == ""


def test_what_waited_and_was_refused_later_stays_until_it_is_read(
    at_window: AtTheWindow,
) -> None:
    frame = at_window.window.frame
    at_window.desk.unsent.told.tell("Svaret i sak 7 ble ikke sendt.")
    frame.go(SETTINGS)
    assert frame.notices.bar is not None
    assert frame.notices.bar.text == "Svaret i sak 7 ble ikke sendt."


def test_the_theme_changes_while_the_window_stands(at_window: AtTheWindow, hub: ThemeHub) -> None:
    at_window.arrive("kari")
    choose(at_window, "theme", "dark")
    assert hub.theme.name is ThemeName.DARK
    ground = at_window.window.grab().toImage().pixelColor(700, 700)
    assert ground == hub.color("surface.1")
    choose(at_window, "theme", "light")
    assert at_window.window.grab().toImage().pixelColor(700, 700) == hub.color("surface.1")


def choose(at: AtTheWindow, what: str, key: str) -> Preferences:
    """Somebody chooses under Utseende."""
    at.window.frame.go(SETTINGS)
    settings = at.work.settings
    assert settings is not None
    segment = getattr(settings.look, what)
    segment.choose(key)
    segment.chosen.emit(key)
    return at.window.preferences


@pytest.mark.parametrize("place", ["mail", "mine", "settings", "search"])
def test_no_word_is_cut_on_a_laptop_at_150_percent(
    at_window: AtTheWindow, hub: ThemeHub, place: str
) -> None:
    at_window.arrive("kari")
    choose(at_window, "text", "150")
    assert hub.fonts.text_percent == 150
    at_window.window.frame.go(place)
    QApplication.processEvents()
    for part in ("mail", "look", "hours", "about"):
        if at_window.work.settings is not None:
            at_window.work.settings.show_part(part)
        QApplication.processEvents()
        cut = [
            label.text
            for label in at_window.window.findChildren(Label)
            if label.isVisible() and label.width() < label.sizeHint().width()
        ]
        narrow = [
            button.text()
            for button in at_window.window.findChildren(QAbstractButton)
            if button.isVisible() and button.width() < button.minimumSizeHint().width()
        ]
        assert (cut, narrow) == ([], [])


@pytest.fixture
def english() -> Iterator[None]:
    yield
    language.use(gettext.NullTranslations())


@pytest.mark.usefixtures("english")
def test_another_language_makes_the_screens_anew_where_one_was(at_window: AtTheWindow) -> None:
    case = at_window.arrive("kari")
    before = at_window.window.frame

    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

    def put_into_use(_chosen: Preferences) -> None:
        language.use(Shouting())

    at_window.window.preferences_changed.connect(put_into_use)
    choose(at_window, "language", "en")
    frame = at_window.window.frame
    assert frame is not before
    assert frame.place == SETTINGS
    assert at_window.mail.head.title == "E-POST"
    assert at_window.keys() == [f"case:{case}"]


@pytest.mark.parametrize("place", ["mail", "mine", "settings", "search"])
def test_everything_one_can_press_or_fill_in_has_a_name(at_window: AtTheWindow, place: str) -> None:
    at_window.arrive("kari")
    at_window.window.frame.go(place)
    QApplication.processEvents()
    nameless = [
        type(widget).__name__
        for widget in at_window.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_the_window_imports_nothing_heavy_before_it_stands() -> None:
    code = (
        "import sys, console.ui.window.main_window\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
