"""An answer that is no yes, and how it is told: a code for the widget, words for whoever reads."""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping

from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response

from console.domain.language import tr

AWAY_S = 5
_LONGEST_WAIT_S = 3600

log = logging.getLogger("console.web")


class Refusal(Exception):
    """`code` tells the widget what it is; `retry_s` when to come again; `more` is told with it."""

    def __init__(
        self,
        status: int,
        code: str,
        words: str,
        retry_s: float | None = None,
        more: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(words)
        self.status = status
        self.code = code
        self.retry_s = retry_s
        self.more = more or {}


def answer(refusal: Refusal) -> Response:
    """The answer; the log learns its kind, and nothing of whoever asked."""
    log.info("a visitor was answered with %d (%s)", refusal.status, refusal.code)
    headers = {}
    if refusal.retry_s is not None:
        wait_s = min(max(refusal.retry_s, 1), _LONGEST_WAIT_S)
        headers["Retry-After"] = str(math.ceil(wait_s))
    told = {"error": refusal.code, "message": str(refusal), **refusal.more}
    return JSONResponse(told, refusal.status, headers)


async def answer_refusal(_asked: HTTPConnection, refusal: Exception) -> Response:
    """For Starlette."""
    assert isinstance(refusal, Refusal)
    return answer(refusal)


def too_often(wait_s: float) -> Refusal:
    return Refusal(429, "pace", tr("For mange forespørsler. Vent litt, og prøv igjen."), wait_s)


def unknown_visit() -> Refusal:
    words = tr("Samtalen finnes ikke lenger. Begynn en ny.")
    return Refusal(401, "token", words)


def over() -> Refusal:
    return Refusal(410, "over", tr("Samtalen er avsluttet. Begynn en ny for å skrive mer."))


def away() -> Refusal:
    words = tr("Chatten kan ikke nås akkurat nå. Ingenting ble tatt imot; prøv igjen om litt.")
    return Refusal(503, "away", words, AWAY_S)


def not_understood(field: str) -> Refusal:
    """`field` names what is missing or wrong, and is the code."""
    words = tr("Feltet {field} mangler eller kan ikke brukes.", field=field)
    return Refusal(422, field, words)


def too_large() -> Refusal:
    return Refusal(413, "size", tr("Det er for stort. Send noe mindre."))
