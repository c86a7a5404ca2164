"""The logins of a store on a server: kept in a backup with their passwords, and made again.

A password is kept as its SCRAM verifier: the server knows people by it, and nobody can log in
with it (RFC 5803). Only a superuser may read verifiers.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, text

from console.data.access.roles import DOOR, SERVICE, become_oneself, become_owner, role_name
from console.data.backup.errors import BackupRefused
from console.data.backup.manifest import KnownLogin
from console.domain.language import tr

PERSON = "person"

_OURS = """
    SELECT r.rolname AS login, CASE
        WHEN EXISTS (SELECT FROM public.person p WHERE p.login = r.rolname) THEN 'person'
        WHEN pg_has_role(r.oid, :service, 'MEMBER') THEN 'service'
        WHEN pg_has_role(r.oid, :door, 'MEMBER') THEN 'door' END AS kind
    FROM pg_roles r
    WHERE r.rolcanlogin AND shobj_description(r.oid, 'pg_authid') = :mark
    ORDER BY r.rolname
"""


def mark_of(prefix: str) -> str:
    """What a login of the store bears as its comment (see the guards)."""
    return f"agent-console {prefix}"


def known_logins(connection: Connection, prefix: str) -> tuple[KnownLogin, ...]:
    """Those that may log in, with their verifiers where we may read them."""
    names = {"service": role_name(prefix, SERVICE), "door": role_name(prefix, DOOR)}
    rows = connection.execute(text(_OURS), {**names, "mark": mark_of(prefix)}).all()
    verifiers: dict[str, str | None] = {}
    if connection.execute(text("SELECT has_table_privilege('pg_authid', 'SELECT')")).scalar():
        asked = text("SELECT rolname, rolpassword FROM pg_authid")
        verifiers = {name: held for name, held in connection.execute(asked)}
    return tuple(
        KnownLogin(row.login, row.kind, _scram(verifiers.get(row.login)))
        for row in rows
        if row.kind is not None
    )


def existing_roles(connection: Connection) -> dict[str, str]:
    """Every role on the server, and the comment that it bears."""
    asked = text("SELECT rolname, coalesce(shobj_description(oid, 'pg_authid'), '') FROM pg_roles")
    return {name: mark for name, mark in connection.execute(asked)}


def require_ours(roles: dict[str, str], logins: Iterable[str], prefix: str) -> None:
    """Raises BackupRefused when a login is somebody else's on this server."""
    taken = [one for one in logins if one in roles and roles[one] != mark_of(prefix)]
    if taken:
        raise BackupRefused(
            tr(
                "Disse kontoene finnes på serveren fra før og hører til noe annet: {logins}. "
                "Ingenting er endret. Bruk en annen server, eller fjern dem.",
                logins=", ".join(taken),
            )
        )


def revive_logins(
    connection: Connection, prefix: str, logins: Iterable[KnownLogin], there: Iterable[str]
) -> tuple[str, ...]:
    """Makes the logins of people and machines; returns those that need a new password.

    Those that were `there` already keep the password they have now.
    """
    become_owner(connection, prefix)
    # The guard on `person` makes logins and gives roles; naming the column is enough to call it.
    connection.execute(text("UPDATE person SET login = login"))
    become_oneself(connection)
    needy = []
    for one in logins:
        if one.kind != PERSON:
            words = {"login": one.login, "kind": one.kind}
            connection.execute(text("SELECT add_machine(:login, :kind)"), words)
        if one.login in there:
            continue
        if one.verifier is None:
            needy.append(one.login)
        else:
            given = {"login": one.login, "verifier": one.verifier}
            connection.execute(text("SELECT give_password(:login, :verifier)"), given)
    return tuple(needy)


def _scram(verifier: str | None) -> str | None:
    return verifier if verifier is not None and verifier.startswith("SCRAM-SHA-256$") else None
