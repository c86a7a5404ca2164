"""What the engine itself holds of a basis's life, by statements past the program."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from fakes.incidents import logged, reported
from fixtures.house import House
from fixtures.team_store import TeamStore
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from console.data.commands.incidents import open_incident
from console.data.commands.work_log import add_entry
from console.data.errors import StoreError
from console.data.store import Store
from console.data.tables.billing import BasisRow, BasisStepRow
from console.data.transaction import Transaction, new_act
from console.domain.billing.step_chain import FIRST, Step, chained
from console.domain.ids import BasisId, IncidentId, PersonId
from console.domain.oncall.work_log import EntryKind

SNAPSHOT = '{"work": "å"}'
SUM = hashlib.sha256(SNAPSHOT.encode()).hexdigest()
LIFE = ("draft", "ready", "approved", "exported", "invoiced", "credited")
MAY_FOLLOW = {
    *(("draft", "draft"), ("draft", "ready"), ("ready", "draft"), ("ready", "ready")),
    *(("ready", "approved"), ("approved", "exported"), ("exported", "invoiced")),
    *(("exported", "credited"), ("invoiced", "credited")),
}
FIGURES = {"started_hours": 2, "ex_vat_ore": 250000, "vat_ore": 62500, "incl_vat_ore": 312500}


class Bench:
    """A basis of one incident, and the people who take its steps by SQL."""

    def __init__(self, house: House, people: dict[str, PersonId]) -> None:
        self.house = house
        self.people = people
        new = reported(house.clock.now())
        house.act(people["magnus"], open_incident, new)
        self.incident = IncidentId(new.id)
        house.act(
            people["magnus"],
            add_entry,
            logged(new.id, people["magnus"], EntryKind.NOTE, house.clock.now(), text="x"),
        )
        begun = {"incident_id": self.incident, "state": "draft", "made_at": house.clock.now()}
        self.by("magnus", insert(BasisRow).values(version=1, **begun))
        self.basis = self.of(lambda session: session.scalars(select(BasisRow.id)).all()[-1])

    def by(self, login: str, statement: Any) -> None:
        """Somebody's own statement, under their own login."""
        store = self.house.store
        own: Store = store.of(login) if isinstance(store, TeamStore) else store

        def run(tx: Transaction) -> None:
            tx.session.execute(statement)

        own.perform(new_act(self.people[login], self.house.clock.now()), run)

    def of(self, query: Callable[[Session], Any]) -> Any:
        return self.house.store.read(query)

    def row(self) -> dict[str, Any]:
        found = select(*BasisRow.__table__.columns).where(BasisRow.id == self.basis)
        return dict(self.of(lambda session: session.execute(found).mappings().one()))

    def change(self, login: str, **values: Any) -> None:
        self.by(login, update(BasisRow).where(BasisRow.id == self.basis).values(**values))

    def step(self, state: str, login: str | None = None, **more: Any) -> None:
        """To a state, with all that it takes, by whoever may."""
        now, takes = self.house.clock.now(), dict[str, Any]()
        if state == "ready":
            takes = {"snapshot": SNAPSHOT, "snapshot_sha256": SUM, **FIGURES}
        elif state == "approved":
            takes = {"approved_at": now, "approved_by": self.people[login or "sunniva"]}
        elif state == "exported":
            takes = {
                "exported_at": now,
                "exported_by": self.people["regine"],
                "export_sha256": SUM,
            }
        elif state == "invoiced":
            takes = {"invoiced_at": now, "invoice_number": "F-1"}
        who = {"draft": "magnus", "ready": "magnus", "approved": "sunniva"}.get(state, "regine")
        self.change(login or who, state=state, **{**takes, **more})

    def credit(self, **other: Any) -> None:
        back = {name: -value for name, value in FIGURES.items()}
        values = {
            "incident_id": self.incident,
            "version": 1,
            "state": "ready",
            "snapshot": SNAPSHOT,
            "snapshot_sha256": SUM,
            "made_at": self.house.clock.now(),
            "credits_id": self.basis,
        }
        self.by("regine", insert(BasisRow).values(**{**values, **back, **other}))

    def come_to(self, state: str) -> None:
        for one in LIFE[1 : LIFE.index(state) + 1]:
            if one == "credited":
                self.credit()
            self.step(one)

    def write_down(self, login: str, number: int, earlier: str, **wrong: Any) -> str:
        """A step of the chain; its sum."""
        at, by = self.house.clock.now(), self.people[login]
        step = Step(BasisId(self.basis), number, "x", at, by, "på å", "", "{}")
        told = {
            "basis_id": self.basis,
            "step": number,
            "kind": step.kind,
            "at": at,
            "by_id": by,
            "reason": step.reason,
            "before": step.before,
            "after": step.after,
            "earlier_sha256": earlier,
            "sha256": chained(earlier, step),
        }
        self.by(login, insert(BasisStepRow).values(**{**told, **wrong}))
        return chained(earlier, step)


@pytest.fixture
def bench(
    house: House, magnus: PersonId, sunniva: PersonId, leif: PersonId, regine: PersonId
) -> Bench:
    people = {"magnus": magnus, "sunniva": sunniva, "leif": leif, "regine": regine}
    return Bench(house, people)


