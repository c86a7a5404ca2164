"""Menus of acts on a call: to whom it is passed on, and which shop it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from console.domain.calls import ShopCandidate
from console.domain.language import tr
from console.domain.outward import Transfer
from console.domain.people import Person

if TYPE_CHECKING:
    from console.desk.telephone import Colleague

To = Callable[[Person | str, Transfer], None]
AskNumber = Callable[[Callable[[str], None]], None]
"""Asks for a number, and hands it to whoever wants it."""


class TransferMenu(QMenu):
    """Who is there to have the call at once, who to talk with first, or another number."""

    def __init__(
        self, colleagues: Sequence[Colleague], ask_number: AskNumber, to: To, parent: QWidget
    ) -> None:
        super().__init__(tr("Sett over"), parent)
        _add(self, colleagues, to, Transfer.BLIND)
        if not colleagues:
            self.addAction(tr("Ingen kollega har telefon i køen")).setEnabled(False)
        self.addSeparator()
        first = QMenu(tr("Snakk med kollegaen først"), self)
        first.setEnabled(bool(colleagues))
        _add(first, colleagues, to, Transfer.ATTENDED)
        self.addMenu(first)

        def blind(number: str) -> None:
            to(number, Transfer.BLIND)

        self.addAction(tr("Til et nummer …"), partial(ask_number, blind))


class CandidateMenu(QMenu):
    """The shops that call from a number, with the register where one is known; `other` asks for any
    shop.
    """

    def __init__(
        self,
        candidates: Sequence[ShopCandidate],
        chosen: Callable[[ShopCandidate], None],
        other: Callable[[], None] | None,
        parent: QWidget,
    ) -> None:
        super().__init__(tr("Hvilken butikk er det?"), parent)
        for each in candidates:
            about = " · ".join(part for part in (each.register, each.customer_number) if part)
            words = f"{_named(each.name)}\t{_named(about)}"
            self.addAction(words, partial(chosen, each))
        if other is not None:
            self.addSeparator()
            self.addAction(tr("En annen butikk …"), other)


def _add(menu: QMenu, colleagues: Sequence[Colleague], to: To, how: Transfer) -> None:
    for each in colleagues:
        words = f"{_named(each.person.short_name)}\t{_named(each.state)}"
        menu.addAction(words, partial(to, each.person, how)).setEnabled(each.is_free)


def _named(words: str) -> str:
    """A name as it stands: Qt reads an ampersand as the letter to press."""
    return words.replace("&", "&&")
