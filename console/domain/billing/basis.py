"""A basis for an invoice: its life, step by step, and who takes each step.

draft → ready → approved → exported → invoiced → credited. Source: BILLING, Life of a basis.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from whenever import Instant

from console.domain.ids import BasisId, IncidentId, PersonId
from console.domain.language import mark, tr
from console.domain.people import Role


class BasisState(StrEnum):
    """How far a basis has come; only draft and ready can change."""

    DRAFT = "draft"
    READY = "ready"
    APPROVED = "approved"
    EXPORTED = "exported"
    INVOICED = "invoiced"
    CREDITED = "credited"

    @property
    def is_open(self) -> bool:
        """Whether what it rests on may still change it."""
        return self in (BasisState.DRAFT, BasisState.READY)

    @property
    def is_locked(self) -> bool:
        """Whether its work was handed over to be billed, and still is."""
        return self in (BasisState.EXPORTED, BasisState.INVOICED)


class BasisAct(StrEnum):
    """What is done with a basis; each is a step of its chain."""

    OPENED = "opened"
    MADE_READY = "made_ready"
    TAKEN_BACK = "taken_back"
    """To draft, by somebody or by a change of what it rests on."""
    REDUCED = "reduced"
    APPROVED = "approved"
    EXPORTED = "exported"
    INVOICED = "invoiced"
    CREDITED = "credited"


@dataclass(frozen=True, slots=True)
class Allowed:
    """One act of a basis's life: from which states, to which, and by whom."""

    before: frozenset[BasisState]
    after: BasisState
    roles: frozenset[Role]
    may_be_on_the_log: bool = True
    """Whether somebody may do it who worked on the incident."""


_TECHNICIAN_OR_LEAD = frozenset({Role.TECHNICIAN, Role.LEAD})
_LEAD, _ACCOUNTING = frozenset({Role.LEAD}), frozenset({Role.ACCOUNTING})

LIFE: Mapping[BasisAct, Allowed] = {
    BasisAct.MADE_READY: Allowed(
        frozenset({BasisState.DRAFT}), BasisState.READY, _TECHNICIAN_OR_LEAD
    ),
    BasisAct.TAKEN_BACK: Allowed(
        frozenset({BasisState.READY}), BasisState.DRAFT, _TECHNICIAN_OR_LEAD
    ),
    BasisAct.REDUCED: Allowed(frozenset({BasisState.READY}), BasisState.READY, _LEAD, False),
    BasisAct.APPROVED: Allowed(frozenset({BasisState.READY}), BasisState.APPROVED, _LEAD, False),
    BasisAct.EXPORTED: Allowed(frozenset({BasisState.APPROVED}), BasisState.EXPORTED, _ACCOUNTING),
    BasisAct.INVOICED: Allowed(frozenset({BasisState.EXPORTED}), BasisState.INVOICED, _ACCOUNTING),
    BasisAct.CREDITED: Allowed(
        frozenset({BasisState.EXPORTED, BasisState.INVOICED}), BasisState.CREDITED, _ACCOUNTING
    ),
}
"""Who may do what in which state. A store on a server holds the same by its own rules."""


class Hindrance(StrEnum):
    """What keeps a basis from being ready, or a ready one from being approved."""

    NO_VERDICT = "no_verdict"
    NOTE_INCOMPLETE = "note_incomplete"
    OPEN_INTERVAL = "open_interval"
    OVERLAP = "overlap"
    NO_SHOP = "no_shop"
    NOTHING_NEW = "nothing_new"
    POLICY = "policy"
    NOT_OVER = "not_over"
    OUTDATED = "outdated"

    @property
    def words(self) -> str:
        """What it is and what to do, in the language in use."""
        return tr(_WORDS[self])


_WORDS: Mapping[Hindrance, str] = {
    Hindrance.NO_VERDICT: mark(
        "Årsaken er ikke avgjort. En tekniker må velge hvem sin feil det var."
    ),
    Hindrance.NOTE_INCOMPLETE: mark("Sluttnotatet mangler felt. En tekniker må fylle ut alle fem."),
    Hindrance.OPEN_INTERVAL: mark("Arbeidet pågår. Den som arbeider, må avslutte først."),
    Hindrance.OVERLAP: mark(
        "En tekniker står på to hendelser samtidig. Tiden må deles mellom dem i arbeidsloggen."
    ),
    Hindrance.NO_SHOP: mark("Ingen vet hvilken butikk det gjelder. En tekniker må velge den."),
    Hindrance.NOTHING_NEW: mark("Det er ikke kommet noe arbeid siden forrige grunnlag."),
    Hindrance.POLICY: mark("Prisreglene kan ikke brukes. En leder må rette dem."),
    Hindrance.NOT_OVER: mark(
        "Hendelsen er ikke avsluttet, og fristen for å gjenåpne den er ikke ute. En tekniker må "
        "avslutte den."
    ),
    Hindrance.OUTDATED: mark(
        "Det som grunnlaget bygger på, er endret siden det ble klart. Gjør det klart på nytt."
    ),
}


@dataclass(frozen=True, slots=True)
class Hindered:
    """A hindrance of one basis; `detail` names who or what, as data."""

    what: Hindrance
    detail: str = ""

    @property
    def words(self) -> str:
        return f"{self.what.words} ({self.detail})" if self.detail else self.what.words


@dataclass(frozen=True, slots=True)
class Basis:
    """A basis as the store has it; amounts in øre. `shop_name` is "" where no shop is known.

    A credit names the basis it takes back in `credits`; its hours and amounts are negative.
    """

    id: BasisId
    incident: IncidentId
    incident_no: int
    title: str
    shop_name: str
    state: BasisState
    snapshot: str
    snapshot_sha256: str
    started_hours: int
    ex_vat_ore: int
    vat_ore: int
    incl_vat_ore: int
    reduced_to_hours: int | None
    reduction_reason: str
    made_at: Instant
    approved_at: Instant | None
    approved_by: PersonId | None
    exported_at: Instant | None
    exported_by: PersonId | None
    export_sha256: str
    invoice_number: str
    invoiced_at: Instant | None
    credits: BasisId | None


def state_words(state: BasisState) -> str:
    """The state as people call it: kladd, klar, godkjent, …"""
    return tr(_STATES[state])


_STATES: Mapping[BasisState, str] = {
    BasisState.DRAFT: mark("kladd"),
    BasisState.READY: mark("klar"),
    BasisState.APPROVED: mark("godkjent"),
    BasisState.EXPORTED: mark("eksportert"),
    BasisState.INVOICED: mark("fakturert"),
    BasisState.CREDITED: mark("kreditert"),
}
