"""What of all that rings is new to the person: each thing once, and once more when it is late."""

from __future__ import annotations

from collections.abc import Sequence

from console.desk.alarm_words import Told
from console.domain.alarms import Stage


class News:
    """Remembers what was told for as long as it rings."""

    def __init__(self) -> None:
        self._known: set[tuple[str, bool]] = set()

    def of(self, ringing: Sequence[Told]) -> tuple[Told, ...]:
        """What is to be told of now."""
        fresh = tuple(told for told in ringing if _what(told) not in self._known)
        keys = {told.key for told in ringing}
        self._known = {one for one in self._known if one[0] in keys}
        self._known |= {_what(told) for told in fresh}
        return fresh


def _what(told: Told) -> tuple[str, bool]:
    return told.key, told.stage is Stage.LEAD
