"""The mailbox is checked beside its fields, stored, and its password kept in the keyring alone."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from ui.window.at_the_window import AtTheWindow

from console.data.secrets import mail_password_name
from console.desk.freshness import Freshness, Lamp
from console.ui.settings.mail_answers import MailField
from console.ui.settings.mail_form import MailForm
from console.ui.window.places import SETTINGS

ADDRESS = "kundeservice@butikk.example"


@pytest.fixture
def form(at_window: AtTheWindow) -> MailForm:
    """The mailbox's form; nothing is stored yet."""
    at_window.window.frame.go(SETTINGS)
    settings = at_window.work.settings
    assert settings is not None
    return settings.mail


def write(at: AtTheWindow, field: QLineEdit, text: str) -> None:
    field.clear()
    at.bot.keyClicks(field, text)
    field.editingFinished.emit()


def press_save(at: AtTheWindow, form: MailForm) -> None:
    at.bot.mouseClick(form.save, Qt.MouseButton.LeftButton)


def test_the_servers_are_guessed_from_the_address(at_window: AtTheWindow, form: MailForm) -> None:
    write(at_window, form.address, ADDRESS)
    assert form.imap.host.text() == "imap.butikk.example"
    assert (form.smtp.host.text(), form.smtp.port.text()) == ("smtp.butikk.example", "587")
    assert form.user.text() == ADDRESS


def test_what_somebody_typed_is_not_guessed_over(at_window: AtTheWindow, form: MailForm) -> None:
    write(at_window, form.address, ADDRESS)
    write(at_window, form.imap.host, "post.firma.example")
    write(at_window, form.address, "hei@annet.example")
    assert form.imap.host.text() == "post.firma.example"
    assert form.smtp.host.text() == "smtp.annet.example"


def test_a_mailbox_is_stored_and_its_password_lies_in_the_keyring(
    at_window: AtTheWindow, form: MailForm
) -> None:
    write(at_window, form.address, ADDRESS)
    at_window.bot.keyClicks(form.password, "hemmelig")
    press_save(at_window, form)
    at_window.until(lambda: at_window.mailbox_in_store() is not None)
    stored = at_window.mailbox_in_store()
    assert stored is not None
    assert json.loads(stored.value)["address"] == ADDRESS
    assert "hemmelig" not in stored.value
    assert at_window.keyring.kept == {mail_password_name(ADDRESS): "hemmelig"}
    at_window.until(lambda: form.password.text() == "")


def test_an_empty_password_keeps_the_stored_one(at_window: AtTheWindow, form: MailForm) -> None:
    at_window.keyring.set(mail_password_name(ADDRESS), "gammelt")
    write(at_window, form.address, ADDRESS)
    press_save(at_window, form)
    at_window.until(lambda: at_window.mailbox_in_store() is not None)
    assert at_window.keyring.kept == {mail_password_name(ADDRESS): "gammelt"}


def test_saving_twice_is_no_conflict_with_oneself(at_window: AtTheWindow, form: MailForm) -> None:
    write(at_window, form.address, ADDRESS)
    press_save(at_window, form)
    at_window.until(lambda: at_window.mailbox_in_store() is not None and form.save.isEnabled())
    write(at_window, form.shown_name, "Kundeservice")
    press_save(at_window, form)

    def named() -> bool:
        stored = at_window.mailbox_in_store()
        return stored is not None and "Kundeservice" in stored.value

    at_window.until(named)


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        (MailField.ADDRESS, "kari", "er ikke en e-postadresse"),
        (MailField.USER, "", "Brukernavnet mangler"),
        (MailField.IMAP, "x", "Porten er et tall"),
        (MailField.SMTP, "70000", "finnes ikke"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_stored(
    at_window: AtTheWindow, form: MailForm, field: MailField, wrong: str, words: str
) -> None:
    write(at_window, form.address, ADDRESS)
    boxes = {
        MailField.ADDRESS: form.address,
        MailField.USER: form.user,
        MailField.IMAP: form.imap.port,
        MailField.SMTP: form.smtp.port,
    }
    boxes[field].setText(wrong)
    press_save(at_window, form)
    assert words in form.error(field)
    assert [each for each in MailField if form.error(each)] == [field]
    assert at_window.mailbox_in_store() is None


def test_the_form_says_how_the_mailbox_is_doing(at_window: AtTheWindow, form: MailForm) -> None:
    assert form.lamp.text == "ingen postkasse lagt inn"
    write(at_window, form.address, ADDRESS)
    press_save(at_window, form)
    at_window.until(lambda: form.lamp.text == "henter e-post for første gang")


def test_a_mailbox_that_does_not_answer_is_not_called_missing(at_window: AtTheWindow) -> None:
    pane = at_window.mail.pane
    at_window.until(lambda: pane.state_title == "Ingen postkasse er lagt inn")

    def is_told_why() -> bool:
        # The desk tells of the lamp first, and then of the reason; what it reads of the store in
        # between is another.
        at_window.desk.mail.set(Freshness(Lamp.OFF, "henter ikke e-post siden 08:00"))
        at_window.desk.mail_problem.set("Ingen forbindelse med imap.mystore.example.")
        return pane.state_title == "E-posten kan ikke hentes"

    at_window.until(is_told_why)
    with at_window.bot.waitSignal(at_window.mail.action_requested):
        pane.action_requested.emit()


def test_an_empty_backlog_without_a_mailbox_leads_to_the_settings(at_window: AtTheWindow) -> None:
    at_window.until(lambda: at_window.mail.pane.state_title == "Ingen postkasse er lagt inn")
    at_window.mail.pane.action_requested.emit()
    assert at_window.window.frame.place == SETTINGS
