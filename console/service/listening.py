"""Waiting to be told that something came, so that a mail need not wait for the next poll."""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.channels.contract import AuthFailed, ChannelError, Connector
from console.domain.language import tr
from console.service.bell import Bell
from console.service.hold import AUTH_S, Growth
from console.service.part import PartState, Rest
from console.service.supervisor import Tell

log = logging.getLogger("console.mail")

LISTENING = "mail.listening"


class Listening:
    """The part that holds a line open. What it hears only wakes: the poll finds all the same.

    `tell` says how it is while a round, which lasts as long as the line, goes on.
    """

    def __init__(
        self, connector: Connector, wake: Callable[[], None], tell: Tell, bell: Bell
    ) -> None:
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
            log.info("not listening: %s", error)
            wait_s = self._growth.delay_s(self._failures)
            if isinstance(error, AuthFailed):
                wait_s = max(wait_s, AUTH_S)
            return Rest(wait_s, PartState.FAILING, str(error))
        return Rest(1.0, text=_listening())

    def break_off(self) -> None:
        """Ends the line."""
        self._connector.close()

    def close(self) -> None:
        """Ends the line."""
        self._connector.close()

    def _heard(self) -> None:
        self._failures = 0
        self._tell(LISTENING, PartState.OK, _listening())
        self._wake()


def _listening() -> str:
    return tr("lytter etter ny e-post")
