"""A store with a little of everything in it, and a login of each role, with a password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
from access_document import ROLES
from access_live import LIVE_OF_EACH, LIVE_ONCE, LIVE_TABLES, live_ids
from access_oncall import (
    BASIS_OF_EACH,
    CREDIT_OF_EACH,
    INCIDENT_KINDS,
    OF_EACH,
    ONCE,
    STATES,
    STEP_OF_EACH,
    TABLES,
    oncall_uuid,
)
from access_outside import OUTSIDE_ONCE
from access_web import NAMED, WEB_OF_EACH, WEB_ONCE, WEB_TABLES
from peers.postgres import PASSWORD, Postgres
from psycopg import sql

from console.data.engine import open_engine
from console.data.guards import TRIGGERS
from console.data.schema import initialise

PERSON_ROLES = ROLES[:5]
MACHINES = ROLES[5:]

_THINGS = """
INSERT INTO shop (customer_number, name, registers, pos_version, note)
    VALUES ('10', 'F', 0, '', '');
INSERT INTO shop_phone VALUES ('+4722000000', 1, '');
INSERT INTO shop_address VALUES ('kari@fjellsport.no', 1);
INSERT INTO shop_host VALUES ('fjellsport.no', 1);
INSERT INTO contact (address, name, phone, shop_id) VALUES ('kari@fjellsport.no', 'Kari', '', 1);
INSERT INTO "case" (version, state, kind, topic, subject, snippet, opened_at, last_at,
    attachment_count, points_read, points)
    SELECT 1, 'open', 'question', '', 'Frakt', '', now(), now(), 0, '[]', '{}'
    FROM generate_series(1, 2);
INSERT INTO blob SELECT encode(sha256(b), 'hex'), octet_length(b), b
    FROM (VALUES ('hei'::bytea), ('brev'::bytea)) AS x (b);
INSERT INTO message (id, case_id, kind, at, sender_name, sender_address, recipients, subject, text,
    visible_text, html, header_id, raw_sha256, delivery, delivery_text, auto, problem)
    SELECT 'aaaaaaaa-0000-4000-8000-000000000001', 1, 'mail_in', now(), 'Kari', 'kari@x.no', '{}',
    'Frakt', 'Hva koster det?', '', '', '<1@x>', encode(sha256('brev'), 'hex'), '', '', 'person',
    '';
INSERT INTO attachment SELECT gen_random_uuid(), 1, 'a.png', 'image/png', '', false, 3,
    encode(sha256('hei'), 'hex');
INSERT INTO mail_thread VALUES ('<1@x>', 1);
INSERT INTO connector (name, problem, identity) VALUES ('mail', '', '');
INSERT INTO service_health VALUES ('intake', 'a', 'ok', '', now(), now());
INSERT INTO leader VALUES ('serve', 1, 'a', now());
INSERT INTO remote_item VALUES ('mail', '1', 1);
INSERT INTO setting VALUES ('hours', '{}', 1, now(), NULL), ('mail', '{}', 1, now(), NULL);
INSERT INTO event (act_id, at, kind, entity, entity_id, data)
    VALUES (gen_random_uuid(), now(), 'CaseOpened', 'case', '1', '{}');
INSERT INTO command VALUES ('00000000-0000-4000-8000-000000000000', 'take_in', now(), NULL, '{}');
"""
_OF_EACH = """
INSERT INTO draft VALUES ({p}, 'case:1', 'utkast', 'reply', now());
INSERT INTO personal_note VALUES ({p}, 1, 'til meg selv', now());
INSERT INTO presence VALUES ({p}, 1, 'writes', now());
INSERT INTO command VALUES ('00000000-0000-4000-8000-{p:012}', 'take_case', now(), {p}, '{{}}');
"""
_MESSAGES_OF_EACH = """
INSERT INTO message (id, case_id, kind, at, author_id, sender_name, sender_address, recipients,
    subject, text, visible_text, html, delivery, delivery_text, auto, problem)
    VALUES ('{uuid}', 1, '{kind}', now(), {p}, '', '', '{{}}', '', 'svar', '', '', '', '', 'person',
    '');
"""
_ANSWER = """
INSERT INTO outbox (id, connector, case_id, message_id, state, not_before, envelope, epoch,
    attempts, outcome, changed_at)
    VALUES ('{uuid}', 'mail', 1, '{uuid}', '{state}', now(), '{{}}', 0, 0, '', now());
"""
_WHOSE = """
UPDATE message SET author_id = right(id::text, 12)::bigint WHERE kind <> 'mail_in';
UPDATE command SET actor_id = nullif(right(id::text, 12)::bigint, 0);
"""
"""Afterwards: a superuser's rows are stamped as nobody's."""

KINDS = {"free": "1", "waiting": "2", "unknown": "3", "sent": "4", "note": "5"}
_STATES = {"waiting": "composed", "unknown": "unknown", "sent": "accepted"}


def uuid_of(what: str, person: int) -> str:
    """The id of a person's message (free, waiting, of unknown fate, sent, a note), and its act."""
    return f"bbbbbbbb-000{KINDS[what]}-4000-8000-{person:012}"


