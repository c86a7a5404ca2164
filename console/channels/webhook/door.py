"""Where the exchange's messages come in: each is proven, read, stored, and then acknowledged."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from console.channels.buckets import Bucket
from console.channels.webhook.pace import Pace
from console.channels.webhook.protocol.book import Full
from console.channels.webhook.protocol.fields import NotJson, NotUnderstood
from console.channels.webhook.protocol.reading import Told, read_message
from console.channels.webhook.protocol.signing import NotSigned, check
from console.channels.webhook.told import NobodyReads, ToldBook
from console.domain.instants import Clock
from console.domain.language import tr

PATH, HEALTH = "/v1/phone", "/health"

RETRY_S = 5

log = logging.getLogger("console.phone")


class Refusal(Exception):
    """An answer that is no yes: a status and words, and in how many seconds to come again."""

    def __init__(self, status: int, words: str, retry_s: int | None = None) -> None:
        super().__init__(words)
        self.status = status
        self.retry_s = retry_s


class Door:
    """The application that a web server runs. Threads: the server's loop."""

    def __init__(self, keys: Sequence[bytes], book: ToldBook, clock: Clock, pace: Pace) -> None:
        self._keys = keys
        self._book = book
        self._clock = clock
        self._pace = pace
        self._bucket = Bucket(pace.rate, pace.burst)
        routes = [
            Route(PATH, self._told, methods=["POST"]),
            Route(HEALTH, self._health, methods=["GET"]),
        ]
        self.app = Starlette(routes=routes)

    async def _health(self, _request: Request) -> Response:
        is_ok = self._book.is_read
        return JSONResponse({"ok": is_ok}, status_code=200 if is_ok else 503)

    async def _told(self, request: Request) -> Response:
        try:
            await self._take(request)
        except Refusal as refusal:
            log.info("a message was answered with %d", refusal.status)
            headers = {} if refusal.retry_s is None else {"Retry-After": str(refusal.retry_s)}
            return JSONResponse({"error": str(refusal)}, refusal.status, headers)
        return JSONResponse({"stored": True})

    async def _take(self, request: Request) -> None:
        if not self._bucket.take():
            raise Refusal(429, tr("For mange meldinger. Send den igjen litt senere."), 1)
        body = await self._body(request)
        now = self._clock.now()
        try:
            check(self._keys, request.headers, body, now)
            told = read_message(body, now)
        except NotSigned as error:
            raise Refusal(401, str(error)) from error
        except NotJson as error:
            raise Refusal(400, str(error)) from error
        except NotUnderstood as error:
            raise Refusal(422, str(error)) from error
        if told is not None and not await self._is_stored(told):
            raise _not_now()

    async def _body(self, request: Request) -> bytes:
        """All of it, while it is neither too much nor too slow."""
        body = bytearray()
        try:
            async with asyncio.timeout(self._pace.body_s):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > self._pace.most_bytes:
                        words = tr("Meldingen er for stor. Del den opp.")
                        raise Refusal(413, words)
        except TimeoutError:
            raise Refusal(408, tr("Meldingen kom for sakte. Send den igjen.")) from None
        except ClientDisconnect:
            raise Refusal(400, tr("Meldingen kom ikke helt frem.")) from None
        return bytes(body)

    async def _is_stored(self, told: Told) -> bool:
        """Waits until the store has it; false where that is not known in time."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[bool] = loop.create_future()

        def settled(is_stored: bool) -> None:
            loop.call_soon_threadsafe(partial(_set, answer, is_stored))

        try:
            if self._book.take(told, settled):
                return True
            async with asyncio.timeout(self._pace.stored_s):
                return await answer
        except NotUnderstood as error:
            raise Refusal(422, str(error)) from error
        except (NobodyReads, Full, TimeoutError):
            return False


def _set(answer: asyncio.Future[bool], is_stored: bool) -> None:
    if not answer.done():
        answer.set_result(is_stored)


def _not_now() -> Refusal:
    words = tr("Meldingen er ikke lagret ennå. Send den igjen om {seconds} s.", seconds=RETRY_S)
    return Refusal(503, words, RETRY_S)