@pytest.mark.parametrize("old", LIFE)
def test_a_basis_goes_through_its_life_a_step_at_a_time(bench: Bench, old: str) -> None:
    bench.come_to(old)
    if old == "exported":
        bench.credit()  # so that nothing is lacking but the step itself
    for new, login in product(LIFE, ("magnus", "sunniva", "regine")):
        if (old, new) not in MAY_FOLLOW:
            before = bench.row()
            with pytest.raises(StoreError):
                bench.step(new, login)
            assert bench.row() == before


@pytest.mark.parametrize(("old", "new"), sorted(MAY_FOLLOW))
def test_each_step_of_its_life_can_be_taken_by_who_may(bench: Bench, old: str, new: str) -> None:
    bench.come_to(old)
    if new == "credited":
        bench.credit()
    bench.step(new, "sunniva" if (old, new) == ("ready", "ready") else None)
    assert bench.row()["state"] == new


@pytest.mark.parametrize("state", LIFE[2:])
def test_nothing_of_a_basis_changes_once_it_is_approved(bench: Bench, state: str) -> None:
    bench.come_to(state)
    before = bench.row()
    now = bench.house.clock.advance(60)
    other = {
        **{name: 1 for name in FIGURES},
        **{"snapshot": "{}", "snapshot_sha256": "x", "reduced_to_hours": 1, "state": "ready"},
        **{"reduction_reason": "x", "approved_at": now, "exported_at": now, "invoiced_at": now},
        **{name: bench.people["leif"] for name in ("approved_by", "reduced_by", "exported_by")},
        **{"export_sha256": "x", "invoice_number": "2", "made_at": now, "version": 9},
    }
    for (name, value), login in product(other.items(), ("magnus", "sunniva", "regine")):
        with pytest.raises(StoreError):
            bench.change(login, **{name: value})
    assert bench.row() == before


@pytest.mark.parametrize("state", LIFE[2:])
def test_no_step_carries_another_change_with_it(bench: Bench, state: str) -> None:
    bench.come_to(LIFE[LIFE.index(state) - 1])
    if state == "credited":
        bench.credit()
    before = bench.row()
    later = bench.house.clock.now().add(hours=1)
    taken = {"approved": "approved_at", "exported": "exported_at", "invoiced": "invoiced_at"}
    other = {
        **{name: 1 for name in FIGURES},
        **{"snapshot": "{}", "snapshot_sha256": "x", "reduced_to_hours": 1, "made_at": later},
        **{at: later for one, at in taken.items() if one != state},
    }
    for name, value in other.items():
        with pytest.raises(StoreError):
            bench.step(state, **{name: value})
    assert bench.row() == before
    bench.step(state)


def test_whoever_worked_on_it_does_not_approve_it(bench: Bench) -> None:
    leif = bench.people["leif"]
    entry = logged(bench.incident, leif, EntryKind.NOTE, bench.house.clock.now(), text="x")
    bench.house.act(leif, add_entry, entry)
    bench.come_to("ready")
    with pytest.raises(StoreError):
        bench.step("approved", "leif")
    bench.step("approved", "sunniva")
    assert bench.row()["approved_by"] == bench.people["sunniva"]


def test_what_a_state_takes_is_not_left_out(bench: Bench) -> None:
    for state, login in (("ready", "magnus"), ("approved", "sunniva")):
        with pytest.raises(StoreError):
            bench.change(login, state=state)
        bench.step(state)
    for state in ("exported", "invoiced", "credited"):
        with pytest.raises(StoreError):
            bench.change("regine", state=state)
        if state != "credited":
            bench.step(state)


@pytest.mark.parametrize(
    "other",
    [
        {"ex_vat_ore": -250001},
        {"incl_vat_ore": 312500},
        {"started_hours": 0},
        {"state": "draft"},
        {"state": "approved"},
        {"invoice_number": "1"},
        {"reduced_to_hours": 1},
    ],
    ids=str,
)
def test_a_credit_takes_back_just_what_was_handed_over(
    bench: Bench, other: dict[str, object]
) -> None:
    bench.come_to("exported")
    with pytest.raises(StoreError):
        bench.credit(**other)
    bench.credit()
    with pytest.raises(StoreError):
        bench.credit()


def test_a_credit_is_approved_as_it_is_and_is_not_credited_itself(bench: Bench) -> None:
    bench.come_to("invoiced")
    bench.credit()
    bench.step("credited")
    bench.basis += 1
    with pytest.raises(StoreError):
        bench.change("sunniva", ex_vat_ore=-1)
    with pytest.raises(StoreError):
        bench.change("magnus", state="draft")
    for state in ("approved", "exported", "invoiced"):
        bench.step(state)
    with pytest.raises(StoreError):
        bench.credit(**FIGURES)
    assert bench.row()["ex_vat_ore"] == -250000


def test_no_basis_is_removed(bench: Bench) -> None:
    with pytest.raises(StoreError):
        bench.by("regine", delete(BasisRow))
    assert bench.row()["state"] == "draft"


def test_steps_are_bound_to_each_other(bench: Bench) -> None:
    first = bench.write_down("magnus", 1, FIRST)
    for number, earlier in ((1, FIRST), (3, first), (2, FIRST), (2, "x"), (0, FIRST)):
        with pytest.raises(StoreError):
            bench.write_down("magnus", number, earlier)
    second = bench.write_down("sunniva", 2, first)
    bench.write_down("regine", 3, second)
    for change in (update(BasisStepRow).values(reason="x"), delete(BasisStepRow)):
        with pytest.raises(StoreError):
            bench.by("regine", change)
