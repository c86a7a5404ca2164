"""One basis, whole: why it costs what it costs, what is missing, every minute, every step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.domain.ids import PersonId
from console.domain.language import tr
from console.ui.accounting.basis_words import (
    call_out_rows,
    key_figures,
    missing_title,
    note_lines,
    step_rows,
    time_rows,
    verdict_lines,
)
from console.ui.accounting.key_figures import KeyFigures
from console.ui.settings.lines import Lines
from console.widgets.figure_table import Column, FigureTable, TableRow
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Paragraph
from console.widgets.panel import Panel
from console.widgets.section import Section

if TYPE_CHECKING:
    from whenever import Instant

    from console.desk.accounting.page import BasisPage


class BasisSheet(QScrollArea):
    """Sections under one another; what is not there has none."""

    incident_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Grunnlaget"))
        self._sentence = Paragraph(hub, size=Size.TITLE)
        self._figures = KeyFigures(hub)
        self._figures.setContentsMargins(0, 8, 0, 4)
        self._cost = Section(hub, tr("Forklaringen til kunden"))
        self._cost.add(self._sentence)
        self._cost.add(self._figures)
        self._missing = _SignedLines(hub, "", "triangle-alert", "soon.mark")
        self._check = _SignedLines(hub, tr("Regnet om"), "shield-check", "calm.mark")
        self._call_outs = _TableSection(hub, tr("Utrykninger"), _call_out_columns())
        self._times = _TableSection(hub, tr("Tidsliste"), _time_columns())
        self._verdict = _LineSection(hub, tr("Årsak"))
        self._note = _LineSection(hub, tr("Sluttnotat"))
        self._incident = Section(hub, tr("Hendelsen"))
        self._told = Paragraph(hub)
        self._incident.add(self._told)
        self._incident.show_offer(tr("Gå til hendelsen"))
        self._incident.offer_requested.connect(self.incident_requested)
        self._steps = _TableSection(hub, tr("Steg"), _step_columns())
        self._compose()

    def _compose(self) -> None:
        ground = Panel(self._hub)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (
            *(self._cost, self._missing, self._check, self._call_outs, self._times),
            *(self._verdict, self._note, self._incident, self._steps),
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(ground)

    def show_page(self, page: BasisPage, people: Mapping[PersonId, str], now: Instant) -> None:
        """Shows a basis; where one stands on the page is kept."""
        result = page.result
        nothing = tr("Kan ikke regnes ut ennå.")
        self._sentence.setText(nothing if result is None else result.sentence)
        self._figures.show_figures(key_figures(page))
        self._missing.show_title(missing_title(page.basis.state))
        self._missing.show_lines(page.missing)
        self._show_check(page)
        self._call_outs.show_rows(call_out_rows(page.call_outs, now))
        self._times.show_rows(time_rows(page.time_list, now))
        self._verdict.show_lines(verdict_lines(page, people, now))
        self._note.show_lines(note_lines(page.incident.note))
        self._told.setText(f"{page.incident.no} · {page.incident.title}")
        self._steps.show_rows(step_rows(page.steps, people, now))

    def _show_check(self, page: BasisPage) -> None:
        problems = page.problems
        if problems is None:
            self._check.show_lines(())
        elif problems:
            self._check.show_sign("circle-x", "late.mark")
            differs = tr("Stemmer ikke. Ikke bruk grunnlaget før dette er forklart:")
            self._check.show_lines((differs, *problems))
        else:
            self._check.show_sign("shield-check", "calm.mark")
            self._check.show_lines(
                (tr("Stemmer til øret, og loggen er som da grunnlaget ble laget."),)
            )


class _SignedLines(Section):
    """Sentences with a sign before them; hidden where there are none."""

    def __init__(self, hub: ThemeHub, title: str, icon: str, token: str) -> None:
        super().__init__(hub, title)
        self._icon = IconLabel(hub, icon, token)
        self._words = Paragraph(hub)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.add(line)

    def show_sign(self, icon: str, token: str) -> None:
        self._icon.show_icon(icon, token)

    def show_lines(self, lines: Sequence[str]) -> None:
        self._words.setText("\n".join(lines))
        self.setVisible(bool(lines))


class _TableSection(Section):
    """A table under its head; hidden while it has no rows."""

    def __init__(self, hub: ThemeHub, title: str, columns: Sequence[Column]) -> None:
        super().__init__(hub, title)
        self.table = FigureTable(hub, title, columns)
        self.add(self.table)

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        self.table.show_rows(rows)
        self.setVisible(bool(rows))


class _LineSection(Section):
    """Names and words; hidden while there are none."""

    def __init__(self, hub: ThemeHub, title: str) -> None:
        super().__init__(hub, title)
        self._hub = hub
        self._lines: Lines | None = None
        holder = QWidget()
        # Beside a stretch the lines are measured at the width they get, not at the page's.
        self._row = QHBoxLayout(holder)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch()
        self.add(holder)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = Lines(self._hub, lines)
        self._row.insertWidget(0, self._lines, 1)
        self.setVisible(bool(lines))


def _call_out_columns() -> tuple[Column, ...]:
    return (
        Column(tr("Fra")),
        Column(tr("Til")),
        Column(tr("Regnes med"), is_figure=True),
        Column(tr("Påbegynt"), is_figure=True),
    )


def _time_columns() -> tuple[Column, ...]:
    return (
        Column(tr("Dag")),
        Column(tr("Tid")),
        Column(tr("Varighet"), is_figure=True),
        Column(tr("Hvem"), gives_way=True),
        Column(tr("Slag"), gives_way=True),
        Column(tr("Faktureres"), gives_way=True),
    )


def _step_columns() -> tuple[Column, ...]:
    return (
        Column(tr("Når")),
        Column(tr("Hva")),
        Column(tr("Hvem"), gives_way=True),
        Column(tr("Hvorfor"), gives_way=True),
    )
