"""Reading a backup: is it what was written, can the engine read it, is what it holds whole?"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from console.data.backup.archive import payload, read_manifest
from console.data.backup.errors import reading_told
from console.data.backup.file_copy import file_facts, inspect_copy
from console.data.backup.manifest import Facts, Manifest
from console.data.backup.progress import Progress, silent
from console.data.backup.server_copy import read_through
from console.domain.language import tr


@dataclass(frozen=True)
class Checked:
    """A backup that is what was written, and the faults of the store that it was made of."""

    manifest: Manifest
    faults: tuple[str, ...]


def check_backup(file: Path, tell: Progress = silent) -> Checked:
    """Reads all of it. Raises StoreError: BackupDamaged when it is not what was written."""
    with TemporaryDirectory() as own:
        return check_in(Path(own), file, tell)


def check_in(own: Path, file: Path, tell: Progress = silent) -> Checked:
    """The same, with a folder of our own to work in."""
    with reading_told(file.name):
        manifest = read_manifest(file)
        if manifest.engine == "postgresql":
            read_through(payload(file, manifest, tell), manifest.tool, own)
            return Checked(manifest, ())
        copy = own / "checked.db"
        unpack(file, manifest, copy, tell)
    found = file_facts(copy, manifest.facts.schema)
    faults = (*differences(manifest.facts, found), *inspect_copy(copy).faults)
    copy.unlink()
    return Checked(manifest, faults)


def unpack(file: Path, manifest: Manifest, to: Path, tell: Progress = silent) -> None:
    """Writes the payload into a new file, for its owner only. Raises BackupDamaged, OSError."""
    to.touch(0o600, exist_ok=False)
    with to.open("wb") as copy:
        for chunk in payload(file, manifest, tell):
            copy.write(chunk)


def differences(said: Facts, found: Facts, uncounted: Container[str] = ()) -> tuple[str, ...]:
    """Tables that do not hold as many rows as the backup says."""
    return tuple(
        tr(
            "{table} skulle hatt {said} rader, men har {found}",
            table=table,
            said=count,
            found=found.counts.get(table, 0),
        )
        for table, count in said.counts.items()
        if table not in uncounted and found.counts.get(table, 0) != count
    )
