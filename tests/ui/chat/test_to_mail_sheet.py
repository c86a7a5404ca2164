"""The sheet before a chat goes on by e-mail: what it asks, what it takes, and when it waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from whenever import Instant

from console.domain.cases import CaseState
from console.domain.chat_letter import ToMail
from console.domain.ids import ChatId, new_uuid
from console.ui.chat.to_mail_sheet import ToMailOffer, ToMailSheet
from console.widgets.hub import ThemeHub

NOW = Instant.from_utc(2026, 11, 23, 10, 20)
ONE, TOMORROW = NOW.add(minutes=100), NOW.add(hours=24)
CHAT = ChatId(new_uuid())
OFFER = ToMailOffer(CHAT, "Havbris Interiør", "kari@havbris.no", (TOMORROW, ONE), NOW)


@pytest.fixture
def sheet(hub: ThemeHub, qtbot: QtBot) -> Iterator[ToMailSheet]:
    """In a lane that is shown."""
    lane = QWidget()
    qtbot.addWidget(lane)
    lane.resize(320, 500)
    made = ToMailSheet(hub, lane)
    made.resize(320, 400)
    lane.show()
    yield made
    lane.close()


def test_with_a_known_address_one_key_is_enough(sheet: ToMailSheet, qtbot: QtBot) -> None:
    confirmed: list[object] = []
    sheet.confirmed.connect(confirmed.append)
    sheet.open(OFFER)
    assert sheet.title.text == "Til e-post: Havbris Interiør"
    assert "k***@havbris.no" in sheet.told.text()
    assert sheet.window().focusWidget() is sheet.done
    qtbot.keyClick(sheet.done, Qt.Key.Key_Return)
    assert confirmed == [ToMail(CHAT, "kari@havbris.no", "", TOMORROW)]


def test_it_is_asked_for_once_until_it_was_refused(sheet: ToMailSheet) -> None:
    confirmed: list[object] = []
    sheet.confirmed.connect(confirmed.append)
    sheet.open(OFFER)
    sheet.words.show_text("Jeg spør utvikling.")
    sheet.done.click()
    sheet.done.click()
    sheet.words.finished.emit()
    assert len(confirmed) == 1
    sheet.refuse("Lageret svarer ikke. Ingenting ble gjort.")
    assert sheet.problem.text() == "Lageret svarer ikke. Ingenting ble gjort."
    assert sheet.words.text == "Jeg spør utvikling."
    sheet.done.click()
    assert len(confirmed) == 2
    assert sheet.problem.isHidden()


def test_enter_means_the_button_that_has_the_keyboard(sheet: ToMailSheet, qtbot: QtBot) -> None:
    confirmed: list[object] = []
    sheet.confirmed.connect(confirmed.append)
    sheet.open(OFFER)
    sheet.stop.setFocus()
    qtbot.keyClick(sheet.stop, Qt.Key.Key_Return)
    assert (confirmed, sheet.offer) == ([], None)
    sheet.open(OFFER)
    sheet.times.setFocus()
    qtbot.keyClick(sheet.times, Qt.Key.Key_Return)
    assert len(confirmed) == 1


def test_an_unknown_address_is_typed_or_asked_for(sheet: ToMailSheet) -> None:
    wanted: list[object] = []
    sheet.address_wanted.connect(wanted.append)
    sheet.open(replace(OFFER, address=""))
    assert not sheet.done.isEnabled()
    assert "ikke kjent" in sheet.told.text()
    sheet.ask.click()
    assert wanted == [CHAT]
    sheet.show_address("post@havbris.no")
    assert sheet.ask.isHidden()
    assert sheet.answer() == ToMail(CHAT, "post@havbris.no", "", TOMORROW)


def test_what_the_visitor_tells_meanwhile_takes_nothing_that_was_typed(
    sheet: ToMailSheet,
) -> None:
    sheet.open(OFFER)
    sheet.show_address("post@havbris.no")
    assert sheet.address.text() == "kari@havbris.no"


def test_a_typo_is_told_and_mended_by_one_click(sheet: ToMailSheet) -> None:
    sheet.open(replace(OFFER, address="kari@gmial.com"))
    assert sheet.meant.text() == "Mente du kari@gmail.com?"
    sheet.meant.click()
    assert sheet.address.text() == "kari@gmail.com"
    assert sheet.meant.isHidden()


def test_what_is_no_address_is_said_so_and_goes_nowhere(sheet: ToMailSheet) -> None:
    confirmed: list[object] = []
    sheet.confirmed.connect(confirmed.append)
    sheet.open(replace(OFFER, address="kari@havbris"))
    assert "er ikke en e-postadresse" in sheet.told.text()
    sheet.address.returnPressed.emit()
    assert len(confirmed) == 0


def test_the_times_are_those_that_may_be_promised_or_none(sheet: ToMailSheet) -> None:
    sheet.open(OFFER)
    words = [sheet.times.itemText(number) for number in range(sheet.times.count())]
    assert words == [
        "Svar innen tir. 24. nov. 11:20",
        "Svar innen i dag 13:00",
        "Svar uten tidspunkt",
        "Svaret står i brevet",
    ]
    sheet.times.setCurrentIndex(1)
    assert sheet.answer() == ToMail(CHAT, "kari@havbris.no", "", ONE)
    sheet.times.setCurrentIndex(2)
    assert sheet.answer() == ToMail(CHAT, "kari@havbris.no", "", None)


def test_an_answer_needs_words_and_leaves_the_next_to_the_customer(sheet: ToMailSheet) -> None:
    sheet.open(OFFER)
    sheet.times.setCurrentIndex(3)
    assert sheet.answer() is None
    assert "Skriv svaret" in sheet.told.text()
    sheet.words.editor.setPlainText("Start kassen på nytt.")
    assert sheet.done.isEnabled()
    expected = ToMail(CHAT, "kari@havbris.no", "Start kassen på nytt.", None, CaseState.WAITING)
    assert sheet.answer() == expected


def test_escape_leaves_it_and_the_next_chat_begins_anew(sheet: ToMailSheet, qtbot: QtBot) -> None:
    stopped: list[bool] = []

    def stop() -> None:
        stopped.append(True)

    sheet.stopped.connect(stop)
    sheet.open(OFFER)
    sheet.words.show_text("Jeg spør utvikling.")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert (stopped, sheet.offer, sheet.answer()) == ([True], None, None)
    sheet.open(replace(OFFER, words="Hei"))
    assert sheet.words.text == "Hei"
