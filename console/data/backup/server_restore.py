"""A copy poured back into an empty database: roles, rows, rights, logins; all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from subprocess import PIPE

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.access.grants import ROW_RULES
from console.data.access.roles import (
    GATEKEEPER,
    GROUPS,
    OWNER,
    become_owner,
    make_roles,
    quoted,
    role_name,
)
from console.data.backup.archive import payload
from console.data.backup.checking import differences
from console.data.backup.errors import BackupDamaged, BackupRefused
from console.data.backup.fresh_start import start_afresh
from console.data.backup.manifest import Manifest, facts_of
from console.data.backup.programs import find_program, line_to, pour, running, server_version
from console.data.backup.progress import Progress
from console.data.backup.server_copy import NOT_COPIED
from console.data.backup.server_logins import existing_roles, require_ours, revive_logins
from console.data.schema import initialise
from console.data.translated import store_errors
from console.domain.language import tr

_HIDDEN = frozenset(rule.table for rule in ROW_RULES)
"""Tables of which not even their owner sees every row, so they cannot be counted here."""

_IN_PUBLIC = """
    SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace)
        + (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace)
"""
_USED_BY = """
    SELECT d.datname FROM pg_database d, aclexplode(d.datacl) a
    JOIN pg_roles r ON r.oid = a.grantee
    WHERE r.rolname = :role AND d.datname <> current_database()
    ORDER BY d.datname LIMIT 1
"""


def restore_on_server(
    engine: Engine, file: Path, manifest: Manifest, at: Instant, folder: Path, tell: Progress
) -> tuple[int, tuple[str, ...]]:
    """Returns how many answers a person must look at, and who needs a new password.

    Raises StoreError; then the database is as empty as it was.
    """
    with store_errors(), engine.connect() as connection:
        there = _require_room(connection, manifest)
    try:
        with store_errors(), engine.begin() as connection:
            make_roles(connection, manifest.prefix)
        _pour_back(engine, file, manifest, folder, tell)
        with store_errors(), engine.begin() as connection:
            doubtful = _make_a_store_of_it(connection, manifest, at)
        initialise(engine)
        with store_errors(), engine.begin() as connection:
            needy = revive_logins(connection, manifest.prefix, manifest.logins, there)
    except BaseException:
        with store_errors(), engine.begin() as connection:
            _take_away(connection, manifest.prefix, there)
        raise
    return doubtful, needy


def _require_room(connection: Connection, manifest: Manifest) -> dict[str, str]:
    """Raises BackupRefused unless all is free for the store; returns the roles that are there."""
    if connection.execute(text(_IN_PUBLIC)).scalar():
        raise BackupRefused(
            tr(
                "Databasen {url} er ikke tom. Ingenting er endret. Et lager hentes bare tilbake i "
                "en tom database: lag en ny, eller slett denne og lag den på nytt.",
                url=connection.engine.url.render_as_string(),
            )
        )
    role = role_name(manifest.prefix, GROUPS[0])
    other = connection.execute(text(_USED_BY), {"role": role}).scalar()
    if other is not None:
        raise BackupRefused(
            tr(
                "Databasen {other} på samme server bruker de samme rollene ({prefix}_…), så folk "
                "ville fått rettigheter fra kopien også der. Ingenting er endret. Bruk en annen "
                "server.",
                other=other,
                prefix=manifest.prefix,
            )
        )
    there = existing_roles(connection)
    logins = {*manifest.facts.people, *(one.login for one in manifest.logins)}
    require_ours(there, sorted(logins), manifest.prefix)
    return there


def _pour_back(
    engine: Engine, file: Path, manifest: Manifest, folder: Path, tell: Progress
) -> None:
    with store_errors(), engine.connect() as connection:
        at_least = max(manifest.tool, server_version(connection))
        line = line_to(connection)
    program, _ = find_program("pg_restore", at_least)
    words = [
        str(program),
        "--single-transaction",
        "--exit-on-error",
        "--no-password",
        # Rights are given as declared, not as they were: a grant made by hand would name a role
        # that is not there.
        "--no-acl",
        f"--dbname={line.words}",
    ]
    with running(words, folder, line.password, stdin=PIPE) as restoring:
        pour(payload(file, manifest, tell), restoring)


def _make_a_store_of_it(connection: Connection, manifest: Manifest, at: Instant) -> int:
    """From here on programs open it; so this is the last moment for what they must not do."""
    become_owner(connection, manifest.prefix)
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        lost = differences(manifest.facts, facts_of(session, manifest.facts.schema), _HIDDEN)
        if lost:
            raise BackupDamaged(_lost(lost))
        doubtful = start_afresh(session, manifest.made_at, at)
        session.commit()
    named = quoted(connection, NOT_COPIED)
    connection.execute(
        text(f"INSERT INTO {named} (version_num) VALUES (:schema)"),
        {"schema": manifest.facts.schema},
    )
    return doubtful


def _lost(lost: tuple[str, ...]) -> str:
    return tr(
        "Det som kom tilbake, er ikke det som ble kopiert ({lost}). Databasen er tømt igjen. Bruk "
        "en annen kopi.",
        lost="; ".join(lost),
    )


def _take_away(connection: Connection, prefix: str, there: dict[str, str]) -> None:
    """What was made goes again: everything that is the store's roles', and those made for it."""
    found = existing_roles(connection)
    roles = [role_name(prefix, one) for one in (OWNER, GATEKEEPER, *GROUPS)]
    roles = [one for one in roles if one in found]
    if roles:
        names = ", ".join(quoted(connection, one) for one in roles)
        connection.execute(text(f"DROP OWNED BY {names} CASCADE"))
    for one in roles:
        if one not in there:
            connection.execute(text(f"DROP ROLE {quoted(connection, one)}"))
