"""Restoring a backup into an empty store of the same kind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine
from whenever import Instant

from console.data.backup.checking import check_in
from console.data.backup.errors import BackupRefused, restoring_told
from console.data.backup.file_restore import require_room, restore_file
from console.data.backup.manifest import Manifest
from console.data.backup.progress import Progress, silent
from console.data.backup.server_restore import restore_on_server
from console.data.inspection import inspect_store
from console.domain.language import tr


@dataclass(frozen=True)
class Restored:
    """What came back."""

    manifest: Manifest
    doubtful: int
    """Answers that may have been sent after the backup was made: a person looks at each."""
    without_password: tuple[str, ...]
    """Logins that need a new one."""
    faults: tuple[str, ...]
    """Of the store, which came back with them."""


def restore_backup(engine: Engine, file: Path, at: Instant, tell: Progress = silent) -> Restored:
    """Brings the store back. `at` is now. Raises StoreError; then nothing is changed.

    The store gets a new epoch, so that every reader starts over; mail that came after the backup
    is fetched again, and what is known already is not taken in twice.
    """
    is_file = engine.dialect.name == "sqlite"
    store = Path(str(engine.url.database)).absolute() if is_file else None
    with (
        restoring_told(),
        TemporaryDirectory(dir=store and store.parent, prefix=".restore.") as own,
    ):
        if store is not None:
            require_room(store)
        manifest = check_in(Path(own), file, tell).manifest
        _require_same_kind(engine, manifest)
        needy: tuple[str, ...] = ()
        if store is not None:
            doubtful = restore_file(store, file, manifest, at, Path(own), tell)
        else:
            doubtful, needy = restore_on_server(engine, file, manifest, at, Path(own), tell)
    return Restored(manifest, doubtful, needy, inspect_store(engine).faults)


def _require_same_kind(engine: Engine, manifest: Manifest) -> None:
    if manifest.engine != engine.dialect.name:
        raise BackupRefused(
            tr(
                "Kopien er av et lager på {kind} og kan ikke hentes tilbake på {wanted}. Ingenting "
                "er endret. Velg et tomt lager av samme slag med --store.",
                kind=manifest.engine,
                wanted=engine.dialect.name,
            )
        )
