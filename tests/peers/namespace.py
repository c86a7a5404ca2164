"""A network namespace (Linux, root): another machine as far as the network can tell.

It reaches this one over a pair of virtual cables whose plug can be pulled. A port of this
machine's loopback can be lent to it as a port of its own loopback; that line stays when the plug
is pulled.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

_NEW_NETWORK = 0x40000000
_CHUNK = 65536


class NamespaceMissing(RuntimeError):
    """Namespaces cannot be made here."""


@dataclass
class Namespace:
    """`here` is this machine's address on the cable, `there` the other's."""

    name: str = field(default_factory=lambda: f"console-{uuid.uuid4().hex[:6]}")
    number: int = field(default_factory=lambda: 2 + os.getpid() % 250)
    _lent: list[socket.socket] = field(default_factory=list)

    @property
    def here(self) -> str:
        return f"10.203.{self.number}.1"

    @property
    def there(self) -> str:
        return f"10.203.{self.number}.2"

    @property
    def inside(self) -> tuple[str, ...]:
        """The words that run a command in it."""
        return ("ip", "netns", "exec", self.name)

    def make(self) -> None:
        """Makes it, plugged in. Raises `NamespaceMissing` with what is needed."""
        if os.geteuid() != 0 or shutil.which("ip") is None:
            raise NamespaceMissing(
                "this test cuts a network cable: it needs root and iproute2 "
                "(apt-get install iproute2)"
            )
        near, far = self._cable
        _ip("netns", "add", self.name)
        _ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", self.name)
        _ip("addr", "add", f"{self.here}/24", "dev", near)
        _ip("link", "set", near, "up")
        _ip("-n", self.name, "addr", "add", f"{self.there}/24", "dev", far)
        _ip("-n", self.name, "link", "set", "lo", "up")
        _ip("-n", self.name, "link", "set", far, "up")

    def pull_plug(self) -> None:
        """From now on nothing arrives, in either direction, and nobody is told."""
        _ip("link", "set", self._cable[0], "down")

    def plug_in(self) -> None:
        """The cable is whole again."""
        _ip("link", "set", self._cable[0], "up")

    def lend(self, port: int) -> None:
        """Its loopback's port leads to the same port of this machine's loopback."""
        listener = self._listener(port)
        self._lent.append(listener)
        threading.Thread(target=_lead_on, args=(listener, port), daemon=True).start()

    def remove(self) -> None:
        """Leaves nothing behind."""
        for listener in self._lent:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        for words in (("link", "del", self._cable[0]), ("netns", "del", self.name)):
            subprocess.run(["ip", *words], capture_output=True, check=False)

    @property
    def _cable(self) -> tuple[str, str]:
        tail = self.name.partition("-")[2]
        return f"vh{tail}", f"vn{tail}"

    def _listener(self, port: int) -> socket.socket:
        """A socket made in there; a thread of its own may go in without taking others along."""
        made: list[socket.socket] = []

        def go_in() -> None:
            libc = ctypes.CDLL(None, use_errno=True)
            with Path(f"/run/netns/{self.name}").open("rb") as space:
                if libc.setns(space.fileno(), _NEW_NETWORK) != 0:
                    raise OSError(ctypes.get_errno(), "setns")
            made.append(socket.create_server(("127.0.0.1", port)))

        inside = threading.Thread(target=go_in)
        inside.start()
        inside.join()
        return made[0]


def _ip(*words: str) -> None:
    done = subprocess.run(["ip", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NamespaceMissing(f"ip {' '.join(words)}: {done.stderr.strip()}")


def _lead_on(listener: socket.socket, port: int) -> None:
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        try:
            far = socket.create_connection(("127.0.0.1", port))
        except OSError:
            near.close()
            continue
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=_carry, args=(source, target), daemon=True).start()


def _carry(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(_CHUNK):
            target.sendall(data)
    except OSError:
        pass
    for one in (source, target):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
