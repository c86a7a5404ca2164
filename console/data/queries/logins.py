"""Logins on a server that are no person's. A store in one file has none."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.access.roles import DOOR, OWNER, PEOPLE, PREFIX_FACT, SERVICE, role_name


@dataclass(frozen=True)
class MachineLogin:
    """`kind` is what it was let in for: service or door."""

    login: str
    kind: str


def machines(session: Session) -> tuple[MachineLogin, ...]:
    """Every machine that is let in, by login."""
    if _is_one_file(session):
        return ()
    kinds = {role_name(_prefix(session), kind): kind for kind in (SERVICE, DOOR)}
    rows = session.execute(
        text(
            "SELECT l.rolname, r.rolname FROM pg_auth_members m "
            "JOIN pg_roles l ON l.oid = m.member JOIN pg_roles r ON r.oid = m.roleid "
            "WHERE r.rolname = ANY(:groups) "
            "AND shobj_description(l.oid, 'pg_authid') = 'agent-console ' || :prefix "
            "ORDER BY l.rolname, r.rolname"
        ),
        {"groups": list(kinds), "prefix": _prefix(session)},
    )
    return tuple(MachineLogin(login, kinds[group]) for login, group in rows)


def may_serve(session: Session) -> bool:
    """Whether one's login is a service's, and not that of a superuser or the store's founder."""
    return _is_one_file(session) or _has_role(session, SERVICE, but=(OWNER,))


def is_door_alone(session: Session) -> bool:
    """Whether one's login is a door's, which nothing but visits is within reach of."""
    return _is_one_file(session) or _has_role(session, DOOR, but=(OWNER, SERVICE, *PEOPLE))


def _has_role(session: Session, wanted: str, but: tuple[str, ...]) -> bool:
    """Whether one's login is of this group, and of none of the others."""
    asked = text(
        "SELECT pg_has_role(session_user, :wanted, 'USAGE') AND NOT EXISTS "
        "(SELECT 1 FROM pg_roles WHERE rolname = ANY(:but) "
        "AND pg_has_role(session_user, oid, 'MEMBER'))"
    )
    prefix = _prefix(session)
    names = {"wanted": role_name(prefix, wanted), "but": [role_name(prefix, name) for name in but]}
    return bool(session.scalar(asked, names))


def _is_one_file(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _prefix(session: Session) -> str:
    asked = text("SELECT value FROM store_fact WHERE name = :name")
    return str(session.execute(asked, {"name": PREFIX_FACT}).scalar_one())
