"""A note never becomes a reply, nothing pasted brings its form along, and keys send."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from console.widgets.attachment_chips import AttachmentChips, DraftAttachment
from console.widgets.buttons import Button
from console.widgets.completeness_strip import Completeness, CompletenessStrip
from console.widgets.composer import Composer, ComposerMode, ComposerWords
from console.widgets.hub import ThemeHub

WORDS = ComposerWords(
    reply="Svar", note="Merknad", send="Send", send_and_solve="Send og løs",
    save_note="Lagre merknad", attach="Legg ved", saved_replies="lagrede svar", remove="Ta bort",
    editor_name="Tekst", switch_name="Til", send_key="Ctrl Enter",
)  # fmt: skip
REPLY, NOTE = ComposerMode.REPLY, ComposerMode.NOTE


@pytest.fixture
def composer(hub: ThemeHub, qtbot: QtBot) -> Composer:
    made = Composer(hub, WORDS)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def button(composer: Composer, text: str) -> QPushButton:
    return next(each for each in composer.findChildren(Button) if each.text() == text)


def type_in(composer: Composer, text: str) -> None:
    composer.editor.insertPlainText(text)


def test_a_note_stays_a_note_when_one_switches(composer: Composer) -> None:
    type_in(composer, "Hei Mona")
    composer.use_mode(NOTE)
    type_in(composer, "Kunden er sint")
    composer.use_mode(REPLY)
    assert composer.editor.toPlainText() == "Hei Mona"
    assert (composer.text(REPLY), composer.text(NOTE)) == ("Hei Mona", "Kunden er sint")


def test_undo_in_one_does_not_reach_the_other(composer: Composer) -> None:
    type_in(composer, "Hei")
    composer.use_mode(NOTE)
    composer.editor.undo()
    assert composer.text(REPLY) == "Hei"


def test_the_whole_composer_wears_the_notes_ground(composer: Composer, hub: ThemeHub) -> None:
    corners = [composer.rect().topLeft(), composer.rect().bottomRight()]
    composer.use_mode(NOTE)
    picture = composer.grab().toImage()
    assert all(picture.pixelColor(corner) == hub.color("note.ground") for corner in corners)


def test_a_customer_cannot_be_answered_from_note_mode(composer: Composer, qtbot: QtBot) -> None:
    composer.use_mode(NOTE)
    sent: list[str] = []
    composer.send_requested.connect(sent.append)
    qtbot.mouseClick(button(composer, "Lagre merknad"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sent == ["note", "note"]
    assert button(composer, "Send og løs").isHidden()


def test_ctrl_enter_sends_and_enter_writes(composer: Composer, qtbot: QtBot) -> None:
    sent: list[str] = []
    composer.send_requested.connect(sent.append)
    type_in(composer, "Hei")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return)
    assert (sent, composer.text(REPLY)) == ([], "Hei\n")
    qtbot.keyClick(composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(button(composer, "Send og løs"), Qt.MouseButton.LeftButton)
    assert sent == ["reply", "reply_and_solve"]


def test_nothing_is_sent_while_sending_is_not_allowed(composer: Composer, qtbot: QtBot) -> None:
    composer.allow_sending(False, "Vedlegget er ikke ferdig")
    with qtbot.assertNotEmitted(composer.send_requested):
        qtbot.keyClick(composer.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert button(composer, "Send").toolTip() == "Vedlegget er ikke ferdig"


def test_pasted_text_loses_its_form(composer: Composer) -> None:
    data = QMimeData()
    data.setHtml("<b style='font-size:40px'>Hei</b><img src='http://spor.example/x.png'>")
    data.setText("Hei")
    composer.editor.insertFromMimeData(data)
    assert composer.text(REPLY) == "Hei"
    assert "font-weight:700" not in composer.editor.toHtml()
    assert "img" not in composer.editor.toHtml()


def test_a_pasted_screenshot_is_handed_on(composer: Composer, qtbot: QtBot) -> None:
    shot = QImage(20, 10, QImage.Format.Format_RGB32)
    shot.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(shot)
    with qtbot.waitSignal(composer.image_pasted) as pasted:
        composer.editor.paste()
    assert pasted.args is not None
    assert pasted.args[0].size() == shot.size()
    assert composer.text(REPLY) == ""


def test_dropped_files_are_handed_on_and_folders_are_not(
    composer: Composer, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "kasse2.png"
    file.write_bytes(b"x")
    data = QMimeData()
    data.setUrls(
        [QUrl.fromLocalFile(str(path)) for path in (file, tmp_path)]
        + [QUrl("https://fjordglimt.example/a.png")]
    )
    with qtbot.waitSignal(composer.files_dropped) as dropped:
        composer.editor.insertFromMimeData(data)
    assert dropped.args == [[str(file)]]


def test_a_restored_draft_is_no_change_and_typing_is(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(composer.text_changed):
        composer.set_text(REPLY, "Utkast fra i går")
    with qtbot.waitSignal(composer.text_changed) as changed:
        type_in(composer, "Hei")
    assert changed.args == ["reply"]


def test_another_theme_is_no_change_of_the_text(
    composer: Composer, hub: ThemeHub, qtbot: QtBot
) -> None:
    type_in(composer, "Hei")
    with qtbot.assertNotEmitted(composer.text_changed):
        hub.use_text_percent(150)
    assert composer.editor.font().pixelSize() == 20


def test_the_editor_grows_with_the_text_and_stops(composer: Composer) -> None:
    heights = []
    for lines in (1, 8, 200):
        composer.set_text(REPLY, "linje\n" * lines)
        heights.append(composer.editor.sizeHint().height())
    assert heights[0] < heights[1] < heights[2] <= 14 * 20 + 4


def test_an_attachment_is_taken_off_by_its_cross_or_delete(hub: ThemeHub, qtbot: QtBot) -> None:
    chips = AttachmentChips(hub, "Ta bort")
    qtbot.addWidget(chips)
    chips.resize(600, 40)
    chips.show_attachments([DraftAttachment("1", "a.pdf", "84 kB"), DraftAttachment("2", "b.pdf")])
    chips.show()
    removed: list[str] = []
    chips.remove_requested.connect(removed.append)
    cross = chips._cross(chips._boxes()[1]).center().toPoint()
    qtbot.mouseClick(chips, Qt.MouseButton.LeftButton, pos=cross)
    qtbot.keyClick(chips, Qt.Key.Key_Delete)
    assert removed == ["2", "1"]


def test_chips_wrap_in_a_narrow_composer(hub: ThemeHub, qtbot: QtBot) -> None:
    chips = AttachmentChips(hub, "Ta bort")
    qtbot.addWidget(chips)
    chips.show_attachments([DraftAttachment(str(n), f"veiledning-{n}.pdf") for n in range(4)])
    chips.resize(1200, 30)
    wide = chips.height()
    chips.resize(200, 30)
    assert chips.height() > wide


def test_what_is_missing_can_be_asked_for_until_nothing_is(hub: ThemeHub, qtbot: QtBot) -> None:
    strip = CompletenessStrip(hub, "Be om det som mangler", "B")
    qtbot.addWidget(strip)
    ask = strip.findChild(Button)
    strip.show_completeness(Completeness(4, 5, "4 av 5", "mangler", "hvordan gjenskape"))
    with qtbot.waitSignal(strip.ask_requested):
        ask.click()
    strip.show_completeness(Completeness(5, 5, "5 av 5", "alt er kjent"))
    assert ask.isHidden()


def test_cells_of_a_spreadsheet_are_pasted_as_words(composer: Composer) -> None:
    pasted: list[QImage] = []
    composer.image_pasted.connect(pasted.append)
    data = QMimeData()
    data.setText("149,00")
    data.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    composer.editor.insertFromMimeData(data)
    assert (composer.text(REPLY), pasted) == ("149,00", [])
