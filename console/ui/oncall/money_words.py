"""What the work comes to, as the bill would tell the customer."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.billing.reckoning import Outcome, Reckoning, Why, reckon
from console.domain.billing.sentence import explanation
from console.domain.billing.work import BillingError
from console.domain.language import tr
from console.ui.oncall.line_words import amount_short
from console.ui.oncall.scene import Scene


@dataclass(frozen=True)
class Money:
    """`figure` is the amount or why there is none, `sentence` the explanation (Norwegian always:
    it is part of the sales document).
    """

    figure: str
    sentence: str


def money(scene: Scene) -> Money:
    """Under the verdict that counts; words where it cannot be reckoned."""
    work = scene.work()
    try:
        reckoning = reckon(work, scene.policy, scene.calendar)
    except BillingError as error:
        return Money("", str(error))
    figure = _figure(reckoning) if work.intervals else ""
    return Money(figure, explanation(work, reckoning, scene.policy))


def _figure(reckoning: Reckoning) -> str:
    if reckoning.why is Why.NO_WORK:
        return ""
    if reckoning.outcome is Outcome.HELD:
        return tr("holdes igjen")
    return amount_short(reckoning.ex_vat) if reckoning.ex_vat else tr("gratis")
