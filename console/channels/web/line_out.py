"""The WebSocket, which only pushes: a page says whose it is, and then only that it lives."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from console.channels.buckets import Bucket
from console.channels.web.guard import ADDRESS
from console.channels.web.pages import Page
from console.channels.web.places import Places
from console.channels.web.push import Pusher
from console.channels.web.reception import Reception, Visitor
from console.channels.web.refusal import Refusal, answer
from console.channels.web.said import number_of

WRONG, LATER, UNKNOWN = 1008, 1013, 4401
"""Close codes: it broke the rules; it is to come again; its visit is not known."""

log = logging.getLogger("console.web")


class _Ended(Exception):
    """Its end, with a close code; None: it has hung up itself."""

    def __init__(self, code: int | None) -> None:
        super().__init__()
        self.code = code


class LineOut:
    """Threads: the server's loop."""

    def __init__(self, reception: Reception, pusher: Pusher) -> None:
        self._at = reception
        self._pusher = pusher
        pace = reception.pace
        self._places = Places(pace.sockets, pace.sockets_of_address)

    def routes(self) -> list[WebSocketRoute]:
        return [WebSocketRoute("/ws", self._heard)]

    async def _heard(self, websocket: WebSocket) -> None:
        try:
            with self._places.one(websocket.scope[ADDRESS]):
                await self._taken(websocket)
        except Refusal as refusal:
            await websocket.send_denial_response(answer(refusal))

    async def _taken(self, websocket: WebSocket) -> None:
        try:
            await websocket.accept()
            await self._serve(websocket)
        except* _Ended as ended:
            await _close(websocket, ended)
        except* WebSocketDisconnect:
            log.debug("a page hung up")

    async def _serve(self, websocket: WebSocket) -> None:
        visitor, after_seq = await self._first(websocket)
        if self._pusher.pages_of(visitor.visit) >= self._at.pace.sockets_of_visit:
            raise _Ended(WRONG)
        try:
            page = await self._pusher.enter(visitor, after_seq)
        except Refusal as refusal:
            raise _ended_by(refusal) from None
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._hear(websocket, visitor, page))
                both.create_task(self._push(websocket, page))
        finally:
            self._pusher.leave(visitor, page)

    async def _first(self, websocket: WebSocket) -> tuple[Visitor, int]:
        """Whose it is. Raises _Ended."""
        told = await self._frame(websocket, self._at.pace.hello_s)
        token = told.get("token")
        if not isinstance(token, str) or not set(told) <= {"token", "after_seq"}:
            raise _Ended(WRONG)
        try:
            after_seq = number_of(told.get("after_seq", 0), "after_seq")
            return await self._at.holder(websocket, token, self._at.limits.joins), after_seq
        except Refusal as refusal:
            raise _ended_by(refusal) from None

    async def _hear(self, websocket: WebSocket, visitor: Visitor, page: Page) -> None:
        pace = self._at.pace
        bucket = Bucket(pace.frames.per_s, pace.frames.burst)
        while True:
            told = await self._frame(websocket, pace.silent_s)
            if "ping" not in told or not bucket.take():
                raise _Ended(WRONG)
            self._pusher.hear(visitor)
            page.put({"pong": 1})

    async def _push(self, websocket: WebSocket, page: Page) -> None:
        while (told := await page.next()) is not None:
            try:
                async with asyncio.timeout(self._at.pace.send_s):
                    await websocket.send_text(told)
            except TimeoutError:
                break
        raise _Ended(LATER)

    async def _frame(self, websocket: WebSocket, patience_s: float) -> dict[str, Any]:
        """The next frame, an object in JSON. Raises _Ended for anything else."""
        try:
            async with asyncio.timeout(patience_s):
                message = await websocket.receive()
        except TimeoutError:
            raise _Ended(WRONG) from None
        if message["type"] == "websocket.disconnect":
            raise _Ended(None)
        try:
            told = json.loads(message.get("text") or "")
        except (ValueError, RecursionError):
            raise _Ended(WRONG) from None
        if not isinstance(told, dict):
            raise _Ended(WRONG)
        return told


def _ended_by(refusal: Refusal) -> _Ended:
    log.info("a page's line was answered with %d (%s)", refusal.status, refusal.code)
    codes = {401: UNKNOWN, 422: WRONG}
    return _Ended(codes.get(refusal.status, LATER))


async def _close(websocket: WebSocket, ended: BaseExceptionGroup[_Ended]) -> None:
    """With the first code that there is."""
    codes = [one.code for one in _leaves(ended)]
    code = next((each for each in codes if each is not None), None)
    if None in codes or code is None:
        return
    log.info("a page's line was closed with %d", code)
    await websocket.close(code)


def _leaves(group: BaseExceptionGroup[_Ended]) -> list[_Ended]:
    found: list[_Ended] = []
    for one in group.exceptions:
        found += _leaves(one) if isinstance(one, BaseExceptionGroup) else [one]
    return found
