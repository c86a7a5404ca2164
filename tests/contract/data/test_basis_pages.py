"""Bases as the window reads them, on both engines: what each comes to, and what is missing."""

from __future__ import annotations

from fixtures.billed import BilledNight
from fixtures.house import House
from fixtures.team_store import TeamStore

from console.data.commands.bases import credit
from console.data.commands.settings import set_setting
from console.data.queries.basis_pages import listed_bases, whole_basis
from console.domain.billing.basis import BasisState, Hindrance
from console.domain.billing.reckoning import Why
from console.domain.ids import PersonId
from console.domain.oncall.work_log import EntryKind


def test_a_draft_comes_to_what_its_log_says_now(worked: BilledNight, house: House) -> None:
    (listed,) = house.store.read(listed_bases, tuple(BasisState))
    assert listed.result is not None
    assert (listed.result.worked_seconds, listed.result.ex_vat_ore) == (3601, 250_000)
    house.clock.advance(60)
    worked.by_hand("21:05:01", "21:06")
    (listed,) = house.store.read(listed_bases, tuple(BasisState))
    assert listed.result is not None
    assert listed.result.worked_seconds == 3660
    whole = house.store.read(whole_basis, worked.newest.id, house.clock.now())
    assert whole.problems is None
    assert [step.kind for step in whole.steps] == ["opened"]


def test_who_must_act_is_named_as_a_person(night: BilledNight, house: House) -> None:
    night.log(EntryKind.STARTED, "20:05")
    whole = house.store.read(whole_basis, night.newest.id, house.clock.now())
    running = next(each for each in whole.hindrances if each.what is Hindrance.OPEN_INTERVAL)
    assert running.detail == "Magnus Eide"
    assert whole.result is not None
    assert whole.result.why is Why.UNDETERMINED


def test_rules_that_cannot_be_used_leave_a_draft_without_figures(
    worked: BilledNight, house: House, sunniva: PersonId
) -> None:
    house.act(sunniva, set_setting, "billing_policy", {"rate": "gratis"}, 0)
    (listed,) = house.store.read(listed_bases, (BasisState.DRAFT,))
    assert listed.result is None
    whole = house.store.read(whole_basis, worked.newest.id, house.clock.now())
    assert (whole.facts, whole.result) == (None, None)
    assert Hindrance.POLICY in {each.what for each in whole.hindrances}


def test_a_stored_basis_is_computed_again_and_a_credit_is_negative(
    worked: BilledNight, house: House, sunniva: PersonId, regine: PersonId
) -> None:
    worked.ready()
    worked.approved(sunniva)
    worked.exported(regine)
    first = worked.newest.id
    number = house.act(regine, credit, first, "Feil butikk").answer["credit"]
    states = (BasisState.READY, BasisState.CREDITED)
    found = {each.basis.id: each.result for each in house.store.read(listed_bases, states)}
    assert {number: -250_000, first: 250_000} == {
        basis: result.ex_vat_ore for basis, result in found.items() if result is not None
    }
    whole = house.store.read(whole_basis, number, house.clock.now())
    assert (whole.problems, whole.hindrances) == ((), ())


def test_whoever_looks_reads_a_basis_under_a_login_of_their_own(
    worked: BilledNight, house: House, sunniva: PersonId, regine: PersonId
) -> None:
    worked.ready()
    worked.approved(sunniva)
    worked.exported(regine)
    for login in ("regine", "sunniva", "magnus"):
        store = house.store.of(login) if isinstance(house.store, TeamStore) else house.store
        whole = store.read(whole_basis, worked.newest.id, house.clock.now())
        assert whole.problems == ()
        assert len(store.read(listed_bases, (BasisState.EXPORTED,))) == 1
