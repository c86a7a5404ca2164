"""The file of a backup: a zip (stored), whose payload is read back before it is trusted."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from console.data.backup.errors import BackupDamaged
from console.data.backup.manifest import Manifest, from_json, to_json
from console.data.backup.progress import Progress, silent
from console.domain.language import tr

MANIFEST, PAYLOAD = "manifest.json", "store"
CHUNK_BYTES = 1 << 20
_OWNER_ONLY = 0o600


def write(
    path: Path, chunks: Iterable[bytes], manifest: Callable[[str, int], Manifest]
) -> Manifest:
    """Makes the file; `manifest` is asked with the payload's SHA-256 and size when it is known."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            with archive.open(PAYLOAD, "w", force_zip64=True) as payload:
                for chunk in chunks:
                    payload.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
            made = manifest(digest.hexdigest(), size)
            archive.writestr(MANIFEST, to_json(made))
        file.flush()
        os.fsync(file.fileno())
    return made


def read_manifest(path: Path) -> Manifest:
    """What the file says of itself. Raises BackupDamaged, BackupRefused, OSError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return from_json(archive.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError) as error:
        raise BackupDamaged(
            tr(
                "{name} er ingen hel kopi av et lager ({reason}). Ingenting er endret. Bruk en "
                "annen kopi.",
                name=path.name,
                reason=error.args[0] if error.args else error,
            )
        ) from error


def payload(path: Path, manifest: Manifest, tell: Progress = silent) -> Iterator[bytes]:
    """The engine's copy in pieces. Raises BackupDamaged, at the latest after the last piece."""
    digest, size = hashlib.sha256(), 0
    try:
        with zipfile.ZipFile(path) as archive, archive.open(PAYLOAD) as file:
            while chunk := file.read(CHUNK_BYTES):
                digest.update(chunk)
                size += len(chunk)
                yield chunk
                tell(size, manifest.size)
    except (zipfile.BadZipFile, KeyError, EOFError) as error:
        raise _damaged(path) from error
    if (digest.hexdigest(), size) != (manifest.sha256, manifest.size):
        raise _damaged(path)


def settle(part: Path, path: Path) -> None:
    """Gives a finished file its name, so that also a power cut leaves it there whole."""
    os.replace(part, path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _damaged(path: Path) -> BackupDamaged:
    return BackupDamaged(
        tr(
            "Kopien {name} er skadet: innholdet er ikke det som ble skrevet. Ingenting er endret. "
            "Bruk en annen kopi.",
            name=path.name,
        )
    )
