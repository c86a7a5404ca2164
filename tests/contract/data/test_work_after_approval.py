"""Work after a basis was approved: free until it is handed over, a basis of its own after that."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from fixtures.billed import BilledNight
from sqlalchemy import select

from console.data.commands.bases import Hindrances, approve, back_to_draft, credit
from console.data.commands.settings import set_setting
from console.data.errors import Refused, StoreBusy
from console.data.queries.bases import document, draft_of
from console.data.queries.basis_check import recheck
from console.data.tables.journal import EventRow
from console.domain.billing.basis import BasisState, Hindrance
from console.domain.billing.policy import AfterLock, Policy
from console.domain.billing.snapshot import read_snapshot
from console.domain.billing.stored_policy import policy_to_json
from console.domain.ids import BasisId, PersonId
from console.domain.oncall.incident import Verdict
from console.domain.oncall.work_log import EntryKind


@pytest.fixture
def approved(worked: BilledNight, sunniva: PersonId) -> BilledNight:
    """An hour and a second, approved at 21:06:01."""
    worked.ready()
    worked.approved(sunniva)
    return worked


@pytest.fixture
def exported(approved: BilledNight, regine: PersonId) -> BilledNight:
    """The same, handed over at 21:07:01."""
    approved.exported(regine)
    return approved


def told(night: BilledNight, which: BasisId) -> list[tuple[bool, int, int | None]]:
    """What was told of work after the approval: free, seconds, which basis it goes to."""
    asked = (
        select(EventRow)
        .where(EventRow.kind == "WorkAfterApproval", EventRow.entity_id == str(which))
        .order_by(EventRow.id)
    )
    return night.house.store.read(
        lambda session: [
            (event.data["free"], event.data["seconds"], event.data["basis"])
            for event in session.scalars(asked)
        ]
    )


def test_more_work_before_the_hand_over_is_free(approved: BilledNight, regine: PersonId) -> None:
    before = approved.newest
    approved.work("21:10", "21:40")
    assert approved.newest == before
    assert told(approved, before.id) == [(True, 0, None), (True, 1800, None)]
    approved.exported(regine)
    assert approved.newest.incl_vat_ore == before.incl_vat_ore
    assert len(approved.bases) == 1
    assert approved.house.store.read(recheck, before.id) == ()


def test_more_work_after_the_hand_over_is_a_basis_of_its_own(
    exported: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    first = exported.newest
    exported.work("22:00", "22:10")
    second = exported.newest
    assert (second.id != first.id, second.state) == (True, BasisState.DRAFT)
    assert told(exported, first.id) == [(False, 0, second.id)]
    exported.over()
    ready = exported.ready()
    assert (ready.started_hours, ready.ex_vat_ore) == (1, 125_000)
    facts = read_snapshot(ready.snapshot).facts
    assert [each.is_locked for each in facts.work.intervals] == [True, False]
    assert exported.basis(first.id) == first
    exported.approved(sunniva)
    exported.exported(regine)
    listed = json.loads(exported.house.store.read(document, second.id))
    assert (listed["revision"], listed["idempotency_key"]) == (2, f"{exported.incident}/2")
    assert [line["seconds"] for line in listed["time_list"]] == [600]
    for each in exported.bases:
        assert exported.house.store.read(recheck, each.id) == ()


def test_work_beyond_the_window_is_a_basis_of_its_own_also_before_the_hand_over(
    approved: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    """Accounting may hand over once a month; what comes weeks later is no part of that night."""
    first = approved.newest
    approved.work("2026-11-26T20:00:00+01:00", "2026-11-26T20:10:00+01:00")
    second = approved.newest
    assert (second.id != first.id, second.state) == (True, BasisState.DRAFT)
    approved.over()
    ready = approved.ready()
    assert (ready.started_hours, ready.ex_vat_ore) == (1, 125_000)
    approved.approved(sunniva)
    for each in (first.id, second.id):
        approved.exported(regine, each)
        assert approved.house.store.read(recheck, each) == ()
    assert approved.basis(first.id).incl_vat_ore == first.incl_vat_ore
    assert len(approved.bases) == 2


def test_work_that_was_free_stands_on_the_next_time_list_as_free(
    approved: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    approved.work("21:10", "21:20")
    approved.exported(regine)
    approved.work("22:00", "22:10")
    approved.over()
    second = approved.ready()
    assert second.started_hours == 1
    approved.approved(sunniva)
    approved.exported(regine)
    listed = json.loads(approved.house.store.read(document, second.id))["time_list"]
    assert [(line["seconds"], line["why_not"]) for line in listed] == [
        (600, "free_after_approval"),
        (600, None),
    ]


def test_only_hours_not_billed_yet_where_the_policy_says_so(
    exported: BilledNight, sunniva: PersonId
) -> None:
    marginal = policy_to_json(Policy(after_lock=AfterLock.MARGINAL))
    exported.house.act(sunniva, set_setting, "billing_policy", marginal, 0)
    exported.work("22:00", "22:10")
    exported.over()
    assert exported.ready().ex_vat_ore == 0


def test_hours_that_were_let_go_as_our_own_fault_were_not_billed_before(
    worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    marginal = policy_to_json(Policy(after_lock=AfterLock.MARGINAL))
    worked.house.act(sunniva, set_setting, "billing_policy", marginal, 0)
    worked.judge(Verdict.PLATFORM)
    assert worked.ready().ex_vat_ore == 0
    worked.approved(sunniva)
    worked.exported(regine)
    worked.work("22:00", "22:10")
    worked.judge(Verdict.CUSTOMER)
    worked.over()
    assert worked.ready().ex_vat_ore == 125_000


def test_what_was_written_late_about_before_the_hand_over_is_free(
    exported: BilledNight,
) -> None:
    first = exported.newest
    exported.by_hand("20:00", "20:05")
    assert exported.bases == (first,)
    assert told(exported, first.id) == [(True, 300, None)]
    assert exported.house.store.read(recheck, first.id) == ()


def test_a_note_afterwards_is_a_note(exported: BilledNight) -> None:
    first = exported.newest
    exported.log(EntryKind.NOTE, "22:00", text="Kunden takket")
    assert exported.bases == (first,)
    assert told(exported, first.id) == []


def test_work_that_was_struck_leaves_nothing_to_bill(exported: BilledNight) -> None:
    exported.house.clock.advance(3600)
    entry = exported.by_hand("21:30", "21:40")
    second = exported.newest
    exported.strike(entry)
    with pytest.raises(Hindrances) as why:
        exported.ready()
    assert [one.what for one in why.value.hindrances] == [Hindrance.NOTHING_NEW]
    shown = exported.house.store.read(draft_of, second.id)
    assert [one.what for one in shown.hindrances] == [Hindrance.NOTHING_NEW]


def test_a_credit_of_the_first_while_the_second_waits_is_billed_on_the_second(
    exported: BilledNight, magnus: PersonId, sunniva: PersonId, regine: PersonId
) -> None:
    first = exported.newest
    exported.work("22:00", "22:10")
    exported.over()
    second = exported.ready()
    made = exported.house.act(regine, credit, first.id, "Feil kunde").answer
    assert made["draft"] == second.id
    with pytest.raises(Hindrances) as why:
        exported.approved(sunniva, second.id)
    assert [one.what for one in why.value.hindrances] == [Hindrance.OUTDATED]
    exported.house.act(magnus, back_to_draft, second.id, "Den første er kreditert")
    again = exported.ready(second.id)
    assert (again.started_hours, again.ex_vat_ore) == (2, 250_000)


def test_who_approves_and_who_works_on_at_the_same_instant_come_one_after_the_other(
    worked: BilledNight, sunniva: PersonId
) -> None:
    """Either it was approved first and the work is free, or it went back and is not approved."""
    ready = worked.ready()
    worked.house.clock.advance(3600)
    gate = threading.Barrier(2)

    def approve_it() -> bool:
        gate.wait()
        try:
            worked.house.act(sunniva, approve, ready.id, ready.snapshot_sha256)
        except (Refused, StoreBusy):
            return False
        return True

    def work_on() -> None:
        gate.wait()
        worked.by_hand("21:30", "21:40")

    with ThreadPoolExecutor(2) as two:
        approving, working = two.submit(approve_it), two.submit(work_on)
        is_approved = approving.result()
        working.result()
    after = worked.newest
    assert after.id == ready.id
    if is_approved:
        assert (after.state, after.snapshot) == (BasisState.APPROVED, ready.snapshot)
        assert told(worked, ready.id) == [(True, 600, None)]
    else:
        assert (after.state, after.snapshot) == (BasisState.DRAFT, "")
    assert worked.house.store.read(recheck, ready.id) == ()


def test_two_who_work_on_after_the_hand_over_share_one_new_basis(
    exported: BilledNight, tuva: PersonId
) -> None:
    exported.house.clock.advance(7200)
    gate = threading.Barrier(2)

    def work_on(who: PersonId) -> None:
        gate.wait()
        exported.by_hand("22:00", "22:10", by=who)

    with ThreadPoolExecutor(2) as two:
        for done in [two.submit(work_on, who) for who in (exported.technician, tuva)]:
            done.result()
    assert [one.state for one in exported.bases] == [BasisState.DRAFT, BasisState.EXPORTED]
