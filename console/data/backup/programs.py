"""PostgreSQL's own programs: found, told where the server is, run, and ended with us."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection

from console.data.backup.errors import BackupRefused
from console.data.errors import StoreUnavailable
from console.domain.language import tr

FOLDERS = "/usr/lib/postgresql/*/bin"
"""Where Debian puts them, one folder a version."""

_SAME_WAY = frozenset(
    [
        "host",
        "hostaddr",
        "port",
        "dbname",
        "user",
        "options",
        "application_name",
        "connect_timeout",
        "sslmode",
        "sslrootcert",
        "sslcert",
        "sslkey",
        "sslcrl",
        "channel_binding",
        "keepalives_idle",
        "keepalives_interval",
        "keepalives_count",
        "tcp_user_timeout",
    ]
)
"""What of our own connection is handed on: words that also an older client library knows."""

_NO_FILE = f"{os.devnull}/none"
_CHUNK_BYTES = 1 << 20
_ENDING_S = 10


def find_program(name: str, at_least: int) -> tuple[Path, int]:
    """The oldest that is new enough, and its version. Raises StoreUnavailable with what to do."""
    found = [(_version(path), path) for path in _candidates(name)]
    fit = [(version, path) for version, path in found if version >= at_least]
    if not fit:
        raise StoreUnavailable(
            tr(
                "Det trengs {name} {version} eller nyere, og den finnes ikke på denne maskinen. "
                "Ingenting er endret. Installer postgresql-client-{version}, eller legg mappen "
                "med {name} i PATH.",
                name=name,
                version=at_least,
            )
        )
    version, path = min(fit, key=lambda one: one[0])
    return path, version


def server_version(connection: Connection) -> int:
    """The server's major version."""
    driver: Any = connection.connection.driver_connection
    return int(driver.info.server_version) // 10_000


@dataclass(frozen=True)
class Line:
    """How a program reaches the same server in the same way as we do."""

    words: str
    """For its command line, which everybody on the machine can read."""
    password: str = field(repr=False)
    """For its environment, which dies with it: a file would be left if we were killed."""


def line_to(connection: Connection) -> Line:
    """The line to the server that a connection is to."""
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - only for a server

    driver: Any = connection.connection.driver_connection
    info = driver.info
    same = {name: value for name, value in info.get_parameters().items() if name in _SAME_WAY}
    # Somebody's own file of passwords is not for us.
    return Line(make_conninfo(**same, passfile=_NO_FILE), info.password)


@contextmanager
def running(
    words: list[str], folder: Path, password: str = "", **pipes: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """A program at work. Raises BackupRefused with what it said when it fails; ends it with us."""
    given = {**os.environ, "LC_ALL": "C", "PGPASSWORD": password}
    with (folder / "said").open("w+b") as said:
        program = subprocess.Popen(words, stderr=said, env=given, **pipes)
        try:
            yield program
            for pipe in (program.stdin, program.stdout):
                _close(pipe)
            failed = program.wait() != 0
        except BrokenPipeError:
            failed = program.wait() != 0
        finally:
            _end(program)
        if failed:
            raise BackupRefused(_what_it_said(Path(words[0]).name, said))


def pour(chunks: Iterable[bytes], into: subprocess.Popen[bytes]) -> None:
    """Hands a program what it reads from its standard input."""
    assert into.stdin is not None
    for chunk in chunks:
        into.stdin.write(chunk)


def drained(program: subprocess.Popen[bytes]) -> Iterator[bytes]:
    """What a program writes to its standard output, in pieces."""
    assert program.stdout is not None
    while chunk := program.stdout.read(_CHUNK_BYTES):
        yield chunk


def _candidates(name: str) -> Iterator[Path]:
    # The folders first: what Debian has on PATH only chooses one of them, by rules of its own.
    root = Path(FOLDERS).anchor
    for folder in Path(root).glob(FOLDERS.removeprefix(root)):
        if (folder / name).is_file():
            yield folder / name
    on_path = shutil.which(name)
    if on_path is not None:
        yield Path(on_path)


def _version(path: Path) -> int:
    try:
        said = subprocess.run(
            [str(path), "--version"], capture_output=True, text=True, timeout=_ENDING_S, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        pipe.close()


def _end(program: subprocess.Popen[bytes]) -> None:
    if program.poll() is None:
        program.terminate()
        try:
            program.wait(_ENDING_S)
        except subprocess.TimeoutExpired:
            program.kill()
            program.wait()
    for pipe in (program.stdin, program.stdout):
        if pipe is not None and not pipe.closed:
            try:
                pipe.close()
            except BrokenPipeError:
                continue  # it has ended, so nobody reads what was left in the pipe


def _what_it_said(name: str, said: IO[bytes]) -> str:
    said.seek(0)
    words = " ".join(said.read().decode("utf-8", "replace").split())
    return tr(
        "{name} ga opp ({reason}). Ingenting er endret, og ingen halv fil er lagt igjen.",
        name=name,
        reason=words[-500:],
    )
