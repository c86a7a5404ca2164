"""What every route needs: whose visit it is, what they may, what they say, and the store's answer.

Threads: the server's loop, which waits for nothing; the store is asked in threads of their own.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from starlette.requests import ClientDisconnect, HTTPConnection, Request

from console.channels.buckets import Buckets
from console.channels.web.guard import ADDRESS
from console.channels.web.hall import HallClosed, VisitorsHall, VisitOver
from console.channels.web.identity import Identities
from console.channels.web.opening import opening
from console.channels.web.origins import Origins
from console.channels.web.pace import Limits, WebPace
from console.channels.web.refusal import (
    Refusal,
    away,
    over,
    too_large,
    too_often,
    unknown_visit,
)
from console.channels.web.said import MOST_TEXT, Said
from console.channels.web.sniffing import TYPES
from console.domain.hours.opening_hours import OpeningHours
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.visits import Visit
from console.domain.web_chat import Site, WebChatSettings

MOST_FILES = 5
MOST_FILE_BYTES = 10 * 1024 * 1024

LANGUAGES = ("nb", "en")

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_MOST_KNOWN = 10_000

Answer = TypeVar("Answer")

log = logging.getLogger("console.web")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who has a visit's token: what never changes of the visit."""

    token_hash: str
    visit: UUID
    site: str
    language: str


def hash_of(token: str) -> str:
    """What the store knows of a token; empty for what can be none."""
    return hashlib.sha256(token.encode()).hexdigest() if _TOKEN.fullmatch(token) else ""


def language_of(told: str | None) -> str:
    """What a visitor reads: English where they say so, else Norwegian."""
    norwegian, english = LANGUAGES
    return english if (told or "").lower().startswith("en") else norwegian


class Reception:
    """One for a door."""

    def __init__(
        self,
        settings: WebChatSettings,
        secrets: Mapping[str, Sequence[str]],
        hall: VisitorsHall,
        hours: Callable[[], OpeningHours],
        clock: Clock,
        pace: WebPace,
    ) -> None:
        self.settings = settings
        self.hall = hall
        self.clock = clock
        self.pace = pace
        self.limits = Limits(pace)
        self.origins = Origins(settings)
        self.identities = Identities(secrets, clock)
        self._hours = hours
        self._asking = ThreadPoolExecutor(pace.threads, "web.hall")
        # What is new is brought however many wait to say something.
        self._looking = ThreadPoolExecutor(1, "web.look")
        self._known: OrderedDict[str, Visitor] = OrderedDict()

    async def ask(self, question: Callable[..., Answer], *given: object) -> Answer:
        """The store's answer. Raises Refusal where it is away or the visit is over."""
        return await self._answer(self._asking, question, given)

    async def look(self, question: Callable[..., Answer], *given: object) -> Answer:
        """The same for whoever brings pages what is new, in a thread of its own."""
        return await self._answer(self._looking, question, given)

    def close(self) -> None:
        """Asks nothing more. Threads: any."""
        for pool in (self._asking, self._looking):
            pool.shutdown(wait=False, cancel_futures=True)

    def config(self, site: Site, language: str) -> dict[str, Any]:
        """What a browser is told of a site's chat."""
        return {
            **self.opening(language),
            "now": self.clock.now().format_iso(),
            "limits": {
                "text": MOST_TEXT,
                "files": MOST_FILES,
                "file_bytes": MOST_FILE_BYTES,
                "types": list(TYPES),
            },
            "name": site.name,
        }

    def opening(self, language: str) -> Mapping[str, str]:
        """Whether chat is open now."""
        return opening(self._hours(), self.clock.now(), language).told()

    async def visitor(self, request: Request, buckets: Buckets) -> Visitor:
        """Whose token it bears, if they may do it now. Raises Refusal."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return await self.holder(request, token if scheme.lower() == "bearer" else "", buckets)

    async def holder(self, asked: HTTPConnection, token: str, buckets: Buckets) -> Visitor:
        """The same, of a token that was told otherwise."""
        token_hash = hash_of(token)
        known = self._known.get(token_hash)
        if known is None:
            known = self._meet(token_hash, await self.former(asked, token))
        if wait_s := buckets.take(token_hash):
            raise too_often(wait_s)
        return known

    async def ask_of(
        self, visitor: Visitor, question: Callable[..., Answer], *given: object
    ) -> Answer:
        """The same about a visitor, also where the store knows the visit no longer."""
        try:
            return await self.ask(question, visitor.token_hash, *given)
        except KeyError:
            self._known.pop(visitor.token_hash, None)
            raise unknown_visit() from None

    async def former(self, asked: HTTPConnection, token: str) -> Visit | None:
        """The visit of a token that may be old. Raises Refusal where too many were guessed."""
        token_hash = hash_of(token)
        found = await self.ask(self.hall.visit, token_hash) if token_hash else None
        if found is None:
            self.take(self.limits.guesses, asked.scope[ADDRESS])
        return found

    def site(self, key: str) -> Site:
        """Raises Refusal."""
        found = self.settings.site(key)
        if found is None:
            raise Refusal(404, "site", tr("Nettstedet har ingen chat her."))
        return found

    def take(self, buckets: Buckets, key: str, count: float = 1.0) -> None:
        """So many of this key's. Raises Refusal."""
        if wait_s := buckets.take(key, count):
            raise too_often(wait_s)

    async def said(self, request: Request) -> Said:
        """The JSON of a request. Raises Refusal."""
        if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            raise Refusal(415, "type", tr("Send JSON (application/json)."))
        return Said(await self.body(request, self.pace.most_json_bytes))

    async def body(self, request: Request, most_bytes: int) -> bytes:
        """All of it, while it is neither too much nor too slow. Raises Refusal."""
        told = request.headers.get("content-length", "0")
        if not told.isdecimal() or int(told[:20]) > most_bytes:
            raise too_large()
        loop, pace = asyncio.get_running_loop(), self.pace
        began_s, body = loop.time(), bytearray()
        try:
            async with asyncio.timeout(pace.body_s) as patience:
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > most_bytes:
                        raise too_large()
                    allowed_s = pace.body_s + len(body) / pace.least_bytes_per_s
                    patience.reschedule(began_s + allowed_s)
        except TimeoutError:
            words = tr("Forespørselen kom for sakte. Send den igjen.")
            raise Refusal(408, "slow", words) from None
        except ClientDisconnect:
            words = tr("Forespørselen kom ikke helt frem.")
            raise Refusal(400, "cut", words) from None
        return bytes(body)

    async def _answer(
        self, pool: ThreadPoolExecutor, question: Callable[..., Answer], given: tuple[object, ...]
    ) -> Answer:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(pool, question, *given)
        except HallClosed:
            raise away() from None
        except VisitOver:
            raise over() from None
        except (KeyError, Refusal):
            raise
        except Exception as error:
            # Its words may be a visitor's.
            log.error("the store's answer was not foreseen: %s", type(error).__name__)
            raise away() from None

    def _meet(self, token_hash: str, visit: Visit | None) -> Visitor:
        if visit is None:
            raise unknown_visit()
        known = Visitor(token_hash, visit.id, visit.site, visit.language)
        self._known[token_hash] = known
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return known
