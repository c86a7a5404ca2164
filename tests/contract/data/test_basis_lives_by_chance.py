"""Whatever people do with an incident and its bases in whatever order, nothing is billed twice."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from fixtures.billed import BilledNight
from whenever import Instant

from console.data.commands.bases import (
    approve,
    confirm_invoice,
    credit,
    export_basis,
    make_ready,
    reduce_basis,
)
from console.data.commands.incidents import reopen_incident
from console.data.errors import Conflict, Refused
from console.data.queries.basis_check import recheck_all
from console.domain.billing.basis import Basis, BasisState
from console.domain.billing.snapshot import read_snapshot
from console.domain.ids import PersonId
from console.domain.oncall.incident import Verdict
from console.domain.oncall.work_log import EntryKind, Span

STEPS = 50
PAUSES_S = (60, 600, 3600, 7200, 90_000, 200_000)
SOLD = (BasisState.APPROVED, BasisState.EXPORTED, BasisState.INVOICED)


class People:
    """Two technicians, a lead and accounting; each act takes the basis it is done to."""

    def __init__(
        self, night: BilledNight, technicians: tuple[PersonId, ...], lead: PersonId, desk: PersonId
    ) -> None:
        self._night = night
        self._technicians = technicians
        self._lead = lead
        self._desk = desk

    def acts(self, dice: Random) -> tuple[Callable[[Basis], object], ...]:
        """Those of a usual life come oftener."""
        act, night = self._night.house.act, self._night
        who = dice.choice(self._technicians)
        usual: tuple[Callable[[Basis], object], ...] = (
            lambda _: self._work(who, dice.choice((600, 3600, 4000))),
            lambda one: act(who, make_ready, one.id),
            lambda _: night.over(),
            lambda one: act(self._lead, approve, one.id, one.snapshot_sha256),
            lambda one: act(self._desk, export_basis, one.id),
            lambda one: act(self._desk, credit, one.id, "Feil kunde"),
        )
        return (
            *(2 * usual),
            lambda one: act(self._desk, confirm_invoice, one.id, f"{one.id}"),
            lambda one: act(self._lead, reduce_basis, one.id, dice.randint(0, 3), "Skjønn"),
            lambda _: night.judge(dice.choice((Verdict.CUSTOMER, Verdict.PLATFORM)), who),
            lambda _: act(who, reopen_incident, night.incident),
            lambda _: self._remember(who, dice.randint(600, 40_000)),
        )

    def _work(self, who: PersonId, seconds: int) -> None:
        self._night.log_late(EntryKind.STARTED, self._now, who)
        self._night.house.clock.advance(seconds)
        self._night.log_late(EntryKind.ENDED, self._now, who)

    def _remember(self, who: PersonId, ago_s: int) -> None:
        start = self._now.subtract(seconds=ago_s)
        span = Span(start, start.add(seconds=500))
        self._night.log_late(EntryKind.BY_HAND, self._now, who, span=span, text="Glemte det")

    @property
    def _now(self) -> Instant:
        return self._night.house.clock.now()


@pytest.mark.parametrize("seed", [3, 13, 14])
def test_every_second_is_billed_once_at_most_and_every_basis_adds_up(
    night: BilledNight,
    magnus: PersonId,
    tuva: PersonId,
    sunniva: PersonId,
    regine: PersonId,
    seed: int,
) -> None:
    dice, people = Random(seed), People(night, (magnus, tuva), sunniva, regine)
    night.judge()
    night.note()
    done = 0
    for _ in range(STEPS):
        night.house.clock.advance(dice.choice(PAUSES_S))
        try:
            dice.choice(people.acts(dice))(dice.choice(night.bases[:3]))
        except (Refused, Conflict):
            continue
        done += 1
        _require_sound(night)
    assert done > STEPS / 4
    assert len(night.bases) > 1


def _require_sound(night: BilledNight) -> None:
    assert night.house.store.read(recheck_all) == ()
    whole = [(one, read_snapshot(one.snapshot).facts) for one in night.bases if one.snapshot]
    assert len({facts.revision for _, facts in whole}) == len(whole)
    open_ones = [one for one in night.bases if one.state.is_open and one.credits is None]
    assert len(open_ones) <= 1
    sold = sorted(
        (each.technician, each.start, each.end)
        for one, facts in whole
        if one.credits is None and one.state in SOLD
        for each in facts.own_intervals
    )
    for (who, _, end), (other, start, _) in pairwise(sold):
        assert who != other or end <= start
