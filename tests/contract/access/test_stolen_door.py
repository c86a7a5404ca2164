"""Somebody has the door's login and its password, but no visitor's token: nothing is to be seen."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from access_store import AccessStore
from access_trying import Outcome, attempt
from access_web import OTHER, OWN

HASH = "b" * 64
"""Of a visitor's token: the store has it, whoever steals the login has not."""

ATTACKS: dict[str, tuple[str, ...]] = {
    "every visit": ("SELECT id FROM web_visit",),
    "every line": ("SELECT text FROM web_line",),
    "every picture": ("SELECT content FROM web_file",),
    "every sign": ("SELECT remote_id FROM chat_sign",),
    "a visit by its id": (f"SELECT name FROM web_visit WHERE id = '{OTHER}'",),
    "anybody named": ("SET LOCAL console.visitors = '%'", "SELECT id FROM web_visit"),
    "everybody named": ("SET LOCAL console.visitors = ','", "SELECT id FROM web_visit"),
    "a list as SQL": (
        "SET LOCAL console.visitors = '{'') OR true --}'",
        "SELECT id FROM web_visit",
    ),
    "the hashes read": ("SELECT token_hash FROM web_visit",),
    "the hashes from the planner's figures": (
        "SELECT most_common_vals FROM pg_stats WHERE tablename LIKE 'web_%'",
    ),
    "a function that tells what it is asked": (
        "SELECT id FROM web_visit WHERE 1 / (length(name) - length(name)) = 1",
    ),
    "a visit taken over by its id": (
        f"INSERT INTO web_visit SELECT '{OTHER}', id, token_hash FROM web_visit",
    ),
    "lines by way of files": ("SELECT text FROM web_line JOIN web_file USING (visit, seq)",),
    "everybody said to be gone": ("UPDATE web_visit SET has_left = true",),
    "everybody's visit ended": ("UPDATE web_visit SET ended_at = now()",),
    "everybody said to type": ("UPDATE chat_sign SET visitor_typing_until = now()",),
    "row rules turned off": ("SET LOCAL row_security = off", "SELECT id FROM web_visit"),
    "serve's rights": ('SET ROLE "{prefix}_service"', "SELECT id FROM web_visit"),
    "the owner's rights": ('SET ROLE "{prefix}_owner"', "SELECT id FROM web_visit"),
    "the whole table copied": ("COPY web_line TO STDOUT",),
    "a view of one's own": ("CREATE VIEW mine AS SELECT * FROM web_visit",),
    "the desk's chats": ("SELECT visitor_name FROM chat",),
    "the desk's messages": ("SELECT text FROM message",),
    "customers": ("SELECT address FROM contact",),
    "colleagues": ("SELECT login FROM person",),
    "the mailbox's setting": ("SELECT value FROM setting WHERE key = 'mail'",),
    "an event": (
        "INSERT INTO event (act_id, at, kind, entity, entity_id, data) "
        "VALUES (gen_random_uuid(), now(), 'CaseTaken', 'case', '1', '{}')",
    ),
    "the secrets of serve": ("SELECT value FROM service_secret",),
    "who acts asked": ("SELECT acting_person()",),
    "somebody given a password": ("SELECT give_password('{prefix}', 'SCRAM-SHA-256$')",),
}


@pytest.fixture
def stolen(desk: AccessStore) -> Iterator[psycopg.Connection]:
    """A session of the door's login that names nobody yet."""
    with desk.connect("door") as connection:
        yield connection


@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_a_stolen_door_login_gives_nothing(
    desk: AccessStore, stolen: psycopg.Connection, attack: str
) -> None:
    statements = [
        one.format(prefix=desk.database) if "{p" in one else one for one in ATTACKS[attack]
    ]
    if attack == "the whole table copied":
        with stolen.cursor() as cursor, cursor.copy(statements[0]) as copied:
            assert b"".join(copied) == b""
    else:
        assert attempt(stolen, *statements) in (Outcome.REFUSED, Outcome.NOTHING)


def test_with_a_visitors_token_just_that_visitor_is_reached(
    desk: AccessStore, stolen: psycopg.Connection
) -> None:
    """The attacks above fail for what they lack, and not for a fault of theirs."""
    stolen.execute(f"SELECT set_config('console.visitors', '{HASH}', false)")
    assert stolen.execute("SELECT id::text FROM web_visit").fetchall() == [(OTHER,)]
    read = stolen.execute("SELECT DISTINCT visit::text FROM web_line").fetchall()
    assert read == [(OTHER,)] != [(OWN,)]
    assert attempt(stolen, "UPDATE chat_sign SET visitor_typing_until = now()") is Outcome.DONE


def test_whom_a_transaction_named_the_next_one_does_not(
    desk: AccessStore, stolen: psycopg.Connection
) -> None:
    with stolen.transaction():
        stolen.execute(f"SELECT set_config('console.visitors', '{HASH}', true)")
        assert stolen.execute("SELECT count(*) FROM web_visit").fetchone() == (1,)
    assert stolen.execute("SELECT count(*) FROM web_visit").fetchone() == (0,)
