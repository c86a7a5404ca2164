"""A question in the page: it is said aloud, and its answers are where Tab looks for them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.widgets.ask_band import AskBand, Question, Reply
from console.widgets.buttons import Button
from console.widgets.hub import ThemeHub

QUESTION = Question("Godkjenne?", (), (Reply("no", "Avbryt"), Reply("yes", "Godkjenn")))


class Page(QWidget):
    """A button above a band, and one below."""

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__()
        self.above, self.band, self.below = Button(hub, "Over"), AskBand(hub), Button(hub, "Under")
        layout = QVBoxLayout(self)
        for part in (self.above, self.band, self.below):
            layout.addWidget(part)


def _page(hub: ThemeHub, qtbot: QtBot) -> Page:
    page = Page(hub)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.above.setFocus()
    return page


def test_tab_comes_to_the_answers_where_they_stand(hub: ThemeHub, qtbot: QtBot) -> None:
    page = _page(hub, qtbot)
    for _ in range(2):
        page.band.ask(QUESTION)
    reached = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget().accessibleName())
    assert reached == ["Avbryt", "Godkjenn", "Under", "Over"]


def test_what_one_asked_for_oneself_is_answered_where_the_keyboard_is(
    hub: ThemeHub, qtbot: QtBot
) -> None:
    page = _page(hub, qtbot)
    page.band.ask(QUESTION)
    assert QApplication.focusWidget() is page.above, "a question takes nobody's keyboard"
    page.band.take_keyboard()
    assert QApplication.focusWidget().accessibleName() == "Avbryt"
