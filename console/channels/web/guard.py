"""What stands before every route: too often, or from somebody else's page, is answered here."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from console.channels.web.origins import Origins, inert
from console.channels.web.pace import Limits
from console.channels.web.refusal import Refusal, answer, too_often
from console.domain.language import tr

ADDRESS = "visitor_address"
"""Under this name a route finds, in its scope, the address that is counted."""

HEALTH = "/health"

_HANGING_UP_S = 1.0
_READING = ("GET", "HEAD")
log = logging.getLogger("console.web")

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "cross-origin-resource-policy": "same-origin",
}


class Guard:
    """The application, guarded. Threads: the server's loop."""

    def __init__(self, app: ASGIApp, origins: Origins, limits: Limits) -> None:
        self._app = app
        self._origins = origins
        self._limits = limits
        self._has_warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        guarded = _Guarded(send)
        refused = self._refused(scope)
        if refused is None:
            await self._app(scope, receive, guarded)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, guarded).send_denial_response(refused)
        else:
            await refused(scope, receive, guarded)
        if guarded.has_denied:
            await _hung_up(receive)

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        peer = scope.get("client") or ("", 0)
        address = scope[ADDRESS] = self._origins.address(peer[0], headers)
        if not self._has_warned and scope["path"] != HEALTH:
            self._has_warned = self._origins.is_blind(peer[0], headers)
            if self._has_warned:
                log.warning("the proxy sends no X-Forwarded-For: all visitors share one pace")
        if wait_s := self._limits.requests.take(address):
            return answer(too_often(wait_s))
        is_reading = scope["type"] == "http" and scope["method"] in _READING
        if not is_reading and not self._origins.may_speak(headers):
            words = tr("Siden hører ikke til et nettsted som har denne chatten.")
            return answer(Refusal(403, "origin", words))
        return None


class _Guarded:
    """Sends, with the headers that every answer bears."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_denied = False
        """Whether a WebSocket was answered with a status."""

    async def __call__(self, message: Message) -> None:
        self.has_denied |= message["type"] == "websocket.http.response.start"
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            for name, value in {**_ALWAYS, **inert()}.items():
                headers.setdefault(name, value)
        await self._send(message)


async def _hung_up(receive: Receive) -> None:
    """Waits until a line that was denied is down: the server says first that it is going to be, and
    then that it is. Whoever returns before that is said, in the log, to have forgotten to answer.
    """
    ends = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_HANGING_UP_S):
            while ends < 2:
                ends += (await receive())["type"] == "websocket.disconnect"
