"""What somebody changed behind the store's back is found in a basis, and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fixtures.billed import BilledNight
from fixtures.tampering import tamper

from console.data.commands.bases import approve, credit, export_basis
from console.data.errors import Refused
from console.data.queries.basis_check import FaultKind, recheck, recheck_all
from console.domain.ids import PersonId


@pytest.fixture
def handed_over(worked: BilledNight, sunniva: PersonId, regine: PersonId) -> BilledNight:
    worked.ready()
    worked.approved(sunniva)
    worked.exported(regine)
    return worked


def found(night: BilledNight) -> set[FaultKind]:
    faults = night.house.store.read(recheck, night.newest.id)
    assert all(fault.words.startswith(f"Grunnlag {fault.basis}: ") for fault in faults)
    return {fault.kind for fault in faults}


LATER = "at = at + 3600000000 WHERE kind = 'ended'"
LATER_ON_A_SERVER = "at = at + interval '1 hour' WHERE kind = 'ended'"


def test_all_is_well_with_what_nobody_touched(handed_over: BilledNight) -> None:
    assert handed_over.house.store.read(recheck_all) == ()


@pytest.mark.parametrize(
    ("statement", "faults"),
    [
        ("UPDATE basis SET ex_vat_ore = 1", {FaultKind.FIGURES, FaultKind.LAST_STEP}),
        ("UPDATE basis SET invoice_number = '7'", {FaultKind.LAST_STEP}),
        ("UPDATE basis SET state = 'approved'", {FaultKind.LAST_STEP}),
        ("UPDATE basis SET export_sha256 = 'x'", {FaultKind.LAST_STEP, FaultKind.DOCUMENT}),
        (
            "UPDATE basis SET snapshot = replace(snapshot, '312500', '312501')",
            {FaultKind.SUM, FaultKind.RECOMPUTED, FaultKind.FIGURES, FaultKind.DOCUMENT},
        ),
        ("UPDATE basis SET snapshot = 'x'", {FaultKind.SUM, FaultKind.RECOMPUTED}),
        ("UPDATE basis_step SET reason = 'x' WHERE step = 2", {FaultKind.CHAIN}),
        ("DELETE FROM basis_step WHERE step = 2", {FaultKind.CHAIN}),
        ("DELETE FROM basis_step WHERE step = 4", {FaultKind.LAST_STEP}),
        ("DELETE FROM basis_step", {FaultKind.CHAIN, FaultKind.DOCUMENT}),
        ("UPDATE event SET data = '{}' WHERE kind = 'BasisApproved'", {FaultKind.EVENT}),
        ("UPDATE verdict SET reason = 'x'", {FaultKind.VERDICT}),
        ("UPDATE verdict SET verdict = 'third_party'", {FaultKind.VERDICT}),
        ("UPDATE work_entry SET text = 'x' WHERE kind = 'ended'", {FaultKind.LOG_CHANGED}),
    ],
)
def test_what_was_changed_is_named(
    handed_over: BilledNight, statement: str, faults: set[FaultKind]
) -> None:
    tamper(handed_over.house.store, statement)
    assert found(handed_over) == faults
    assert {fault.kind for fault in handed_over.house.store.read(recheck_all)} == faults


def test_an_edited_log_row_is_named_whichever_way_it_was_edited(
    handed_over: BilledNight,
) -> None:
    store = handed_over.house.store
    on_a_server = store.engine.dialect.name == "postgresql"
    tamper(store, f"UPDATE work_entry SET {LATER_ON_A_SERVER if on_a_server else LATER}")
    assert found(handed_over) == {FaultKind.LOG_CHANGED}
    tamper(store, "DELETE FROM work_entry WHERE kind = 'ended'")
    assert found(handed_over) == {FaultKind.LOG_CHANGED, FaultKind.NOT_FROM_LOG}


def test_a_report_that_came_at_another_time_is_named(handed_over: BilledNight) -> None:
    """Whether it is billed at all, and at which price, goes by that instant."""
    store = handed_over.house.store
    on_a_server = store.engine.dialect.name == "postgresql"
    earlier = "reported_at - interval '1 day'" if on_a_server else "reported_at - 86400000000"
    tamper(store, f"UPDATE incident SET reported_at = {earlier}")
    assert found(handed_over) == {FaultKind.REPORT}


def test_a_deleted_event_is_named(handed_over: BilledNight) -> None:
    tamper(
        handed_over.house.store,
        "DELETE FROM feed WHERE event_id IN (SELECT id FROM event WHERE kind = 'BasisApproved')",
        "DELETE FROM event WHERE kind = 'BasisApproved'",
    )
    (fault,) = handed_over.house.store.read(recheck, handed_over.newest.id)
    assert (fault.kind, fault.detail) == (FaultKind.EVENT, "3")


def test_an_approval_of_ones_own_work_is_named(handed_over: BilledNight, magnus: PersonId) -> None:
    tamper(handed_over.house.store, f"UPDATE basis SET approved_by = {int(magnus)}")
    assert FaultKind.OWN_APPROVAL in found(handed_over)


@pytest.mark.parametrize("how", ["approve", "export", "credit"])
def test_nothing_goes_on_with_figures_that_do_not_add_up(
    worked: BilledNight, sunniva: PersonId, regine: PersonId, how: str
) -> None:
    one = worked.ready()
    if how != "approve":
        worked.approved(sunniva)
    if how == "credit":
        worked.exported(regine)
    store = worked.house.store
    tamper(store, "UPDATE basis SET snapshot = replace(snapshot, '312500', '312501')")
    acts: dict[str, Callable[[], object]] = {
        "approve": lambda: worked.house.act(sunniva, approve, one.id, one.snapshot_sha256),
        "export": lambda: worked.house.act(regine, export_basis, one.id),
        "credit": lambda: worked.house.act(regine, credit, one.id, "Feil"),
    }
    with pytest.raises(Refused, match="regnes ikke ut til det samme"):
        acts[how]()
