"""What the door and its connector need of the store; `service` implements it.

Methods block; each is one transaction. Where the store cannot be reached they raise `HallClosed`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from whenever import Instant

from console.domain.visits import (
    HouseLine,
    NewVisit,
    NoticeKind,
    SignsOfUs,
    Visit,
    VisitFile,
    VisitLine,
    VisitNews,
)


class HallClosed(Exception):
    """The store cannot be reached now. The message says why; nothing was taken."""


class VisitOver(Exception):
    """The visit has ended: nothing more is said in it."""


class VisitorsHall(Protocol):
    """The visitors' side. A visit is reached by the hash of its token alone."""

    def begin(self, new: NewVisit, now: Instant) -> Visit:
        """Begins a visit; the same `client_id` with the same `token_hash` gives the first one.

        Raises KeyError where another visit has this id.
        """

    def visit(self, token_hash: str) -> Visit | None:
        """The visit of this token."""

    def keep_file(
        self, token_hash: str, client_id: UUID, name: str, content_type: str, content: bytes
    ) -> VisitFile:
        """Keeps a file that a line is going to bear; the same `client_id` gives the first one.

        Raises VisitOver, KeyError for an unknown token.
        """

    def say(
        self,
        token_hash: str,
        client_id: UUID,
        text: str,
        files: Sequence[UUID],
        now: Instant,
    ) -> tuple[VisitLine, bool]:
        """Says a line; true where it is new, the first one again for the same `client_id`.

        Raises VisitOver, KeyError for an unknown token or a file that is not this visit's.
        """

    def lines(self, token_hash: str, after_seq: int, limit: int) -> tuple[VisitLine, ...]:
        """The lines after this one, in order."""

    def file(self, token_hash: str, file: UUID) -> tuple[VisitFile, bytes] | None:
        """A file of this visit's."""

    def describe(self, token_hash: str, now: Instant, said: Mapping[str, str]) -> None:
        """What the visitor says of themselves: "name", "address", "page". The same is no news."""

    def alive(self, token_hashes: Sequence[str], now: Instant) -> None:
        """These visitors are there (again)."""

    def gone(self, token_hash: str, now: Instant) -> None:
        """The visitor has closed their last page: away, and may come back."""

    def close(self, token_hash: str, now: Instant) -> None:
        """The visitor ends the visit for good."""

    def typing(self, token_hash: str, until: Instant | None) -> None:
        """The visitor types until then; None: no longer."""

    def seen(self, token_hash: str, seq: int) -> None:
        """The visitor has seen the lines up to this one."""

    def signs(self, token_hashes: Sequence[str]) -> Mapping[str, SignsOfUs]:
        """What these visitors are to be shown of us."""

    def watch(self, wake: Callable[[UUID | None], None], stop: threading.Event) -> None:
        """Blocks, and calls `wake` when a visit may have news (None: any), until `stop` is set or
        it fails (HallClosed).
        """


class HouseHall(Protocol):
    """The house's side, for the connector."""

    def news(self, after: int, budget: int) -> tuple[VisitNews, ...]:
        """What has changed after this change, oldest first. Complete in its order: what is told
        later has a greater `change`. Visitors silent for `SILENT_S` are said to have left.
        """

    def answer(
        self,
        visit: UUID,
        key: UUID,
        text: str,
        author: str,
        at: Instant,
        files: Sequence[tuple[str, str, bytes]],
    ) -> VisitLine:
        """One of us says a line; the same `key` gives the first one. Files: name, type, bytes.

        Raises VisitOver, KeyError for an unknown visit.
        """

    def answer_all(self, lines: Sequence[HouseLine]) -> tuple[VisitLine | None, ...]:
        """As `answer`, in one go: each line as it stands in its visit, or None where the visit is
        over or unknown and nothing was said.
        """

    def notify(
        self, visit: UUID, key: UUID, notice: NoticeKind, details: Mapping[str, str], now: Instant
    ) -> VisitLine:
        """Adds a notice; `ended` and `to_mail` end the visit. The same `key` gives the first one,
        also when the visit is over. Raises VisitOver, KeyError.
        """

    def line_by_key(self, visit: UUID, key: UUID) -> VisitLine | None:
        """The line that bears this key."""

    def watch(self, wake: Callable[[], None], stop: threading.Event) -> None:
        """Blocks, and calls `wake` when there may be news, until `stop` is set or it fails."""
