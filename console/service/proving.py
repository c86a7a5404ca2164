"""Proving that answers can be sent, before the first one has to find out."""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.channels.contract import AuthFailed, ChannelError, Connector
from console.service.hold import AUTH_S, Growth, Hold

log = logging.getLogger("console.mail")

AGAIN = Growth(first_s=15.0, longest_s=300.0)


class Proving:
    """Logs in once, and after a failure until it works. Threads: the one of its part."""

    def __init__(self, connector: Connector, now_s: Callable[[], float]) -> None:
        self._connector = connector
        self._hold = Hold(AGAIN, now_s)
        self._is_proven = False
        self.problem = ""
        """Why nothing can be sent, in words; empty when nothing is known to stand in the way."""

    def look(self) -> None:
        """Tries, unless it is proven or not yet time."""
        if self._is_proven or self._hold.left_s() > 0:
            return
        try:
            self._connector.check_sending()
        except ChannelError as error:
            log.warning("answers cannot be sent: %s", type(error).__name__)
            self._hold.fail(AUTH_S if isinstance(error, AuthFailed) else 0.0)
            self.problem = str(error)
        else:
            self.sent()

    def sent(self) -> None:
        """The server took an answer, or let us in."""
        self._is_proven, self.problem = True, ""
        self._hold.clear()

    def waits_s(self) -> list[float]:
        """Seconds until the next try, if one is to come."""
        left_s = self._hold.left_s()
        return [left_s] if left_s > 0 else []
