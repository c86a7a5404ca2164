"""Routes of the widget's few files as they lie in `resources/web`, and of the door's health."""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from console.channels.web.guard import HEALTH
from console.channels.web.origins import policy
from console.channels.web.push import Pusher
from console.channels.web.reception import Reception
from console.channels.web.refusal import Refusal

FILES = Path(__file__).resolve().parents[3] / "resources" / "web"
LOADER, PAGE = "chat.js", "widget.html"

_TYPES = {".js": "text/javascript", ".css": "text/css"}
_NOBODY = "0" * 64
_KEPT_S = 300


class WidgetRoutes:
    """Threads: the server's loop. The files are read once, so that no path is ever walked."""

    def __init__(self, reception: Reception, pusher: Pusher, files: Path = FILES) -> None:
        self._at = reception
        self._pusher = pusher
        self._files = {
            path.name: path.read_bytes()
            for path in sorted(files.glob("*"))
            if path.suffix in _TYPES or path.name == PAGE
        }
        self._tags = {
            name: f'"{hashlib.sha256(content).hexdigest()[:20]}"'
            for name, content in self._files.items()
        }

    def routes(self) -> list[BaseRoute]:
        names = [name for name in self._files if name != PAGE]
        return [
            Route(HEALTH, self._health, methods=["GET"]),
            Route("/w/widget", self._page, methods=["GET"]),
            *(Route(f"/w/{name}", self._file, methods=["GET"]) for name in names),
        ]

    async def _page(self, request: Request) -> Response:
        """The widget's page, which only the pages of its site may show."""
        site = self._at.site(request.query_params.get("site", ""))
        own = self._at.origins.own(request.headers)
        response = self._told(request, PAGE, "text/html; charset=utf-8")
        response.headers["content-security-policy"] = policy(site, own)
        return response

    async def _file(self, request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        suffix = name[name.rindex(".") :]
        response = self._told(request, name, f"{_TYPES[suffix]}; charset=utf-8")
        if name == LOADER:
            # It alone is asked for by other people's pages.
            response.headers["cross-origin-resource-policy"] = "cross-origin"
        return response

    async def _health(self, _request: Request) -> Response:
        try:
            await self._at.ask(self._at.hall.visit, _NOBODY)
        except Refusal:
            return JSONResponse({"ok": False}, 503)
        is_ok = self._pusher.is_watching
        return JSONResponse({"ok": is_ok}, 200 if is_ok else 503)

    def _told(self, request: Request, name: str, media_type: str) -> Response:
        headers = {"etag": self._tags.get(name, ""), "cache-control": f"max-age={_KEPT_S}"}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(self._files.get(name, b""), media_type=media_type, headers=headers)
