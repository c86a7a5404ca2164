"""What an act on a basis asks before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.domain.billing.basis import BasisAct
from console.domain.language import tr
from console.domain.wording import kroner
from console.ui.accounting.basis_dialog import Asked
from console.widgets.ask_band import Question, Reply
from console.widgets.buttons import ButtonKind

if TYPE_CHECKING:
    from console.desk.accounting.page import BasisPage

YES, NO = "yes", "no"


def approval_question(page: BasisPage) -> Question:
    """Whether one means it: an approval is not taken back."""
    amount = kroner(page.basis.incl_vat_ore)
    title = tr("Godkjenne {amount} med mva.?", amount=amount)
    if not page.basis.incl_vat_ore:
        title = tr("Godkjenne dette uten kostnad?")
    return Question(
        title,
        (tr("Etterpå kan grunnlaget ikke endres, bare eksporteres. Feil rettes med kreditering."),),
        (
            Reply(NO, tr("Avbryt"), ButtonKind.QUIET),
            Reply(YES, tr("Godkjenn"), ButtonKind.PRIMARY),
        ),
        icon="shield-check",
        token="accent",
        ground="accent.ground",
    )


def asked_for(act: BasisAct, page: BasisPage) -> Asked:
    """What the dialog of an act asks."""
    number = page.basis.id
    reason = tr("Begrunnelse")
    match act:
        case BasisAct.TAKEN_BACK:
            return Asked(
                tr("Tilbake til kladd"),
                tr(
                    "Grunnlag {number} regnes av loggen på nytt. En reduksjon faller bort.",
                    number=number,
                ),
                tr("Tilbake til kladd"),
                reason,
            )
        case BasisAct.REDUCED:
            assert page.result is not None
            hours = page.result.hours_before_reduction
            return Asked(
                tr("Reduser"),
                tr("Arbeidet gir {hours} påbegynte timer. Det kan bare settes ned.", hours=hours),
                tr("Reduser"),
                reason,
                tr("Kunden leser den på grunnlaget."),
                most_hours=hours,
            )
        case BasisAct.INVOICED:
            return Asked(
                tr("Fakturanummer"),
                tr("Nummeret regnskapet ga fakturaen for grunnlag {number}.", number=number),
                tr("Lagre nummeret"),
                tr("Fakturanummer"),
            )
        case BasisAct.CREDITED:
            return Asked(
                tr("Krediter"),
                tr(
                    "Hele grunnlag {number} tas tilbake, {amount} med mva. Det lages et "
                    "kreditgrunnlag, og en ny kladd for hendelsen.",
                    number=number,
                    amount=kroner(page.basis.incl_vat_ore),
                ),
                tr("Krediter"),
                reason,
                tr("Kunden leser den på kreditgrunnlaget."),
                is_danger=True,
            )
    raise AssertionError(act)
