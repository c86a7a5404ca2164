"""The web chat in the settings: checked beside its fields, stored; its line and key are copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from ui.window.at_the_window import AtTheWindow

from console.data.queries.people import setting
from console.domain.web_chat import KEY, Site, WebChatSettings, from_json
from console.ui.settings.settings_screen import CHAT
from console.ui.settings.web_answers import WebField, key_of
from console.ui.settings.web_form import WebForm
from console.ui.window.places import SETTINGS


@pytest.fixture
def form(at_window: AtTheWindow) -> WebForm:
    """The web chat's form; nothing is stored yet."""
    at_window.window.frame.go(SETTINGS)
    settings = at_window.work.settings
    assert settings is not None
    settings.show_part(CHAT)
    at_window.until(lambda: settings.chat.save.isVisible())
    return settings.chat


def press(at: AtTheWindow, button: QPushButton) -> None:
    at.bot.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(at: AtTheWindow, form: WebForm, name: str = "Mystore.no") -> None:
    form.address.setText("https://chat.mystore.no/")
    press(at, form.sites.add)
    form.sites.blocks[-1].name.setText(name)
    form.sites.blocks[-1].origins.setText("https://www.mystore.no, https://Mystore.no/")


def stored(at: AtTheWindow) -> WebChatSettings | None:
    row = at.away(lambda: at.house.store.read(setting, KEY))
    return None if row is None or not row.value else from_json(row.value)


def test_a_site_that_was_typed_is_stored_and_gets_a_line_for_its_pages(
    at_window: AtTheWindow, form: WebForm
) -> None:
    fill(at_window, form)
    press(at_window, form.save)
    at_window.until(lambda: form.sites.blocks[0].tag.isVisible())
    origins = ("https://www.mystore.no", "https://mystore.no")
    assert stored(at_window) == WebChatSettings(
        sites=(Site("mystore-no", "Mystore.no", origins),), public_url="https://chat.mystore.no"
    )
    press(at_window, form.sites.blocks[0].tag.copy)
    assert QGuiApplication.clipboard().text() == (
        '<script async src="https://chat.mystore.no/w/chat.js" data-site="mystore-no"></script>'
    )


def test_what_cannot_be_is_said_beside_its_field_and_not_stored(
    at_window: AtTheWindow, form: WebForm
) -> None:
    fill(at_window, form)
    form.address.setText("chat.mystore.no")
    form.port.setText("åtte")
    form.sites.blocks[0].origins.setText("mystore")
    press(at_window, form.save)
    assert "nettadresse" in form.error(WebField.ADDRESS)
    assert "8750" in form.error(WebField.PORT)
    assert "mystore" in form.error(WebField.SITES)
    assert stored(at_window) is None


def test_a_site_that_signs_gets_its_key_shown_once(at_window: AtTheWindow, form: WebForm) -> None:
    fill(at_window, form)
    form.sites.blocks[0].identity.choose(True)
    press(at_window, form.save)
    at_window.until(lambda: form.sites.blocks[0].new_key.isVisible())
    assert not form.sites.blocks[0].secret.isVisible()
    press(at_window, form.sites.blocks[0].new_key)
    at_window.until(lambda: form.sites.blocks[0].secret.isVisible())
    assert len(form.sites.blocks[0].secret.field.text()) >= 43
    press(at_window, form.save)
    at_window.until(lambda: form.save.isEnabled())
    assert not form.sites.blocks[0].secret.isVisible(), "only until it is stored anew"


def test_without_sites_there_is_no_web_chat(at_window: AtTheWindow, form: WebForm) -> None:
    fill(at_window, form)
    press(at_window, form.save)
    at_window.until(lambda: form.sites.blocks and form.sites.blocks[0].tag.isVisible())
    press(at_window, form.sites.blocks[0].remove)
    press(at_window, form.save)
    at_window.until(lambda: stored(at_window) is None)


def test_keys_are_made_of_names_and_never_two_of_one() -> None:
    assert key_of("Kontrollpanelet på nett") == "kontrollpanelet-pa-nett"
    assert key_of("Ørland & Ås") == "orland-as"
    assert key_of("Mystore", ["mystore", "mystore-2"]) == "mystore-3"
    assert key_of("???") == "nettsted"
