"""A socket that answers actions by a script: for what no well-behaved exchange says."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress

Action = Mapping[str, str]
Answer = Callable[[Action], str]
"""What is said to an action, `\\n` for ends of lines; empty for nothing."""

LISTS = {
    "QueueStatus": "Queue status will follow",
    "CoreShowChannels": "Channels will follow",
}


class ScriptedExchange:
    """Serves one client after another. `answers` are by action, before what is usual."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.heard: list[Action] = []
        self.greeting = b"Asterisk Call Manager/11.0.0\r\n"
        self.items: dict[str, tuple[str, ...]] = {"QueueStatus": (PARAMS,)}
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._client: socket.socket | None = None
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def says(self, text: str) -> None:
        """Something by itself."""
        assert self._client is not None
        self._client.sendall(text.replace("\n", "\r\n").encode())

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        if self._client is not None:
            with suppress(OSError):
                self._client.shutdown(socket.SHUT_RDWR)
            self._client.close()
        self._thread.join(5)

    def actions(self, name: str) -> list[Action]:
        return [action for action in self.heard if action["Action"] == name]

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
                if self._tls is not None:
                    client = self._tls.wrap_socket(client, server_side=True)
            except ssl.SSLError:
                continue
            except OSError:
                return
            self._client = client
            with suppress(OSError):
                self._talk(client)
            client.close()

    def _talk(self, client: socket.socket) -> None:
        client.sendall(self.greeting)
        buffer = b""
        while data := client.recv(65536):
            *whole, buffer = (buffer + data).split(b"\r\n\r\n")
            for raw in whole:
                lines = (line.partition(": ") for line in raw.decode().split("\r\n"))
                action = {key: value for key, _, value in lines}
                self.heard.append(action)
                answer = self.answers.get(action["Action"], self._usual)(action)
                client.sendall(answer.replace("\n", "\r\n").encode())

    def _usual(self, action: Action) -> str:
        name, key = action["Action"], action["ActionID"]
        if name == "Challenge":
            return success(key, Challenge="4711")
        if name == "Events":
            return success(key, Events="On")
        if name not in LISTS:
            return success(key)
        items = [f"{item}ActionID: {key}\n\n" for item in self.items.get(name, ())]
        end = f"Event: {name}Complete\nActionID: {key}\nEventList: Complete\n"
        begin = success(key, EventList="start", Message=LISTS[name])
        return f"{begin}{''.join(items)}{end}ListItems: {len(items)}\n\n"


PARAMS = (
    "Event: QueueParams\nQueue: kundeservice\nMax: 0\nStrategy: leastrecent\nCalls: 0\n"
    "Holdtime: 0\nTalkTime: 0\nCompleted: 0\nAbandoned: 0\nServiceLevel: 20\n"
    "ServicelevelPerf: 0.0\nServicelevelPerf2: 0.0\nWeight: 0\n"
)


def success(key: str, **headers: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in headers.items())
    return f"Response: Success\nActionID: {key}\n{lines}\n"


def error(key: str, message: str) -> str:
    return f"Response: Error\nActionID: {key}\nMessage: {message}\n\n"
