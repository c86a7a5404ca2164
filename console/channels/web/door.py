"""The door for visitors' browsers: HTTP for what changes something, a WebSocket to push."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.routing import Mount, Router

from console.channels.contract import ChannelDown
from console.channels.serving import WebServer, listening
from console.channels.web.guard import Guard
from console.channels.web.hall import VisitorsHall
from console.channels.web.line_out import LineOut
from console.channels.web.pace import WebPace
from console.channels.web.push import Pusher
from console.channels.web.reception import Reception
from console.channels.web.refusal import Refusal, answer, answer_refusal
from console.channels.web.routes_files import FileRoutes
from console.channels.web.routes_lines import LineRoutes
from console.channels.web.routes_visits import VisitRoutes
from console.channels.web.routes_widget import WidgetRoutes
from console.domain.hours.opening_hours import OpeningHours
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.web_chat import WebChatSettings


class WebDoor:
    """Open from when it is made until `close`. Raises ChannelDown where the port is taken."""

    def __init__(
        self,
        settings: WebChatSettings,
        secrets: Mapping[str, Sequence[str]],
        hall: VisitorsHall,
        hours: Callable[[], OpeningHours],
        clock: Clock,
        pace: WebPace | None = None,
    ) -> None:
        """`secrets` are what sites sign identities with, up to two each, of 32 bytes or more.
        `hours` is asked on the loop: it answers at once.
        """
        pace = pace or WebPace()
        line = _line(settings.listen_host, settings.listen_port)
        self._reception = Reception(settings, secrets, hall, hours, clock, pace)
        self._pusher = Pusher(self._reception)
        guarded = Guard(self._app(), self._reception.origins, self._reception.limits)
        self._server = WebServer(guarded, line, "web.door", pace.connections, "websockets-sansio")

    @property
    def port(self) -> int:
        """Where it is heard: the setting's, or the one that was free."""
        return self._server.port

    @property
    def is_running(self) -> bool:
        return self._server.is_running

    @property
    def is_healthy(self) -> bool:
        """Whether it is heard, and would be woken by the store."""
        return self.is_running and self._pusher.is_watching

    @property
    def pages(self) -> int:
        """How many pages are open with a visit. Threads: any."""
        return self._pusher.pages

    def close(self) -> None:
        """Ends what is under way. Threads: any but the door's own."""
        self._server.close()
        self._reception.close()

    def _app(self) -> Starlette:
        of_visits = VisitRoutes(self._reception, self._pusher).routes()
        of_lines = LineRoutes(self._reception, self._pusher).routes()
        of_files = FileRoutes(self._reception).routes()
        pushes = LineOut(self._reception, self._pusher).routes()
        of_widget = WidgetRoutes(self._reception, self._pusher).routes()
        spoken = Router([*of_visits, *of_lines, *of_files, *pushes], redirect_slashes=False)
        app = Starlette(
            routes=[Mount("/w/v1", spoken), *of_widget],
            exception_handlers={Refusal: answer_refusal, HTTPException: _no_route},
            lifespan=self._pusher.running,
        )
        # A redirection would name whatever host was asked for.
        app.router.redirect_slashes = False
        return app


async def _no_route(_asked: HTTPConnection, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return answer(Refusal(error.status_code, "route", tr("Det finnes ikke noe her.")))


def _line(host: str, port: int) -> socket.socket:
    try:
        return listening(host, port)
    except OSError as error:
        raise ChannelDown(
            tr(
                "Nettchatten kan ikke tas imot på {host}:{port} ({reason}). Er porten i bruk, "
                "velg en annen under Innstillinger → Chat.",
                host=host,
                port=port,
                reason=error.strerror or error,
            )
        ) from error
