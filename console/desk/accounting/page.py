"""One basis as the window shows it: what it rests on, what is missing, and what one may do."""

from __future__ import annotations

from dataclasses import dataclass

from console.data.queries.basis_pages import WholeBasis
from console.desk.accounting.offers import Offer, offers
from console.domain.billing.basis import Basis
from console.domain.billing.call_outs import CallOut
from console.domain.billing.facts import Facts
from console.domain.billing.snapshot import Result, reckoning_of
from console.domain.billing.step_chain import Step
from console.domain.billing.time_list import TimeLine, time_list
from console.domain.billing.work import BillingError
from console.domain.oncall.incident import Incident
from console.domain.people import Person


@dataclass(frozen=True)
class BasisPage:
    """`facts` and what follows from them are None and empty where nothing can be reckoned yet.

    `missing` are words for what keeps the basis where it is; `problems` what a recomputation
    found, None where nothing is stored that could be computed again.
    """

    basis: Basis
    incident: Incident
    facts: Facts | None
    result: Result | None
    call_outs: tuple[CallOut, ...]
    time_list: tuple[TimeLine, ...]
    missing: tuple[str, ...]
    problems: tuple[str, ...] | None
    steps: tuple[Step, ...]
    offers: tuple[Offer, ...]


def basis_page(whole: WholeBasis, me: Person) -> BasisPage:
    """The page that one sees."""
    call_outs, lines = _reckoned(whole.facts)
    return BasisPage(
        basis=whole.basis,
        incident=whole.incident,
        facts=whole.facts,
        result=whole.result,
        call_outs=call_outs,
        time_list=lines,
        missing=tuple(each.words for each in whole.hindrances),
        problems=whole.problems,
        steps=whole.steps,
        offers=offers(
            whole.basis.state,
            me,
            whole.hindrances,
            is_on_the_log=any(entry.technician == me.id for entry in whole.incident.entries),
            is_sound=not whole.problems,
            has_hours=whole.result is not None and whole.result.hours_before_reduction > 0,
            is_credit=whole.basis.credits is not None,
        ),
    )


def _reckoned(facts: Facts | None) -> tuple[tuple[CallOut, ...], tuple[TimeLine, ...]]:
    """Nothing of facts that cannot be reckoned: why, the recomputation says."""
    if facts is None:
        return (), ()
    try:
        reckoning = reckoning_of(facts)
    except BillingError:
        return (), ()
    lines = time_list(
        *(facts.work, facts.free, reckoning, facts.reduced_policy, facts.calendar),
        names=facts.people,
    )
    return reckoning.call_outs, lines
