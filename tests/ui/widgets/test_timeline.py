"""The timeline shows foreign text as letters, lets it be copied, and opens what it holds."""

from __future__ import annotations

import statistics
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.timeline_entry import Attachment, Entry, EntryKind, TimelineWords
from console.widgets.timeline_layout import BODY_MAX, Act, EntryLayout
from console.widgets.timeline_model import TimelineModel
from console.widgets.timeline_text import BodyText, find_links
from console.widgets.timeline_view import TimelineView

WORDS = TimelineWords("Samtalen", "Lagre", "Åpne", "Kopier", "Kopier lenken", "Vis hele")
MAIL = Entry(
    "m", EntryKind.MAIL_IN, "Mona", "Sv: Kassen", "09:41",
    "Hei. Se <b>https://fjordglimt.example/kasse?a=1&b=2</b>.\nHilsen Mona",
    attachments=(Attachment("7", "terminal.jpg", "1 MB"),),
    hidden_text="Tidligere meldinger skjult", formatted_text="Vis slik den ble sendt",
)  # fmt: skip


@pytest.fixture
def view(hub: ThemeHub, qtbot: QtBot) -> TimelineView:
    shown = TimelineView(hub, WORDS)
    qtbot.addWidget(shown)
    shown.resize(1040, 600)
    shown.show_entries([Entry("d", EntryKind.DAY, "i dag"), MAIL])
    shown.show()
    qtbot.waitUntil(lambda: shown.visualRect(shown.model().index(1, 0)).isValid())
    return shown


def laid_out(view: TimelineView, row: int = 1) -> tuple[EntryLayout, QPoint]:
    """The layout of an entry and its corner in the viewport."""
    index = view.model().index(row, 0)
    corner = view.visualRect(index).topLeft()
    hit = view._hit(corner + QPoint(80, 4))
    assert hit is not None
    return hit[0], corner


def piece_point(view: TimelineView, act: Act) -> QPoint:
    layout, corner = laid_out(view)
    piece = next(piece for piece in layout.pieces if piece.act is act)
    return corner + piece.box.center().toPoint()


def text_point(view: TimelineView, position: int) -> QPoint:
    """Where a position of the mail's text lies in the viewport."""
    layout, corner = laid_out(view)
    body = layout.body
    assert body is not None
    for x in range(0, 880):
        if body.position_at(QPointF(x, 8)) == position:
            return corner + (layout.body_at + QPointF(x, 8)).toPoint()
    raise AssertionError("the position is not on the first line")


@pytest.mark.parametrize(
    ("act", "signal", "argument"),
    [
        (Act.OPEN, "attachment_requested", "7"),
        (Act.SAVE, "attachment_save_requested", "7"),
        (Act.HIDDEN, "show_hidden_requested", "m"),
        (Act.FORMATTED, "show_formatted_requested", "m"),
    ],
)
def test_a_click_asks_for_what_lies_under_it(
    view: TimelineView, qtbot: QtBot, act: Act, signal: str, argument: str
) -> None:
    with qtbot.waitSignal(getattr(view, signal)) as asked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=piece_point(view, act))
    assert asked.args == [argument]


def test_a_link_opens_its_whole_address_without_the_markup_around(
    view: TimelineView, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view.link_clicked) as clicked:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=text_point(view, 20))
    assert clicked.args == ["https://fjordglimt.example/kasse?a=1&b=2"]


def test_text_is_selected_by_the_mouse_and_copied_as_written(
    view: TimelineView, qtbot: QtBot
) -> None:
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=text_point(view, 5))
    qtbot.mouseMove(port, text_point(view, 16))
    drag(view, text_point(view, 16))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=text_point(view, 16))
    assert view.selected_text() == MAIL.body[5:16] == "Se <b>https"
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Se <b>https"


def drag(view: TimelineView, point: QPoint) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), view.viewport().mapToGlobal(QPointF(point)),
        Qt.MouseButton.NoButton, left, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_a_double_click_selects_a_word(view: TimelineView, qtbot: QtBot) -> None:
    port = view.viewport()
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=text_point(view, 1))
    assert view.selected_text() == "Hei"


def test_all_of_a_message_is_copied_with_its_line_breaks(view: TimelineView, qtbot: QtBot) -> None:
    view.scroll_to_key("m")
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    view.copy()
    assert QGuiApplication.clipboard().text() == MAIL.body


def test_links_end_before_punctuation_and_know_only_the_web() -> None:
    text = "Se https://a.example/x). Ikke javascript:alert(1) eller file:///etc/passwd"
    assert [address for _, _, address in find_links(text)] == ["https://a.example/x"]


