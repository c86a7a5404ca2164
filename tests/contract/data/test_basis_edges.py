"""Where a basis could say more than is so: reductions of nothing, the last second of a window,
steps that somebody wrote by hand, two credits at once.
"""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from fixtures.billed import BilledNight, moment
from sqlalchemy.orm import Session

from console.data.commands.bases import Hindrances, approve, credit, reduce_basis
from console.data.commands.basis_steps import take_step
from console.data.errors import Refused
from console.data.queries.bases import bases_of_incident, document
from console.data.queries.basis_check import recheck_all
from console.data.tables.billing import BasisRow
from console.domain.billing.basis import BasisAct, BasisState
from console.domain.billing.snapshot import read_snapshot
from console.domain.ids import BasisId, PersonId
from console.domain.oncall.incident import Verdict


def test_what_costs_nothing_is_not_reduced_to_more(worked: BilledNight, sunniva: PersonId) -> None:
    worked.judge(Verdict.PLATFORM)
    free = worked.ready()
    with pytest.raises(Refused, match="Skjønn kan bare sette ned"):
        worked.house.act(sunniva, reduce_basis, free.id, 2, "Mye bry")
    assert worked.newest == free


def test_the_last_second_of_the_window_still_joins_so_it_is_not_over(
    night: BilledNight, sunniva: PersonId
) -> None:
    night.work("20:05", "21:05:01")
    night.judge()
    night.note()
    ready = night.ready()
    bell = moment("2026-11-25T21:05:01+01:00")
    night.house.clock.advance(bell.timestamp() - night.house.clock.now().timestamp())
    with pytest.raises(Hindrances):
        night.house.act(sunniva, approve, ready.id, ready.snapshot_sha256)
    night.house.clock.advance(1)
    night.house.act(sunniva, approve, ready.id, ready.snapshot_sha256)
    assert night.newest.state is BasisState.APPROVED


def _row(session: Session, basis: BasisId) -> BasisRow:
    row = session.get_one(BasisRow, basis)
    session.expunge(row)
    return row


def test_a_step_that_only_says_approved_approves_nothing_in_the_document(
    worked: BilledNight, magnus: PersonId, sunniva: PersonId, regine: PersonId
) -> None:
    """A technician may write steps with SQL of their own; who approved is who did."""
    one = worked.ready()
    row = worked.house.store.read(_row, one.id)
    forged = {"approver": "magnus", "approver_name": "Magnus Berg"}
    worked.house.act(magnus, take_step, row, BasisAct.APPROVED, "", **forged)
    worked.approved(sunniva)
    worked.exported(regine)
    told = json.loads(worked.house.store.read(document, one.id))
    assert told["approved"]["by"] == "sunniva"


def test_two_credits_at_once_have_each_its_own_number_and_key(
    worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    worked.ready()
    worked.approved(sunniva)
    worked.exported(regine)
    worked.work("22:00", "22:10")
    worked.over()
    worked.ready()
    worked.approved(sunniva)
    worked.exported(regine)
    gate = threading.Barrier(2)

    def take_back(which: BasisId) -> None:
        gate.wait()
        worked.house.act(regine, credit, which, "Feil kunde")

    with ThreadPoolExecutor(2) as two:
        for done in [two.submit(take_back, one.id) for one in worked.bases]:
            done.result()
    store = worked.house.store
    every = store.read(bases_of_incident, worked.incident)
    drafts = [one for one in every if one.state is BasisState.DRAFT]
    revisions = [read_snapshot(one.snapshot).facts.revision for one in every if one.snapshot]
    assert (len(drafts), len(set(revisions))) == (1, 4)
    assert store.read(recheck_all) == ()
