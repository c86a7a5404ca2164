"""The other side of escalations: developers, product, finance, consulting, as they answer."""

from __future__ import annotations

from random import Random

from whenever import Instant

from console.app.practice.hands import Hands
from console.app.practice.picture import Picture
from console.data.commands.escalations import answer_escalation, take_up
from console.domain.escalations import Escalation, EscalationState, EscalationTarget
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import EscalationId

_NAMES = {
    EscalationTarget.DEVELOPMENT: ("Eivind Rostad", "Yrja Moen", "Sander Liholt"),
    EscalationTarget.PRODUCT: ("Ylva Brekken",),
    EscalationTarget.FINANCE: ("Torunn Aasvik",),
    EscalationTarget.CONSULTING: ("Birk Solhaug",),
}

_ANSWERS = {
    EscalationTarget.DEVELOPMENT: (
        "Vi har funnet årsaken: en endring i går ga gal rekkefølge ved lagring. Nå rettet.",
        "Vi klarer å gjenskape feilen. Rettelsen er testet og kommer ut i kveld.",
        "Dette skyldes et tillegg i butikken, ikke plattformen. Skru det av og oppdater.",
    ),
    EscalationTarget.PRODUCT: (
        "Ønsket er notert og tas med når neste kvartal planlegges. Vi lover ingenting ennå.",
        "Dette kan løses i dag med egenskapsfelt på varen; veiledningen er lagt ved saken.",
    ),
    EscalationTarget.FINANCE: (
        "Fakturaen var satt opp med feil antall kasser. Kreditnota er laget og sendes i dag.",
        "Betalingen er funnet og ført på riktig faktura. Purringen er trukket tilbake.",
    ),
    EscalationTarget.CONSULTING: (
        "Vi kan gjøre dette som et oppdrag på to til tre timer. Tilbud sendes når kunden sier ja.",
    ),
}

_SOON_S, _LATE_S = 6 * 60.0, 3 * 3600.0


class OtherSide:
    """Whoever asked writes down what they say. Threads: one."""

    def __init__(
        self, hands: Hands, picture: Picture, working: WorkingTime, chance: Random
    ) -> None:
        self._hands = hands
        self._picture = picture
        self._working = working
        self._chance = chance
        self._plans: dict[EscalationId, tuple[Instant, Instant]] = {}

    def step(self) -> None:
        """Takes up and answers what is due: at most one."""
        now = self._hands.now()
        for each in self._picture.escalations:
            escalation = each.standing.escalation
            taken_at, answered_at = self._plan(escalation)
            if escalation.state is EscalationState.ASKED and now >= taken_at:
                number = f"{escalation.target.value[:3].upper()}-{1200 + int(escalation.id)}"
                owner = self._chance.choice(_NAMES[escalation.target])
                self._hands.do(take_up, escalation.id, owner, number)
                return
            if escalation.state is EscalationState.IN_WORK and now >= answered_at:
                answer = self._chance.choice(_ANSWERS[escalation.target])
                self._hands.do(answer_escalation, escalation.id, answer)
                return

    def _plan(self, escalation: Escalation) -> tuple[Instant, Instant]:
        """When they take it up and when they answer; in their working time, too."""
        if escalation.id not in self._plans:
            soon_s = self._chance.uniform(_SOON_S, 6 * _SOON_S)
            late_s = soon_s + self._chance.uniform(2 * _SOON_S, _LATE_S)
            due = self._working.due
            seen = self._hands.now()
            self._plans[escalation.id] = due(seen, soon_s), due(seen, late_s)
        return self._plans[escalation.id]
