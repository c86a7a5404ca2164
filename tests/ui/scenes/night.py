"""What the night is made of: the line, the bar, choices by digit, the log, fields."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.widgets.big_line import BigLine
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub
from console.widgets.log_list import LogLine, LogList
from console.widgets.minute_bar import MinuteBar, MinuteFace
from console.widgets.numbered_choice import Numbered, NumberedChoices
from console.widgets.step_head import StepHead

LOG = (
    LogLine("1", "02:35", "play", "Startet arbeid", "23:30", "accent"),
    LogLine("2", "02:41", "sticky-note", "Terminal svarer på ping, ikke på salg"),
    LogLine("3", "02:58", "pause", "Venter på betalingsleverandør, telles ikke", "7:30",
            "soon.mark"),
    LogLine("4", "03:06", "play", "Fortsatte arbeid", "18:42", "accent"),
    LogLine("5", "03:19", "sticky-note", "Leverandøren bekrefter feil hos seg, og regner med at "
            "alt går som før klokken seks. Ref. K-5521"),
    LogLine("6", "03:20", "play", "Ført for hånd", "10:00", is_struck=True),
)  # fmt: skip


def line(hub: ThemeHub) -> QWidget:
    board = QWidget()
    column = QVBoxLayout(board)
    for share, running in ((0.703, True), (0.4, False), (0.95, True)):
        big = BigLine(hub)
        icon = "play" if running else "pause"
        words = "Time 1 · 42 min · neste time om 17:48 · 1 250 kr"
        big.show_line(words, icon, "accent" if running else "soon.mark")
        bar = MinuteBar(hub)
        left = "time 1 · arbeid går" if running else "time 1 · pause"
        face = MinuteFace(share, running, 55 / 60, left, "sier fra 5 min før", "time 2 · 2 500 kr")
        bar.show_face(face)
        column.addWidget(big)
        column.addWidget(bar)
    board.setFixedWidth(1302)
    return board


def choices(hub: ThemeHub) -> QWidget:
    board = QWidget()
    column = QVBoxLayout(board)
    column.addWidget(StepHead(hub, "circle-question-mark", "3 Hvem sin feil"))
    of = (
        Numbered("platform", "Vår plattform", "gratis"),
        Numbered("customer", "Kundens side"),
        Numbered("third", "Tredjepart"),
        Numbered("unknown", "Vet ikke ennå", "holdes igjen"),
    )
    shown = NumberedChoices(hub, of, "Hvem sin feil")
    shown.show_current("third")
    column.addWidget(shown)
    board.setFixedWidth(hub.fonts.px(348))
    return board


def log(hub: ThemeHub) -> QWidget:
    board = QWidget()
    column = QVBoxLayout(board)
    head = StepHead(hub, "sticky-note", "4 Sluttnotat")
    head.show_state("lagret 03:24:31", "check", "calm.mark")
    column.addWidget(head)
    shown = LogList(hub, "Arbeidslogg")
    shown.show_lines(LOG)
    column.addWidget(shown)
    field = FramedEditor(hub, "Hva var galt")
    field.show_text("Kortsalg ble avvist hos leverandøren. Kassene og vår side virket.")
    column.addWidget(field)
    column.addWidget(FramedEditor(hub, "Notat", placeholder="Skriv i loggen"))
    board.setFixedSize(hub.fonts.px(413), hub.fonts.px(400))
    return board


SCENES = {"night-line": line, "night-choices": choices, "night-log": log}
