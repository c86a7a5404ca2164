"""An account that is pulled from and fails: held back longer each time, told in its row."""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.channels.contract import AuthFailed, ChannelError
from console.data.commands.connectors import mark_failing
from console.service.hold import AUTH_S, Growth, Hold
from console.service.leading_store import LeadingStore
from console.service.part import PartState, Rest


class Trouble:
    """What is wrong with fetching from one account. Threads: the one of its part."""

    def __init__(
        self,
        desk: LeadingStore,
        connector: str,
        log: logging.Logger,
        growth: Growth,
        now_s: Callable[[], float],
    ) -> None:
        self._desk = desk
        self._connector = connector
        self._log = log
        self._hold = Hold(growth, now_s)
        self._problem = ""

    def held(self) -> Rest | None:
        """The rest of a part that was woken too early: its health row keeps what it says."""
        left_s = self._hold.left_s()
        return Rest(left_s, PartState.FAILING, self._problem) if left_s > 0 else None

    def told(self, error: ChannelError) -> Rest:
        """Takes a failure down; how long to hold back. Raises StoreError."""
        self._problem = str(error)
        self._log.warning("nothing is fetched: %s", self._problem)
        self._desk.upkeep(mark_failing, self._connector, self._problem)
        at_least_s = AUTH_S if isinstance(error, AuthFailed) else 0.0
        return Rest(self._hold.fail(at_least_s), PartState.FAILING, self._problem)

    def over(self) -> bool:
        """It works; true if it did not before."""
        had_problem = bool(self._problem)
        self._problem = ""
        self._hold.clear()
        return had_problem
