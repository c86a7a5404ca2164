"""Routes of what is said in a visit: lines, typing, seen, and all of it to take along."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from whenever import Instant

from console.channels.web.hall import VisitorsHall
from console.channels.web.push import Pusher
from console.channels.web.reception import (
    MOST_FILES,
    Reception,
)
from console.channels.web.refusal import not_understood
from console.channels.web.routes_files import attached
from console.channels.web.said import number_of
from console.channels.web.shapes import line_told, lines_told
from console.channels.web.transcript import transcript
from console.domain.visits import TYPES_S, Visit, VisitLine

_MOST_LINES = 100
_MOST_OF_ALL = 5000
_MOST_DIGITS = 12


class LineRoutes:
    """Threads: the server's loop."""

    def __init__(self, reception: Reception, pusher: Pusher) -> None:
        self._at = reception
        self._pusher = pusher

    def routes(self) -> list[Route]:
        return [
            Route("/messages", self._lines, methods=["GET"]),
            Route("/messages", self._say, methods=["POST"]),
            Route("/typing", self._types, methods=["POST"]),
            Route("/seen", self._saw, methods=["POST"]),
            Route("/transcript", self._transcript, methods=["GET"]),
        ]

    async def _say(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.lines)
        at.take(at.limits.site_lines, visitor.site)
        said = await at.said(request)
        client_id, text = said.uuid("client_id"), said.text("text")
        files = said.uuids("files", MOST_FILES)
        if not text and not files:
            raise not_understood("text")
        line, is_new = await at.ask_of(
            visitor, _said, at.hall, client_id, text, files, at.clock.now()
        )
        self._pusher.said(visitor.visit, line)
        return JSONResponse(line_told(line), 201 if is_new else 200)

    async def _lines(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.reads)
        after_seq = _number(request, "after_seq", 0)
        limit = min(max(_number(request, "limit", _MOST_LINES), 1), _MOST_LINES)
        visit, lines = await at.ask_of(visitor, _read, at.hall, after_seq, limit)
        self._pusher.hear(visitor)
        return JSONResponse(
            {
                "lines": lines_told(lines),
                "last_seq": visit.last_seq,
                "ended": visit.ended_at is not None,
            }
        )

    async def _types(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.signs)
        said = await at.said(request)
        until = at.clock.now().add(seconds=TYPES_S) if said.flag("on") else None
        await at.ask_of(visitor, at.hall.typing, until)
        self._pusher.hear(visitor)
        return Response(status_code=204)

    async def _saw(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.signs)
        said = await at.said(request)
        await at.ask_of(visitor, at.hall.seen, said.number("seq"))
        return Response(status_code=204)

    async def _transcript(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.files)
        _, lines = await at.ask_of(visitor, _read, at.hall, 0, _MOST_OF_ALL)
        text = transcript(at.site(visitor.site).name, lines, visitor.language)
        headers = {"content-disposition": attached("chat.txt")}
        return Response(text, media_type="text/plain; charset=utf-8", headers=headers)


def _said(
    token_hash: str,
    hall: VisitorsHall,
    client_id: UUID,
    text: str,
    files: Sequence[UUID],
    now: Instant,
) -> tuple[VisitLine, bool]:
    """Says it. An unknown file is told apart from an unknown visit: KeyError is the visit's."""
    try:
        return hall.say(token_hash, client_id, text, files, now)
    except KeyError:
        if files and hall.visit(token_hash) is not None:
            raise not_understood("files") from None
        raise


def _read(
    token_hash: str, hall: VisitorsHall, after_seq: int, limit: int
) -> tuple[Visit, tuple[VisitLine, ...]]:
    """The lines first: a visit's end is told with its last line, not before it. Raises KeyError."""
    lines = hall.lines(token_hash, after_seq, limit)
    visit = hall.visit(token_hash)
    if visit is None:
        raise KeyError(token_hash)
    return visit, lines


def _number(request: Request, name: str, otherwise: int) -> int:
    told = request.query_params.get(name, str(otherwise))
    is_number = told.isascii() and told.isdecimal() and len(told) < _MOST_DIGITS
    return number_of(int(told) if is_number else None, name)
