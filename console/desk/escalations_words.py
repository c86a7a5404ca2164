"""How the desk tells of escalations: whom is asked, how far it has come, what happened."""

from __future__ import annotations

from typing import Any

from whenever import Instant

from console.domain.escalations import Escalation, EscalationState, EscalationTarget
from console.domain.history import Happening
from console.domain.language import tr
from console.domain.wording import moment_label


def target_name(target: EscalationTarget) -> str:
    """Who is asked, as a name that stands alone."""
    names = {
        EscalationTarget.DEVELOPMENT: tr("Utvikling"),
        EscalationTarget.PRODUCT: tr("Produkt"),
        EscalationTarget.FINANCE: tr("Økonomi"),
        EscalationTarget.CONSULTING: tr("Konsulent"),
    }
    return names[target]


def target_within(target: EscalationTarget) -> str:
    """The same in the middle of a sentence."""
    return target_name(target).lower()


def progress_words(escalation: Escalation) -> str:
    """How far it has come, and with whom."""
    match escalation.state:
        case EscalationState.ASKED:
            return tr("ikke tatt opp ennå")
        case EscalationState.IN_WORK:
            return tr("hos {name}", name=escalation.owner)
        case EscalationState.ANSWERED:
            return tr("svar kommet")
        case EscalationState.TAKEN_BACK:
            return tr("trukket tilbake")
        case EscalationState.DONE:
            return tr("kunden har fått svaret")


def escalation_happening(happening: Happening) -> str:
    """What was done with an escalation, without who and when; empty for what is none of it."""
    if "target" not in happening.data:
        return ""
    given: dict[str, Any] = dict(happening.data)
    target = target_within(EscalationTarget(given["target"]))
    words = _step_words(happening, target, given)
    gist = str(given.get("gist", ""))
    return f"{words}: {gist}" if words and gist else words


def _step_words(happening: Happening, target: str, given: dict[str, Any]) -> str:
    match happening.kind:
        case "CaseEscalated":
            return tr("Eskalerte til {target}", target=target)
        case "EscalationTakenUp":
            words = tr("Førte opp {name} hos {target}", name=given.get("owner", ""), target=target)
            return " · ".join(part for part in (words, given.get("reference")) if part)
        case "EscalationAnswered":
            return tr("Førte inn svaret fra {target}", target=target)
        case "EscalationMoved":
            when = moment_label(Instant.parse_iso(given["until"]), happening.at)
            return tr("Flyttet fristen for ord til kunden til {when}", when=when)
        case "EscalationTakenBack":
            return tr("Trakk eskaleringen til {target} tilbake", target=target)
        case "EscalationDone":
            return tr("Ga kunden svaret fra {target}", target=target)
    return ""
