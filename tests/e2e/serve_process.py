"""`serve` as a process of its own, and looking at its store from beside."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from peers.dovecot import PASSWORD
from peers.postgres import PASSWORD as STORE_PASSWORD

from console.data.opening import store_password_name
from console.data.secrets import CREDENTIALS_VARIABLE, credential_file, mail_password_name

TESTS = Path(__file__).parent.parent
ENDS_WITHIN_S = 20


@dataclass
class ServeProcess:
    """A running `serve` on a store."""

    process: subprocess.Popen[str]

    def ready(self) -> dict[str, object]:
        """Waits for the line that says that it leads."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"serve ended with {self.process.wait(ENDS_WITHIN_S)} before it led"
        return dict(json.loads(line))

    @property
    def pid(self) -> int:
        return self.process.pid

    def freeze(self) -> None:
        """Stops it in the middle of whatever it does, as a paused machine would."""
        self.process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Lets it go on as if nothing had happened."""
        self.process.send_signal(signal.SIGCONT)

    def end(self) -> int:
        """Asks it to end; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def kill(self) -> None:
        """Ends it like a power cut."""
        self.process.kill()
        self.wait()

    def wait(self) -> int:
        """Waits for its end; its exit code."""
        code = self.process.wait(ENDS_WITHIN_S)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        return code


@dataclass
class Starter:
    """Starts `serve` processes and leaves none behind."""

    folder: Path
    address: str
    password: str = PASSWORD
    """The mailbox's."""
    started: list[ServeProcess] = field(default_factory=list)

    @property
    def log(self) -> Path:
        """What they write of themselves."""
        return self.folder / "serve.log"

    def start(self, store_url: str, *words: str, inside: Sequence[str] = ()) -> ServeProcess:
        """`agent-console serve`, as a service that systemd handed the passwords.

        `inside` is a command that runs the command behind it in some surroundings.
        """
        self.hand_over(store_url)
        command = [sys.executable, "-m", "console", "serve", "--store", store_url, *words]
        return self._start([*inside, *command])

    def hand_over(self, store_url: str) -> None:
        """Puts the passwords where systemd would."""
        self._hand(mail_password_name(self.address), self.password)
        if store_url.startswith("postgresql"):
            self._hand(store_password_name(store_url), STORE_PASSWORD)

    def end_all(self) -> None:
        for one in self.started:
            if one.process.poll() is None:
                one.kill()

    def _hand(self, name: str, password: str) -> None:
        (self.folder / credential_file(name)).write_text(password)

    def _start(self, command: list[str]) -> ServeProcess:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=TESTS.parent,
                env={
                    **os.environ,
                    CREDENTIALS_VARIABLE: str(self.folder),
                    "PYTHONPATH": str(TESTS),
                    "XDG_CONFIG_HOME": str(self.folder),
                },
            )
        self.started.append(ServeProcess(process))
        return self.started[-1]
