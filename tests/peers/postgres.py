"""A real PostgreSQL of the test's own: a cluster in a throw-away folder, on a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql

from .certificates import Identity
from .waiting import until

SUPERUSER = "postgres"
PASSWORD = "hemmelig-lager"
_VERIFIER = (
    "SCRAM-SHA-256$1:YWdlbnQtY29uc29sZS0xNg==$faSyfthmiATpgxvNi2/WgPtHeNaNsHR0F5wS2fpmeAA="
    ":RraKtZhGvWfY07xSys29pqtU8k3/ZkBlkDGBTeXj1Js="
)
"""That password as a server keeps it, hashed once: thousands of times is what a test waits for."""

_LEAVING_S = 0.05

_APT = "apt-get install postgresql"
_SERVER_USER = "postgres"
_HBA = """
local all all trust
host all postgres 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
hostssl all all 0.0.0.0/0 scram-sha-256
"""
_CONFIG = """
listen_addresses = '{listen}'
port = {port}
unix_socket_directories = '{folder}'
max_connections = {connections}
shared_buffers = '64MB'
fsync = {durable}
synchronous_commit = {durable}
full_page_writes = {durable}
autovacuum_naptime = '1h'
tcp_keepalives_idle = 5
tcp_keepalives_interval = 2
tcp_keepalives_count = 3
tcp_user_timeout = '9s'
log_line_prefix = '%m %p %u@%d '
"""


class PostgresMissing(RuntimeError):
    """The server is not installed on this machine."""


def programs() -> Path:
    """Where the newest server's programs lie. Raises `PostgresMissing` with what to type."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parts[-3])
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    if on_path is None:
        raise PostgresMissing(f"these tests need a real PostgreSQL: {_APT}")
    return Path(on_path).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Postgres:
    """One cluster; `stop` and `start` keep port and data, so it can go away and come back.

    `durable`: writes as a real one does; otherwise as fast as a throw-away one may. `identity` is
    a certificate with its key, with which it offers TLS.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="pg-")))
    durable: bool = False
    connections: int = 200
    listen: str = "127.0.0.1"
    extra: str = ""
    identity: Identity | None = None
    port: int = 0
    _process: subprocess.Popen[bytes] | None = None
    _databases: int = 0
    _kept: psycopg.Connection | None = None

    def start(self) -> None:
        """Makes the cluster the first time, starts it, and waits until it answers."""
        if not (self.folder / "data").exists():
            self._make()
        self._process = self._popen("postgres", "-D", str(self.folder / "data"))
        until(self._answers, "PostgreSQL answers", 30)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Ends it: SIGINT is a fast shut-down, SIGQUIT an immediate one, like a crash."""
        self._let_go()
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def restart(self, how: signal.Signals = signal.SIGINT) -> None:
        self.stop(how)
        self.start()

    def remove(self) -> None:
        """Ends it and throws everything away."""
        self.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self, database: str = "postgres", user: str = SUPERUSER) -> psycopg.Connection:
        """A plain connection that commits by itself; the superuser's needs no password."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            dbname=database,
            user=user,
            password=None if user == SUPERUSER else PASSWORD,
            autocommit=True,
        )

    def administer(self, statement: sql.Composable) -> psycopg.Cursor:
        """What only the superuser may do, on a line that is kept: a new one costs more than most
        of it, and every test does some.
        """
        if self._kept is None or self._kept.closed:
            self._let_go()
            self._kept = self.connect()
        return self._kept.execute(statement)

    def url(self, database: str, user: str = SUPERUSER) -> str:
        """A store's URL, as people write it: without a password."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def database(self, template: str = "template0", name: str = "") -> str:
        """Makes an empty database, or a copy of one that nobody is connected to; its name."""
        self._databases += 1
        name = name or f"desk_{self._databases}"
        self.administer(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop(self, name: str) -> None:
        """Removes a database, whoever is still connected to it."""
        self._let_leave(name)
        self.administer(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def give_password(self, login: str) -> None:
        """Gives a login the password that tests use."""
        self.administer(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                sql.Identifier(login), sql.Literal(_VERIFIER)
            )
        )

    def run(self, program: str, *words: str) -> int:
        """Runs one of the server's programs as the server's user, to its end; its exit code."""
        return self._popen(program, *words).wait(120)

    def _let_leave(self, name: str) -> None:
        """Whoever has just hung up is gone a moment later; the server would look again after
        0.1 s only, and every test would wait for that.
        """
        here = sql.SQL("SELECT FROM pg_stat_activity WHERE datname = {}").format(sql.Literal(name))
        end_s, pause = time.monotonic() + _LEAVING_S, threading.Event()
        while self.administer(here).fetchone() is not None and time.monotonic() < end_s:
            pause.wait(0.002)

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _make(self) -> None:
        self.folder.chmod(0o755)
        data = self.folder / "data"
        data.mkdir()
        data.chmod(0o700)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_SERVER_USER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            os.chown(data, owner.pw_uid, owner.pw_gid)
        words = ("-D", str(data), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8")
        made = self._popen("initdb", *words, "--locale=C.UTF-8", "--no-sync", "--no-instructions")
        if made.wait(120) != 0:
            raise RuntimeError(f"initdb failed: {(self.folder / 'log').read_text()}")
        self.port = self.port or free_port()
        config = _CONFIG.format(
            port=self.port,
            folder=self.folder,
            listen=self.listen,
            connections=self.connections,
            durable="on" if self.durable else "off",
        )
        with (data / "postgresql.conf").open("a") as file:
            file.write(config + self.extra)
            if self.identity is not None:
                file.write(self._tls(self.identity))
        (data / "pg_hba.conf").write_text(_HBA)

    def _tls(self, identity: Identity) -> str:
        """Puts the certificate where the server reads it; the settings that say so."""
        certificate, key = self.folder / "server.crt", self.folder / "server.key"
        certificate.write_bytes(identity.certificate)
        key.touch(0o600)
        key.write_bytes(identity.key)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_SERVER_USER)
            os.chown(key, owner.pw_uid, owner.pw_gid)
        return f"ssl = on\nssl_cert_file = '{certificate}'\nssl_key_file = '{key}'\n"

    def _popen(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        # The server refuses to run as root.
        user = _SERVER_USER if os.geteuid() == 0 else None
        with (self.folder / "log").open("ab") as log:
            if user is not None:
                os.fchmod(log.fileno(), 0o666)
            return subprocess.Popen(
                [str(programs() / program), *words],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                user=user,
                cwd="/",
                start_new_session=True,
            )

    def _answers(self) -> bool:
        if self._process is not None and self._process.poll() is not None:
            raise RuntimeError(f"PostgreSQL ended: {(self.folder / 'log').read_text()[-2000:]}")
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True
