"""What the cockpit is made of: read across a room, chosen by digit, and nothing lost of a log."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from console.widgets.big_line import BigLine
from console.widgets.fonts import Size
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub
from console.widgets.log_list import LogLine, LogList
from console.widgets.minute_bar import MinuteBar, MinuteFace
from console.widgets.numbered_choice import Numbered, NumberedChoices
from console.widgets.theme import ThemeName

LINE = "Time 1 · 42 min · neste time om 17:48 · 1 250 kr"


def test_the_bar_has_its_marks_where_the_minutes_are(hub: ThemeHub, qtbot: QtBot) -> None:
    hub.use_theme(ThemeName.NIGHT)
    bar = MinuteBar(hub)
    qtbot.addWidget(bar)
    bar.resize(600, bar.sizeHint().height())
    bar.show_face(MinuteFace(0.5, True, 55 / 60, "time 1", "sier fra", "time 2"))
    image = bar.grab().toImage()
    middle = 10
    assert image.pixelColor(150, middle) == hub.color("accent")
    assert image.pixelColor(300, 1) == hub.color("text")
    assert image.pixelColor(450, middle) == hub.color("surface.3")
    assert image.pixelColor(550, 1) == hub.color("soon.mark")
    assert bar.accessibleName() == "time 1, sier fra, time 2"


def test_while_nobody_works_the_bar_has_no_mark_of_now(hub: ThemeHub, qtbot: QtBot) -> None:
    bar = MinuteBar(hub)
    qtbot.addWidget(bar)
    bar.resize(600, bar.sizeHint().height())
    bar.show_face(MinuteFace(0.5, False))
    assert bar.grab().toImage().pixelColor(300, 1) != hub.color("text")


def test_the_line_steps_down_before_it_loses_a_letter(hub: ThemeHub, qtbot: QtBot) -> None:
    line = BigLine(hub)
    qtbot.addWidget(line)
    line.show_line(LINE, "play")
    heights = []
    for size in (Size.NIGHT_DISPLAY, Size.DISPLAY, Size.HEADING):
        words = hub.measure.width(LINE, hub.fonts.strong_figures(size))
        line.resize(round(hub.fonts.line_height(size) * 0.77) + 16 + words, 60)
        line.grab()
        assert line.toolTip() == ""
        heights.append(line.height())
    assert heights == [52, 36, 28]
    line.resize(line.width() - 40, 60)
    line.grab()
    assert line.toolTip() == LINE


def test_a_digit_picks_and_what_is_chosen_is_only_what_was_said(
    hub: ThemeHub, qtbot: QtBot
) -> None:
    choices = NumberedChoices(hub, [Numbered("ours", "Vår"), Numbered("theirs", "Deres")], "Hvem")
    qtbot.addWidget(choices)
    said: list[str] = []
    choices.chosen.connect(said.append)
    choices.pick(2)
    choices.pick(7)
    assert (said, choices.current) == (["theirs"], "")
    choices.show_current("theirs")
    assert choices.current == "theirs"


def test_the_log_grows_at_its_end_and_strikes_where_it_stands(hub: ThemeHub, qtbot: QtBot) -> None:
    log = LogList(hub, "Arbeidslogg")
    qtbot.addWidget(log)
    tester = QAbstractItemModelTester(
        log.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    first = LogLine("1", "02:35", "play", "Startet arbeid")
    log.show_lines([first])
    log.show_lines([first, LogLine("2", "02:41", "sticky-note", "Ping")])
    log.show_lines([LogLine("1", "02:35", "play", "Startet arbeid", is_struck=True)])
    assert log.model().rowCount(QModelIndex()) == 1
    assert tester.model() is log.model()


def test_a_long_note_takes_the_lines_it_needs(hub: ThemeHub, qtbot: QtBot) -> None:
    log = LogList(hub, "Arbeidslogg")
    qtbot.addWidget(log)
    log.resize(300, 300)
    log.show()
    log.show_lines(
        [LogLine("1", "02:35", "play", "Kort"), LogLine("2", "02:36", "play", "langt ord " * 20)]
    )
    short, long = (log.visualRect(log.model().index(row, 0)).height() for row in (0, 1))
    assert long >= 4 * short


def test_a_field_tells_of_words_not_of_another_look(hub: ThemeHub, qtbot: QtBot) -> None:
    field = FramedEditor(hub, "Hva var galt")
    qtbot.addWidget(field)
    told: list[str] = []
    field.typed.connect(lambda: told.append(field.text))
    field.show_text("Kort")
    hub.use_text_percent(150)
    assert told == []
    qtbot.keyClicks(field.editor, "X")
    assert told == ["KortX"]


def test_ctrl_enter_ends_a_note(hub: ThemeHub, qtbot: QtBot) -> None:
    field = FramedEditor(hub, "Notat")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.finished, timeout=1000):
        qtbot.keyClick(field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
