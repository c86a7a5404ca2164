"""What past bases would have cost under another policy: for whoever is about to change it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from console.domain.billing.canonical import ore
from console.domain.billing.policy import Policy
from console.domain.billing.snapshot import read_snapshot, reckoning_of
from console.domain.billing.work import BillingError
from console.domain.ids import BasisId


@dataclass(frozen=True, slots=True)
class Previewed:
    """One past basis, by its number; amounts in øre excl. VAT.

    `after_*` are None, and `problem` says why, where the policy has no answer for it.
    """

    number: BasisId
    incident_no: int
    shop_name: str
    before_hours: int
    before_ore: int
    after_hours: int | None
    after_ore: int | None
    problem: str = ""

    @property
    def is_changed(self) -> bool:
        return (self.before_hours, self.before_ore) != (self.after_hours, self.after_ore)


@dataclass(frozen=True, slots=True)
class Preview:
    """All of them, and the sums in øre excl. VAT of those that could be reckoned."""

    bases: tuple[Previewed, ...]
    before_ore: int
    after_ore: int


def preview(snapshots: Iterable[tuple[BasisId, str]], policy: Policy) -> Preview:
    """Reckons past bases, by number and snapshot, under another policy. Changes nothing.

    In the order given. What was reduced stays reduced to at most as many hours. Credits are left
    out, so leave out what they took back as well. Raises BillingError `snapshot`.
    """
    bases = tuple(
        _previewed(number, text, policy) for number, text in snapshots if not _is_credit(text)
    )
    reckoned = [each for each in bases if each.after_ore is not None]
    return Preview(
        bases,
        sum(each.before_ore for each in reckoned),
        sum(each.after_ore or 0 for each in reckoned),
    )


def _is_credit(text: str) -> bool:
    return read_snapshot(text).facts.credits is not None


def _previewed(number: BasisId, text: str, policy: Policy) -> Previewed:
    snapshot = read_snapshot(text)
    facts, before = snapshot.facts, snapshot.result
    after_hours: int | None = None
    after_ore: int | None = None
    problem = ""
    try:
        free_of_it = replace(facts, policy=policy, reduction=None)
        whole = reckoning_of(free_of_it)
        reduction = facts.reduction
        if reduction is not None and reduction.hours < whole.hours_before_reduction:
            whole = reckoning_of(replace(free_of_it, reduction=reduction))
        after_hours, after_ore = whole.started_hours, ore(whole.ex_vat)
    except BillingError as impossible:
        problem = str(impossible)
    return Previewed(
        number=number,
        incident_no=facts.subject.number,
        shop_name=facts.subject.shop_name,
        before_hours=before.started_hours,
        before_ore=before.ex_vat_ore,
        after_hours=after_hours,
        after_ore=after_ore,
        problem=problem,
    )
