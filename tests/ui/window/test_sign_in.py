"""Signing in: a store that many share asks who one is, and a newcomer comes in by an address."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from ui.window.at_the_window import AtTheWindow

from console.desk.sign_in import Account, SignInField
from console.ui.first_run.sign_in_page import SignInPage
from console.ui.settings.settings_screen import ABOUT
from console.ui.window.main_window import MainWindow
from console.ui.window.places import SETTINGS

SUNNIVA = Account("desk.mystore.no/desk", "sunniva.l")


@pytest.fixture
def answers(window: MainWindow) -> list[Account]:
    """What was answered."""
    given: list[Account] = []
    window.sign_in_answered.connect(given.append)
    return given


@pytest.fixture
def page(window: MainWindow, answers: list[Account]) -> SignInPage:
    """Sunniva is known on this machine, and is asked for her password."""
    del answers
    window.show_sign_in(SUNNIVA)
    return _page(window)


@pytest.fixture
def newcomer(window: MainWindow, answers: list[Account]) -> SignInPage:
    """Somebody on a machine where nothing was ever chosen, with an address in hand."""
    del answers
    window.show_first_run(lambda *_answers: "")
    questions = window.frame.questions
    assert questions is not None
    questions.shared.click()
    return _page(window)


def _page(window: MainWindow) -> SignInPage:
    page = window.frame.sign_in
    assert page is not None
    assert page.isVisible()
    return page


def test_whoever_is_known_types_the_password_and_nothing_else(
    page: SignInPage, answers: list[Account], qtbot: QtBot
) -> None:
    assert page.lead.text() == "sunniva.l på desk.mystore.no/desk"
    assert page.password.field.hasFocus()
    assert not page.server.isVisible()
    assert not page.back.isVisible()
    qtbot.keyClicks(page.password.field, "hemmelig")
    qtbot.keyClick(page.password.field, Qt.Key.Key_Return)
    assert answers == [Account("desk.mystore.no/desk", "sunniva.l", "hemmelig")]
    assert answers[0].url == "postgresql://sunniva.l@desk.mystore.no/desk"


def test_while_it_is_tried_nothing_is_answered_twice(
    page: SignInPage, answers: list[Account], qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.password.field, "hemmelig")
    for _ in range(3):
        qtbot.keyClick(page.password.field, Qt.Key.Key_Return)
    assert len(answers) == 1
    assert not page.go.isEnabled()


def test_a_store_that_cannot_be_used_can_be_exchanged_for_another(
    window: MainWindow, answers: list[Account], qtbot: QtBot
) -> None:
    window.show_failure("Lageret er tomt.", SUNNIVA)
    failure = window.frame.failure
    assert failure is not None
    failure.other.click()
    page = _page(window)
    assert page.server.isVisible()
    assert page.account == SUNNIVA
    assert page.server.hasFocus()
    page.back.click()
    assert failure.isVisible()
    failure.other.click()
    page.server.setText("desk.mystore.no/riktig")
    qtbot.keyClicks(page.password.field, "hemmelig")
    page.go.click()
    assert answers == [Account("desk.mystore.no/riktig", "sunniva.l", "hemmelig")]


def test_a_store_of_ones_own_that_fails_has_nothing_to_choose(window: MainWindow) -> None:
    window.show_failure("Disken svarer ikke.")
    assert window.frame.failure is not None
    assert not window.frame.failure.other.isVisible()


def test_from_a_store_of_ones_own_one_comes_to_a_shared_one_and_back(
    at_window: AtTheWindow,
) -> None:
    frame = at_window.window.frame
    frame.go(SETTINGS)
    assert at_window.work.settings is not None
    at_window.work.settings.show_part(ABOUT)
    about = at_window.work.settings.about
    assert about.other.text() == "Bruk et felles lager"
    about.other.click()
    page = _page(at_window.window)
    assert page.account == Account()
    page.back.click()
    assert about.isVisible()


def test_what_the_store_has_against_it_stands_below_the_password(
    window: MainWindow, page: SignInPage, answers: list[Account], qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.password.field, "feil")
    page.go.click()
    window.refuse_sign_in(SignInField.PASSWORD, "Lageret tok ikke imot passordet.")
    assert page.error(SignInField.PASSWORD) == "Lageret tok ikke imot passordet."
    assert page.password.field.accessibleDescription() == "Lageret tok ikke imot passordet."
    assert page.password.field.selectedText() == "feil"
    assert not page.server.isVisible()
    qtbot.keyClicks(page.password.field, "riktig")
    assert page.error(SignInField.PASSWORD) == ""
    page.go.click()
    assert [answer.password for answer in answers] == ["feil", "riktig"]


def test_an_address_that_leads_nowhere_can_be_changed(window: MainWindow, page: SignInPage) -> None:
    window.refuse_sign_in(SignInField.SERVER, "Lageret svarer ikke.")
    assert page.server.isVisible()
    assert page.server.hasFocus()
    assert page.error(SignInField.SERVER) == "Lageret svarer ikke."


def test_another_account_can_be_used(
    page: SignInPage, answers: list[Account], qtbot: QtBot
) -> None:
    page.other.click()
    assert page.login.hasFocus()
    assert not page.other.isVisible()
    qtbot.keyClicks(page.login, "Jonas.T")
    qtbot.keyClicks(page.password.field, "hemmelig")
    page.go.click()
    assert answers == [Account("desk.mystore.no/desk", "jonas.t", "hemmelig")]


@pytest.mark.parametrize("written", ["desk.mystore.no", "/desk", "desk/ desk", "desk:x/desk", ""])
def test_an_address_that_is_none_is_told_beside_it(
    newcomer: SignInPage, answers: list[Account], qtbot: QtBot, written: str
) -> None:
    qtbot.keyClicks(newcomer.server, written)
    newcomer.go.click()
    assert newcomer.error(SignInField.SERVER).startswith("Skriv server og database")
    assert newcomer.server.hasFocus()
    assert answers == []


def test_what_is_missing_is_asked_for_field_by_field(newcomer: SignInPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(newcomer.server, "desk.mystore.no/desk")
    newcomer.go.click()
    assert newcomer.error(SignInField.LOGIN) == "Skriv brukernavnet du har fått."
    qtbot.keyClicks(newcomer.login, "sunniva.l")
    newcomer.go.click()
    assert newcomer.error(SignInField.PASSWORD) == "Skriv passordet."
    assert newcomer.password.field.hasFocus()


@pytest.mark.parametrize(
    ("pasted", "server", "login", "password"),
    [
        ("postgresql://sunniva.l@desk.no/desk", "desk.no/desk", "sunniva.l", ""),
        (" postgresql://sunniva.l@desk.no:5433/desk ", "desk.no:5433/desk", "sunniva.l", ""),
        ("sunniva.l@desk.no/desk", "desk.no/desk", "sunniva.l", ""),
        ("postgresql://desk.no/desk", "desk.no/desk", "", ""),
        ("postgresql://Sunniva.L:a%40b@desk.no/desk", "desk.no/desk", "sunniva.l", "a@b"),
        (
            "postgresql://sunniva.l@desk.no/desk?sslrootcert=/etc/rot.pem",
            "desk.no/desk?sslrootcert=/etc/rot.pem",
            "sunniva.l",
            "",
        ),
    ],
)
def test_an_address_that_is_pasted_whole_is_taken_apart(
    newcomer: SignInPage, qtbot: QtBot, pasted: str, server: str, login: str, password: str
) -> None:
    newcomer.server.setText(pasted)
    qtbot.keyClick(newcomer.server, Qt.Key.Key_Tab)
    assert newcomer.account == Account(server, login, password)


def test_a_newcomer_may_go_back_to_the_first_questions(
    window: MainWindow, newcomer: SignInPage
) -> None:
    newcomer.back.click()
    questions = window.frame.questions
    assert questions is not None
    assert questions.isVisible()
    assert questions.name.hasFocus()


def test_the_password_can_be_looked_at(page: SignInPage, qtbot: QtBot) -> None:
    button = page.password.show_button
    assert page.password.field.echoMode() is QLineEdit.EchoMode.Password
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.password.field.echoMode() is QLineEdit.EchoMode.Normal
    assert button.accessibleName() == "Skjul passordet"
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert page.password.field.echoMode() is QLineEdit.EchoMode.Password
    assert button.accessibleName() == "Vis passordet"


def test_everything_is_reached_by_tab_and_has_a_name(newcomer: SignInPage, qtbot: QtBot) -> None:
    reached = [newcomer.server]
    for _ in range(5):
        qtbot.keyClick(reached[-1], Qt.Key.Key_Tab)
        reached.append(newcomer.window().focusWidget())
    assert [thing.accessibleName() for thing in reached] == [
        "Adresse til lageret",
        "Brukernavn",
        "Passord",
        "Vis passordet",
        "Logg inn",
        "Tilbake",
    ]


def test_an_account_never_shows_its_password() -> None:
    assert "hemmelig" not in repr(Account("desk.no/desk", "sunniva.l", "hemmelig"))
