"""A real Dovecot: any user exists, with one password; plain and TLS on free loopback ports."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imapclient import IMAPClient

from .waiting import until

PASSWORD = "hemmelig"
_APT = "apt-get install dovecot-imapd"
_USERS = """
default_internal_user = dovecot
default_login_user = dovenull
default_internal_group = dovecot
mail_uid = nobody
mail_gid = nogroup
"""
_ALONE = """
default_internal_user = {me}
default_login_user = {me}
default_internal_group = {group}
mail_uid = {me}
mail_gid = {group}
"""
_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
log_path = {folder}/log
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 50
{users}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  # No waiting after a wrong password: it would slow every test behind it.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    special_use = \\Sent
    auto = subscribe
  }}
}}
protocol imap {{
  imap_idle_notify_interval = 2 mins
}}
"""


class DovecotMissing(RuntimeError):
    """The server is not installed on this machine."""


@dataclass
class Dovecot:
    """One server of its own; `start` and `stop` keep the ports, so it can go away and come back."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="dc-")))
    port: int = 0
    tls_port: int = 0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def binary(self) -> str:
        """The server's program. Raises `DovecotMissing` with what to type."""
        found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if found is None:
            raise DovecotMissing(f"these tests need a real mail server: {_APT}")
        return found

    def prepare(self) -> None:
        """Writes certificate and configuration, on ports that are free now."""
        self.folder.chmod(0o755)
        mail = self.folder / "mail"
        mail.mkdir(exist_ok=True)
        mail.chmod(0o777)
        _make_certificate(self.folder)
        self.port, self.tls_port = _free_ports(2)
        root = os.geteuid() == 0
        me, group = str(os.geteuid()), str(os.getegid())
        text = _CONFIG.format(
            folder=self.folder,
            plain=self.port,
            tls=self.tls_port,
            password=PASSWORD,
            users=_USERS if root else _ALONE.format(me=me, group=group),
            uid=65534 if root else me,
            gid=65534 if root else group,
        )
        (self.folder / "dovecot.conf").write_text(text)

    def start(self) -> None:
        """Starts and waits until both ports answer; another pair is taken when one was snatched."""
        for _ in range(3):
            if not self.port:
                self.prepare()
            command = [self.binary, "-F", "-c", str(self.folder / "dovecot.conf")]
            self._process = subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            process = self._process
            until(lambda p=process: p.poll() is not None or self._answers(), "Dovecot to answer")
            if process.poll() is None:
                return
            self.port = 0
        raise AssertionError(f"Dovecot did not start: {self.log()[-2000:]}")

    def stop(self) -> None:
        """Ends the server and the connections it holds."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(20)
            # Sessions outlive the master for seconds; they are in the group that was started here.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process = None
            until(lambda: not self._answers(), "Dovecot to be gone")

    def remove(self) -> None:
        """Stops and leaves nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def log(self) -> str:
        """What the server wrote of itself."""
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def trust(self) -> ssl.SSLContext:
        """TLS that trusts this server's own certificate, and no other."""
        return ssl.create_default_context(cafile=str(self.folder / "cert.pem"))

    def identity(self) -> ssl.SSLContext:
        """The server's certificate, for another server that stands in its place."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "cert.pem", self.folder / "key.pem")
        return context

    def mailbox(self, user: str) -> Mailbox:
        """The mailbox of a user, who exists by being named."""
        return Mailbox(self, user)

    def _answers(self) -> bool:
        for port in (self.port, self.tls_port):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
            except OSError:
                return False
        return True


@dataclass(frozen=True)
class Mailbox:
    """One user's mail, looked at and changed from the other side."""

    server: Dovecot
    user: str

    def append(self, raw: bytes, folder: str = "INBOX", at: Any = None) -> None:
        """Puts a mail there as the mail server would; `at` (aware) is when it came in."""
        self.append_all([raw], folder, at)

    def append_all(self, raws: list[bytes], folder: str = "INBOX", at: Any = None) -> None:
        """Several mails over one connection, in order."""
        with self.client() as client:
            for raw in raws:
                client.append(folder, raw, msg_time=at)

    def raws(self, folder: str = "INBOX") -> list[bytes]:
        """The bytes of every mail, oldest first."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            uids = client.search(["ALL"])
            answer = client.fetch(uids, ["BODY.PEEK[]"]) if uids else {}
            return [answer[uid][b"BODY[]"] for uid in sorted(uids)]

    def unseen(self, folder: str = "INBOX") -> int:
        """How many mails nobody has read."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            return len(client.search(["UNSEEN"]))

    def delete(self, position: int, folder: str = "INBOX") -> None:
        """Removes the mail at a position (0 is the oldest) for good."""
        with self.client() as client:
            client.select_folder(folder)
            client.delete_messages([sorted(client.search(["ALL"]))[position]])
            client.expunge()

    def files(self) -> list[Path]:
        """The mails of the inbox as files, oldest first by UID."""
        box = self.server.folder / "mail" / self.user
        names = (box / "dovecot-uidlist").read_text().splitlines()[1:]
        stems = [line.partition(" :")[2] for line in names]
        files = {p.name.partition(":")[0]: p for d in ("cur", "new") for p in (box / d).iterdir()}
        return [files[stem.partition(":")[0]] for stem in stems]

    def change_uidvalidity(self) -> None:
        """Gives the inbox another life: the same mails, all UIDs void."""
        box = self.server.folder / "mail" / self.user
        listing = box / "dovecot-uidlist"
        head, _, rest = listing.read_text().partition("\n")
        listing.write_text(re.sub(r" V(\d+)", lambda m: f" V{int(m[1]) + 1}", head) + "\n" + rest)
        for index in box.glob("dovecot.index*"):
            index.unlink()

    def client(self) -> IMAPClient:
        """A connection of the other side, logged in."""
        client = IMAPClient("127.0.0.1", self.server.port, ssl=False, timeout=20)
        client.login(self.user, PASSWORD)
        return client


def _free_ports(count: int) -> list[int]:
    held = [socket.socket() for _ in range(count)]
    try:
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
    finally:
        for one in held:
            one.close()


def _make_certificate(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    command += ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(command, check=True, capture_output=True)
