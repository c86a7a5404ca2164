"""Files between this machine's disk and a case: what is picked to go along, what is saved.

Threads: run on the files worker (`Desk.on_files`), never on the loop.
"""

from __future__ import annotations

import mimetypes
import os
import tempfile
from pathlib import Path

from console.desk.errors import ActFailed
from console.domain.attachments import file_name
from console.domain.language import tr
from console.domain.mail import MailPart
from console.domain.wording import file_size

MOST_BYTES = 18_000_000
"""Of one mail's files together: a third more on the wire, and many servers stop at 25 MB."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_OWNER_ONLY = 0o600


def picked(path: Path, room: int) -> MailPart:
    """A file of this machine, to go along. `room` is how many bytes are left. Raises ActFailed."""
    try:
        size = path.stat().st_size
        if size > room:
            raise ActFailed(
                tr(
                    "{name} ({size}) får ikke plass: vedleggene i én e-post kan være {most} til "
                    "sammen. Filen er ikke lagt ved.",
                    name=path.name,
                    size=file_size(size),
                    most=file_size(MOST_BYTES),
                )
            )
        content = path.read_bytes()
    except OSError as error:
        raise ActFailed(
            tr(
                "{name} kunne ikke leses ({reason}). Filen er ikke lagt ved.",
                name=path.name,
                reason=error.strerror or error,
            )
        ) from error
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return MailPart(path.name, kind, content)


def save_as(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all, for its owner alone; replaces one. Raises ActFailed."""
    try:
        _replace(path, content)
    except OSError as error:
        raise ActFailed(
            tr(
                "{path} kunne ikke lagres ({reason}). Velg en annen mappe.",
                path=path,
                reason=error.strerror or error,
            )
        ) from error


def _replace(path: Path, content: bytes) -> None:
    descriptor, fresh = tempfile.mkstemp(dir=path.parent, prefix=".lagres-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, path)
    except OSError:
        os.unlink(fresh)
        raise


def copy_to_open(name: str, content: bytes) -> Path:
    """A copy for another program, in a new folder of this person's own. Raises ActFailed."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="agent-console-"))
        path = folder / safe_name(name)
        with os.fdopen(os.open(path, _NEW, _OWNER_ONLY), "wb") as file:
            file.write(content)
    except OSError as error:
        raise ActFailed(
            tr("{name} kunne ikke åpnes ({reason}).", name=name, reason=error.strerror or error)
        ) from error
    return path


def safe_name(name: str) -> str:
    """The name to save a foreign file by; never empty."""
    return file_name(name) or tr("vedlegg")
