"""A tour of the bases: the list, one whole, what its acts ask, and the price rules."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from console.app.pictures.looking import Looking
from console.app.pictures.night_bases import NightBases
from console.app.pictures.sample_desk import SampleNight
from console.app.pictures.sample_night import CARDS, MORNING, SHOP_DOWN, UNSEEN
from console.app.pictures.settled import settled
from console.domain.billing.basis import BasisAct, BasisState
from console.ui.accounting.basis_dialog import BasisDialog

if TYPE_CHECKING:
    from console.domain.ids import BasisId
    from console.ui.accounting.bases_screen import BasesScreen


async def tour_of_bases(looking: Looking, screen: BasesScreen, sample: SampleNight) -> None:
    """Shows the bases of the night in the morning."""
    loop = asyncio.get_running_loop()
    made = NightBases(sample.store, sample.night)
    await loop.run_in_executor(None, made.make_ready, MORNING)
    numbers = {
        each: (await loop.run_in_executor(None, made.basis, each)).id
        for each in (SHOP_DOWN, CARDS, UNSEEN)
    }
    await _opened(screen, numbers[UNSEEN], BasisState.DRAFT)
    await looking.at_window("basis-draft")
    await _opened(screen, numbers[CARDS], BasisState.READY)
    await looking.at_window("basis-ready")
    bar = screen.view.sheet.verticalScrollBar()
    bar.setValue(bar.maximum())
    await looking.at_window("basis-foot")
    await _opened(screen, numbers[SHOP_DOWN], BasisState.READY)
    screen.view.head.buttons[BasisAct.APPROVED].click()
    await looking.at_window("basis-approve")
    await loop.run_in_executor(None, made.hand_over, MORNING)
    await _opened(screen, numbers[SHOP_DOWN], BasisState.EXPORTED)
    await looking.at_window("basis-exported")
    for act in (BasisAct.INVOICED, BasisAct.CREDITED):
        screen.view.head.buttons[act].click()
        await looking.at_dialog(f"basis-{act}", BasisDialog)
    screen.back()
    await _rules(looking, screen)


async def _opened(screen: BasesScreen, basis: BasisId, state: BasisState) -> None:
    def is_shown() -> bool:
        page = screen.view.page
        return page is not None and (page.basis.id, page.basis.state) == (basis, state)

    screen.open_basis(basis)
    await settled(is_shown)


async def _rules(looking: Looking, screen: BasesScreen) -> None:
    screen.list.rules.click()
    rules = screen.rules
    await settled(lambda: rules.preview.words)
    prices = rules.form.prices
    prices.add.click()
    prices.rows[-1].price.setText("1 350,00")
    prices.rows[-1].day.setText("01.11.2026")
    rules.form.changed.emit()
    await settled(lambda: any(row.cells[-1] for row in rules.preview.table.rows))
    await looking.at_window("price-rules")
    prices.rows[-1].day.setText("31.02.2027")
    rules.form.changed.emit()
    await settled(lambda: rules.form.policy() is None)
    await looking.at_window("price-rules-wrong")
    rules.close_sheet()
