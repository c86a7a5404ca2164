"""Buttons, segments, fields and the toast do what they say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.widgets.badge import Badge, BadgeKind, BadgeLabel, badge_width
from console.widgets.buttons import Button, ButtonKind, ButtonSize, icon_button
from console.widgets.field import Field
from console.widgets.hub import ThemeHub
from console.widgets.segment import Choice, Segment
from console.widgets.theme import ThemeName
from console.widgets.toast import Toast


def ground_of(widget: QWidget) -> QColor:
    return widget.grab().toImage().pixelColor(widget.width() // 2, 3)


def test_the_primary_button_is_filled_by_day_and_dim_at_night(hub: ThemeHub, qtbot: QtBot) -> None:
    button = Button(hub, "Ta saken", ButtonKind.PRIMARY)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    assert ground_of(button) == hub.color("accent")
    hub.use_theme(ThemeName.NIGHT)
    assert ground_of(button) == hub.color("accent.ground")


def test_a_button_is_as_tall_as_its_size_says(hub: ThemeHub, qtbot: QtBot) -> None:
    button = Button(hub, "Løs", key_hint="E")
    qtbot.addWidget(button)
    heights = []
    for size in ButtonSize:
        button.use_size(size)
        heights.append(button.sizeHint().height())
    assert heights == [24, 28, 32, 40]


def test_a_button_grows_by_its_key_and_with_the_text(hub: ThemeHub, qtbot: QtBot) -> None:
    button = Button(hub, "Løs")
    qtbot.addWidget(button)
    bare = button.sizeHint().width()
    button.show_key("Ctrl Enter")
    keyed = button.sizeHint().width()
    hub.use_text_percent(150)
    assert bare < keyed < button.sizeHint().width()


def test_an_ampersand_in_a_name_is_shown_and_no_shortcut(hub: ThemeHub, qtbot: QtBot) -> None:
    button = Button(hub, "Gull & Ur")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Gull & Ur"


def test_an_icon_button_has_a_name_for_those_who_cannot_see_it(hub: ThemeHub, qtbot: QtBot) -> None:
    button = icon_button(hub, "ellipsis", "Mer")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("Mer", "Mer")
    assert button.sizeHint().width() == button.sizeHint().height()


def test_a_segment_chooses_by_click_and_arrow_and_says_it_once(hub: ThemeHub, qtbot: QtBot) -> None:
    segment = Segment(hub, [Choice("reply", "Svar"), Choice("note", "Merknad")], "Skriv")
    qtbot.addWidget(segment)
    segment.resize(segment.sizeHint())
    said: list[str] = []
    segment.chosen.connect(said.append)
    qtbot.mouseClick(
        segment,
        Qt.MouseButton.LeftButton,
        pos=segment.rect().center() + segment.rect().topRight() / 4,
    )
    qtbot.keyClick(segment, Qt.Key.Key_Right)
    qtbot.keyClick(segment, Qt.Key.Key_Left)
    assert said == ["note", "reply"]
    assert segment.current == "reply"


def test_choosing_from_code_says_nothing(hub: ThemeHub, qtbot: QtBot) -> None:
    segment = Segment(hub, [Choice("a", "A"), Choice("b", "B")], "Valg")
    qtbot.addWidget(segment)
    with qtbot.assertNotEmitted(segment.chosen):
        segment.choose("b")
    assert segment.current == "b"


def test_a_field_is_emptied_by_its_button(hub: ThemeHub, qtbot: QtBot) -> None:
    field = Field(hub, "Finn alt", "search", "Ctrl K", "Tøm")
    qtbot.addWidget(field)
    field.show()
    clear = field.findChild(Button)
    assert clear is not None
    assert clear.isHidden()
    field.setText("kasse 2")
    assert not clear.isHidden()
    qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert field.text() == ""


def test_a_badge_grows_by_its_shape(hub: ThemeHub, qtbot: QtBot) -> None:
    plain = badge_width(hub, Badge("POS"))
    assert badge_width(hub, Badge("POS", BadgeKind.POS)) > plain
    label = BadgeLabel(hub, Badge("1 sen", BadgeKind.LATE, whole="1 sak er over fristen"))
    qtbot.addWidget(label)
    assert label.accessibleName() == "1 sak er over fristen"


def test_a_toast_takes_an_act_back(hub: ThemeHub, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 200)
    host.show()
    toast = Toast(hub, host)
    toast.show_undo("sak-1", "Løst", "Angre")
    with qtbot.assertNotEmitted(toast.expired), qtbot.waitSignal(toast.undo_requested) as undone:
        qtbot.mouseClick(toast.findChild(Button), Qt.MouseButton.LeftButton)
    assert undone.args == ["sak-1"]
    assert toast.isHidden()


def test_a_toast_without_a_button_has_its_words_in_the_middle(hub: ThemeHub, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(600, 200)
    host.show()
    toast = Toast(hub, host)
    toast.show_undo("sak-1", "Løst", "Angre")
    toast.show_undo("", "Du legger på", "")
    words = toast.findChild(QLabel)
    assert words.x() == toast.width() - words.geometry().right() - 1


def test_a_toast_gives_up_when_its_time_is_out(hub: ThemeHub, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    toast = Toast(hub, host, duration_ms=20)
    with qtbot.waitSignal(toast.expired, timeout=2000) as gone:
        toast.show_undo("sak-1", "Løst", "Angre")
    assert gone.args == ["sak-1"]


def test_a_new_toast_ends_the_old_one(hub: ThemeHub, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    toast = Toast(hub, host)
    toast.show_undo("første", "Løst", "Angre")
    with qtbot.waitSignal(toast.expired) as gone:
        toast.show_undo("andre", "Utsatt", "Angre")
    assert gone.args == ["første"]


def test_the_button_that_enter_presses_in_a_dialog_is_the_primary_one(
    hub: ThemeHub, qtbot: QtBot
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    button = QPushButton("Lagre", dialog)
    other = QPushButton("Avbryt", dialog)
    button.setDefault(True)
    other.setAutoDefault(False)
    dialog.show()
    button.resize(button.sizeHint())
    other.resize(other.sizeHint())
    other.move(0, 60)
    assert ground_of(button) == hub.color("accent")
    assert ground_of(other) == hub.color("surface.1")
