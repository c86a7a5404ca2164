"""Buttons, segments, badges, fields, the toast, ticks and menus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.widgets.badge import Badge, BadgeKind, BadgeLabel
from console.widgets.buttons import Button, ButtonKind, ButtonSize, icon_button
from console.widgets.field import Field
from console.widgets.hub import ThemeHub
from console.widgets.segment import Choice, Segment
from console.widgets.toast import Toast


def buttons(hub: ThemeHub) -> QWidget:
    board = QWidget()
    grid = QGridLayout(board)
    words = {
        ButtonKind.PRIMARY: "Ta saken",
        ButtonKind.SECONDARY: "Gi videre",
        ButtonKind.QUIET: "Utsett",
        ButtonKind.DANGER: "Slett",
    }
    for row, (kind, text) in enumerate(words.items()):
        plain = Button(hub, text, kind)
        keyed = Button(hub, text, kind, "send", "Ctrl Enter")
        down = Button(hub, text, kind)
        down.setDown(True)
        off = Button(hub, text, kind, "", "E")
        off.setEnabled(False)
        for column, button in enumerate((plain, keyed, down, off)):
            grid.addWidget(button, row, column)
    for column, size in enumerate(ButtonSize):
        button = Button(hub, "Løs", icon="check", key_hint="E")
        button.use_size(size)
        grid.addWidget(button, 4, column)
    grid.addWidget(icon_button(hub, "ellipsis", "Mer"), 5, 0)
    return board


def controls(hub: ThemeHub) -> QWidget:
    board = QWidget()
    column = QVBoxLayout(board)
    lanes = Choice("lanes", "Baner", "kanban"), Choice("rush", "Haster", "list", "46")
    column.addWidget(Segment(hub, lanes, "Visning"))
    notes = Choice("reply", "Svar til kunden"), Choice("note", "Intern merknad", "sticky-note")
    column.addWidget(Segment(hub, notes, "Skriv"))
    column.addWidget(Field(hub, "Finn alt", "search", "Ctrl K", "Tøm"))
    filled = Field(hub, "Finn alt", "search", "Ctrl K", "Tøm")
    filled.setText("kassen mister terminalen")
    column.addWidget(filled)
    choice = QComboBox()
    choice.addItems(["alle", "frakt", "betaling"])
    column.addWidget(choice)
    column.addWidget(QSpinBox())
    for tick in (QCheckBox("Vis lukkede"), QCheckBox("Lyd ved nytt"), QRadioButton("Tett")):
        tick.setChecked(tick.text() != "Vis lukkede")
        column.addWidget(tick)
    progress = QProgressBar()
    progress.setValue(60)
    progress.setTextVisible(False)
    progress.setFixedHeight(4)
    column.addWidget(progress)
    return board


def badges(hub: ThemeHub) -> QWidget:
    board = QWidget()
    row = QHBoxLayout(board)
    for badge in (
        Badge("POS", BadgeKind.POS),
        Badge("1 sen", BadgeKind.LATE),
        Badge("2 snart", BadgeKind.SOON),
        Badge("åpen nå", BadgeKind.CALM),
        Badge("i chat med deg", BadgeKind.ACCENT),
        Badge("Feil", BadgeKind.PLAIN, "bug"),
        Badge("Rapport"),
        Badge("bekreftet", BadgeKind.PLAIN, "shield-check"),
        Badge("oppgir å være", BadgeKind.SOON, "circle-question-mark"),
        Badge("merknad", BadgeKind.NOTE, "sticky-note"),
        Badge("frakoblet", BadgeKind.OFFLINE),
    ):
        row.addWidget(BadgeLabel(hub, badge))
    row.setAlignment(Qt.AlignmentFlag.AlignLeft)
    return board


def toast(hub: ThemeHub) -> QWidget:
    board = QWidget()
    board.resize(640, 160)
    Toast(hub, board, 60_000).show_undo("1", "Sak 20 452 er løst", "Angre", "Ctrl Z")
    return board


def menu(hub: ThemeHub) -> QWidget:
    menu = QMenu()
    menu.addAction(hub.icons.icon("corner-up-right", "muted"), "Gi videre\tA")
    menu.addAction(hub.icons.icon("alarm-clock", "muted"), "Utsett til i morgen\tZ")
    menu.addSeparator()
    tick = menu.addAction("Varsle meg")
    tick.setCheckable(True)
    tick.setChecked(True)
    off = menu.addAction("Slå sammen")
    off.setEnabled(False)
    menu.addMenu("Flytt til")
    menu.setActiveAction(menu.actions()[1])
    return menu


SCENES = {
    "buttons": buttons,
    "controls": controls,
    "badges": badges,
    "toast": toast,
    "menu": menu,
}
