"""A person's own keys: chosen in the settings, in force at once, printed on the sheet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from ui.window.at_the_window import AtTheWindow

from console.desk.keys import Keys
from console.ui.keys.key_form import KeyForm
from console.ui.keys.layout import LAYOUT
from console.ui.lanes.row_keys import RowKey
from console.ui.window.cheat_sheet import case_key_lines
from console.ui.window.places import MAIL, SETTINGS

K = Qt.Key


@pytest.fixture
def form(at_window: AtTheWindow) -> Iterator[KeyForm]:
    """The page of keys; the usual ones are in force again afterwards."""
    at_window.window.frame.go(SETTINGS)
    settings = at_window.work.settings
    assert settings is not None
    settings.show_part("keys")
    yield settings.keys
    LAYOUT.use(Keys())


def _press_instead(at_window: AtTheWindow, form: KeyForm, act: str, key: Qt.Key) -> None:
    form.catchers[act].click()
    at_window.bot.keyClick(form.catchers[act], key)


def test_a_changed_key_acts_and_the_usual_one_no_longer(
    at_window: AtTheWindow, form: KeyForm
) -> None:
    _press_instead(at_window, form, "list.take", K.Key_W)
    assert at_window.window.preferences.keys == {"list.take": "W"}
    case = at_window.arrive("kari")
    at_window.window.frame.go(MAIL)
    at_window.stand_on(case)
    at_window.press(K.Key_T)
    at_window.press(K.Key_W)
    at_window.until(lambda: at_window.in_store(case).summary.owner is not None)
    assert RowKey.TAKE.text == "W"


def test_a_key_that_is_taken_is_refused_and_says_whose_it_is(
    at_window: AtTheWindow, form: KeyForm
) -> None:
    _press_instead(at_window, form, "case.reply", K.Key_N)
    assert form.refusal.text() == "N er alt tasten for «Skriv intern merknad»."
    assert form.catchers["case.reply"].text() == "R"
    assert at_window.window.preferences.keys == {}


def test_escape_leaves_a_key_as_it_was(at_window: AtTheWindow, form: KeyForm) -> None:
    _press_instead(at_window, form, "case.reply", K.Key_Escape)
    assert form.catchers["case.reply"].text() == "R"
    assert not form.refusal.text()


def test_the_usual_key_is_one_click_away(at_window: AtTheWindow, form: KeyForm) -> None:
    _press_instead(at_window, form, "case.reply", K.Key_W)
    assert "W" in [line.keys for line in case_key_lines()]
    form.resets["case.reply"].click()
    assert at_window.window.preferences.keys == {}
    assert "R" in [line.keys for line in case_key_lines()]
