"""The keys on one sheet; `?` shows it, Esc or `?` takes it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from console.desk.chats.lane import WITH_KEY
from console.desk.keys import KeyPlace, act_of, acts_of, key_words
from console.domain.language import tr
from console.ui.keys.layout import LAYOUT, ActKey
from console.ui.lanes.row_keys import KeyLine, row_key_lines
from console.ui.overview.overview_keys import overview_key_lines
from console.ui.window.place_keys import place_key_lines
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight

_KEYS = 80
Part = tuple[str, Sequence[KeyLine]]
"""A title, and the keys below it."""


def window_key_lines() -> tuple[KeyLine, ...]:
    """The keys that act anywhere in the window."""
    return (
        _line("window.palette"),
        KeyLine(tr("Ctrl Z"), tr("Angre det siste")),
        KeyLine("Esc", tr("Tilbake til listen")),
        _line("window.state"),
        *(_line(f"telephone.{name}") for name in ("dial", "ready", "relieve", "wrap_up")),
        _line("window.keys"),
    )


def case_key_lines() -> tuple[KeyLine, ...]:
    """The keys of an open case."""
    return (
        *(_line(act.name) for act in acts_of([KeyPlace.CASE])),
        KeyLine(tr("Ctrl Enter"), tr("Send")),
    )


def chat_key_lines() -> tuple[KeyLine, ...]:
    """The keys of chats: to a lane from anywhere, and what is done in it."""
    first, last = (key_words(LAYOUT.keys.key(f"chat.lane_{number}")) for number in (1, WITH_KEY))
    lanes = f"{first} – {last.rpartition(' ')[2]}"
    return (
        KeyLine(lanes, tr("Til en chat")),
        _line("chat.nearest"),
        _line("chat.take"),
        *(_line(act.name) for act in acts_of([KeyPlace.CHAT])),
    )


def cockpit_key_lines() -> tuple[KeyLine, ...]:
    """The keys of an incident at night."""
    return (
        KeyLine(tr("Mellomrom"), tr("Jobb, pause, fortsett")),
        KeyLine("V", tr("Venter på andre")),
        KeyLine("N", tr("Skriv i loggen")),
        KeyLine("1 – 4", tr("Hvem sin feil")),
        KeyLine(tr("Ctrl Enter"), tr("Ferdig med feltet")),
        KeyLine("Esc", tr("Ut av feltet, tilbake")),
    )


def _line(name: str) -> KeyLine:
    """Of an act whose key this person may have changed."""
    return KeyLine(key_words(LAYOUT.keys.key(name)), tr(act_of(name).words))


class CheatSheet(QDialog):
    """Opened with `open()`."""

    def __init__(self, hub: ThemeHub, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Taster"))
        columns = QHBoxLayout()
        columns.setSpacing(48)
        for parts in (
            (
                (tr("I en liste"), row_key_lines()),
                (tr("I Chat"), chat_key_lines()),
                (tr("I Oversikt"), overview_key_lines()),
            ),
            ((tr("I en sak"), case_key_lines()), (tr("På vakt"), cockpit_key_lines())),
            ((tr("Steder"), place_key_lines()), (tr("Overalt"), window_key_lines())),
        ):
            columns.addLayout(_column(hub, parts))
        quiet = Label(hub, tr("Bokstavene virker når du ikke skriver i et felt."), Size.CAPTION)
        quiet.use_token("muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(24)
        layout.addLayout(columns)
        layout.addWidget(quiet)
        self._again = ActKey("window.keys", self)
        self._again.activated.connect(self.reject)


def open_cheat_sheet(hub: ThemeHub, parent: QWidget) -> CheatSheet:
    """Shows the sheet over a window; it is thrown away when closed."""
    sheet = CheatSheet(hub, parent)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    sheet.open()
    return sheet


def _column(hub: ThemeHub, parts: Sequence[Part]) -> QVBoxLayout:
    """Parts under one another."""
    column = QVBoxLayout()
    column.setSpacing(12)
    for title, lines in parts:
        column.addLayout(_part(hub, title, lines))
    column.addStretch(1)
    return column


def _part(hub: ThemeHub, title: str, lines: Sequence[KeyLine]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.addWidget(Label(hub, title, weight=Weight.STRONG), 0, 0, 1, 2)
    for number, line in enumerate(lines, start=1):
        key = Label(hub, line.keys, weight=Weight.STRONG)
        key.setMinimumWidth(hub.fonts.px(_KEYS))
        grid.addWidget(key, number, 0)
        words = Label(hub, line.words)
        words.setMinimumWidth(words.sizeHint().width())
        grid.addWidget(words, number, 1)
    grid.setRowStretch(len(lines) + 1, 1)
    grid.setColumnStretch(1, 1)
    grid.setAlignment(Qt.AlignmentFlag.AlignTop)
    return grid
