"""One client's connection to the stand-in exchange: messages in, events and answers out."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from peers.exchange_channels import Pairs, message

if TYPE_CHECKING:
    from peers.exchange_wire import ExchangeWire

BANNER = b"Asterisk Call Manager/11.0.0\r\n"
CLASSES = frozenset({
    "agent", "call", "user", "system", "cdr", "reporting", "security", "dialplan", "dtmf",
    "command", "originate", "config", "log", "verbose",
})  # fmt: skip
LINE_BYTES, LINES = 1024, 128


@dataclass(frozen=True)
class Account:
    """A user of manager.conf: what may be heard, and what may be done."""

    secret: str
    read: frozenset[str] = CLASSES
    write: frozenset[str] = CLASSES

    def may(self, needs: tuple[str, ...]) -> bool:
        """Whether it may do what needs one of these classes."""
        return not needs or bool(self.write.intersection(needs))


class Trap(Enum):
    """What becomes of the next such action: its answer waits for `release`, or the line is cut
    before the exchange has done it, or after and before the answer.
    """

    HOLD = auto()
    CUT_BEFORE = auto()
    CUT_AFTER = auto()


class Request:
    """What a client asks: its headers, the first of each name counts."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs

    @property
    def action(self) -> str:
        return self.get("Action")

    def get(self, name: str) -> str:
        wanted = name.lower()
        return next((value for key, value in self.pairs if key.lower() == wanted), "")


class Line(asyncio.Protocol):
    """Answers are written after what happened meanwhile, or before (`answers_first`): a real
    exchange does either.
    """

    def __init__(self, exchange: ExchangeWire) -> None:
        self.exchange = exchange
        self.account: Account | None = None
        self.mask: frozenset[str] = frozenset()
        self._heard = b""
        self._lines: list[bytes] = []
        self._challenge = ""
        self._said: list[bytes] | None = None
        self._held: list[bytes] = []
        self._is_held_back = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.exchange.lines.append(self)
        self.write(BANNER)

    def connection_lost(self, exc: Exception | None) -> None:
        if self in self.exchange.lines:
            self.exchange.lines.remove(self)

    def data_received(self, data: bytes) -> None:
        if self.exchange.is_deaf:
            return
        self._heard += data
        while b"\n" in self._heard and not self.transport.is_closing():
            line, _, self._heard = self._heard.partition(b"\n")
            self._line(line.removesuffix(b"\r"))

    def tell(self, kind: str, name: str, fields: Pairs) -> None:
        """An event, if this client wants it."""
        if kind not in self.mask or self.account is None or kind not in self.account.read:
            return
        said = message(("Event", name), ("Privilege", f"{kind},all"), *fields)
        if self._said is None:
            self.write(said)
        else:
            self._said.append(said)

    def answer(self, request: Request, response: str, *pairs: tuple[str, str]) -> None:
        self._answer((message(("Response", response), *_own(request), *pairs),))

    def list_answer(
        self, request: Request, words: str, items: Iterable[tuple[str, Pairs]], end: str
    ) -> None:
        """Contiguous: nothing comes between."""
        own, told = _own(request), list(items)
        head = message(("Response", "Success"), *own, ("EventList", "start"), ("Message", words))
        listed = [
            message(("Event", name), *own, *fields)
            if name == "CoreShowChannel"
            else message(("Event", name), *fields, *own)
            for name, fields in told
        ]
        count = (("EventList", "Complete"), ("ListItems", str(len(told))))
        self._answer((head, *listed, message(("Event", end), *own, *count)))

    def release(self) -> None:
        """What was held back is said."""
        held, self._held = self._held, []
        self.write(b"".join(held))

    def write(self, said: bytes) -> None:
        if said and not self.exchange.is_deaf and not self.transport.is_closing():
            self.transport.write(said)

    def _answer(self, answer: tuple[bytes, ...]) -> None:
        if self._is_held_back:
            self._held.extend(answer)
        elif self._said is None:
            self.write(b"".join(answer))
        else:
            at = 0 if self.exchange.answers_first else len(self._said)
            self._said[at:at] = answer

    def _line(self, line: bytes) -> None:
        if len(line) > LINE_BYTES or len(self._lines) > LINES:
            self.exchange.complaints.append("Failed to parse message: line too long")
            self.transport.close()
        elif line:
            self._lines.append(line)
        elif self._lines:
            lines, self._lines = self._lines, []
            parted = (one.decode("utf-8", "replace").partition(":") for one in lines)
            self._hear(Request(tuple((name, value.strip()) for name, _, value in parted)))

    def _hear(self, request: Request) -> None:
        self.exchange.heard(request)
        trap = self.exchange.traps.pop(request.action, None)
        self._is_held_back = trap is Trap.HOLD
        if trap is Trap.CUT_BEFORE:
            self.transport.abort()
            return
        self._said = []
        self._do(request)
        said, self._said = self._said, None
        if trap is Trap.CUT_AFTER:
            self.transport.abort()
            return
        self.write(b"".join(said))

    def _do(self, request: Request) -> None:
        name = request.action.lower()
        if not name:
            self.answer(request, "Error", ("Message", "Missing action in request"))
        elif name == "challenge":
            self._challenge = self.exchange.challenge
            self.answer(request, "Success", ("Challenge", self._challenge))
        elif name == "login":
            self._login(request)
        elif name == "logoff":
            self.answer(request, "Goodbye", ("Message", "Thanks for all the fish."))
            self.exchange.later(0.0, self.transport.close)
        elif self.account is None:
            self.answer(request, "Error", ("Message", "Permission denied"))
        elif name == "events":
            self._mask(request)
        else:
            self.exchange.do(self, request)

    def _login(self, request: Request) -> None:
        account = self.exchange.accounts.get(request.get("Username"))
        if account is None or not self._is_right(account, request):
            said = message(
                ("Response", "Error"), *_own(request), ("Message", "Authentication failed")
            )
            self.exchange.later(self.exchange.refusal_s, lambda: self._turn_away(said))
            return
        self.account = account
        self.mask = _mask(request.get("Events") or "on")
        self.answer(request, "Success", ("Message", "Authentication accepted"))
        self.tell("system", "FullyBooted", self.exchange.booted())
        self.exchange.logins += 1

    def _is_right(self, account: Account, request: Request) -> bool:
        if request.get("AuthType").upper() != "MD5":
            return request.get("Secret") == account.secret
        told = hashlib.md5((self._challenge + account.secret).encode()).hexdigest()
        return bool(self._challenge) and request.get("Key") == told

    def _turn_away(self, said: bytes) -> None:
        self.write(said)
        self.transport.close()

    def _mask(self, request: Request) -> None:
        self.mask = _mask(request.get("EventMask"))
        self.answer(request, "Success", ("Events", "On" if self.mask else "Off"))


def _mask(asked: str) -> frozenset[str]:
    """What it does not know it leaves out: an unknown class alone is Off."""
    words = {word.strip().lower() for word in asked.split(",")}
    return CLASSES if words & {"on", "all"} else frozenset(words & CLASSES)


def _own(request: Request) -> Pairs:
    own = request.get("ActionID")
    return (("ActionID", own),) if own else ()
