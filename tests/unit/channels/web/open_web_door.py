"""A door on a free port over a hall in memory, and visitors who knock as browsers do."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import requests
from fakes.clock import MONDAY_MORNING, FakeClock
from fakes.web_hall import Stay, WebHall
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from console.channels.web.door import WebDoor
from console.channels.web.pace import Rate, WebPace
from console.channels.web.reception import hash_of
from console.domain.hours.opening_hours import OpeningHours
from console.domain.web_chat import Site, WebChatSettings

MUCH = Rate(1e6, 1e6)
SECRETS = ("k" * 40, "g" * 40)
SETTINGS = WebChatSettings(
    sites=(
        Site("mystore", "Mystore", ("https://www.mystore.no", "http://localhost:8080"), True),
        Site("panel", "Kontrollpanelet", ("https://admin.mystore.no",)),
    ),
    listen_port=0,
)
PACE = WebPace(look_s=0.02, whole_look_s=0.2, alive_s=0.05, retry_s=0.05)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


class OpenDoor:
    """A door, its hall, and what a browser says to it."""

    def __init__(self, clock: FakeClock, pace: WebPace = PACE, hall: WebHall | None = None) -> None:
        self.clock = clock
        self.hall = hall or WebHall(clock)
        self.hours = OpeningHours()
        self.lines: list[Line] = []
        self.unspeakable: list[str] = [*SECRETS]
        """What no log and no refusal may hold."""
        self.told: list[str] = []
        """What it refused with."""
        keys = {"mystore": SECRETS}
        self.door = WebDoor(SETTINGS, keys, self.hall.visitors, lambda: self.hours, clock, pace)
        self.own = f"http://127.0.0.1:{self.door.port}"

    def close(self) -> None:
        self.hang_up()
        self.door.close()

    def hang_up(self) -> None:
        """Every line that is open."""
        for line in self.lines:
            line.close()

    def ask(
        self, method: str, path: str, token: str = "", body: Any = None, **headers: str
    ) -> requests.Response:
        """As the widget asks. `body` is JSON, or bytes as they are; `headers` are laid over."""
        sent = {"Origin": self.own}
        if token:
            self.unspeakable.append(token)
            sent["Authorization"] = f"Bearer {token}"
        content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        if body is not None and not isinstance(body, bytes):
            sent["Content-Type"] = "application/json"
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        given = {name: value for name, value in sent.items() if value != "-"}
        url = self.own + (path if path.startswith(("/w/", "/health")) else f"/w/v1/{path}")
        got = requests.request(method, url, data=content, headers=given, timeout=20)
        if got.status_code >= 400:
            self.told.append(got.text + repr(dict(got.headers)))
        return got

    def begin(self, **more: Any) -> requests.Response:
        said = {"site": "mystore", "client_id": str(uuid4()), "language": "nb", **more}
        return self.ask("POST", "visits", body=said)

    def visitor(self, **more: Any) -> Knocker:
        """Somebody whose visit has begun."""
        begun = self.begin(**more)
        assert begun.status_code == 201, begun.text
        return Knocker(self, begun.json()["token"])

    def forget(self) -> None:
        """As a door that was opened now, for those that share one."""
        for said in (self.lines, self.unspeakable, self.told):
            said.clear()
        self.unspeakable += SECRETS
        self.hall.stays.clear()
        self.clock.set(MONDAY_MORNING)

    def stays(self) -> list[Stay]:
        return list(self.hall.stays.values())


class Knocker:
    """A visitor with the token of their visit."""

    def __init__(self, door: OpenDoor, token: str) -> None:
        self.door = door
        self.token = token

    @property
    def stay(self) -> Stay:
        return self.door.hall.stays[hash_of(self.token)]

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> requests.Response:
        return self.door.ask(method, path, self.token, body, **headers)

    def say(self, text: str, /, **more: Any) -> requests.Response:
        said = {"client_id": str(uuid4()), "text": text, "files": [], **more}
        return self.ask("POST", "messages", said)

    def send(self, content: bytes, name: str, **headers: str) -> requests.Response:
        """A file."""
        sent = {"X_Client_Id": str(uuid4()), "X_File_Name": name, **headers}
        return self.ask("POST", "files", content, **sent)

    def said(self) -> list[str]:
        return [line.text for line in self.stay.lines]

    def line(self, after_seq: int = 0) -> Line:
        """The WebSocket, joined."""
        line = Line(self.door)
        line.send({"token": self.token, "after_seq": after_seq})
        return line


class Line:
    """A WebSocket as a browser opens it."""

    def __init__(self, door: OpenDoor, **headers: str) -> None:
        sent = {"Origin": door.own} | headers
        origin = sent.pop("Origin") or None
        url = door.own.replace("http", "ws", 1) + "/w/v1/ws"
        self._open = ExitStack()
        self.wire: ClientConnection = self._open.enter_context(
            connect(
                url,
                origin=origin,
                additional_headers=sent,
                compression=None,
                proxy=None,
                close_timeout=1,
            )
        )
        door.lines.append(self)

    def send(self, told: Mapping[str, Any] | str | bytes) -> None:
        self.wire.send(told if isinstance(told, str | bytes) else json.dumps(told))

    def frame(self) -> dict[str, Any]:
        """The next."""
        told: dict[str, Any] = json.loads(self.wire.recv(timeout=20))
        return told

    def until(self, name: str) -> Any:
        """What the next frame of this name says."""
        while name not in (told := self.frame()):
            pass
        return told[name]

    def closed(self) -> int:
        """Reads on until it is closed; the code."""
        try:
            while True:
                self.wire.recv(timeout=20)
        except ConnectionClosed:
            return self.wire.protocol.close_code or 0

    def close(self) -> None:
        self._open.close()


def refused(answer: requests.Response, status: int, code: str) -> bool:
    """Whether it was refused just so: with words, inert, and kept nowhere."""
    headers = answer.headers
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert answer.json()["message"]
    assert headers["Content-Type"] == "application/json"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert not [name for name in headers if name.lower().startswith("access-control")]
    return True


def token() -> str:
    """As a browser makes one."""
    return secrets.token_urlsafe(32)
