"""Logins on a server: passwords given and changed, machines let in.

The server is handed a SCRAM verifier made here, never a password (RFC 5802): neither its log nor
its statistics can tell one. A store in one file has no logins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from psycopg import sql
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from console.data.commands.people import LOGIN, add_person, require_enabled
from console.data.errors import NotFound, Refused
from console.data.tables.people import PersonRow
from console.data.transaction import Transaction
from console.domain.language import tr
from console.domain.people import Role

SHORTEST = 12
"""Characters of a password that a person makes up (NIST SP 800-63B asks for at least 8)."""

_TAKEN, _UNKNOWN = "42710", "42704"


class Machine(StrEnum):
    """What works without a person: `serve`, and what faces the outside."""

    SERVICE = "service"
    DOOR = "door"


def add_person_with_login(
    tx: Transaction, login: str, name: str, roles: Iterable[Role], password: str
) -> dict[str, Any]:
    """Adds a person who can log in at once. Raises Refused."""
    _require_server(tx)
    with _told(login):
        answer = add_person(tx, login, name, roles)
    give_password(tx, login, password)
    return answer


def give_password(tx: Transaction, login: str, password: str) -> None:
    """Gives somebody else's login a new password. Raises Refused, NotFound, NotAllowed."""
    _require_server(tx)
    person = tx.session.scalar(select(PersonRow).where(PersonRow.login == login))
    if person is not None:
        require_enabled(person)
    with _told(login):
        tx.session.execute(select(func.give_password(login, _verifier(tx, login, password))))
    _record(tx, "PasswordGiven", login)


def change_own_password(tx: Transaction, password: str) -> None:
    """Changes the password of whoever is logged in. Raises Refused."""
    _require_server(tx)
    if len(password) < SHORTEST:
        raise Refused(
            tr(
                "Passordet er for kort. Bruk minst {count} tegn, gjerne noen tilfeldige ord. Det "
                "gamle gjelder fortsatt.",
                count=SHORTEST,
            )
        )
    login = str(tx.session.scalar(select(func.session_user())))
    statement = sql.SQL("ALTER ROLE CURRENT_USER PASSWORD {}").format(
        sql.Literal(_verifier(tx, login, password))
    )
    tx.session.connection().exec_driver_sql(statement.as_string())
    _record(tx, "PasswordChanged", login)


def add_machine(tx: Transaction, login: str, kind: Machine, password: str) -> None:
    """Lets a machine in. Raises Refused, NotAllowed."""
    _require_server(tx)
    if not LOGIN.fullmatch(login):
        raise Refused(
            tr("«{login}» kan ikke være et brukernavn. Skriv for eksempel serve-1", login=login)
        )
    with _told(login):
        tx.session.execute(select(func.add_machine(login, kind.value)))
    tx.record("MachineAdded", "login", login, machine=kind.value)
    give_password(tx, login, password)


def _require_server(tx: Transaction) -> None:
    if tx.session.connection().dialect.name != "postgresql":
        raise Refused(
            tr(
                "Lageret er én fil på denne maskinen og har ingen passord: den som kan lese filen, "
                "kan bruke det. Ingenting ble endret. Nevn et lager på en server med --store."
            )
        )


def _verifier(tx: Transaction, login: str, password: str) -> str:
    """What the server can prove a password with, and nobody can read it from."""
    library: Any = tx.session.connection().connection.driver_connection
    made: bytes = library.pgconn.encrypt_password(
        password.encode(), login.encode(), b"scram-sha-256"
    )
    return made.decode()


def _record(tx: Transaction, kind: str, login: str) -> None:
    person = tx.session.scalar(select(PersonRow.id).where(PersonRow.login == login))
    if person is None:
        tx.record(kind, "login", login)
    else:
        tx.record(kind, "person", person)


@contextmanager
def _told(login: str) -> Iterator[None]:
    """What the server has against a login, in words."""
    try:
        yield
    except DBAPIError as error:
        state = getattr(error.orig, "sqlstate", None)
        if state == _TAKEN:
            raise Refused(
                tr(
                    "Brukernavnet {login} brukes til noe annet på serveren. Ingenting ble endret. "
                    "Velg et annet.",
                    login=login,
                )
            ) from error
        if state == _UNKNOWN:
            raise NotFound(
                tr("Ingen heter {login} i lageret. Ingenting ble endret.", login=login)
            ) from error
        raise
