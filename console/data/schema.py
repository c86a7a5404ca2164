"""The schema's life: made, upgraded, checked. Alembic is imported only here, and late."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, select, text
from sqlalchemy.orm import Session

from console.data.access.grants import put_in_force
from console.data.access.roles import (
    PREFIX_FACT,
    become_owner,
    hand_to_owner,
    make_roles,
    prefix_of,
)
from console.data.errors import (
    StoreBusy,
    StoreError,
    StoreNewer,
    StoreOlder,
    StoreUnavailable,
)
from console.data.feed import EPOCH
from console.data.tables.journal import StoreFactRow
from console.data.tables.wire import ServiceSecretRow
from console.data.translated import store_errors
from console.domain.ids import new_uuid
from console.domain.language import tr

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0009"
"""The newest migration; a test holds it against the folder."""

MAIL_SECRET = "mail_signature"
_MIGRATIONS = Path(__file__).parent / "migrations"


def current_revision(engine: Engine) -> str | None:
    """The store's schema, or None where there is none.

    Raises StoreUnavailable, also for a database that is somebody else's, and StoreBusy.
    """
    if _is_missing_file(engine):
        return None
    try:
        with store_errors(), engine.execution_options(reading=True).connect() as connection:
            tables = inspect(connection).get_table_names()
            if "alembic_version" in tables:
                return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except StoreBusy:
        raise
    except StoreError as error:
        if engine.dialect.name == "postgresql":
            raise  # its own words fit: what it lacks is a password, or a network
        raise StoreUnavailable(_unopened(engine, error)) from error
    if tables:
        raise StoreUnavailable(_foreign(engine))
    return None


def require_current(engine: Engine) -> None:
    """Raises StoreNewer, StoreOlder or StoreUnavailable unless this program fits the store."""
    found = current_revision(engine)
    if found == HEAD:
        return
    if found is None:
        raise StoreOlder(
            tr(
                "Lageret er tomt. Lag det med: agent-console db init --store {url}",
                url=engine.url.render_as_string(),
            )
        )
    if found > HEAD:
        raise StoreNewer(
            tr(
                "Lageret er laget av en nyere utgave av programmet (skjema {found}; dette kjenner "
                "{head}). Ingenting er rørt. Oppgrader programmet.",
                found=found,
                head=HEAD,
            )
        )
    raise StoreOlder(
        tr(
            "Lageret har et eldre skjema ({found}; programmet trenger {head}). Ta en kopi, og "
            "kjør: agent-console db upgrade --store {url}",
            found=found,
            head=HEAD,
            url=engine.url.render_as_string(),
        )
    )


def require_present(engine: Engine) -> str:
    """The schema that is there. Raises StoreOlder where there is none, StoreNewer for a newer."""
    found = current_revision(engine)
    if found is None or found > HEAD:
        require_current(engine)
    return found or ""


def initialise(engine: Engine) -> None:
    """Makes the schema in an empty store, or upgrades it; twice is once."""
    found = current_revision(engine)
    if found is not None and found > HEAD:
        require_current(engine)
    if engine.dialect.name == "postgresql":
        _upgrade_server(engine)
    elif found != HEAD:
        with store_errors(), engine.begin() as connection:
            _migrate(connection, prefix="")
    with store_errors(), Session(engine) as session, session.begin():
        _put_facts(session)


def _upgrade_server(engine: Engine) -> None:
    """Roles, schema and rights, together or not at all; also mends rights that were changed."""
    with store_errors(), engine.begin() as connection:
        # One at a time: two who make the same store make one.
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('agent-console schema'))"))
        prefix = _prefix(connection)
        make_roles(connection, prefix)
        hand_to_owner(connection, prefix)
        become_owner(connection, prefix)
        _migrate(connection, prefix)
        put_in_force(connection, prefix)
        # Whoever is here without a login (from before there were any) gets one, with their roles.
        become_owner(connection, prefix)
        connection.execute(text("UPDATE person SET roles = roles"))


def _prefix(connection: Connection) -> str:
    """How the roles' names begin: as the store says, also when the database got another name."""
    if inspect(connection).has_table(StoreFactRow.__tablename__):
        asked = select(StoreFactRow.value).where(StoreFactRow.name == PREFIX_FACT)
        kept = connection.execute(asked).scalar()
        if kept is not None:
            return str(kept)
    return prefix_of(str(connection.engine.url.database))


def _migrate(connection: Connection, prefix: str) -> None:
    from alembic import command
    from alembic.util import CommandError  # noqa: PLC0415 - half a second, and only to migrate

    try:
        config = _config()
        config.attributes.update(connection=connection, prefix=prefix)
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreUnavailable(_unopened(connection.engine, error)) from error


def _config() -> Config:
    from alembic.config import Config  # noqa: PLC0415 - half a second, and only to migrate

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config


def _put_facts(session: Session) -> None:
    if session.get(StoreFactRow, EPOCH) is None:
        session.add(StoreFactRow(name=EPOCH, value=str(new_uuid())))
    if session.get(ServiceSecretRow, MAIL_SECRET) is None:
        session.add(ServiceSecretRow(name=MAIL_SECRET, value=secrets.token_bytes(32)))


def _is_missing_file(engine: Engine) -> bool:
    """Looking must not make the file."""
    if engine.dialect.name != "sqlite":
        return False
    path = Path(str(engine.url.database))
    return path.parent.is_dir() and not path.exists()


def _foreign(engine: Engine) -> str:
    return tr(
        "Databasen {url} er ikke et lager for agentkonsollen, men har noe annet i seg. Ingenting "
        "er rørt. Velg en annen fil.",
        url=engine.url.render_as_string(),
    )


def _unopened(engine: Engine, error: Exception) -> str:
    return tr(
        "Lageret {url} kan ikke åpnes: {reason}. Ingenting er endret. Sjekk at filen finnes, er et "
        "lager for agentkonsollen og kan leses og skrives av deg.",
        url=engine.url.render_as_string(),
        reason=getattr(error.__cause__, "orig", error.__cause__ or error),
    )
