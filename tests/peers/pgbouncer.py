"""A real pgbouncer in front of a PostgreSQL, as some firms have one."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from .postgres import SUPERUSER, Postgres, free_port
from .waiting import until

_CONFIG = """
[databases]
* = host=127.0.0.1 port={server} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = {mode}
logfile = {folder}/log
"""


class PgBouncer:
    """Hands statements on, each (transaction) or each login (session) to a session of its own."""

    def __init__(self, server: Postgres, mode: str) -> None:
        program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            raise RuntimeError("this test needs pgbouncer: apt-get install pgbouncer")
        self.folder = Path(tempfile.mkdtemp(prefix="pgb-"))
        self.folder.chmod(0o777)
        self.port = free_port()
        config = self.folder / "pgbouncer.ini"
        config.write_text(
            _CONFIG.format(
                server=server.port, user=SUPERUSER, port=self.port, mode=mode, folder=self.folder
            )
        )
        self._process = subprocess.Popen(
            [program, str(config)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # It refuses to run as root.
            user="postgres" if os.geteuid() == 0 else None,
        )
        until(self._answers, "pgbouncer answers")

    def url(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@127.0.0.1:{self.port}/{database}"

    def remove(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
