"""Making a backup: copied while everybody works, read back, checked, and only then named."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine
from whenever import Instant

from console.data.backup.archive import settle, write
from console.data.backup.checking import Checked, check_in
from console.data.backup.errors import BackupRefused, making_told
from console.data.backup.file_copy import copy_file, file_chunks, file_facts
from console.data.backup.manifest import Manifest
from console.data.backup.progress import Progress, silent, told
from console.data.backup.server_copy import server_copy
from console.data.schema import require_present
from console.domain.language import tr


def make_backup(engine: Engine, to: Path, at: Instant, tell: Progress = silent) -> Checked:
    """Makes the file `to`; tells what it holds, and the faults of the store, which it has too.

    `at` is now. Raises StoreError; then there is no file. An older schema is copied as it is.
    """
    schema = require_present(engine)
    _require_new(to)
    copy = _copied_server if engine.dialect.name == "postgresql" else _copied_file
    # Beside the file, so that it gets its name in one step; gone again whatever happens.
    with making_told(), TemporaryDirectory(dir=to.absolute().parent, prefix=f".{to.name}.") as own:
        part = Path(own) / to.name
        copy(engine, schema, part, at, tell)
        checked = check_in(Path(own), part)
        _require_new(to)  # again: somebody may have made a file there meanwhile
        settle(part, to)
    return checked


def _require_new(to: Path) -> None:
    """Raises BackupRefused where there is a file already."""
    if to.exists():
        raise BackupRefused(
            tr(
                "{file} finnes fra før. Ingenting er skrevet. Velg et annet navn, for eksempel "
                "med dagens dato i.",
                file=to,
            )
        )


def _copied_file(engine: Engine, schema: str, part: Path, at: Instant, tell: Progress) -> None:
    copy = part.with_name("copied.db")
    copy_file(engine, copy, tell)
    facts = file_facts(copy, schema)
    write(part, file_chunks(copy), partial(Manifest, at, engine.dialect.name, facts))
    copy.unlink()


def _copied_server(engine: Engine, schema: str, part: Path, at: Instant, tell: Progress) -> None:
    with server_copy(engine, schema, part.parent) as copy:
        manifest = partial(
            Manifest,
            at,
            engine.dialect.name,
            copy.facts,
            prefix=copy.prefix,
            tool=copy.tool,
            logins=copy.logins,
        )
        write(part, told(copy.chunks, tell), manifest)
