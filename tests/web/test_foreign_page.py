"""A page of somebody else's, in a real Chromium: it neither shows the chat nor speaks for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from peers.waiting import until
from selenium.webdriver import Chrome
from web.web_house import WebHouse

_TRIES = """
const [door, done] = arguments;
const said = JSON.stringify({site: "mystore", client_id: crypto.randomUUID(), language: "nb"});
const json = {"Content-Type": "application/json"};
const asked = (path, more) => fetch(door + path, more).then((got) => got.type, () => "refused");
const heard = () => new Promise((told) => {
  const line = new WebSocket(door.replace("http", "ws") + "/w/v1/ws");
  line.onopen = () => told("open");
  line.onclose = () => told("refused");
});
Promise.all([
  asked("/w/v1/visits", {method: "POST", body: said, headers: json}),
  asked("/w/v1/visits", {method: "POST", body: said}),
  asked("/w/v1/visits", {method: "POST", body: said, mode: "no-cors"}),
  asked("/w/v1/messages", {headers: {Authorization: "Bearer x"}}),
  asked("/w/v1/config?site=mystore", {}),
  heard(),
]).then(done);
"""
"""As a form could, as a script could, and by a line."""


@pytest.fixture
def foreign() -> Iterator[str]:
    """A page that shows the chat's frame, where it has not been let."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 0.5

        def do_GET(self) -> None:
            frame = self.path.partition("?")[2]
            body = f'<!doctype html><title>x</title><iframe src="{frame}"></iframe>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="foreign page")
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_that_was_not_let_neither_shows_the_chat_nor_speaks_for_it(
    chrome: Chrome, house: WebHouse, foreign: str
) -> None:
    chrome.get(f"{foreign}/?{house.address}/w/widget?site=mystore")
    complaints: list[str] = []

    def is_stopped() -> bool:
        complaints.extend(told["message"] for told in chrome.get_log("browser"))
        return any("frame-ancestors" in told for told in complaints)

    until(is_stopped, "the browser to refuse the frame", 15)
    tried = chrome.execute_async_script(_TRIES, house.address)  # type: ignore[no-untyped-call]
    assert tried == ["refused"] * 6
    assert house.stays() == (), "what nobody may read was not done either"
    chrome.get("about:blank")
    chrome.get_log("browser")
