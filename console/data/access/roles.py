"""The store's roles on a PostgreSQL server: an owner who cannot log in, and a group for each role.

Their names begin with the database's, so that several stores may share a server. People and
machines have logins of their own, which are members of groups; the gatekeeper (no login either)
makes them, through functions that look at who asks (`migrations/…/0002`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, text

PEOPLE = ("agent", "technician", "lead", "accounting", "administrator")
"""What a person may be; any set of them (FACTS, People and roles)."""

SERVICE, DOOR = "service", "door"
GROUPS = (*PEOPLE, SERVICE, DOOR)
OWNER, GATEKEEPER = "owner", "gatekeeper"

PREFIX_FACT = "role_prefix"
"""The store's own note of how its roles' names begin."""

_ROLES_ARE_GIVEN_WITH_SET = (16,)
"""From this version on who makes a role may give it away, but not act as it."""


def prefix_of(database: str) -> str:
    """How the names of a database's roles begin."""
    return re.sub(r"[^a-z0-9_]", "_", database.lower())[:40]


def role_name(prefix: str, group: str) -> str:
    """A group's role on the server (desk, agent → desk_agent)."""
    return f"{prefix}_{group}"


def quoted(connection: Connection, name: str) -> str:
    """A name as SQL writes it."""
    return connection.dialect.identifier_preparer.quote_identifier(name)


def make_roles(connection: Connection, prefix: str) -> None:
    """Makes the roles that are missing. Needs a login that may make roles."""
    names = [role_name(prefix, group) for group in (*GROUPS, OWNER)]
    there = _existing(connection, [*names, role_name(prefix, GATEKEEPER)])
    for name in names:
        if name not in there:
            connection.execute(text(f"CREATE ROLE {quoted(connection, name)} NOLOGIN"))
    keeper = role_name(prefix, GATEKEEPER)
    if keeper not in there:
        connection.execute(text(f"CREATE ROLE {quoted(connection, keeper)} NOLOGIN CREATEROLE"))
    for group in GROUPS:
        to_keeper = f"{quoted(connection, keeper)} WITH ADMIN OPTION"
        _grant(connection, role_name(prefix, group), to_keeper)
    for name in (role_name(prefix, OWNER), keeper):
        if not _may_become(connection, name):
            _grant(connection, name, "CURRENT_USER")
    _give_schema(connection, prefix)


def hand_to_owner(connection: Connection, prefix: str) -> None:
    """What a schema from before the roles was made of becomes the owner's."""
    owner = quoted(connection, role_name(prefix, OWNER))
    mine = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = :me"
    made = "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    me = connection.execute(text("SELECT current_user")).scalar()
    for table in connection.execute(text(mine), {"me": me}).scalars().all():
        connection.execute(text(f"ALTER TABLE {quoted(connection, table)} OWNER TO {owner}"))
    of_mine = f"{made} AND proowner = (SELECT oid FROM pg_roles WHERE rolname = :me)"
    for function in connection.execute(text(of_mine), {"me": me}).scalars().all():
        connection.execute(text(f"ALTER FUNCTION {quoted(connection, function)} OWNER TO {owner}"))


def become_owner(connection: Connection, prefix: str) -> None:
    """From now until the end of the transaction, what is made belongs to the store's owner."""
    _become(connection, role_name(prefix, OWNER))


def become_keeper(connection: Connection, prefix: str) -> None:
    """The same, as the gatekeeper."""
    _become(connection, role_name(prefix, GATEKEEPER))


def become_oneself(connection: Connection) -> None:
    """Ends both."""
    connection.execute(text("SET LOCAL ROLE NONE"))


def _become(connection: Connection, role: str) -> None:
    connection.execute(text(f"SET LOCAL ROLE {quoted(connection, role)}"))


def _existing(connection: Connection, names: Iterable[str]) -> set[str]:
    asked = text("SELECT rolname FROM pg_roles WHERE rolname IN :names")
    found = connection.execute(
        asked.bindparams(bindparam("names", expanding=True)), {"names": list(names)}
    )
    return set(found.scalars())


def _grant(connection: Connection, role: str, to: str) -> None:
    connection.execute(text(f"GRANT {quoted(connection, role)} TO {to}"))


def _may_become(connection: Connection, role: str) -> bool:
    """Whether we already may act as that role (a superuser always may)."""
    version = connection.dialect.server_version_info or (0,)
    how = "SET" if version >= _ROLES_ARE_GIVEN_WITH_SET else "MEMBER"
    asked = text("SELECT pg_has_role(current_user, :role, :how)")
    return bool(connection.execute(asked, {"role": role, "how": how}).scalar())


def _give_schema(connection: Connection, prefix: str) -> None:
    """Only the store's roles may connect; only its owner makes things, in its own schema."""
    database = quoted(connection, str(connection.engine.url.database))
    owner, keeper = (quoted(connection, role_name(prefix, r)) for r in (OWNER, GATEKEEPER))
    everyone = ", ".join(quoted(connection, role_name(prefix, group)) for group in GROUPS)
    for statement in (
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC, {everyone}",
        f"GRANT CONNECT ON DATABASE {database} TO {everyone}",
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {everyone}",
        f"GRANT USAGE, CREATE ON SCHEMA public TO {owner}, {keeper}",
        f"GRANT USAGE ON SCHEMA public TO {everyone}",
    ):
        connection.execute(text(statement))
