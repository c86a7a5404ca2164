"""docs/access.md is what holds: every cell tried with raw SQL under a login of that role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import psycopg
import pytest
from access_acts import ACTS
from access_document import NONE, ROLES, TableRight, acts, tables
from access_live import live_ids
from access_oncall import oncall_uuid
from access_store import KINDS, PERSON_ROLES, AccessStore, uuid_of
from access_trying import Outcome, attempt

TRIED: Counter[str] = Counter()
"""How many cells were tried, by kind."""

FEWEST_ACTS = 100
"""Fewer would mean that the document was not read."""


def _statement(desk: AccessStore, act: str, role: str, whose: str) -> str:
    person = desk.ids.get(whose, 0)
    pid = desk.of("colleague").info.backend_pid
    return ACTS[act].format(
        me=desk.ids.get(role, "NULL"),
        whose=person,
        colleague=desk.ids["colleague"],
        colleague_login=desk.login("colleague"),
        colleague_pid=pid,
        prefix=desk.database,
        act=f"00000000-0000-4000-8000-{person:012}",
        mine=oncall_uuid("incident", desk.ids.get(role, 0)),
        theirs=oncall_uuid("incident", desk.ids["colleague"]),
        their_over=oncall_uuid("over", desk.ids["colleague"]),
        whose_incident=oncall_uuid("incident", person),
        whose_entry=oncall_uuid("entry", person),
        third=desk.ids["idle"],
        **live_ids("whose", person),
        **live_ids("their", desk.ids["colleague"]),
        **{kind: uuid_of(kind, person) for kind in KINDS},
    )


def _expected(cell: str, role: str) -> dict[str, bool]:
    """Whose things the act is tried on, and whether it is to be done."""
    if cell == "own":
        return {role: True, "colleague": False}
    people = {role} & set(PERSON_ROLES)
    return dict.fromkeys([*people, "colleague"], cell == "yes")


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_document_says_and_nothing_else(
    desk: AccessStore, role: str
) -> None:
    differs = []
    for act, cells in acts().items():
        for whose, is_done in _expected(cells[role], role).items():
            outcome = attempt(desk.of(role), _statement(desk, act, role, whose))
            TRIED["acts"] += 1
            if (outcome is Outcome.DONE) is not is_done:
                differs.append((act, whose, cells[role], outcome))
    assert differs == []


def test_every_act_of_the_document_is_tried_and_no_other() -> None:
    assert set(acts()) == set(ACTS)
    assert {cell for cells in acts().values() for cell in cells.values()} == {"yes", "own", NONE}


def _columns(desk: AccessStore) -> dict[str, list[str]]:
    with desk.superuser() as connection:
        found = connection.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns "
            "WHERE table_schema = 'public' GROUP BY table_name"
        ).fetchall()
        every = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return {name: [] for (name,) in every} | {name: columns for name, columns in found}


def _column_statement(table: str, column: str, verb: str) -> str:
    if verb == "change":
        return f'UPDATE "{table}" SET "{column}" = DEFAULT WHERE false'
    return f'INSERT INTO "{table}" ("{column}") SELECT NULL WHERE false'


@pytest.mark.parametrize("role", ROLES)
def test_a_role_writes_the_columns_that_the_document_names(desk: AccessStore, role: str) -> None:
    rights, differs = tables(), []
    for table, columns in _columns(desk).items():
        right = rights.get(table, {}).get(role, TableRight())
        for column in columns:
            # What the server counts itself (search) cannot even be named in a new row.
            for verb in ("change",) if column == "search" else ("add", "change"):
                outcome = attempt(desk.of(role), _column_statement(table, column, verb))
                TRIED["columns"] += 1
                if (outcome is not Outcome.REFUSED) is not right.may(verb, column):
                    differs.append((table, column, verb, outcome))
    assert differs == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reads_removes_and_empties_as_the_document_says(
    desk: AccessStore, role: str
) -> None:
    rights, differs = tables(), []
    for table in _columns(desk):
        right = rights.get(table, {}).get(role, TableRight())
        tries = {
            f'SELECT true FROM "{table}"': right.read != NONE,
            f'DELETE FROM "{table}"': right.remove != NONE,
            f'TRUNCATE "{table}" CASCADE': False,
            f'ALTER TABLE "{table}" ADD COLUMN mine int': False,
            f'CREATE TRIGGER mine BEFORE UPDATE ON "{table}" EXECUTE FUNCTION event_kept()': False,
        }
        for statement, is_done in tries.items():
            outcome = attempt(desk.of(role), statement)
            TRIED["tables"] += 1
            if (outcome is Outcome.DONE) is not is_done:
                differs.append((statement, outcome))
    assert differs == []


def test_every_table_stands_in_the_document(desk: AccessStore) -> None:
    assert set(_columns(desk)) - {"feed_gate"} == set(tables())


@pytest.mark.parametrize(
    ("who", "said"),
    [("idle", "permission denied for database"), ("gone", "not permitted to log in")],
)
def test_who_has_no_role_or_is_disabled_does_not_come_in(
    desk: AccessStore, who: str, said: str
) -> None:
    with pytest.raises(psycopg.OperationalError, match=said):
        desk.connect(who)


_TOO_MUCH = (
    'GRANT UPDATE ON event TO "{prefix}_agent"',
    "GRANT EXECUTE ON FUNCTION feed_event() TO PUBLIC",
    "ALTER TABLE draft DISABLE ROW LEVEL SECURITY",
    'CREATE POLICY more ON draft TO "{prefix}_agent" USING (true)',
    'GRANT TEMPORARY ON DATABASE "{prefix}" TO PUBLIC, "{prefix}_agent"',
    'GRANT CREATE ON SCHEMA public TO "{prefix}_agent"',
)


def test_setting_the_store_up_again_takes_back_what_was_given_besides(desk: AccessStore) -> None:
    with desk.superuser() as connection:
        for statement in _TOO_MUCH:
            connection.execute(statement.format(prefix=desk.database))
    theirs = f"SELECT text FROM draft WHERE person_id = {desk.ids['colleague']}"
    assert attempt(desk.of("agent"), theirs) is Outcome.DONE
    assert attempt(desk.of("agent"), "CREATE TEMP TABLE mine (x int)") is Outcome.DONE
    desk.set_up()
    assert attempt(desk.of("agent"), theirs) is Outcome.NOTHING
    for statement in (
        "UPDATE event SET kind = kind WHERE false",
        "CREATE TEMP TABLE mine (x int)",
        "CREATE TABLE mine (x int)",
    ):
        assert attempt(desk.of("agent"), statement) is Outcome.REFUSED


def test_no_function_of_the_store_is_anybodys_to_call(desk: AccessStore) -> None:
    with desk.superuser() as connection:
        open_to_all = connection.execute(
            "SELECT proname FROM pg_proc p, aclexplode(coalesce(proacl, acldefault('f', proowner)))"
            " WHERE pronamespace = 'public'::regnamespace AND grantee = 0"
        ).fetchall()
    assert open_to_all == []


def test_a_wrong_password_does_not_come_in(desk: AccessStore) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(
            host="127.0.0.1",
            port=desk.server.port,
            dbname=desk.database,
            user=desk.login("agent"),
            password="gjettet",
        )


def test_the_cells_that_were_tried_are_counted(
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    """By kind; each on a store set up by a superuser, and on one by a database's mere owner."""
    record_testsuite_property("cells tried", dict(TRIED))
    print("cells tried:", dict(TRIED), sum(TRIED.values()))
    assert len(acts()) >= FEWEST_ACTS
