"""What somebody changed by hand on a server is found: rights, row rules, guards, logins."""

from __future__ import annotations

import pytest
from fixtures.house import House
from fixtures.team_store import SERVE, TeamStore
from sqlalchemy import text

from console.data.access.roles import role_name
from console.data.inspection import inspect_store
from console.data.schema import initialise
from console.domain.ids import PersonId


@pytest.fixture
def store_url(server_url: str) -> str:
    """Every store here is on a server."""
    return server_url


def _by_hand(house: House, *statements: str) -> tuple[str, ...]:
    """Somebody with all rights changes something; what is found afterwards."""
    with house.store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    return inspect_store(house.store.engine).faults


def test_a_store_as_it_was_made_has_no_faults(house: House, jonas: PersonId) -> None:
    house.answer(jonas, house.arrive("frakt"))
    assert inspect_store(house.store.engine, deep=True).faults == ()


def test_any_login_may_look(house: House, jonas: PersonId) -> None:
    del jonas
    assert isinstance(house.store, TeamStore)
    assert inspect_store(house.store.of("jonas").engine).faults == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            "GRANT UPDATE ON event TO desk_agent",
            "desk_agent har fått UPDATE på event, uten at det er erklært",
        ),
        (
            "GRANT UPDATE (text) ON message TO desk_agent",
            "desk_agent har fått UPDATE på message, uten at det er erklært",
        ),
        (
            "GRANT SELECT ON service_secret TO PUBLIC",
            "PUBLIC har fått SELECT på service_secret, uten at det er erklært",
        ),
        (
            "GRANT TRUNCATE ON command TO desk_administrator",
            "desk_administrator har fått TRUNCATE på command, uten at det er erklært",
        ),
        ("REVOKE SELECT ON event FROM desk_lead", "desk_lead mangler SELECT på event"),
        ("REVOKE UPDATE ON outbox FROM desk_agent", "desk_agent mangler UPDATE på outbox"),
        (
            "GRANT EXECUTE ON FUNCTION make_login(text, int) TO PUBLIC",
            "PUBLIC kan kalle make_login",
        ),
        (
            "GRANT EXECUTE ON FUNCTION stamp_actor() TO desk_agent",
            "desk_agent kan kalle stamp_actor",
        ),
        (
            "GRANT EXECUTE ON FUNCTION give_password(text, text) TO desk_agent",
            "desk_agent kan kalle give_password",
        ),
        ("ALTER TABLE draft DISABLE ROW LEVEL SECURITY", "radreglene på draft er slått av"),
        ("ALTER TABLE draft NO FORCE ROW LEVEL SECURITY", "radreglene på draft er slått av"),
        (
            "CREATE POLICY alle ON draft FOR SELECT TO desk_lead USING (true)",
            "draft har en radregel som ikke er erklært",
        ),
        ("DROP POLICY rule_0 ON draft", "en radregel på draft mangler"),
        (
            "ALTER POLICY rule_0 ON draft USING (true)",
            "en radregel sier noe annet enn det som er erklært",
        ),
        (
            "ALTER TABLE event DISABLE TRIGGER event_kept",
            "vakten event.event_kept er av eller mangler",
        ),
        (
            "ALTER TABLE event ENABLE TRIGGER feed_event",
            "vakten event.feed_event er av eller mangler",
        ),
        (
            "DROP TRIGGER stamp_author ON message",
            "vakten message.stamp_author er av eller mangler",
        ),
        (
            "ALTER TABLE chat DROP CONSTRAINT ck_chat_is_readable",
            "vakten chat.ck_chat_is_readable er av eller mangler",
        ),
        ("CREATE TABLE case_copy ()", "tabellen case_copy eies av postgres"),
    ],
)
def test_what_was_changed_by_hand_is_told(house: House, statement: str, told: str) -> None:
    assert told in _by_hand(house, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "GRANT UPDATE ON event TO desk_agent",
        "REVOKE SELECT ON event FROM desk_lead",
        "DROP POLICY rule_0 ON draft",
        "ALTER TABLE draft DISABLE ROW LEVEL SECURITY",
    ],
)
def test_an_upgrade_mends_rights(house: House, statement: str) -> None:
    assert _by_hand(house, statement) != ()
    initialise(house.store.engine)
    assert inspect_store(house.store.engine).faults == ()


def test_a_role_given_on_the_server_alone_is_told(house: House, jonas: PersonId) -> None:
    del jonas
    administrator = role_name("desk", "administrator")
    told = "jonas har rollene administrator, agent på serveren, men agent i lageret"
    assert _by_hand(house, f"GRANT {administrator} TO jonas") == (told,)
    assert _by_hand(house, f"REVOKE {administrator} FROM jonas") == ()


