"""A visitor of the web chat, as the widget is one: says again what nobody took, and comes back.

It knows several doors and goes to the next where one does not answer, as behind a proxy.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

import requests
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from peers.waiting import until

TRIES_S = 60.0


class WebVisitor:
    """`ports` are the doors' on this machine. Reads in a thread of its own until `leave`."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self.token = secrets.token_urlsafe(32)
        self.lines: list[dict[str, Any]] = []
        """As they were pushed, in that order."""
        self.signs: list[dict[str, Any]] = []
        self.joined = 0
        """How often a door took the visitor in."""
        self._is_leaving = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)

    def begin(self, site: str, client_id: str) -> int:
        """Begins (or finds) the visit; the status."""
        said = {"site": site, "client_id": client_id, "language": "nb", "token": self.token}
        status = self._post("visits", said)
        self._reader.start()
        return status

    def say(self, text: str) -> None:
        """Says it, again and again until a door has taken it."""
        said = {"client_id": str(uuid4()), "text": text, "files": []}
        until(lambda: self._post("messages", said) in (200, 201), f"«{text}» to be taken", TRIES_S)

    def heard(self) -> list[str]:
        """What one of us said."""
        return [line["text"] for line in self.lines if line["kind"] == "agent"]

    def numbers(self) -> list[int]:
        """The numbers of the lines, as they came."""
        return [line["seq"] for line in self.lines]

    def leave(self) -> None:
        """Reads no longer."""
        self._is_leaving.set()
        self._reader.join(10)

    def _post(self, path: str, said: dict[str, Any]) -> int:
        """The status; 0 where nobody answers, and the next door is tried first from then on."""
        own = f"http://127.0.0.1:{self._ports[0]}"
        sent = {"Origin": own, "Authorization": f"Bearer {self.token}"}
        try:
            return requests.post(
                f"{own}/w/v1/{path}", json=said, headers=sent, timeout=5
            ).status_code
        except requests.RequestException:
            self._ports.append(self._ports.pop(0))
            return 0

    def _read(self) -> None:
        ports = list(self._ports)
        while not self._is_leaving.is_set():
            with suppress(OSError, WebSocketException, TimeoutError):
                self._read_at(ports[0])
            ports.append(ports.pop(0))
            self._is_leaving.wait(0.05)

    def _read_at(self, port: int) -> None:
        own = f"http://127.0.0.1:{port}"
        address = f"ws://127.0.0.1:{port}/w/v1/ws"
        with connect(address, origin=own, proxy=None, open_timeout=5) as wire:  # type: ignore[arg-type]
            after = self.lines[-1]["seq"] if self.lines else 0
            wire.send(json.dumps({"token": self.token, "after_seq": after}))
            while not self._is_leaving.is_set():
                with suppress(TimeoutError):
                    self._take(json.loads(wire.recv(timeout=0.2)))

    def _take(self, told: dict[str, Any]) -> None:
        if "ready" in told:
            self.joined += 1
        if "line" in told:
            self.lines.append(told["line"])
        if "signs" in told:
            self.signs.append(told["signs"])
