"""Routes of what is said in a visit: lines, files, typing, seen, and all of it to take along."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from whenever import Instant

from console.channels.web.guard import ADDRESS
from console.channels.web.hall import VisitorsHall
from console.channels.web.push import Pusher
from console.channels.web.reception import (
    MOST_FILE_BYTES,
    MOST_FILES,
    Reception,
)
from console.channels.web.refusal import Refusal, not_understood
from console.channels.web.said import number_of, uuid_of
from console.channels.web.shapes import file_told, line_told, lines_told
from console.channels.web.sniffing import TYPES, NotTaken, content_type, safe_name
from console.channels.web.transcript import transcript
from console.domain.language import tr
from console.domain.visits import TYPES_S, Visit, VisitLine

_ANYTHING = "application/octet-stream"
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
            Route("/files", self._keep_file, methods=["POST"]),
            Route("/files/{file}", self._file, methods=["GET"]),
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

    async def _keep_file(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.files)
        client_id = uuid_of(request.headers.get("x-client-id"), "client_id")
        name = safe_name(request.headers.get("x-file-name", "")[:1000])
        with at.uploading(visitor.token_hash):
            content = await at.body(request, MOST_FILE_BYTES)
            try:
                kind = content_type(content, name)
            except NotTaken:
                words = tr("Filen er av et slag som ikke tas imot. Send et bilde, PDF eller tekst.")
                raise Refusal(415, "file", words) from None
            size = len(content)
            at.take(at.limits.file_bytes, visitor.token_hash, size)
            at.take(at.limits.address_bytes, request.scope[ADDRESS], size)
            at.take(at.limits.site_bytes, visitor.site, size)
            kept = await at.ask_of(visitor, at.hall.keep_file, client_id, name, kind, content)
        return JSONResponse(file_told(kept), 201)

    async def _file(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.reads)
        asked = uuid_of(request.path_params["file"], "file")
        found = await at.ask_of(visitor, at.hall.file, asked)
        if found is None:
            raise Refusal(404, "file", tr("Filen finnes ikke i denne samtalen."))
        file, content = found
        return Response(
            content,
            media_type=file.content_type if file.content_type in TYPES else _ANYTHING,
            headers={"content-disposition": _attached(file.name)},
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
        headers = {"content-disposition": _attached("chat.txt")}
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


def _attached(name: str) -> str:
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