@pytest.mark.parametrize(
    ("statements", "told"),
    [
        (
            ["GRANT desk_service TO jonas"],
            "jonas har rollene agent, service på serveren, men agent i lageret",
        ),
        (
            ["CREATE ROLE mallory", "GRANT desk_agent TO mallory"],
            "mallory har rollene agent på serveren, men – i lageret",
        ),
        (
            ["CREATE ROLE mallory", "GRANT desk_service TO mallory"],
            "mallory har rollene service på serveren, men – i lageret",
        ),
        (
            ["CREATE ROLE mallory", "GRANT jonas TO mallory"],
            "mallory har rollene agent på serveren, men – i lageret",
        ),
        (
            ["CREATE ROLE mallory", "GRANT desk_owner TO mallory"],
            "mallory kan mer på serveren enn noen i huset skal",
        ),
        (
            ["GRANT desk_lead TO serve"],
            "serve har rollene lead, service på serveren, men service i lageret",
        ),
    ],
)
def test_who_can_act_as_one_of_the_stores_roles_without_being_given_it_is_told(
    house: House, jonas: PersonId, statements: list[str], told: str
) -> None:
    del jonas
    try:
        assert _by_hand(house, *statements) == (told,)
    finally:
        _by_hand(house, "DROP ROLE IF EXISTS mallory", "REVOKE desk_lead FROM serve")
        _by_hand(house, "REVOKE desk_service FROM jonas")
    assert inspect_store(house.store.engine).faults == ()


def test_every_login_commits_durably_where_the_server_would_not(
    house: House, jonas: PersonId
) -> None:
    house.take_in()
    assert isinstance(house.store, TeamStore)
    with house.store.engine.connect() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "off"
    for login in ("jonas", SERVE):
        with house.store.of(login).engine.connect() as connection:
            assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
    assert inspect_store(house.store.engine).faults == ()
    del jonas


@pytest.mark.parametrize(
    ("more", "is_told"),
    [
        ("ALTER ROLE jonas IN DATABASE {db} SET synchronous_commit = off", True),
        ("ALTER ROLE jonas IN DATABASE {db} SET synchronous_commit = local", True),
        ("ALTER ROLE jonas IN DATABASE {db} RESET synchronous_commit", True),
        ("ALTER ROLE jonas SET synchronous_commit = off", False),
        ("ALTER ROLE jonas IN DATABASE {db} SET synchronous_commit = remote_apply", False),
    ],
)
def test_a_login_whose_commits_may_be_lost_is_told(
    house: House, jonas: PersonId, server_database: str, more: str, is_told: bool
) -> None:
    del jonas
    told = "det jonas lagrer, kan gå tapt ved strømbrudd (synchronous_commit)"
    assert _by_hand(house, more.format(db=server_database)) == ((told,) if is_told else ())


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("GRANT desk_owner TO jonas", "REVOKE desk_owner FROM jonas"),
        ("ALTER ROLE jonas CREATEROLE", "ALTER ROLE jonas NOCREATEROLE"),
        ("ALTER ROLE jonas BYPASSRLS", "ALTER ROLE jonas NOBYPASSRLS"),
        ("ALTER ROLE jonas SUPERUSER", "ALTER ROLE jonas NOSUPERUSER"),
    ],
)
def test_a_login_that_can_do_anything_is_told(
    house: House, jonas: PersonId, more: str, less: str
) -> None:
    del jonas
    try:
        assert "jonas kan mer på serveren enn noen i huset skal" in _by_hand(house, more)
    finally:
        _by_hand(house, less)
    assert inspect_store(house.store.engine).faults == ()


def test_an_event_without_its_number_is_told(house: House) -> None:
    house.arrive("frakt")
    assert _by_hand(house, "DELETE FROM feed WHERE seq = (SELECT max(seq) FROM feed)") == (
        "1 hendelser mangler i strømmen",
    )


def test_an_original_that_was_changed_is_told(house: House) -> None:
    house.arrive("frakt")
    unguarded = "ALTER TABLE blob DROP CONSTRAINT ck_blob_is_what_it_says"
    assert _by_hand(house, unguarded, "UPDATE blob SET content = content || 'x'::bytea") == (
        "vakten blob.ck_blob_is_what_it_says er av eller mangler",
        "1 originaler eller vedlegg er endret",
    )
