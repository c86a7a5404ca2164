"""What a list of cases says of itself: figures and empty states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.domain.language import tr
from console.ui.lanes.lane_head import Figures
from console.widgets.states import StateText

if TYPE_CHECKING:
    from console.desk.tally import Counts


@dataclass(frozen=True)
class CaseListWords:
    """The name of a list, and what it means when it is empty."""

    title: str
    icon: str
    empty_title: str
    empty_text: str


def mail_words() -> CaseListWords:
    """The e-mail backlog."""
    return CaseListWords(
        tr("E-post"),
        "mail",
        tr("Ingen venter på svar"),
        tr("Ny e-post kommer hit av seg selv."),
    )


def my_words() -> CaseListWords:
    """What is mine."""
    return CaseListWords(
        tr("Mine"),
        "user",
        tr("Du har ingen saker"),
        tr("Saker du tar, kommer hit. Trykk T på en sak under E-post for å ta den."),
    )


def empty_words(words: CaseListWords, *, has_mailbox: bool, problem: str) -> StateText:
    """Why there are no rows, and what to do; `problem` is the mailbox's, empty for none."""
    if problem:
        # That nobody waits is not known while nothing is fetched.
        return StateText(
            "triangle-alert", tr("E-posten kan ikke hentes"), problem, tr("Se innstillingene")
        )
    if has_mailbox:
        return StateText(words.icon, words.empty_title, words.empty_text)
    return StateText(
        "inbox",
        tr("Ingen postkasse er lagt inn"),
        tr(
            "Legg inn e-postadressen dere svarer kundene fra, så kommer e-posten hit. Det går "
            "også fint å vente."
        ),
        tr("Legg inn postkasse"),
    )


def figures(counts: Counts) -> Figures:
    """What the head counts; the oldest is the one who has waited for us the longest."""
    return Figures(counts.waiting, counts.soon, counts.late, counts.oldest)