@dataclass
class AccessStore:
    """Logins by role ("agent", …), besides a "colleague" (an agent), "idle" and "gone"."""

    server: Postgres
    database: str
    owner: str
    ids: dict[str, int] = field(default_factory=dict)
    _open: dict[str, psycopg.Connection] = field(default_factory=dict)

    def login(self, who: str) -> str:
        return f"{who}-{self.database}".replace("_", "-")

    def connect(self, who: str) -> psycopg.Connection:
        """A new connection over TCP, by password."""
        return self.server.connect(self.database, self.login(who))

    def of(self, who: str) -> psycopg.Connection:
        """The connection that is kept for a login; it names visitors, whoever it is."""
        if who not in self._open:
            self._open[who] = self.connect(who)
            self._open[who].execute("SELECT set_config('console.visitors', %s, false)", (NAMED,))
        return self._open[who]

    def superuser(self) -> psycopg.Connection:
        return self.server.connect(self.database)

    def close(self) -> None:
        for connection in self._open.values():
            connection.close()

    def fill(self) -> None:
        """Makes the schema and the logins as whoever sets the store up, then what is in it."""
        self.set_up()
        with self.server.connect(self.database, self.owner) as connection:
            for role in PERSON_ROLES:
                self._add_person(connection, role, [role])
            self._add_person(connection, "colleague", ["agent"])
            self._add_person(connection, "idle", [])
            self._add_person(connection, "gone", ["agent"])
            connection.execute(
                "UPDATE person SET disabled_at = now() WHERE id = %s", (self.ids["gone"],)
            )
            for machine in MACHINES:
                connection.execute("SELECT add_machine(%s, %s)", (self.login(machine), machine))
        for who in (*self.ids, *MACHINES):
            self.server.give_password(self.login(who))
        self._put_things()

    def set_up(self) -> None:
        """As `db init` does."""
        url = self.server.url(self.database, self.owner)
        password = None if self.owner == "postgres" else PASSWORD
        engine = open_engine(url, password=password)
        initialise(engine)
        engine.dispose()

    def _add_person(self, connection: psycopg.Connection, who: str, roles: list[str]) -> None:
        row = connection.execute(
            "INSERT INTO person (login, name, roles) VALUES (%s, %s, to_jsonb(%s::text[])) "
            "RETURNING id",
            (self.login(who), who.title(), roles),
        ).fetchone()
        assert row is not None
        self.ids[who] = int(row[0])

    def _put_things(self) -> None:
        statements = [_THINGS]
        for person in self.ids.values():
            statements.append(_OF_EACH.format(p=person))
            for what in KINDS:
                kind = "note" if what == "note" else "mail_out"
                ids: dict[str, Any] = {"p": person, "uuid": uuid_of(what, person), "kind": kind}
                statements.append(_MESSAGES_OF_EACH.format(**ids))
                if what in _STATES:
                    statements.append(_ANSWER.format(state=_STATES[what], **ids))
        with self.superuser() as connection:
            connection.execute("".join((*statements, _WHOSE)))
            # Who did it, only a table's own trigger may say: they are off for a moment.
            guarded = (*TABLES, *LIVE_TABLES, *WEB_TABLES)
            turn = "ALTER TABLE {} {} TRIGGER USER;"
            connection.execute("".join(turn.format(table, "DISABLE") for table in guarded))
            connection.execute("".join((*self._oncall_things(), *self._live_things())))
            for table, trigger in TRIGGERS:
                if table in guarded:
                    connection.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")

    def _oncall_things(self) -> Iterator[str]:
        yield ONCE
        for person in self.ids.values():
            ids = {kind: oncall_uuid(kind, person) for kind in INCIDENT_KINDS}
            yield OF_EACH.format(p=person, **ids)
            for state in STATES:
                yield BASIS_OF_EACH.format(p=person, state=state, **ids)
        yield CREDIT_OF_EACH
        yield STEP_OF_EACH

    def _live_things(self) -> Iterator[str]:
        yield from (*LIVE_ONCE, *OUTSIDE_ONCE, *WEB_ONCE)
        for person in self.ids.values():
            ids = live_ids("whose", person)
            yield LIVE_OF_EACH.format(p=person, **ids) + WEB_OF_EACH.format(**ids)


def make_by_superuser(server: Postgres) -> AccessStore:
    return AccessStore(server, server.database(), "postgres")


def make_by_database_owner(server: Postgres) -> AccessStore:
    """As where the server is somebody else's: an owner who may make roles, and no superuser."""
    database = server.database()
    owner = f"{database}_hosted"
    with server.connect() as connection:
        connection.execute(f"CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD '{PASSWORD}'")
        connection.execute(
            sql.SQL("ALTER DATABASE {} OWNER TO {}").format(
                sql.Identifier(database), sql.Identifier(owner)
            )
        )
    return AccessStore(server, database, owner)
