"""An insider with psql and an agent's login: what they try, and what comes of it."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from access_attacks import BY_THEMSELVES, EVEN_BY_THE_SUPERUSER, HARMLESS, ON_CALL, REFUSED
from access_live_attacks import LIVE
from access_store import AccessStore
from access_trying import Outcome, attempt
from psycopg.errors import InsufficientPrivilege, RaiseException


def _facts(desk: AccessStore, who: str = "agent") -> dict[str, Any]:
    return {
        "me": desk.ids.get(who, 0),
        "login": desk.login(who),
        "colleague": desk.ids["colleague"],
        "colleague_login": desk.login("colleague"),
        "service": desk.login("service"),
        "pid": desk.of("colleague").info.backend_pid,
        "prefix": desk.database,
    }


def _one(connection: psycopg.Connection, statement: str, *values: object) -> Any:
    row = connection.execute(statement, values or None).fetchone()
    return None if row is None else row[0]


@pytest.mark.parametrize("attack", sorted(REFUSED))
def test_it_is_refused(desk: AccessStore, attack: str) -> None:
    statements = [one.format(**_facts(desk)) for one in REFUSED[attack]]
    assert attempt(desk.of("agent"), *statements) is Outcome.REFUSED


@pytest.mark.parametrize("attack", sorted(ON_CALL))
def test_it_is_refused_to_those_on_call_and_those_who_bill(desk: AccessStore, attack: str) -> None:
    who, statements = ON_CALL[attack]
    tried = [one.format(**_facts(desk, who)) for one in statements]
    assert attempt(desk.of(who), *tried) is Outcome.REFUSED


@pytest.mark.parametrize("attack", sorted(LIVE))
def test_it_is_refused_to_those_with_chats_calls_and_escalations(
    desk: AccessStore, attack: str
) -> None:
    who, statements = LIVE[attack]
    tried = [one.format(**_facts(desk, who)) for one in statements]
    assert attempt(desk.of(who), *tried) is Outcome.REFUSED


@pytest.mark.parametrize("replicates", [False, True])
@pytest.mark.parametrize("statement", EVEN_BY_THE_SUPERUSER)
def test_it_is_refused_even_to_the_superuser(
    desk: AccessStore, statement: str, replicates: bool
) -> None:
    first = ["SET LOCAL session_replication_role = replica"] if replicates else []
    with desk.superuser() as connection:
        assert attempt(connection, *first, statement) is Outcome.REFUSED


@pytest.mark.parametrize("statement", BY_THEMSELVES)
def test_it_is_refused_outside_a_transaction_too(desk: AccessStore, statement: str) -> None:
    with pytest.raises(InsufficientPrivilege):
        desk.of("agent").execute(statement.format(prefix=desk.database))


@pytest.mark.parametrize("attack", sorted(HARMLESS))
def test_it_is_done_and_gives_nothing(desk: AccessStore, attack: str) -> None:
    *statements, last = (one.format(**_facts(desk)) for one in HARMLESS[attack])
    assert attempt(desk.of("agent"), *statements, last) is Outcome.NOTHING


_EVENT = (
    "INSERT INTO event (act_id, at, actor_id, kind, entity, entity_id, data) "
    "VALUES (%s, now(), %s, 'CaseTaken', 'case', '1', '{}') RETURNING actor_id"
)


@pytest.mark.parametrize("first", ["", "SET ROLE {prefix}_agent", "SET search_path = pg_temp"])
def test_an_event_bears_the_login_whatever_it_says(desk: AccessStore, first: str) -> None:
    act = _one(desk.of("agent"), "SELECT act_id FROM event LIMIT 1")
    with desk.connect("agent") as connection, connection.transaction(force_rollback=True):
        if first:
            connection.execute(first.format(prefix=desk.database))
        statement = _EVENT.replace("INTO event", "INTO public.event")
        stamped = _one(connection, statement, act, desk.ids["colleague"])
    assert stamped == desk.ids["agent"]


def test_a_setting_bears_who_changed_it_whatever_it_says(desk: AccessStore) -> None:
    lead = desk.of("lead")
    statement = "UPDATE setting SET changed_by = %s WHERE key = 'hours' RETURNING changed_by"
    with lead.transaction(force_rollback=True):
        assert _one(lead, statement, desk.ids["colleague"]) == desk.ids["lead"]


@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_an_append_that_could_break_the_order_does_not_commit(
    desk: AccessStore, level: str
) -> None:
    with desk.connect("agent") as connection:
        connection.execute(f"BEGIN ISOLATION LEVEL {level}")
        _one(connection, _EVENT, "00000000-0000-4000-8000-000000000009", None)
        with pytest.raises(RaiseException, match="READ COMMITTED"):
            connection.execute("COMMIT")


def test_a_feed_number_burnt_leaves_the_order_as_it_is(desk: AccessStore) -> None:
    with desk.connect("agent") as connection:
        before = _one(connection, "SELECT max(seq) FROM feed")
        for _ in range(3):
            with connection.transaction(force_rollback=True):
                _one(connection, _EVENT, "00000000-0000-4000-8000-000000000009", None)
                connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert _one(connection, "SELECT max(seq) FROM feed") == before


def test_waking_everybody_in_vain_puts_nothing_into_the_feed(desk: AccessStore) -> None:
    with desk.connect("agent") as connection:
        before = _one(connection, "SELECT max(seq) FROM feed")
        connection.execute("NOTIFY feed, '4711'")
        assert _one(connection, "SELECT max(seq) FROM feed") == before


def test_own_timeouts_are_ones_own_alone(desk: AccessStore) -> None:
    with desk.connect("agent") as agent:
        agent.execute("SET statement_timeout = 0")
        agent.execute("ALTER ROLE CURRENT_USER SET statement_timeout = 0")
        agent.execute("ALTER ROLE CURRENT_USER RESET statement_timeout")
    for who, limit in (("agent", "15s"), ("colleague", "15s"), ("service", "1min")):
        with desk.connect(who) as connection:
            assert _one(connection, "SHOW statement_timeout") == limit
            assert _one(connection, "SHOW lock_timeout") == "5s"
            assert _one(connection, "SHOW idle_in_transaction_session_timeout") == "10s"


def test_a_large_object_of_ones_own_is_nobody_elses(desk: AccessStore) -> None:
    agent = desk.of("agent")
    made = _one(agent, "SELECT lo_from_bytea(0, 'x')")
    try:
        with pytest.raises(InsufficientPrivilege):
            _one(desk.of("colleague"), "SELECT lo_get(%s)", made)
    finally:
        _one(agent, "SELECT lo_unlink(%s)", made)


def _guessing_plan(connection: psycopg.Connection, person: int, guess: str) -> list[str]:
    plan = connection.execute(
        "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, COSTS OFF) "
        f"SELECT 1 FROM draft WHERE person_id = {person} AND text = '{guess}'"
    ).fetchall()
    return [line for (line,) in plan if guess not in line]


def test_a_plan_does_not_tell_a_right_guess_of_a_draft_from_a_wrong_one(desk: AccessStore) -> None:
    agent, colleague = desk.of("agent"), desk.ids["colleague"]
    right = _guessing_plan(agent, colleague, "utkast")
    assert right == _guessing_plan(agent, colleague, "noe helt annet")
    assert right


def test_an_error_does_not_tell_of_a_colleagues_draft(desk: AccessStore) -> None:
    """A cast that fails would quote the text, were it carried out before the row rule."""
    agent = desk.of("agent")
    statement = "SELECT 1 FROM draft WHERE person_id <> %s AND text::int = 1"
    assert _one(agent, statement, desk.ids["agent"]) is None


def test_statistics_tell_nothing_of_drafts(desk: AccessStore) -> None:
    with desk.superuser() as connection:
        connection.execute("ANALYZE draft")
        assert _one(connection, "SELECT count(*) FROM pg_stats WHERE tablename = 'draft'") > 0
    asked = "SELECT count(*) FROM pg_stats WHERE tablename IN ('draft', 'personal_note', 'command')"
    assert _one(desk.of("agent"), asked) == 0


def test_what_a_colleague_is_asking_is_not_seen(desk: AccessStore) -> None:
    colleague = desk.of("colleague")
    colleague.execute("SELECT 'noe privat'")
    asked = "SELECT query FROM pg_stat_activity WHERE pid = %s"
    assert "privat" not in str(_one(desk.of("agent"), asked, colleague.info.backend_pid))


def test_a_role_taken_away_is_gone_in_a_window_that_is_open(desk: AccessStore) -> None:
    with desk.connect("colleague") as window, desk.connect("administrator") as administrator:
        window.execute("SELECT 1 FROM draft")
        for change in ("roles = '[]'", "roles = '[\"agent\"]', disabled_at = now()"):
            administrator.execute(
                f"UPDATE person SET {change} WHERE id = %s", (desk.ids["colleague"],)
            )
            with pytest.raises(InsufficientPrivilege):
                window.execute("SELECT 1 FROM draft")
            administrator.execute(
                "UPDATE person SET roles = '[\"agent\"]', disabled_at = NULL WHERE id = %s",
                (desk.ids["colleague"],),
            )
        window.execute("SELECT 1 FROM draft")


def test_a_machines_login_is_not_made_a_person(desk: AccessStore) -> None:
    administrator = desk.of("administrator")
    statement = "INSERT INTO person (login, name, roles) VALUES (%s, 'x', '[\"agent\"]')"
    for login in (desk.login("service"), "postgres", f"{desk.database}_owner"):
        with pytest.raises(psycopg.Error) as refused:
            administrator.execute(statement, (login,))
        assert refused.value.sqlstate in {"42710", "P0001"}


def test_rights_lent_to_a_colleague_are_not_a_name_and_are_taken_back(desk: AccessStore) -> None:
    """Possible until PostgreSQL 16; afterwards refused."""
    lender, borrower = desk.login("lead"), desk.login("colleague")
    with desk.connect("lead") as lead, desk.connect("colleague") as colleague:
        try:
            lead.execute(f'GRANT "{lender}" TO "{borrower}"')
        except InsufficientPrivilege:
            return
        changed = "UPDATE setting SET value = '2' WHERE key = 'hours' RETURNING changed_by"
        with colleague.transaction(force_rollback=True):
            assert _one(colleague, changed) == desk.ids["colleague"]
            colleague.execute(f'SET ROLE "{lender}"')
            assert _one(colleague, "SELECT person_id FROM draft") == desk.ids["colleague"]
        with desk.connect("administrator") as administrator:
            administrator.execute(
                "UPDATE person SET roles = roles WHERE id = %s", (desk.ids["colleague"],)
            )
        with pytest.raises(InsufficientPrivilege):
            _one(colleague, changed)
