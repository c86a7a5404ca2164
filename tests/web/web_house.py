"""The door over the hall in memory, behind a line that can be cut; a page that carries the chat."""

from __future__ import annotations

import html
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

from fakes.clock import FakeClock
from fakes.web_hall import Stay, WebHall
from peers.tcp_proxy import TcpProxy
from peers.waiting import until
from whenever import Instant

from console.channels.web.door import WebDoor
from console.channels.web.pace import Rate, WebPace
from console.domain.hours.opening_hours import OpeningHours
from console.domain.instants import seconds_between
from console.domain.visits import LineKind, NoticeKind, VisitLine
from console.domain.web_chat import Site, WebChatSettings

SITE = "mystore"
SECRET = "5c1f" * 16
AGENT = "Mona"
EASY = WebPace(visits=Rate(100, 100), files=Rate(100, 100), lines=Rate(100, 100), look_s=0.05)
"""Browser tests are in more of a hurry than visitors."""

LUNCH = Instant.from_utc(2026, 11, 23, 10, 38)
BEFORE_LUNCH = Instant.from_utc(2026, 11, 23, 10, 19)
EVENING = Instant.from_utc(2026, 11, 27, 17, 5)
BOXING_DAY_EVE = Instant.from_utc(2026, 12, 25, 11, 0)

_PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Mystore</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width, initial-scale=1">
</head><body><main><h1>Nettbutikk</h1><p>Alt du trenger for å selge.</p>
<p><a id="prices" href="/priser">Priser</a></p></main>{script}</body></html>"""


class WebHouse:
    """Both sides of a chat: `hall` is the store, `page` where the visitor is."""

    def __init__(self, clock: FakeClock, pace: WebPace, origin: str) -> None:
        self.clock = clock
        self.hall = WebHall(clock)
        self.origin = origin
        settings = WebChatSettings(sites=(Site(SITE, "Mystore", (origin,), True),), listen_port=0)
        secrets = {SITE: (SECRET,)}
        self.door = WebDoor(settings, secrets, self.hall.visitors, OpeningHours, clock, pace)
        self.line = TcpProxy(self.door.port).start()
        until(lambda: self.door.is_healthy, "the door")

    @property
    def address(self) -> str:
        """Where browsers reach the door."""
        return f"http://127.0.0.1:{self.line.port}"

    def page(self, page_lang: str = "nb", **data: str) -> str:
        """A page of the site, whose tag has these data attributes."""
        said = "&".join(
            f"{name}={value}" for name, value in {"page-lang": page_lang, **data}.items()
        )
        return f"{self.origin}/?door={self.address}&{said}"

    def be(self, at: Instant) -> None:
        """Moves the clock to this instant."""
        self.clock.advance(seconds_between(self.clock.now(), at))

    def stays(self) -> tuple[Stay, ...]:
        with self.hall.lock:
            return tuple(self.hall.stays.values())

    @property
    def visit(self) -> UUID:
        """The newest visit, once there is one."""
        until(self.stays, "a visit")
        return self.stays()[-1].visit.id

    def said(self) -> list[str]:
        """What visitors have said, in the order of the house."""
        lines = [line for stay in self.stays() for line in stay.lines]
        return [line.text for line in lines if line.kind is LineKind.VISITOR]

    def hears(self, *texts: str) -> None:
        """Waits until that, and nothing else, was said."""
        until(lambda: self.said() == list(texts), f"{texts}, heard: {self.said()}", 20)

    def answer(self, text: str, *files: tuple[str, str, bytes]) -> VisitLine:
        house, now = self.hall.house, self.clock.advance(1)
        return house.answer(self.visit, uuid4(), text, AGENT, now, files)

    def notify(self, notice: NoticeKind, **details: str) -> VisitLine:
        return self.hall.house.notify(self.visit, uuid4(), notice, details, self.clock.now())

    def cut_off(self) -> None:
        """The visitor's network is gone, and whoever tries again finds nobody."""
        self.line.target = 1
        self.line.cut()

    def back(self) -> None:
        self.line.target = self.door.port

    def close(self) -> None:
        self.door.close()
        self.line.stop()


@contextmanager
def site_pages() -> Iterator[str]:
    """The origin of a site whose every page carries the chat."""

    class Handler(BaseHTTPRequestHandler):
        timeout = 0.5
        """Browsers connect ahead of what they are going to ask."""

        def do_GET(self) -> None:
            query = dict(parse_qsl(urlsplit(self.path).query))
            door, lang = query.pop("door", ""), query.pop("page-lang", "nb")
            data = "".join(f' data-{name}="{html.escape(said)}"' for name, said in query.items())
            tag = f'<script src="{door}/w/chat.js" data-site="{SITE}"{data} async></script>'
            body = _PAGE.format(lang=lang, script=tag if door else "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            policy = f"default-src 'none'; script-src {door}; frame-src {door}; img-src data:"
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = False

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="site pages")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
