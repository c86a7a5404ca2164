"""Waiting to be told that something came, so that it need not wait for the next poll."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from console.channels.contract import AuthFailed, ChannelError
from console.service.bell import Bell
from console.service.hold import AUTH_S, Growth
from console.service.part import PartState, Rest
from console.service.supervisor import Tell

log = logging.getLogger("console.service")


class Listens(Protocol):
    """What listening needs of a connector; the contract tells."""

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None: ...

    def close(self) -> None: ...


class Listening:
    """The part that holds a line open. What it hears only wakes: the poll finds all the same.

    `tell` says, under the part's name, how it is while a round, which lasts as long as the line,
    goes on; `words` say that the line stands.
    """

    def __init__(
        self,
        name: str,
        words: str,
        connector: Listens,
        wake: Callable[[], None],
        tell: Tell,
        bell: Bell,
    ) -> None:
        self._name = name
        self._words = words
        self._connector = connector
        self._wake = wake
        self._tell = tell
        self._bell = bell
        self._growth = Growth()
        self._failures = 0

    def step(self) -> Rest:
        """Listens until stopped or until the line fails."""
        try:
            self._connector.listen(self._heard, self._bell.stopped)
        except ChannelError as error:
            self._failures += 1
            log.info("%s: not listening: %s", self._name, error)
            wait_s = self._growth.delay_s(self._failures)
            if isinstance(error, AuthFailed):
                wait_s = max(wait_s, AUTH_S)
            return Rest(wait_s, PartState.FAILING, str(error))
        return Rest(1.0, text=self._words)

    def break_off(self) -> None:
        """Ends the line."""
        self._connector.close()

    def close(self) -> None:
        """Holds nothing: a line ends with its round."""

    def _heard(self) -> None:
        self._failures = 0
        self._tell(self._name, PartState.OK, self._words)
        self._wake()