def test_a_very_long_message_is_shown_in_part_and_says_so(hub: ThemeHub, qtbot: QtBot) -> None:
    view = TimelineView(hub, WORDS)
    qtbot.addWidget(view)
    view.resize(800, 400)
    view.show()
    entry = Entry("m", EntryKind.MAIL_IN, "Mona", body="x" * (BODY_MAX * 5))
    view.show_entries([entry])
    layout = view._delegate.layout_of(entry)
    assert layout.body is not None
    assert len(layout.body.text) == BODY_MAX
    assert [piece.text for piece in layout.pieces if piece.act is Act.REST] == ["Vis hele"]
    view.scroll_to_key("m")
    view.copy()
    assert len(QGuiApplication.clipboard().text()) == BODY_MAX * 5


def test_a_hostile_body_is_laid_out_within_a_blink(hub: ThemeHub) -> None:
    for nasty in ("x" * BODY_MAX, "ع" * BODY_MAX, "a\n" * (BODY_MAX // 2), "\u202e" * BODY_MAX):
        spent = []
        for _ in range(3):
            start = perf_counter()
            body = hub.fonts.regular(Size.BODY)
            BodyText(nasty, body, 20, 880, QColor("blue"))
            spent.append(perf_counter() - start)
        assert statistics.median(spent) < 0.4


def test_the_measure_is_880_at_most(view: TimelineView) -> None:
    layout, _ = laid_out(view)
    assert layout.body is not None
    view.resize(2400, 600)
    entry = Entry("lang", EntryKind.MAIL_IN, "Mona", body="ord " * 600)
    wide = view._delegate.layout_of(entry)
    assert wide.body is not None
    assert wide.body.natural_width <= 880


def test_a_note_stands_on_its_own_ground(view: TimelineView, hub: ThemeHub, qtbot: QtBot) -> None:
    note = Entry("n", EntryKind.NOTE, "Intern merknad", "Aslak", "14:06", "Samme feil")
    view.show_entries([note])
    qtbot.waitUntil(lambda: view.model().rowCount() == 1)
    view.doItemsLayout()
    layout, corner = laid_out(view, 0)
    assert layout.ground is not None
    point = corner + layout.ground.bottomRight().toPoint() - QPoint(20, 6)
    assert view.viewport().grab().toImage().pixelColor(point) == hub.color("note.ground")


def test_entries_are_told_apart_by_key_and_only_differences_are_told(qapp: object) -> None:
    model = TimelineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    told: list[str] = []
    model.rowsInserted.connect(lambda _parent, first, last: told.append(f"+{first}-{last}"))
    model.rowsRemoved.connect(lambda _parent, first, last: told.append(f"-{first}-{last}"))
    model.dataChanged.connect(lambda first, _last: told.append(f"~{first.row()}"))
    a, b, c = (Entry(key, EntryKind.EVENT, key) for key in "abc")
    model.show([a, c])
    model.show([a, b, c])
    model.show([a, Entry("b", EntryKind.EVENT, "b", "sendt"), c])
    model.show([c])
    assert told == ["+0-1", "+1-1", "~1", "-1-1", "-0-0"]
    assert tester.model() is model


def test_a_picture_that_comes_later_is_shown(qapp: object) -> None:
    model = TimelineModel()
    bare = Entry("m", EntryKind.BUBBLE_IN, attachments=(Attachment("1", "kasse.png"),))
    model.show([bare])
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    changed: list[int] = []
    model.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    model.show(
        [Entry("m", EntryKind.BUBBLE_IN, attachments=(Attachment("1", "kasse.png", "", image),))]
    )
    assert changed == [0]


def test_who_reads_further_up_is_left_in_peace(view: TimelineView, qtbot: QtBot) -> None:
    many = [Entry(str(n), EntryKind.EVENT, f"Hendelse {n}", body="tekst") for n in range(80)]
    view.show_entries(many)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(100)
    view.show_entries([*many, Entry("ny", EntryKind.MAIL_IN, "Mona", body="Hei")])
    qtbot.waitUntil(lambda: view.model().rowCount() == 81)
    assert bar.value() == 100


def test_the_address_under_the_pointer_can_be_copied(view: TimelineView, qtbot: QtBot) -> None:
    from PySide6.QtGui import QContextMenuEvent
    from PySide6.QtWidgets import QApplication, QMenu

    point = text_point(view, 20)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), event)
    menu = view.findChild(QMenu)
    assert [action.text() for action in menu.actions()] == ["Kopier", "Kopier lenken"]
    menu.actions()[1].trigger()
    assert QGuiApplication.clipboard().text() == "https://fjordglimt.example/kasse?a=1&b=2"
    menu.close()
