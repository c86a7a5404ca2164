"""Putting a page into the store by portions: the cursor in the transaction of its last items.

What the store will not take stops nothing else and is not lost: it is cut down to what any store
takes, and says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from console.data.errors import Refused, StoreBusy, StoreFull, StoreUnavailable
from console.service.bell import Bell
from console.service.leading_store import LeadingStore
from console.service.pace import BREATHER_S, Pace

T = TypeVar("T")

TRIES = 2
"""An item is tried so often by itself before the fault is taken to lie in it."""

_NOT_THE_ITEM = (Refused, StoreBusy, StoreFull, StoreUnavailable)
"""Failures that say nothing about the item: the page is fetched again later."""


def stop(_item: object, error: Exception) -> None:
    """Nothing may be left out: the part fails, and tries again from the same place."""
    raise error


@dataclass(frozen=True)
class Taker(Generic[T]):
    """How one kind of item is stored. `command(tx, connector, items, cursor)` answers how many were
    `new` and `known`; `cut_down` makes what every store takes of an item that it refused; if it
    refuses that too, `give_up` says what becomes of the others.
    """

    command: Callable[..., dict[str, Any]]
    cut_down: Callable[[T], T]
    log: logging.Logger
    give_up: Callable[[T, Exception], None] = stop


@dataclass
class TakingIn(Generic[T]):
    """Takes in what one connector brings. Threads: the one of its part."""

    desk: LeadingStore
    bell: Bell
    connector: str
    taker: Taker[T]
    pace: Pace[T]
    now_s: Callable[[], float]
    log: logging.Logger = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.taker.log

    def may_go_on(self) -> bool:
        return self.desk.term.holds() and not self.bell.is_stopped()

    def breathe(self) -> None:
        """Others have their turn at a store in one file."""
        self.bell.stopped.wait(BREATHER_S)

    def page(self, items: Sequence[T], before: bytes | None, after: bytes | None) -> bool:
        """Takes in a page; false when interrupted: what comes again is known by then.

        Raises StoreError.
        """
        left = items
        while True:
            portion, left = self.pace.split(left)
            began_s = self.now_s()
            self._portion(portion, before, before if left else after)
            self.pace.took(len(portion), self.now_s() - began_s)
            if not left:
                return True
            self.breathe()
            if not self.may_go_on():
                return False

    def _portion(self, items: Sequence[T], before: bytes | None, after: bytes | None) -> None:
        if not items:
            if before != after:
                self._move_cursor(after)
            return
        try:
            answer = self.desk.perform(self.taker.command, self.connector, items, after)
            self.log.info("took in %d new, knew %d", answer["new"], answer["known"])
        except _NOT_THE_ITEM:
            raise
        except Exception as error:  # a value that the engine will not take, whatever it is
            self.log.warning("some items were refused (%s): taking them one by one", _kind(error))
            for item in items:
                self._one(item, before)
                self.breathe()
            self._move_cursor(after)

    def _one(self, item: T, place: bytes | None) -> None:
        for left in reversed(range(TRIES)):
            try:
                self.desk.perform(self.taker.command, self.connector, (item,), place)
            except _NOT_THE_ITEM:
                raise
            except Exception as error:
                self.log.warning("an item was refused (%s), tries left: %d", _kind(error), left)
            else:
                return
        try:
            cut = self.taker.cut_down(item)
            self.desk.perform(self.taker.command, self.connector, (cut,), place)
        except _NOT_THE_ITEM:
            raise
        except Exception as error:
            self.taker.give_up(item, error)

    def _move_cursor(self, place: bytes | None) -> None:
        """By itself it leaves no record: a live channel moves its own every few seconds."""
        self.desk.upkeep(self.taker.command, self.connector, (), place)


def _kind(error: Exception) -> str:
    """What kind of failure, without the item's own words in it."""
    return type(error.__cause__ or error).__name__
