"""Routes of files: taken by what their bytes are, and given back so that they run nowhere."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import ExitStack
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from console.channels.web.guard import ADDRESS
from console.channels.web.places import Places
from console.channels.web.reception import MOST_FILE_BYTES, Reception, Visitor
from console.channels.web.refusal import Refusal
from console.channels.web.said import uuid_of
from console.channels.web.shapes import file_told
from console.channels.web.sniffing import TYPES, NotTaken, content_type, safe_name
from console.domain.language import tr
from console.domain.visits import VisitFile

_ANYTHING = "application/octet-stream"
_PIECE_BYTES = 65_536

log = logging.getLogger("console.web")


class FileRoutes:
    """Threads: the server's loop."""

    def __init__(self, reception: Reception) -> None:
        pace = reception.pace
        self._at = reception
        self._coming = Places(pace.uploads, pace.uploads_of_visit)
        self._going = Places(pace.downloads, pace.downloads_of_visit)

    def routes(self) -> list[Route]:
        return [
            Route("/files", self._keep, methods=["POST"]),
            Route("/files/{file}", self._give, methods=["GET"]),
        ]

    async def _keep(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.files)
        client_id = uuid_of(request.headers.get("x-client-id"), "client_id")
        name = safe_name(request.headers.get("x-file-name", "")[:1000])
        with self._coming.one(visitor.token_hash):
            content = await at.body(request, MOST_FILE_BYTES)
            try:
                kind = content_type(content, name)
            except NotTaken:
                words = tr("Filen er av et slag som ikke tas imot. Send et bilde, PDF eller tekst.")
                raise Refusal(415, "file", words) from None
            self._count(visitor, request.scope[ADDRESS], len(content))
            kept = await at.ask_of(visitor, at.hall.keep_file, client_id, name, kind, content)
        return JSONResponse(file_told(kept), 201)

    def _count(self, visitor: Visitor, address: str, size: int) -> None:
        """What the store is filled with has its measure. Raises Refusal."""
        limits = self._at.limits
        self._at.take(limits.file_bytes, visitor.token_hash, size)
        self._at.take(limits.address_bytes, address, size)
        self._at.take(limits.site_bytes, visitor.site, size)

    async def _give(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.reads)
        asked = uuid_of(request.path_params["file"], "file")
        with ExitStack() as place:
            place.enter_context(self._going.one(visitor.token_hash))
            found = await at.ask_of(visitor, at.hall.file, asked)
            if found is None:
                raise Refusal(404, "file", tr("Filen finnes ikke i denne samtalen."))
            file, content = found
            patience_s = at.pace.body_s + len(content) / at.pace.least_bytes_per_s
            return _Given(file, content, patience_s, place.pop_all())


class _Given(StreamingResponse):
    """A file on its way: it has its place until it is sent, or was taken too slowly."""

    def __init__(
        self, file: VisitFile, content: bytes, patience_s: float, place: ExitStack
    ) -> None:
        super().__init__(
            _pieces(content),
            media_type=file.content_type if file.content_type in TYPES else _ANYTHING,
            headers={
                "content-disposition": attached(file.name),
                "content-length": str(len(content)),
            },
        )
        self._patience_s = patience_s
        self._place = place

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._place:
            try:
                async with asyncio.timeout(self._patience_s):
                    await super().__call__(scope, receive, send)
            except TimeoutError:
                log.info("a file was taken too slowly")


def attached(name: str) -> str:
    """A header by which a browser saves it under this name, and shows nothing."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"


async def _pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), _PIECE_BYTES):
        yield content[start : start + _PIECE_BYTES]
