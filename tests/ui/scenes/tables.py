"""Tables of words and figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from console.widgets.figure_table import Column, FigureTable, TableRow
from console.widgets.hub import ThemeHub


def time_list(hub: ThemeHub) -> QWidget:
    """Work of a night, some of it not billed."""
    columns = (
        Column("Dag"),
        Column("Tid"),
        Column("Varighet", is_figure=True),
        Column("Hvem", gives_way=True),
        Column("Faktureres", gives_way=True),
    )
    table = FigureTable(hub, "Tidsliste", columns)
    table.show_rows(
        (
            TableRow(("lør. 24. okt.", "22:05–24:00", "115 min", "Ida Ødegård", "ja")),
            TableRow(
                ("søn. 25. okt.", "00:00–00:40:11", "40 min 11 s", "Ida Ødegård", "nei: venting"),
                is_quiet=True,
            ),
            TableRow(("", "", "155 min 11 s", "", "115 min"), is_strong=True),
        )
    )
    table.resize(hub.fonts.px(620), table.sizeHint().height())
    return table


SCENES: dict[str, Callable[[ThemeHub], QWidget]] = {"table-time-list": time_list}
