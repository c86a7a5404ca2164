"""What is asked of the exchange, by signed JSON in the same scheme, where it takes orders."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError
from whenever import Instant

from console.channels.contract import (
    Absent,
    ChannelDown,
    Deferred,
    Refused,
    Sent,
    Unknown,
)
from console.channels.webhook.protocol.signing import signed
from console.domain.language import tr
from console.domain.outward import OutwardAct
from console.domain.storable_text import one_line

Outcome = Sent | Refused | Deferred | Unknown

_MOST_BYTES = 65_536
_LONGEST_WAIT_S = 60.0
_NOT_NOW = (408, 425, 429, 503)
_LOST = (requests.RequestException, HTTPError, OSError)


@dataclass(frozen=True)
class _Answer:
    status: int
    words: str
    retry_after: str


class Orders:
    """`url` takes a POST for an act, and below it a GET for what became of one. Threads: any."""

    def __init__(self, url: str, key: bytes, step_s: float) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._step_s = step_s

    def give(self, act: OutwardAct, now: Instant, may_go_on: Callable[[], bool]) -> Outcome:
        """One try. Raises ChannelDown where nobody was reached, and so nothing was asked."""
        if not self._url:
            return Refused(_takes_none())
        body = json.dumps(_message(act, now), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", **signed(self._key, _name(act), now, body)}
        if not may_go_on():
            return Deferred(tr("stanset før sentralen ble spurt"), retry_after_s=0.0)
        try:
            answer = self._ask("POST", self._url, headers, body)
        except _LOST as error:
            if _was_not_reached(error):
                raise ChannelDown(tr("Sentralen svarer ikke på ordre.")) from error
            return Unknown(tr("svaret fra sentralen ble borte"))
        return _outcome(answer)

    def fate(self, act: OutwardAct, now: Instant) -> Sent | Absent | Unknown:
        """Whether it was taken: the exchange knows it by its id."""
        if not self._url:
            return Absent(_takes_none())
        headers = signed(self._key, _name(act), now, b"")
        try:
            answer = self._ask("GET", f"{self._url}/{_name(act)}", headers, b"")
        except _LOST:
            return Unknown(tr("sentralen svarer ikke på hva som ble gjort"))
        if answer.status == 404:
            return Absent(tr("sentralen har ikke fått det"))
        if 200 <= answer.status < 300:
            return Sent(answer.words or tr("gjort"))
        return Unknown(tr("sentralen svarte {status}", status=answer.status))

    def _ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> _Answer:
        with requests.Session() as session:
            # Neither a proxy of this machine nor a login of its `.netrc`.
            session.trust_env = False
            with session.request(
                method,
                url,
                headers=headers,
                data=body,
                timeout=self._step_s,
                allow_redirects=False,
                stream=True,
            ) as answer:
                words = _words(answer.raw.read(_MOST_BYTES, decode_content=True))
                return _Answer(answer.status_code, words, answer.headers.get("Retry-After", ""))


def _message(act: OutwardAct, now: Instant) -> dict[str, object]:
    data = {"act": _name(act), "call": act.target, **act.details}
    return {
        "type": f"act.{act.kind.value}",
        "timestamp": now.format_iso(),
        "data": {name: value for name, value in data.items() if value},
    }


def _outcome(answer: _Answer) -> Outcome:
    status, words = answer.status, answer.words
    if 200 <= status < 300:
        return Sent(words or tr("gjort"))
    if status in _NOT_NOW:
        return Deferred(words or tr("sentralen vil ikke nå"), _wait_s(answer.retry_after))
    if 400 <= status < 500:
        return Refused(words or tr("sentralen sa nei ({status})", status=status))
    return Unknown(words or tr("sentralen svarte {status}", status=status))


def _wait_s(said: str) -> float | None:
    is_number = said.isascii() and said.isdecimal()
    return min(float(said), _LONGEST_WAIT_S) if is_number else None


def _words(content: bytes) -> str:
    """What the exchange said, as text of ours; empty where it said nothing that we read."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return ""
    said = found.get("error") or found.get("text") if isinstance(found, dict) else ""
    return one_line(said, 200) if isinstance(said, str) else ""


def _was_not_reached(error: Exception) -> bool:
    """Whether no connection came about: then not a byte has gone."""
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _name(act: OutwardAct) -> str:
    return act.id.hex


def _takes_none() -> str:
    return tr("Sentralen tar ikke imot ordre herfra. Gjør det på telefonen.")
