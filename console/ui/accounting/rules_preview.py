"""What past bases would have cost under the rules in the form: sums first, then each of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.billing.sentence import nok
from console.domain.language import tr
from console.domain.wording import kroner
from console.ui.accounting.key_figures import KeyFigures
from console.widgets.figure_table import Column, FigureTable, TableRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph, Weight

if TYPE_CHECKING:
    from console.domain.billing.preview import Preview, Previewed


class RulesPreview(QWidget):
    """Empty until something was tried."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(hub, weight=Weight.STRONG)
        self.figures = KeyFigures(hub)
        self._words = Paragraph(hub, token="muted")
        columns = (
            Column(tr("Nr."), is_figure=True),
            Column(tr("Butikk"), gives_way=True),
            Column(tr("Timer"), is_figure=True),
            Column(tr("Før, kr"), is_figure=True),
            Column(tr("Etter, kr"), is_figure=True),
            Column(tr("Endring"), is_figure=True),
        )
        self.table = FigureTable(hub, tr("Tidligere grunnlag"), columns)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.title, self.figures, self._words, self.table):
            column.addWidget(part)
        column.addStretch(1)
        self.title.show_text(tr("Hva tidligere grunnlag ville ha kostet"))

    @property
    def words(self) -> str:
        """What is said below the sums."""
        return self._words.text()

    def show_preview(self, found: Preview) -> None:
        """Shows each past basis before and after, the changed ones first."""
        change = found.after_ore - found.before_ore
        self.figures.show_figures(
            (
                (kroner(found.before_ore), tr("slik de er, uten mva.")),
                (kroner(found.after_ore), tr("med disse reglene")),
                (tr("{amount} kr", amount=_signed(change)), tr("endring")),
            )
        )
        changed = sum(each.is_changed for each in found.bases)
        problems = sorted({each.problem for each in found.bases if each.problem})
        told = (_changed_words(changed, len(found.bases)), *problems)
        self._words.setText("\n".join(told))
        ordered = sorted(found.bases, key=_changed_first)
        self.table.show_rows([_row(each) for each in ordered])
        self.table.setVisible(bool(found.bases))

    def show_words(self, words: str) -> None:
        """Says why there is nothing to show."""
        self.figures.show_figures(())
        self.table.show_rows(())
        self.table.hide()
        self._words.setText(words)


def _changed_first(each: Previewed) -> tuple[bool, int]:
    return not each.is_changed, -each.number


def _changed_words(changed: int, count: int) -> str:
    if not count:
        return tr("Ingen grunnlag er godkjent ennå, så det er ikke noe å prøve reglene på.")
    return tr(
        "{changed} av {count} grunnlag ville ha kostet noe annet.", changed=changed, count=count
    )


def _row(each: Previewed) -> TableRow:
    shop = each.shop_name or tr("ukjent butikk")
    hours, after, change = str(each.before_hours), "–", ""
    if each.after_ore is not None:
        after = _nok(each.after_ore)
        if each.after_hours != each.before_hours:
            hours = f"{each.before_hours} → {each.after_hours}"
        if each.is_changed:
            change = _signed(each.after_ore - each.before_ore)
    cells = (str(each.number), shop, hours, _nok(each.before_ore), after, change)
    return TableRow(cells, is_quiet=not each.is_changed)


def _nok(ore: int) -> str:
    """The amount alone: what it is, the head of the column says."""
    return nok(Decimal(ore) / 100)


def _signed(ore: int) -> str:
    return f"+{_nok(ore)}" if ore > 0 else _nok(ore).replace("-", "\N{MINUS SIGN}")
