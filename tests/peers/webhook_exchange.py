"""An exchange that tells what happens by a webhook, as docs/webhook.md says, and takes orders.

Messages go out one after the other, in a thread of its own, each until it is acknowledged.
"""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests
from whenever import Instant

from console.channels.webhook.door import PATH
from console.channels.webhook.protocol.signing import keys_of, signed

SECRET = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo="
QUEUE = "kundeservice"

_AGAIN_S = 0.02


class WebhookExchange:
    """Calls and telephones; whoever is asked to take a call answers at once."""

    def __init__(self, now: Callable[[], Instant]) -> None:
        self.port = 0
        """Where the console listens; set before anything happens."""
        self.statuses: list[int] = []
        """What each try to tell something was answered with."""
        self.orders: list[dict[str, Any]] = []
        self.hangs_up_on_orders = False
        self._now = now
        self._key = keys_of(SECRET)[0]
        self._count = 0
        self._alive: set[str] = set()
        self._taken: dict[str, str] = {}
        self._answer: tuple[int, bytes] | None = None
        self._stopped = threading.Event()
        self._messages: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._threads = [
            threading.Thread(target=self._server.serve_forever, args=(_AGAIN_S,), daemon=True),
            threading.Thread(target=self._tell_all, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def left(self) -> int:
        """So many messages have not been acknowledged yet."""
        return self._messages.unfinished_tasks

    @property
    def act_url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/orders"

    def comes(self, number: str, **data: Any) -> str:
        """Somebody calls and stands in the queue."""
        self._count += 1
        call = f"call-{self._count}"
        self._alive.add(call)
        self.tell("call.waiting", call=call, queue=QUEUE, **{"from": number}, **data)
        return call

    def comes_as(self, call: str) -> None:
        """This call is there; nothing is told of it."""
        self._alive.add(call)

    def answers_with(self, status: int, body: bytes) -> None:
        """Every order is answered with this."""
        self._answer = (status, body)

    def hangs_up(self, call: str) -> None:
        self._alive.discard(call)
        self.tell("call.ended", call=call)

    def tell(self, kind: str, **data: Any) -> str:
        """Something has happened just now; the message's name."""
        self._count += 1
        name = f"msg_{self._count}"
        at = self._now().format_iso()
        body = json.dumps({"type": kind, "timestamp": at, "data": data}).encode()
        self._messages.put((name, body))
        return name

    def stop(self) -> None:
        self._stopped.set()
        self._server.shutdown()
        for thread in self._threads:
            thread.join(5)
        self._server.server_close()

    def takes(self, order: dict[str, Any]) -> tuple[int, str]:
        """Does what it is asked, once; a status and words."""
        data = order["data"]
        if data["act"] in self._taken:
            return 200, self._taken[data["act"]]
        call, telephone = data.get("call", ""), data.get("interface", "")
        if order["type"] in ("act.take_call", "act.hang_up") and call not in self._alive:
            return 409, "den som ringte, har lagt på"
        self.orders.append(order)
        self._taken[data["act"]] = "gjort"
        match order["type"]:
            case "act.take_call":
                self.tell("call.answered", call=call, telephone=telephone)
            case "act.hang_up":
                self.hangs_up(call)
            case "act.set_member":
                state, reason = data["state"], data.get("reason", "")
                self.tell("member", telephone=telephone, state=state, reason=reason)
        return 200, "gjort"

    def answer_to(self, order: bytes) -> tuple[int, bytes]:
        """A status and a body."""
        if self._answer is not None:
            return self._answer
        status, words = self.takes(json.loads(order))
        return status, json.dumps({"text" if status < 400 else "error": words}).encode()

    def was_taken(self, act: str) -> bool:
        return act in self._taken

    def _tell_all(self) -> None:
        with requests.Session() as session:
            while not self._stopped.is_set():
                try:
                    name, body = self._messages.get(timeout=_AGAIN_S)
                except queue.Empty:
                    continue
                while not self._stopped.is_set() and self._try(session, name, body) >= 429:
                    self._stopped.wait(_AGAIN_S)
                self._messages.task_done()

    def _try(self, session: requests.Session, name: str, body: bytes) -> int:
        headers = signed(self._key, name, self._now(), body)
        url = f"http://127.0.0.1:{self.port}{PATH}"
        try:
            status = session.post(url, body, headers=headers, timeout=30).status_code
        except requests.RequestException:
            return 599
        self.statuses.append(status)
        return status


def _handler_of(exchange: WebhookExchange) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if not exchange.hangs_up_on_orders:
                self._answer(*exchange.answer_to(body))

        def do_GET(self) -> None:
            was_taken = exchange.was_taken(self.path.rpartition("/")[2])
            self._answer(200 if was_taken else 404, b"{}")

        def log_message(self, *_args: object) -> None:
            """Nobody reads it."""

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if status != 204:
                self.wfile.write(body)

    return Handler
