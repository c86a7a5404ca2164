"""A basis through its life: ready, approved, handed over, invoiced, credited; and who may not."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from fixtures.billed import NOTE, BilledNight
from fixtures.house import House

from console.data.commands.bases import (
    Hindrances,
    approve,
    back_to_draft,
    confirm_invoice,
    credit,
    export_basis,
    make_ready,
    reduce_basis,
)
from console.data.commands.incidents import name_shop, reopen_incident
from console.data.commands.settings import set_setting
from console.data.errors import Conflict, NotAllowed, Refused
from console.data.queries.bases import (
    approval_hindrances,
    bases,
    basis_steps,
    document,
    draft_of,
    past_snapshots,
)
from console.data.queries.basis_check import recheck
from console.data.transaction import new_act
from console.domain.billing.basis import BasisState, Hindrance
from console.domain.billing.document import bears_its_sum
from console.domain.billing.policy import Policy
from console.domain.billing.preview import preview
from console.domain.billing.snapshot import read_snapshot, recompute
from console.domain.billing.stored_policy import policy_to_json
from console.domain.ids import PersonId
from console.domain.oncall.incident import Verdict
from console.domain.oncall.work_log import EntryKind


def hindered(night: BilledNight) -> set[Hindrance]:
    """Why the newest basis cannot be made ready, as whoever tries is told."""
    with pytest.raises(Hindrances) as told:
        night.ready()
    assert all(one.words in str(told.value) for one in told.value.hindrances)
    return {one.what for one in told.value.hindrances}


def steps(night: BilledNight) -> list[str]:
    found = night.house.store.read(basis_steps, night.newest.id)
    return [one.step.kind for one in found]


def test_a_draft_comes_with_the_incident(night: BilledNight) -> None:
    (draft,) = night.bases
    assert (draft.state, draft.snapshot, draft.incl_vat_ore) == (BasisState.DRAFT, "", 0)
    assert (draft.incident, draft.shop_name) == (night.incident, "Fjellsport AS")
    assert steps(night) == ["opened"]
    assert night.house.store.read(bases, [BasisState.DRAFT]) == (draft,)
    assert night.house.store.read(bases, [BasisState.READY]) == ()


def test_a_night_becomes_an_invoice(
    worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    ready = worked.ready()
    assert (ready.started_hours, ready.ex_vat_ore, ready.incl_vat_ore) == (2, 250_000, 312_500)
    assert read_snapshot(ready.snapshot).result.sentence == (
        "Arbeid 20:05–21:05:01 utenfor åpningstid, 60 min 1 s, 2 påbegynte timer à 1 250,00"
    )
    approved = worked.approved(sunniva)
    assert (approved.state, approved.approved_by) == (BasisState.APPROVED, sunniva)
    worked.exported(regine)
    worked.house.act(regine, confirm_invoice, ready.id, "10045")
    last = worked.newest
    assert (last.state, last.invoice_number) == (BasisState.INVOICED, "10045")
    assert last.snapshot == ready.snapshot
    assert steps(worked) == ["opened", "made_ready", "approved", "exported", "invoiced"]
    assert recompute(last.snapshot) == ()
    assert worked.house.store.read(recheck, last.id) == ()


def test_what_is_missing_is_named(night: BilledNight) -> None:
    night.log(EntryKind.STARTED, "20:05")
    missing = {Hindrance.NO_VERDICT, Hindrance.NOTE_INCOMPLETE, Hindrance.OPEN_INTERVAL}
    assert hindered(night) == missing
    shown = night.house.store.read(draft_of, night.newest.id).hindrances
    assert {one.what for one in shown} == missing
    night.log(EntryKind.ENDED, "21:05")
    night.judge(Verdict.UNKNOWN)
    night.note(replace(NOTE, promised=" "))
    assert hindered(night) == {Hindrance.NO_VERDICT, Hindrance.NOTE_INCOMPLETE}
    night.judge()
    night.note()
    assert night.ready().state is BasisState.READY


def test_what_is_billed_has_somebody_to_pay_it(house: House, magnus: PersonId) -> None:
    night = BilledNight(house, magnus, is_shop_known=False)
    night.work("20:05", "21:05")
    night.note()
    night.judge(Verdict.PLATFORM)
    assert night.ready().incl_vat_ore == 0
    night.judge(Verdict.CUSTOMER)
    assert hindered(night) == {Hindrance.NO_SHOP}
    house.act(magnus, name_shop, night.incident, night.shop)
    assert night.ready().incl_vat_ore == 156_250


def test_a_technician_at_two_incidents_at_once_must_be_split_first(
    worked: BilledNight, house: House, magnus: PersonId
) -> None:
    other = BilledNight(house, magnus)
    written = other.by_hand("20:50", "21:00")
    assert hindered(worked) == {Hindrance.OVERLAP}
    other.strike(written)
    assert worked.ready().state is BasisState.READY


def test_nobody_approves_what_is_neither_over_nor_old_enough(
    night: BilledNight, sunniva: PersonId
) -> None:
    night.work("20:05", "20:35")
    night.judge()
    night.note()
    ready = night.ready()
    with pytest.raises(Hindrances) as told:
        night.approved(sunniva)
    assert [one.what for one in told.value.hindrances] == [Hindrance.NOT_OVER]
    now = night.house.clock.now()
    shown = night.house.store.read(approval_hindrances, ready.id, now)
    assert [one.what for one in shown] == [Hindrance.NOT_OVER]
    night.house.clock.advance(24 * 3600)
    assert night.approved(sunniva).state is BasisState.APPROVED


def test_nobody_approves_their_own_work(
    worked: BilledNight, leif: PersonId, sunniva: PersonId
) -> None:
    worked.log(EntryKind.NOTE, "21:30", leif, text="Så over skulderen")
    worked.ready()
    with pytest.raises(NotAllowed, match="arbeidsloggen"):
        worked.approved(leif)
    assert worked.newest.state is BasisState.READY
    assert worked.approved(sunniva).state is BasisState.APPROVED


def test_each_step_is_somebodys(
    worked: BilledNight,
    magnus: PersonId,
    jonas: PersonId,
    sunniva: PersonId,
    regine: PersonId,
    astrid: PersonId,
) -> None:
    which = worked.newest.id
    for nobody in (jonas, regine, astrid):
        with pytest.raises(NotAllowed):
            worked.house.act(nobody, make_ready, which)
    seen = worked.ready().snapshot_sha256
    for nobody in (magnus, jonas, regine, astrid):
        with pytest.raises(NotAllowed):
            worked.house.act(nobody, approve, which, seen)
    worked.approved(sunniva)
    for nobody in (magnus, jonas, sunniva, astrid):
        with pytest.raises(NotAllowed):
            worked.house.act(nobody, export_basis, which)
    assert worked.newest.state is BasisState.APPROVED


def test_only_what_was_seen_is_approved(worked: BilledNight, sunniva: PersonId) -> None:
    seen = worked.ready()
    worked.house.act(sunniva, reduce_basis, seen.id, 1, "Ett sekund over timen")
    with pytest.raises(Conflict, match="endret etter at du så det"):
        worked.house.act(sunniva, approve, seen.id, seen.snapshot_sha256)
    assert worked.newest.state is BasisState.READY


def test_what_is_not_approved_is_not_handed_over(worked: BilledNight, regine: PersonId) -> None:
    worked.ready()
    with pytest.raises(Refused, match="er klar"):
        worked.exported(regine)
    with pytest.raises(Refused, match="ikke eksportert"):
        worked.house.store.read(document, worked.newest.id)


def test_a_reduction_has_a_reason_and_never_goes_upwards(
    worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    one = worked.ready()
    act = worked.house.act
    with pytest.raises(Refused, match="begrunnelse"):
        act(sunniva, reduce_basis, one.id, 1, " ")
    with pytest.raises(Refused, match="Skjønn kan bare sette ned"):
        act(sunniva, reduce_basis, one.id, 3, "Mye bry")
    with pytest.raises(NotAllowed):
        act(regine, reduce_basis, one.id, 1, "Snill")
    act(sunniva, reduce_basis, one.id, 1, "Ett sekund over timen")
    reduced = worked.newest
    assert (reduced.started_hours, reduced.incl_vat_ore) == (1, 156_250)
    assert (reduced.reduced_to_hours, reduced.reduction_reason) == (1, "Ett sekund over timen")
    act(sunniva, reduce_basis, one.id, 2, "Likevel ikke")
    whole = worked.newest
    assert (whole.reduced_to_hours, whole.snapshot) == (None, one.snapshot)
    act(sunniva, reduce_basis, one.id, 0, "Vår oppmerksomhet")
    worked.approved(sunniva)
    worked.exported(regine)
    told = json.loads(worked.house.store.read(document, one.id))
    assert told["reduction"] == {
        "from_hours": 2,
        "to_hours": 0,
        "reason": "Vår oppmerksomhet",
        "by": "sunniva",
        "by_name": "Sunniva Lund",
    }
    assert told["lines"] == []
    assert worked.house.store.read(recheck, one.id) == ()


def test_a_ready_one_goes_back_when_its_work_or_verdict_changes(
    worked: BilledNight, sunniva: PersonId
) -> None:
    ready = worked.ready()
    worked.house.act(sunniva, reduce_basis, ready.id, 1, "Ett sekund over timen")
    worked.log(EntryKind.NOTE, "21:30", text="Bare et notat")
    assert worked.newest.state is BasisState.READY
    worked.work("22:00", "22:10")
    back = worked.newest
    assert (back.state, back.snapshot, back.reduced_to_hours) == (BasisState.DRAFT, "", None)
    assert steps(worked)[-1] == "taken_back"
    worked.ready()
    worked.judge(Verdict.PLATFORM)
    assert worked.newest.state is BasisState.DRAFT
    free = worked.ready()
    assert (free.started_hours, free.incl_vat_ore) == (0, 0)


def test_a_ready_one_is_taken_back_with_a_reason(worked: BilledNight, magnus: PersonId) -> None:
    ready = worked.ready()
    with pytest.raises(Refused, match="begrunnelse"):
        worked.house.act(magnus, back_to_draft, ready.id, "")
    worked.house.act(magnus, back_to_draft, ready.id, "Glemte en telefonsamtale")
    last = worked.house.store.read(basis_steps, ready.id)[-1].step
    assert (last.kind, last.reason) == ("taken_back", "Glemte en telefonsamtale")
    assert json.loads(last.before)["state"] == "ready"
    assert json.loads(last.after)["state"] == "draft"


def test_a_reopened_incident_waits_again(
    worked: BilledNight, magnus: PersonId, sunniva: PersonId
) -> None:
    worked.ready()
    worked.house.act(magnus, reopen_incident, worked.incident)
    with pytest.raises(Hindrances):
        worked.approved(sunniva)


def test_a_changed_policy_changes_no_stored_basis(
    worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    ready = worked.ready()
    dearer = replace(Policy(), rate=Policy().rate * 2)
    worked.house.act(sunniva, set_setting, "billing_policy", policy_to_json(dearer), 0)
    assert worked.approved(sunniva).incl_vat_ore == ready.incl_vat_ore
    worked.exported(regine)
    assert worked.newest.incl_vat_ore == 312_500
    assert worked.house.store.read(recheck, ready.id) == ()
    past = worked.house.store.read(past_snapshots)
    found = preview(past, dearer)
    assert (found.before_ore, found.after_ore) == (250_000, 500_000)
    another = BilledNight(worked.house, worked.technician)
    another.work("2026-11-25T20:00:00+01:00", "2026-11-25T20:10:00+01:00")
    another.finish()
    assert another.ready().ex_vat_ore == 250_000


def test_a_policy_that_cannot_be_used_is_named(worked: BilledNight, sunniva: PersonId) -> None:
    worked.house.act(sunniva, set_setting, "billing_policy", {"pris": "1"}, 0)
    assert hindered(worked) == {Hindrance.POLICY}
    assert worked.house.store.read(draft_of, worked.newest.id).facts is None


def test_a_policy_that_is_broken_since_keeps_no_ready_basis_from_being_approved(
    worked: BilledNight, sunniva: PersonId
) -> None:
    ready = worked.ready()
    worked.house.act(sunniva, set_setting, "billing_policy", {"pris": "1"}, 0)
    assert worked.approved(sunniva).snapshot == ready.snapshot


def test_handing_over_twice_gives_the_same_bytes(
    worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    one = worked.ready()
    worked.approved(sunniva)
    first = worked.exported(regine).answer
    bytes_of_it = worked.house.store.read(document, one.id)
    assert bears_its_sum(bytes_of_it)
    assert first == {"sha256": worked.newest.export_sha256}
    worked.house.clock.advance(3600)
    worked.house.act(sunniva, set_setting, "brand", {"name": "Acendy AS"}, 0)
    assert worked.exported(regine).answer == first
    assert worked.house.store.read(document, one.id) == bytes_of_it
    worked.house.act(regine, confirm_invoice, one.id, "10045")
    assert worked.exported(regine).answer == first
    assert steps(worked).count("exported") == 1


def test_an_invoice_number_comes_once(
    worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    one = worked.ready()
    worked.approved(sunniva)
    with pytest.raises(Refused, match="er godkjent"):
        worked.house.act(regine, confirm_invoice, one.id, "10045")
    worked.exported(regine)
    for wrong in ("", "  ", "1" * 41, "1\n2"):
        with pytest.raises(Refused, match="Skriv fakturanummeret"):
            worked.house.act(regine, confirm_invoice, one.id, wrong)
    for _ in range(2):
        worked.house.act(regine, confirm_invoice, one.id, " 10045 ")
    with pytest.raises(Conflict, match="med nummer 10045"):
        worked.house.act(regine, confirm_invoice, one.id, "10046")


def test_the_same_act_twice_is_done_once(worked: BilledNight, sunniva: PersonId) -> None:
    one = worked.ready()
    act = new_act(sunniva, worked.house.clock.now())
    for _ in range(2):
        worked.house.store.perform(act, approve, one.id, one.snapshot_sha256)
    assert steps(worked) == ["opened", "made_ready", "approved"]


def test_a_credit_takes_back_to_the_ore_and_is_approved_like_any_other(
    worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    one = worked.ready()
    worked.approved(sunniva)
    worked.exported(regine)
    worked.house.act(regine, confirm_invoice, one.id, "10045")
    with pytest.raises(Refused, match="begrunnelse"):
        worked.house.act(regine, credit, one.id, "")
    made = worked.house.act(regine, credit, one.id, "Feil butikk").answer
    assert worked.basis(one.id).state is BasisState.CREDITED
    counter = worked.basis(made["credit"])
    assert (counter.state, counter.credits) == (BasisState.READY, one.id)
    assert (counter.started_hours, counter.incl_vat_ore) == (-2, -312_500)
    approved = worked.approved(sunniva, counter.id)
    assert approved.state is BasisState.APPROVED
    worked.exported(regine, counter.id)
    told = json.loads(worked.house.store.read(document, counter.id))
    assert (told["kind"], told["revision"], told["time_list"]) == ("credit", 2, [])
    assert told["credits"]["invoice_number"] == "10045"
    assert told["totals"]["incl_vat_ore"] == -312_500
    with pytest.raises(Refused, match="krediteres ikke"):
        worked.house.act(regine, credit, counter.id, "Tilbake igjen")
    assert worked.house.store.read(past_snapshots) == ()


def test_after_a_credit_the_new_draft_bills_the_same_work_anew(
    worked: BilledNight, sunniva: PersonId, regine: PersonId
) -> None:
    one = worked.ready()
    worked.approved(sunniva)
    worked.exported(regine)
    made = worked.house.act(regine, credit, one.id, "Det var plattformen").answer
    worked.judge(Verdict.PLATFORM)
    anew = worked.ready(made["draft"])
    assert (anew.incl_vat_ore, anew.started_hours) == (0, 0)
    facts = read_snapshot(anew.snapshot).facts
    assert (facts.revision, len(facts.own_intervals)) == (3, 1)
    for each in worked.bases:
        assert worked.house.store.read(recheck, each.id) == ()
