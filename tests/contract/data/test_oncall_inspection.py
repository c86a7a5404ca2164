"""`db check` names what was changed of on-call work past the program, and guards that are gone."""

from __future__ import annotations

import pytest
from fixtures.billed import BilledNight
from fixtures.house import House
from fixtures.team_store import TeamStore
from sqlalchemy import text

from console.data.inspection import inspect_store
from console.data.queries.bases import basis_steps
from console.data.tables.billing import BasisStepRow
from console.data.transaction import Transaction, new_act
from console.domain.billing.step_chain import Step, chained
from console.domain.ids import PersonId

GUARDED = ("work_entry", "verdict", "basis", "basis_step", "event")
_ENTRY = (
    "INSERT INTO work_entry (id, incident_id, technician_id, kind, at, text, work_kind, machine, "
    "recorded_at) SELECT '00000000000040008000000000000001', incident_id, technician_id, 'paused', "
    "at, '', 'work', '', recorded_at FROM work_entry WHERE kind = 'ended'"
)
_LAST = "(SELECT max(id) FROM event WHERE kind = 'WorkLogged')"
_NEW = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def billed(worked: BilledNight, sunniva: PersonId) -> BilledNight:
    """A night that is approved."""
    worked.ready()
    worked.approved(sunniva)
    return worked


def _faults(house: House) -> set[str]:
    return set(inspect_store(house.store.engine).faults)


def _past_the_guards(house: House, *statements: str) -> None:
    """As somebody who owns the database and puts its guards back afterwards."""
    with house.store.engine.begin() as connection:

        def names(asked: str) -> list[str]:
            return list(connection.execute(text(asked)).scalars())

        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in GUARDED]
            back = names(
                "SELECT format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tgrelid::regclass, "
                "tgname) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'"
            )
        else:
            listed = ", ".join(f"'{table}'" for table in GUARDED)
            which = f"FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({listed})"
            off = [f"DROP TRIGGER {name}" for name in names(f"SELECT name {which}")]
            back = names(f"SELECT sql {which}")
        for statement in (*off, *statements, *back):
            connection.exec_driver_sql(statement)


def _entry_of(house: House, kind: str) -> str:
    asked = text("SELECT CAST(id AS text) FROM work_entry WHERE kind = :kind")
    with house.store.engine.connect() as connection:
        found = str(connection.execute(asked, {"kind": kind}).scalar_one()).replace("-", "")
    return "-".join((found[:8], found[8:12], found[12:16], found[16:20], found[20:]))


def test_a_night_that_nobody_touched_has_no_faults(billed: BilledNight) -> None:
    assert _faults(billed.house) == set()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE work_entry SET machine = 'x' WHERE kind = 'ended'",
        "UPDATE work_entry SET text = 'x' WHERE kind = 'ended'",
        "UPDATE work_entry SET technician_id = {tuva} WHERE kind = 'ended'",
        "UPDATE work_entry SET kind = 'paused' WHERE kind = 'ended'",
        "DELETE FROM work_entry WHERE kind = 'ended'",
        f"DELETE FROM feed WHERE event_id = {_LAST}; DELETE FROM event WHERE id = {_LAST}",
    ],
)
def test_an_entry_of_a_draft_too_is_known_by_its_sum(
    night: BilledNight, tuva: PersonId, change: str
) -> None:
    night.work("20:05", "21:05")
    assert _faults(night.house) == set()
    ended = _entry_of(night.house, "ended")
    _past_the_guards(night.house, *change.format(tuva=tuva).split("; "))
    told = f"arbeidsloggen er endret: linje {ended} er ikke den som ble skrevet"
    assert told in _faults(night.house)


def test_an_entry_put_in_past_the_program_is_named(night: BilledNight) -> None:
    night.work("20:05", "21:05")
    _past_the_guards(night.house, _ENTRY)
    assert _faults(night.house) == {
        f"arbeidsloggen er endret: linje {_NEW} er ikke den som ble skrevet"
    }


def test_a_verdict_that_was_changed_or_removed_is_named(night: BilledNight) -> None:
    night.judge()
    for change in ("UPDATE verdict SET verdict = 'platform'", "DELETE FROM verdict"):
        _past_the_guards(night.house, change)
        assert _faults(night.house) == {"vurdering 1 er ikke den som ble gitt"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE basis SET ex_vat_ore = 1", "Grunnlag 1: tallene i lageret"),
        ("UPDATE basis_step SET reason = 'x' WHERE step = 2", "Grunnlag 1: historikken er endret"),
        ("UPDATE work_entry SET text = 'x'", "Grunnlag 1: arbeidsloggen er endret"),
    ],
)
def test_a_basis_that_was_changed_is_named(billed: BilledNight, change: str, said: str) -> None:
    _past_the_guards(billed.house, change)
    assert any(fault.startswith(said) for fault in _faults(billed.house))


@pytest.mark.parametrize("after", ["godkjent", "[]", '{"state": "exported"}'])
def test_a_step_that_fits_and_tells_something_else_is_named(
    billed: BilledNight, magnus: PersonId, after: str
) -> None:
    """As somebody could write it who may take steps, and has no program."""
    store, now, basis = billed.house.store, billed.house.clock.now(), billed.newest.id
    steps = store.read(basis_steps, basis)
    step = Step(basis, len(steps) + 1, "exported", now, magnus, "", "", after)
    row = BasisStepRow(
        basis_id=basis,
        step=step.step,
        kind=step.kind,
        at=now,
        by_id=magnus,
        after=after,
        earlier_sha256=steps[-1].sha256,
        sha256=chained(steps[-1].sha256, step),
    )

    def write_down(tx: Transaction) -> None:
        tx.session.add(row)

    own = store.of("magnus") if isinstance(store, TeamStore) else store
    own.perform(new_act(magnus, now), write_down)
    faults = _faults(billed.house)
    for said in ("det siste steget i historikken sier noe annet", "det som hører til steg 4"):
        assert any(said in fault for fault in faults)


def test_every_guard_that_is_gone_is_named(night: BilledNight) -> None:
    """A table's guards are those that the engine has; none is there that nobody looks for."""
    engine = night.house.store.engine
    on_a_server = engine.dialect.name == "postgresql"
    listed = (
        "SELECT c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c "
        "ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
        if on_a_server
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with engine.begin() as connection:
        guards = list(connection.execute(text(listed)).scalars())
        for guard in guards:
            table, _, name = guard.rpartition(".")
            # The name of a table may be a word of the language: case is.
            drop = f'DROP TRIGGER {name} ON "{table}"' if on_a_server else f"DROP TRIGGER {name}"
            connection.execute(text(drop))
    gone = "er av eller mangler" if on_a_server else "mangler"
    assert _faults(night.house) == {f"vakten {guard} {gone}" for guard in guards}
    assert len(guards) > 20
