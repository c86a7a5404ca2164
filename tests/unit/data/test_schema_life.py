"""The schema's life: made, checked, upgraded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from console.data.engine import open_engine, sqlite_url
from console.data.errors import StoreNewer, StoreOlder, StoreUnavailable
from console.data.feed import newest
from console.data.queries.wire import service_secret
from console.data.schema import (
    HEAD,
    MAIL_SECRET,
    _config,
    current_revision,
    initialise,
    require_current,
    require_present,
)
from console.data.store import Store
from console.data.tables.base import Base


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """On a file that is not there yet."""
    made = open_engine(sqlite_url(tmp_path / "ny.db"))
    yield made
    made.dispose()


def _set_revision(engine: Engine, revision: str) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})


def _is_compared(_thing: object, name: str | None, kind: str, *_more: object) -> bool:
    """The search index and its shadow tables are made by hand, one way for each engine."""
    return not (kind == "table" and str(name).startswith("message_search"))


def test_the_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    initialise(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": _is_compared, "compare_type": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_migration_is_the_one_that_the_code_asks_for() -> None:
    assert ScriptDirectory.from_config(_config()).get_heads() == [HEAD]


def test_an_empty_store_says_how_to_make_it(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(StoreOlder, match=r"Lageret er tomt\. Lag det med: agent-console db init"):
        require_current(engine)
    assert list(tmp_path.iterdir()) == [], "looking makes no file"


def test_an_empty_file_is_an_empty_store(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "ny.db").touch()
    with pytest.raises(StoreOlder, match="Lageret er tomt"):
        require_current(engine)
    initialise(engine)
    require_current(engine)


def test_making_a_store_twice_is_making_it_once(engine: Engine) -> None:
    initialise(engine)
    store = Store(engine)
    made = store.read(newest), store.read(service_secret, MAIL_SECRET)
    initialise(engine)
    assert (store.read(newest), store.read(service_secret, MAIL_SECRET)) == made


def test_two_stores_have_nothing_in_common(engine: Engine, store: Store) -> None:
    initialise(engine)
    other = Store(engine)
    assert other.read(newest).epoch != store.read(newest).epoch
    assert other.read(service_secret, MAIL_SECRET) != store.read(service_secret, MAIL_SECRET)


def test_a_newer_store_is_left_alone(store: Store) -> None:
    _set_revision(store.engine, "9999")
    for attempt in (require_current, require_present, initialise):
        with pytest.raises(StoreNewer, match=r"skjema 9999; dette kjenner .*Oppgrader programmet"):
            attempt(store.engine)
    assert current_revision(store.engine) == "9999"


def test_an_older_store_says_how_to_upgrade_it(store: Store) -> None:
    _set_revision(store.engine, "0000")
    with pytest.raises(StoreOlder, match=r"Ta en kopi, og kjør: agent-console db upgrade"):
        require_current(store.engine)
    assert require_present(store.engine) == "0000"


def test_a_store_that_is_not_there_is_not_present(engine: Engine) -> None:
    with pytest.raises(StoreOlder):
        require_present(engine)


def test_somebody_elses_database_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE oppskrift (navn TEXT)"))
    for attempt in (require_current, initialise):
        with pytest.raises(StoreUnavailable, match="har noe annet i seg"):
            attempt(engine)
    with engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert tables == ["oppskrift"]


def test_making_a_store_that_fails_half_way_leaves_nothing(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise OSError("strømmen gikk")

    from alembic.runtime.migration import HeadMaintainer

    with monkeypatch.context() as patch:
        patch.setattr(HeadMaintainer, "update_to_step", fail)
        with pytest.raises(OSError, match="strømmen"):
            initialise(engine)
    assert current_revision(engine) is None
    initialise(engine)
    require_current(engine)
