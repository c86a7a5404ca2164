"""The price rules as a form: what is typed is checked beside its field as one types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from console.domain.billing.policy import (
    CHOICES,
    AfterLock,
    Aggregation,
    Eligibility,
    Overlap,
    Policy,
    Waiting,
    Window,
)
from console.domain.language import tr
from console.ui.accounting.price_list import PriceList
from console.ui.accounting.rules_answers import (
    RuleField,
    TypedRules,
    WrongRules,
    policy_of,
    typed_of,
)
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub


class RulesForm(QWidget):
    """`changed` when a person changed something."""

    changed = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._stored = Policy()
        self.prices = PriceList(hub)
        self.vat, self.tolerance = Field(hub, "25"), Field(hub, "0")
        self.reopen, self.closed_days = Field(hub, "24"), Field(hub, "24.12.2026, 31.12.2026")
        self.lunch = QCheckBox(tr("Lunsjen regnes som utenfor åpningstid"))
        self.choices = {name: _choice(words) for name, words in _choice_words().items()}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._rows: dict[RuleField, FormRow] = {}
        self._compose()
        self._connect()
        hub.changed.connect(self._fit)
        self._fit()

    def _compose(self) -> None:
        self._add(RuleField.PRICES, tr("Pris per påbegynt time, uten mva."), self.prices)
        self._add(RuleField.VAT, tr("Mva. i prosent"), self.vat)
        for name, title in _choice_titles().items():
            self._column.addWidget(FormRow(self._hub, title, self.choices[name]))
        self._column.addWidget(self.lunch)
        self._add(
            RuleField.TOLERANCE,
            tr("Sekunder inn i en ny time som ikke regnes"),
            self.tolerance,
        )
        self._add(
            RuleField.REOPEN,
            tr("Gjenåpning, timer"),
            self.reopen,
            tr("Så lenge etterpå hører mer arbeid til samme utrykning."),
        )
        self._add(
            RuleField.CLOSED_DAYS,
            tr("Flere stengte dager"),
            self.closed_days,
            tr("Med komma imellom. Helligdager er stengt fra før."),
        )

    def _add(self, field: RuleField, name: str, control: QWidget, hint: str = "") -> None:
        self._rows[field] = FormRow(self._hub, name, control, hint)
        self._column.addWidget(self._rows[field])

    def _connect(self) -> None:
        self.prices.edited.connect(self._edited)
        for field in (self.vat, self.tolerance, self.reopen, self.closed_days):
            field.textEdited.connect(self._edited)
        for box in self.choices.values():
            box.activated.connect(self._edited)
        self.lunch.clicked.connect(self._edited)

    def show_policy(self, policy: Policy) -> None:
        """Fill the form."""
        self._stored = policy
        typed = typed_of(policy)
        self.prices.show_prices(typed.first_price, typed.later_prices)
        self.vat.setText(typed.vat)
        self.tolerance.setText(typed.tolerance)
        self.reopen.setText(typed.reopen)
        self.closed_days.setText(typed.closed_days)
        self.lunch.setChecked(policy.lunch_is_after_hours)
        for name, box in self.choices.items():
            box.setCurrentIndex(box.findData(getattr(policy, name)))
        self._show_errors({})

    def policy(self) -> Policy | None:
        """What stands in the form; None, and told beside the fields, where it cannot be."""
        first, later = self.prices.prices()
        typed = TypedRules(
            first_price=first,
            later_prices=later,
            vat=self.vat.text(),
            tolerance=self.tolerance.text(),
            reopen=self.reopen.text(),
            closed_days=self.closed_days.text(),
        )
        # Qt hands a word back as a plain text.
        chosen: dict[str, Any] = {
            name: CHOICES[name](box.currentData()) for name, box in self.choices.items()
        }
        rest = replace(self._stored, lunch_is_after_hours=self.lunch.isChecked(), **chosen)
        try:
            found = policy_of(typed, rest)
        except WrongRules as wrong:
            self._show_errors(wrong.reasons)
            return None
        self._show_errors({})
        return found

    def error(self, field: RuleField) -> str:
        """What stands beside a field, empty when it is right."""
        return self._rows[field].error

    def _show_errors(self, reasons: Mapping[RuleField, str]) -> None:
        for field, row in self._rows.items():
            row.show_error(reasons.get(field, ""))

    @Slot()
    def _edited(self) -> None:
        self.changed.emit()

    @Slot()
    def _fit(self) -> None:
        # A combo box remembers the height of the text size before.
        for box in self.choices.values():
            box.setFixedHeight(self._hub.px("button"))


def _choice(words: Mapping[StrEnum, str]) -> QComboBox:
    box = QComboBox()
    for value, text in words.items():
        box.addItem(text, value)
    return box


def _choice_titles() -> dict[str, str]:
    return {
        "eligibility": tr("Hvilke hendelser"),
        "window": tr("Arbeid i åpningstiden"),
        "waiting": tr("Venting på andre"),
        "aggregation": tr("Hva som rundes opp"),
        "overlap": tr("Flere teknikere samtidig"),
        "after_lock": tr("Mer arbeid etter eksport"),
    }


def _choice_words() -> dict[str, dict[StrEnum, str]]:
    return {
        "eligibility": {
            Eligibility.AFTER_HOURS: tr("Bare de som meldes utenfor åpningstid"),
            Eligibility.ANY: tr("Alle, uansett når de meldes"),
        },
        "window": {
            Window.CLIP: tr("Regnes ikke med"),
            Window.WHOLE: tr("Regnes med"),
        },
        "waiting": {
            Waiting.EXCLUDE: tr("Regnes ikke med"),
            Waiting.INCLUDE: tr("Regnes med"),
        },
        "aggregation": {
            Aggregation.CALLOUT: tr("Utrykningen samlet"),
            Aggregation.INTERVAL: tr("Hvert tidsrom for seg"),
            Aggregation.SPAN: tr("Fra første start til siste slutt"),
        },
        "overlap": {
            Overlap.UNION: tr("Samme tid regnes én gang"),
            Overlap.SUM: tr("Hver sin tid, lagt sammen"),
            Overlap.ROUND_EACH: tr("Hver sin tid, rundet opp for seg"),
        },
        "after_lock": {
            AfterLock.NEW_INCIDENT: tr("Nytt grunnlag med eget minimum"),
            AfterLock.MARGINAL: tr("Bare timer som ikke er påbegynt før"),
        },
    }
