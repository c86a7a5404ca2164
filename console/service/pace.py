"""How many mails one transaction takes: as many as keep the store busy for a moment only."""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.mail import IncomingMail

BUSY_S = 0.06
"""So long should one transaction keep a store in one file to itself: a person waits for it."""

BREATHER_S = 0.025
"""Pause between two. Who waits for SQLite looks every 25 ms at first and must find it free once:
without a pause a person's act waited 8 s while a backlog came in.
"""

LEAST = 10
"""Fewer keep the store no less busy: a commit alone takes 20 ms on a slow disk, and with portions
of one mail there is nothing but commits.
"""

MOST = 60
"""More save nothing: what a transaction costs by itself is spread thin by then."""

BYTES = 1_000_000
"""A portion of more bytes ends early, whatever the pace."""


class Pace:
    """The size of the next portion, learnt from how long the last took. Not shared."""

    def __init__(self) -> None:
        self._size = min(LEAST, MOST)

    def split(
        self, mails: Sequence[IncomingMail]
    ) -> tuple[Sequence[IncomingMail], Sequence[IncomingMail]]:
        """The next portion (at least one mail, if there are any), and the rest."""
        room, count = BYTES, 0
        for mail in mails[: self._size]:
            room -= len(mail.raw)
            if count and room < 0:
                break
            count += 1
        return mails[:count], mails[count:]

    def took(self, mails: int, seconds: float) -> None:
        """A portion of so many mails took so long; the next is twice as large at most."""
        fitting = int(mails * BUSY_S / seconds) if seconds > 0 else MOST
        self._size = min(max(fitting, LEAST), 2 * self._size, MOST)
