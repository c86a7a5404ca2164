"""The truth of a practice day: who came, who was answered, who waited, who gave up."""

from __future__ import annotations

from dataclasses import dataclass, field

from whenever import Instant

from console.domain.instants import seconds_between


@dataclass(frozen=True, slots=True)
class Tally:
    """One channel. Names are remote ids; `waits_s` are seconds until the first answer.

    `gave_up` and were not answered later either. `came_back` are the arrivals that follow from one
    that was not answered, in whatever channel. `lines` is what customers have said (a mail, a line
    of a chat). `closed` met a closed door and is no arrival.
    """

    arrived: tuple[str, ...]
    answered: tuple[str, ...]
    gave_up: tuple[str, ...]
    came_back: tuple[str, ...]
    waits_s: tuple[float, ...]
    lines: int
    closed: int


@dataclass(frozen=True, slots=True)
class Happened:
    """All channels, so far."""

    chat: Tally
    phone: Tally
    mail: Tally


@dataclass
class Ledger:
    """Writes down what happens in one channel."""

    _arrived: dict[str, Instant] = field(default_factory=dict)
    _answered: dict[str, float] = field(default_factory=dict)
    _gave_up: dict[str, None] = field(default_factory=dict)
    _came_back: list[str] = field(default_factory=list)
    _lines: int = 0
    _closed: int = 0

    def arrived(self, name: str, at: Instant) -> None:
        self._arrived[name] = at

    def came_back(self, name: str) -> None:
        self._came_back.append(name)

    def said(self) -> None:
        self._lines += 1

    def answered(self, name: str, at: Instant) -> None:
        """Somebody of us answered; only the first time counts."""
        if name in self._arrived and name not in self._answered:
            self._gave_up.pop(name, None)
            self._answered[name] = round(seconds_between(self._arrived[name], at), 3)

    def gave_up(self, name: str) -> None:
        self._gave_up[name] = None

    def met_a_closed_door(self) -> None:
        self._closed += 1

    def tally(self) -> Tally:
        return Tally(
            tuple(self._arrived),
            tuple(self._answered),
            tuple(self._gave_up),
            tuple(self._came_back),
            tuple(self._answered.values()),
            self._lines,
            self._closed,
        )
