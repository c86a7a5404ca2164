"""The palette over the window: what it offers, finds and does, without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from ui.window.at_the_window import AtTheWindow

from console.data.errors import StoreError
from console.data.queries import search
from console.ui.palette.palette import Palette
from console.ui.palette.panel import PalettePanel
from console.ui.window.places import TEAM

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(at_window: AtTheWindow) -> PalettePanel:
    """Opened by its key, with a case in the list."""
    at_window.stand_on(at_window.arrive("kari", subject="Frakt til Svalbard"))
    at_window.press(K.Key_K, CTRL)
    found = at_window.window.findChild(Palette)
    assert found is not None
    at_window.until(found.panel.field.hasFocus)
    return found.panel


def _type(at_window: AtTheWindow, palette: PalettePanel, words: str) -> None:
    at_window.bot.keyClicks(palette.field, words)


def _words(palette: PalettePanel) -> list[str]:
    return [line.words for line in palette.list.lines if not line.is_head]


def test_it_begins_with_what_can_be_done_with_the_row_one_stands_on(
    palette: PalettePanel,
) -> None:
    heads = [line.words for line in palette.list.lines if line.is_head]
    assert heads[0].startswith("Raden «")
    assert [line.keys for line in palette.list.lines if line.words == "Ta saken"] == ["T"]
    assert {"Oversikt", "Klar", "Mørkt tema", "English"} <= set(_words(palette))


def test_a_pause_is_offered_by_its_reason_and_once_plainly(
    at_window: AtTheWindow, palette: PalettePanel
) -> None:
    _type(at_window, palette, "pause")
    pauses = [words for words in _words(palette) if words.startswith("Pause")]
    assert sorted(pauses) == ["Pause", "Pause: lunsj", "Pause: møte"]


def test_a_place_is_gone_to_by_its_first_letters(
    at_window: AtTheWindow, palette: PalettePanel
) -> None:
    _type(at_window, palette, "team")
    at_window.press(K.Key_Return)
    assert at_window.work.place == TEAM
    assert palette.isHidden()


def test_a_word_finds_a_case_and_enter_opens_it(
    at_window: AtTheWindow, palette: PalettePanel
) -> None:
    _type(at_window, palette, "svalb")
    at_window.until(lambda: any(line.key.startswith("case:") for line in palette.list.lines))
    (line,) = [line for line in palette.list.lines if line.key.startswith("case:")]
    assert [line.quiet[a:b] for a, b in line.marks] == ["Svalbard"]
    at_window.press(K.Key_Return)
    assert f"case:{at_window.work.open_number}" == line.key


def test_what_is_not_there_is_said(at_window: AtTheWindow, palette: PalettePanel) -> None:
    _type(at_window, palette, "xyzzy")
    assert palette.foot.text == "Søker …"
    at_window.until(lambda: palette.foot.text == "Fant ingen saker med «xyzzy»")
    at_window.press(K.Key_Return)
    assert not palette.isHidden()


def test_a_store_that_does_not_answer_leaves_the_commands(
    at_window: AtTheWindow, palette: PalettePanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_asked: object) -> None:
        raise StoreError("Lageret svarer ikke.")

    monkeypatch.setattr(search, "read_wanted", fail)
    _type(at_window, palette, "team")
    at_window.until(lambda: palette.foot.text.startswith("Fikk ikke søkt"))
    assert _words(palette)[0] == "Team"


def test_arrows_walk_past_heads_and_round_the_end(
    at_window: AtTheWindow, palette: PalettePanel
) -> None:
    lines = [line.key for line in palette.list.lines if not line.is_head]
    walked = [palette.list.current]
    for _ in lines[1:]:
        at_window.press(K.Key_Down)
        walked.append(palette.list.current)
    assert walked == lines
    at_window.press(K.Key_Down)
    assert palette.list.current == lines[0]
    at_window.press(K.Key_Up)
    assert palette.list.current == lines[-1]


def test_escape_gives_the_keyboard_back_to_the_list(
    at_window: AtTheWindow, palette: PalettePanel
) -> None:
    at_window.press(K.Key_Escape)
    assert palette.isHidden()
    assert QApplication.focusWidget() is at_window.mail.pane.view


def test_a_case_that_was_open_is_offered_again(at_window: AtTheWindow) -> None:
    case = at_window.arrive("kari", subject="Frakt til Svalbard")
    at_window.work.open_case(case)
    at_window.until(lambda: at_window.work.open_number == case)
    at_window.work.back()
    at_window.press(K.Key_K, CTRL)
    found = at_window.window.findChild(Palette)
    assert found is not None
    lines = found.panel.list
    at_window.until(lambda: any(line.key == f"case:{case}" for line in lines.lines))
    assert lines.lines[0].words == "Sist åpnet"


def test_a_theme_is_chosen_by_its_name(at_window: AtTheWindow, palette: PalettePanel) -> None:
    _type(at_window, palette, "morkt")
    at_window.press(K.Key_Return)
    assert at_window.window.preferences.theme == "dark"
