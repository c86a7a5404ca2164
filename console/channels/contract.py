"""What every connector promises to `serve`, and the few errors it may raise.

All methods block and run on a worker thread of `serve`. `pull` is the only source of truth: at
least once, in pages, from a cursor that is stored in the same transaction as what it brought.
`listen` only wakes. `send` never guesses: what may or may not have arrived is `Unknown`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from console.domain.live_news import LiveItem
from console.domain.mail import IncomingMail, OutgoingMail
from console.domain.outward import OutgoingLine, OutwardAct


class ChannelError(Exception):
    """The outside could not be used. The message says what happened and what to do."""


class ChannelDown(ChannelError):
    """No connection, or a time-out: worth trying again by itself."""


class AuthFailed(ChannelError):
    """The other side does not accept who we are: a person must act."""


class ProtocolError(ChannelError):
    """The other side answered something that this connector does not understand."""


@dataclass(frozen=True)
class Health:
    """Proof of an authenticated connection: who we are there, and what it can do. `lacks` says
    what we may not do there or what is not there, a sentence each: the rest works.
    """

    identity: str
    server: str
    details: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """What a pull brought, oldest first. `more` asks for another pull at once.

    `failed` are items that could not be fetched now (remote id and reason); the cursor remembers
    them, and the next pull asks for them again.
    """

    mails: tuple[IncomingMail, ...]
    cursor: bytes
    more: bool
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class LivePage:
    """What a pull of a live channel brought, in any order. `more` asks for another at once."""

    items: tuple[LiveItem, ...]
    cursor: bytes
    more: bool


@dataclass(frozen=True)
class Rendered:
    """The bytes that go out, made once and stored before the first try."""

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    raw: bytes


@dataclass(frozen=True)
class Sent:
    """The other side took responsibility; `receipt` is its own words."""

    receipt: str
    refused_recipients: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Refused:
    """The other side said no for good."""

    reason: str


@dataclass(frozen=True)
class Deferred:
    """The other side said: not now. Nothing was taken."""

    reason: str
    retry_after_s: float | None = None


@dataclass(frozen=True)
class Unknown:
    """Nobody can tell whether it was taken."""

    reason: str


@dataclass(frozen=True)
class Absent:
    """Proven not to have been taken."""

    reason: str


def always() -> bool:
    """Nothing speaks against it."""
    return True


class Connector(Protocol):
    """One account in the outside world."""

    @property
    def name(self) -> str:
        """Stable name of the account in the store ("mail")."""

    def check_receiving(self) -> Health:
        """Proves that we may read what comes in, authenticated. Raises ChannelError."""

    def check_sending(self) -> Health:
        """Proves that we may send, authenticated; sends nothing. Raises ChannelError."""

    def pull(self, cursor: bytes | None, budget: int) -> Page:
        """At most `budget` new items after `cursor` (None: from the beginning)."""

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        """Blocks and calls `wake` when something may be new, until `stop` is set or it fails."""

    def render(self, out: OutgoingMail) -> Rendered:
        """Makes the bytes that will be sent; the same `out` gives the same Message-ID."""

    def send(
        self, rendered: Rendered, may_go_on: Callable[[], bool] = always
    ) -> Sent | Refused | Deferred | Unknown:
        """One try. Nothing is repeated inside.

        `may_go_on` is asked last before the bytes go; if not, it is `Deferred` and nothing went.
        """

    def reconcile(self, rendered: Rendered) -> Sent | Absent | Unknown:
        """After a crash or a lost answer: was it taken?"""

    def file_sent(self, rendered: Rendered) -> None:
        """Puts a copy where the people of the house expect it; twice is once."""

    def close(self) -> None:
        """Ends connections; a call under way fails with ChannelDown."""


class LiveConnector(Protocol):
    """A chat's door or a telephone exchange. The rules of `Connector` hold: `pull` alone tells what
    is, `listen` wakes, nothing is repeated inside, and nothing is guessed.

    The other side knows a line by its message's id and an act by its own: the same once more is
    taken as taken before. Threads: one pulls, one listens, one says, acts and reconciles, at once.
    """

    @property
    def name(self) -> str:
        """Stable name of the account in the store ("chat", "phone")."""

    def check(self) -> Health:
        """Proves who we are there, authenticated; changes nothing. Raises ChannelError."""

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        """What has changed since `cursor`, at most `budget` items; None: everything there is now.

        A cursor that the other side knows no longer (it was started anew) is as None. Raises
        ChannelError.
        """

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        """Blocks and calls `wake` when something may be new, until `stop` is set or it fails."""

    def say(
        self, line: OutgoingLine, may_go_on: Callable[[], bool] = always
    ) -> Sent | Refused | Deferred | Unknown:
        """One try to say a line; the other side knows it by its message's id. `may_go_on` is asked
        last before it goes; if not, it is `Deferred`.
        """

    def act(
        self, act: OutwardAct, may_go_on: Callable[[], bool] = always
    ) -> Sent | Refused | Deferred | Unknown:
        """One try to have something done, as `say`. What it leads to comes with a pull."""

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        """After a crash or a lost answer: was it taken?"""

    def close(self) -> None:
        """Ends connections, at any time; a call under way fails with ChannelDown, and of something
        handed over comes to Unknown. The next call opens anew: parts that are made again share it.
        """


@runtime_checkable
class SaysTogether(Protocol):
    """A live connector that says lines of several chats in one go."""

    def say_together(
        self, lines: Sequence[OutgoingLine], may_go_on: Callable[[], bool] = always
    ) -> Sequence[Sent | Refused | Deferred | Unknown]:
        """One try to say these lines, no two of one chat: what `say` would answer for each, in
        order. Raises ChannelError only where none was said.
        """
