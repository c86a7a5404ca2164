"""An incident as the store has it, with what has been done here and not got there yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce

from console.data.pocket_oncall import LoggedAct
from console.desk.oncall.acts import entry_of, note_of, opened_of
from console.desk.oncall.entered import ActKind
from console.domain.ids import CaseId, PersonId, ShopId
from console.domain.oncall.incident import (
    ClosingNote,
    GivenVerdict,
    Incident,
    IncidentState,
    Verdict,
)


def merged(stored: Incident | None, acts: Iterable[LoggedAct], me: PersonId) -> Incident | None:
    """None where nobody has opened it. What the store has already is not there twice."""
    found = reduce(lambda before, act: _after(before, act, me), acts, stored)
    if found is None:
        return None
    entries = {entry.id: entry for entry in found.entries}
    ordered = sorted(entries.values(), key=lambda entry: (entry.at, entry.id))
    return replace(found, entries=tuple(ordered))


def _after(before: Incident | None, act: LoggedAct, me: PersonId) -> Incident | None:
    if act.kind == ActKind.OPENED:
        return before or _opened(act)
    return None if before is None else _STEPS[ActKind(act.kind)](before, act, me)


def _opened(act: LoggedAct) -> Incident:
    new = opened_of(act)
    return Incident(
        id=act.incident,
        no=None,
        title=new.title,
        product=new.product,
        shop=new.shop,
        shop_name=new.shop_name,
        reporter_name=new.reporter_name,
        reporter_phone=new.reporter_phone,
        reported_at=new.reported_at,
        acknowledged_at=None,
        acknowledged_by=None,
        state=IncidentState.OPEN,
        over_at=None,
        note=ClosingNote(),
        note_version=0,
        verdicts=(),
        cases=() if new.case is None else (new.case,),
        entries=(),
    )


def _acknowledged(before: Incident, act: LoggedAct, me: PersonId) -> Incident:
    if before.acknowledged_at is not None:
        return before
    return replace(before, acknowledged_at=act.made_at, acknowledged_by=me)


def _linked(before: Incident, act: LoggedAct, _me: PersonId) -> Incident:
    return replace(before, cases=tuple(sorted({*before.cases, CaseId(act.arguments["case"])})))


def _shop_named(before: Incident, act: LoggedAct, _me: PersonId) -> Incident:
    if before.shop is not None:
        return before
    return replace(before, shop=ShopId(act.arguments["shop"]), shop_name=act.arguments["name"])


def _entered(before: Incident, act: LoggedAct, _me: PersonId) -> Incident:
    return replace(before, entries=(*before.entries, entry_of(act)))


def _judged(before: Incident, act: LoggedAct, me: PersonId) -> Incident:
    verdict = Verdict(act.arguments["verdict"])
    given = GivenVerdict(verdict, act.arguments["reason"], act.made_at, me)
    if given in before.verdicts:
        return before
    return replace(before, verdicts=(*before.verdicts, given))


def _noted(before: Incident, act: LoggedAct, _me: PersonId) -> Incident:
    return replace(before, note=note_of(act))


def _over(before: Incident, act: LoggedAct, _me: PersonId) -> Incident:
    if before.state is IncidentState.OVER:
        return before
    return replace(before, state=IncidentState.OVER, over_at=act.made_at)


def _reopened(before: Incident, _act: LoggedAct, _me: PersonId) -> Incident:
    return replace(before, state=IncidentState.OPEN, over_at=None)


_STEPS: dict[ActKind, Callable[[Incident, LoggedAct, PersonId], Incident]] = {
    ActKind.ACKNOWLEDGED: _acknowledged,
    ActKind.LINKED: _linked,
    ActKind.SHOP_NAMED: _shop_named,
    ActKind.ENTRY: _entered,
    ActKind.VERDICT: _judged,
    ActKind.NOTE: _noted,
    ActKind.OVER: _over,
    ActKind.REOPENED: _reopened,
}
