"""What an act on the desk may fail with; every message is for the person who acted."""

from __future__ import annotations

from console.domain.errors import ToldError


class ActFailed(ToldError):
    """It was not done. The message says what happened, what was kept and what to do."""


class Fenced(ActFailed):
    """Somebody did something in the case first; `missed` tells it, a line each."""

    def __init__(self, message: str, missed: tuple[str, ...]) -> None:
        super().__init__(message)
        self.missed = missed
