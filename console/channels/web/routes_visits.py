"""Routes of a visit as a whole: what chat is now, beginning, who one is, going and ending."""

from __future__ import annotations

import logging
import secrets
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from console.channels.web.guard import ADDRESS
from console.channels.web.identity import NotProven
from console.channels.web.opening import OpeningState
from console.channels.web.origins import page_of
from console.channels.web.push import Pusher
from console.channels.web.reception import Reception, hash_of, language_of
from console.channels.web.refusal import Refusal, not_understood
from console.channels.web.said import Said
from console.domain.addresses import MOST_CHARS, BadAddress, check_address
from console.domain.ids import new_uuid
from console.domain.language import tr
from console.domain.visits import NewVisit, Visit, VisitKind

_MOST_NAME, _MOST_PAGE, _MOST_SHOP = 80, 500, 40
_LEAST_LETTERS = 12
"""A token of fewer different letters was not drawn by lot."""

log = logging.getLogger("console.web")


class VisitRoutes:
    """Threads: the server's loop."""

    def __init__(self, reception: Reception, pusher: Pusher) -> None:
        self._at = reception
        self._pusher = pusher

    def routes(self) -> list[Route]:
        return [
            Route("/config", self._config, methods=["GET"]),
            Route("/visits", self._begin, methods=["POST"]),
            Route("/me", self._describe, methods=["POST"]),
            Route("/gone", self._gone, methods=["POST"]),
            Route("/close", self._close, methods=["POST"]),
        ]

    async def _config(self, request: Request) -> Response:
        asked = request.query_params
        site = self._at.site(asked.get("site", ""))
        return JSONResponse(self._at.config(site, language_of(asked.get("lang"))))

    async def _begin(self, request: Request) -> Response:
        at = self._at
        said = await at.said(request)
        token = said.secret("token") or secrets.token_urlsafe(32)
        token_hash = hash_of(token)
        if not token_hash or len(set(token)) < _LEAST_LETTERS:
            raise not_understood("token")
        new = self._new(said, token_hash)
        visit = await at.ask(at.hall.visit, token_hash)
        if visit is not None:
            return JSONResponse(_begun(visit, token))
        at.take(at.limits.visits, request.scope[ADDRESS])
        at.take(at.limits.site_visits, new.site)
        new = self._proven(new, said)
        self._need_way(new)
        if former := said.secret("continues"):
            new = _continuing(new, await at.former(request, former))
        try:
            visit = await at.ask(at.hall.begin, new, at.clock.now())
        except KeyError:
            # What was signed for one visit has opened another.
            raise _not_proven("replay") from None
        return JSONResponse(_begun(visit, token), 201)

    async def _describe(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.signs)
        said = await at.said(request)
        described: dict[str, str] = {}
        if "name" in said:
            described["name"] = said.word("name", _MOST_NAME)
        if "address" in said:
            described["address"] = _address(said)
        if "page" in said:
            described["page"] = page_of(said.word("page", _MOST_PAGE), at.site(visitor.site))
        await at.ask_of(visitor, at.hall.describe, at.clock.now(), described)
        return Response(status_code=204)

    async def _gone(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.signs)
        self._pusher.miss(visitor)
        await at.ask_of(visitor, at.hall.gone, at.clock.now())
        return Response(status_code=204)

    async def _close(self, request: Request) -> Response:
        at = self._at
        visitor = await at.visitor(request, at.limits.signs)
        await at.ask_of(visitor, at.hall.close, at.clock.now())
        self._pusher.woken(visitor.visit)
        return Response(status_code=204)

    def _new(self, said: Said, token_hash: str) -> NewVisit:
        """What they say, of which nothing is proven yet."""
        site = self._at.site(said.word("site"))
        return NewVisit(
            id=new_uuid(),
            client_id=said.uuid("client_id"),
            token_hash=token_hash,
            site=site.key,
            language=language_of(said.word("language")),
            kind=_kind(said),
            name=said.word("name", _MOST_NAME),
            address=_address(said),
            shop=said.word("shop", _MOST_SHOP),
            page=page_of(said.word("page", _MOST_PAGE), site),
        )

    def _proven(self, new: NewVisit, said: Said) -> NewVisit:
        """With what their site vouches for."""
        if "identity" not in said and "identifier_hash" not in said:
            return new
        identities = self._at.identities
        try:
            if "identity" in said:
                known = identities.signed(new.site, said.secret("identity"))
            else:
                told = said.secret("identifier_hash")
                known = identities.hashed(new.site, said.secret("identifier"), told)
        except NotProven as error:
            raise _not_proven(str(error)) from None
        return replace(
            new,
            id=known.visit or new.id,
            shop=known.shop,
            is_verified=True,
            name=known.name or new.name,
            address=known.address or new.address,
        )

    def _need_way(self, new: NewVisit) -> None:
        """Chat while it is open, mail with an address. Raises Refusal."""
        if new.kind is VisitKind.MAIL:
            if not new.address:
                raise not_understood("address")
            return
        now = self._at.opening(new.language)
        if now["state"] != OpeningState.OPEN:
            words = tr("Chatten er stengt nå. Skriv det her, så svarer vi på e-post.")
            raise Refusal(409, "closed", words, more=now)


def _not_proven(why: str) -> Refusal:
    log.info("a visitor's identity was refused (%s)", why)
    words = tr("Innloggingen på siden kan ikke bekreftes. Last siden på nytt.")
    return Refusal(401, "identity", words)


def _begun(visit: Visit, token: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "visit": str(visit.id),
        "token": token,
        "last_seq": visit.last_seq,
        "kind": visit.kind.value,
    }
    return told | ({"verified_shop": visit.shop} if visit.is_verified else {})


def _continuing(new: NewVisit, former: Visit | None) -> NewVisit:
    is_theirs = former is not None and former.site == new.site
    return replace(new, continues=former.id) if former and is_theirs else new


def _kind(said: Said) -> VisitKind:
    try:
        return VisitKind(said.word("kind") or VisitKind.CHAT)
    except ValueError:
        raise not_understood("kind") from None


def _address(said: Said) -> str:
    told = said.word("address", MOST_CHARS + 1)
    try:
        return check_address(told) if told else ""
    except BadAddress:
        # Not in its words, which say back what was typed.
        raise not_understood("address") from None
