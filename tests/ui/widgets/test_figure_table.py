"""A table of figures: what it says, also to those who cannot see it, and where letters go."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from console.widgets.figure_table import Column, FigureTable, TableRow
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub

COLUMNS = (Column("Hvem", gives_way=True), Column("Beløp", is_figure=True))


def test_a_screen_reader_hears_every_row(hub: ThemeHub, qtbot: QtBot) -> None:
    table = FigureTable(hub, "Linjer", COLUMNS)
    qtbot.addWidget(table)
    assert table.accessibleName() == "Linjer"
    table.show_rows((TableRow(("Ida", "1 250,00")), TableRow(("", "2 500,00"), is_strong=True)))
    assert table.accessibleName() == "Linjer: Ida, 1 250,00; 2 500,00"


def test_it_is_a_line_tall_for_its_heads_and_each_row(hub: ThemeHub, qtbot: QtBot) -> None:
    table = FigureTable(hub, "Linjer", COLUMNS)
    qtbot.addWidget(table)
    alone = table.sizeHint().height()
    table.show_rows([TableRow(("Ida", "1"))] * 4)
    assert table.sizeHint().height() == 5 * alone


def test_words_give_way_and_figures_keep_every_digit(hub: ThemeHub, qtbot: QtBot) -> None:
    table = FigureTable(hub, "Linjer", COLUMNS)
    qtbot.addWidget(table)
    table.show_rows((TableRow(("Ida Ødegård " * 20, "1 250 000,00")),))
    figure = table.sizeHint().width()
    assert table.minimumSizeHint().width() < figure
    table.resize(hub.fonts.px(300), table.sizeHint().height())
    (who, who_width), (amount, amount_width) = table.columns_at()
    assert who == 0
    assert amount + amount_width <= table.width()
    assert amount_width >= hub.measure.width("1 250 000,00", hub.fonts.figures(Size.BODY))
    assert who_width < figure
