"""A PostgreSQL with many cases and logins, for benches: made, and thrown away afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from console.data.commands.people import add_person
from console.data.engine import open_engine
from console.data.schema import initialise
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.people import Role
from tests.bench.many_cases import NOW, fill_store
from tests.peers.postgres import Postgres

DATABASE = "desk"
PEOPLE = ("jonas", "ingrid")


@contextmanager
def server_desk(cases: int, connections: int = 200) -> Iterator[Postgres]:
    """The server; `sunniva.l` (every role) and PEOPLE (agents) may log in."""
    server = Postgres(durable=True, connections=connections)
    try:
        server.start()
        url = server.url(server.database(name=DATABASE))
        engine = open_engine(url)
        initialise(engine)
        engine.dispose()
        fill_store(url, cases, cases, messages=1)
        store = Store(open_engine(url))
        for login in PEOPLE:
            act = new_act(None, NOW)
            store.perform(act, add_person, login, login.title(), (Role.AGENT,))
        store.close()
        with server.connect(DATABASE) as connection:
            connection.execute("ANALYZE")
        for login in ("sunniva.l", *PEOPLE):
            server.give_password(login)
        yield server
    finally:
        server.remove()
