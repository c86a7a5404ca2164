"""What the made morning has asked of others: developers, product, finance, a consultant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from whenever import Instant

from console.data.commands.escalations import answer_escalation, escalate, take_up
from console.data.queries.backlog import open_cases
from console.data.queries.escalations import escalations_of_case
from console.domain.escalations import EscalationTarget, NewEscalation
from console.domain.ids import EscalationId

if TYPE_CHECKING:
    from console.app.pictures.sample_store import SampleStore
    from console.data.store import Store


@dataclass(frozen=True)
class SampleEscalation:
    """One of them, in the case with this subject; times are Oslo wall time with offset."""

    subject: str
    target: EscalationTarget
    reason: str
    at: str
    by: str
    owner: str = ""
    reference: str = ""
    answer: str = ""


ESCALATIONS = (
    SampleEscalation(
        "Frakt regnes dobbelt",
        EscalationTarget.DEVELOPMENT,
        "Frakten telles to ganger med Hjemlevering",
        "2026-11-19T09:10:00+01:00",
        "2026-11-23T10:00:00+01:00",
        "Ola",
        "DEV-1471",
    ),
    SampleEscalation(
        "Vi vil ha gavekort som gjelder i begge butikkene",
        EscalationTarget.PRODUCT,
        "Kan gavekort fra nett brukes i kassen?",
        "2026-11-20T13:40:00+01:00",
        "2026-11-23T12:00:00+01:00",
        "Guro",
        "PRO-311",
        "Det kommer i første kvartal. Kundene kan bruke verdikoden i kassen frem til da; den står "
        "i e-posten de fikk.",
    ),
    SampleEscalation(
        "Faktura 10442: hva er linje 3?",
        EscalationTarget.FINANCE,
        "Hva er linje 3 på faktura 10442?",
        "2026-11-23T08:40:00+01:00",
        "2026-11-23T15:30:00+01:00",
    ),
    SampleEscalation(
        "Bytter regnskapsprogram ved nyttår",
        EscalationTarget.CONSULTING,
        "Tilbud på eksport til nytt regnskapsprogram",
        "2026-11-20T09:40:00+01:00",
        "2026-11-25T16:00:00+01:00",
        "Håkon",
        "",
        "Fire timer, kan gjøres i uke 50.",
    ),
    SampleEscalation(
        "Kassen mister terminalen etter oppdatering",
        EscalationTarget.DEVELOPMENT,
        "Terminalen faller ut etter 8.4.1",
        "2026-11-23T08:24:00+01:00",
        "2026-11-24T12:00:00+01:00",
        "Ola på kasseteamet",
        "DEV-1490",
    ),
    SampleEscalation(
        "Kassen mister terminalen etter oppdatering",
        EscalationTarget.FINANCE,
        "Kompensasjon for nedetid",
        "2026-11-23T09:55:00+01:00",
        "2026-11-25T10:00:00+01:00",
    ),
)


ASKING = "Kasse 2 mister terminalen\nSkjer etter hver omstart."
"""What somebody has begun to ask."""


def ask_others(
    sample: SampleStore, store: Store, asked: Sequence[SampleEscalation] = ESCALATIONS
) -> None:
    """Sunniva asks, and notes down what comes of it."""
    sunniva = sample.person("sunniva.l")
    cases = {case.subject: case.id for case in store.read(open_cases)}
    for one in asked:
        case, at = cases[one.subject], Instant.parse_iso(one.at)
        known = [each.escalation.id for each in store.read(escalations_of_case, case)]
        new = NewEscalation(
            case=case,
            target=one.target,
            reason=one.reason,
            next_word_by=Instant.parse_iso(one.by),
            gap_reason="Det haster for butikken.",
            known=max(known, default=None),
        )
        key = EscalationId(sample.do(at, sunniva, escalate, new)["escalation"])
        if one.owner:
            sample.do(at.add(minutes=12), sunniva, take_up, key, one.owner, one.reference)
        if one.answer:
            sample.do(at.add(minutes=50), sunniva, answer_escalation, key, one.answer)
