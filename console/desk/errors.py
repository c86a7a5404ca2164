"""What an act on the desk may fail with; every message is for the person who acted."""

from __future__ import annotations

from console.domain.errors import ToldError


class ActFailed(ToldError):
    """It was not done. The message says what happened, what was kept and what to do."""


class Fenced(ActFailed):
    """Somebody did something in the case first; `missed` tells it, a line each.

    `last` is the last of it in a sentence ("Jonas T. svarte kunden 10:44"), or "".
    """

    def __init__(self, message: str, missed: tuple[str, ...], last: str = "") -> None:
        super().__init__(message)
        self.missed = missed
        self.last = last


class StoreAway(ActFailed):
    """The store cannot take anything now, or be read; later it can.

    `may_have_come` says that what was tried may be in the store all the same, `is_passing` that
    it is only held up by somebody else just now.
    """

    def __init__(
        self, message: str, *, may_have_come: bool = False, is_passing: bool = False
    ) -> None:
        super().__init__(message)
        self.may_have_come = may_have_come
        self.is_passing = is_passing
