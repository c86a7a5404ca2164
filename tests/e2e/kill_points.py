"""Where `serve` is killed: before, inside and after each step of taking in and of sending."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Moment(StrEnum):
    BEFORE = "before"
    INSIDE = "inside"
    """Everything is written and nothing is committed."""
    AFTER = "after"


@dataclass(frozen=True)
class KillPoint:
    """The n-th time a step (a command on the store, or a call of the connector) is passed."""

    step: str
    moment: Moment
    nth: int = 1

    def __str__(self) -> str:
        return f"{self.moment}-{self.step}-{self.nth}"

    @property
    def leaves_doubt(self) -> bool:
        """Whether nobody can know afterwards if the answer was taken."""
        return (self.step, self.moment) in _IN_DOUBT


NOWHERE = KillPoint("nowhere", Moment.BEFORE)

_IN_DOUBT = frozenset(
    {
        ("begin_transmitting", Moment.AFTER),
        ("send", Moment.BEFORE),
        ("send", Moment.AFTER),
        ("finish", Moment.BEFORE),
        ("finish", Moment.INSIDE),
    }
)


def _commands(step: str, times: int) -> list[KillPoint]:
    return [KillPoint(step, moment, nth) for moment in Moment for nth in range(1, times + 1)]


def _calls(step: str, times: int) -> list[KillPoint]:
    moments = (Moment.BEFORE, Moment.AFTER)
    return [KillPoint(step, moment, nth) for moment in moments for nth in range(1, times + 1)]


TAKING_IN = [
    *_commands("lead", 1),
    *_calls("check_receiving", 1),
    *_calls("pull", 3),
    *_commands("take_in", 5),
    *_commands("mark_pulled", 1),
]
IN_A_CHAT = [
    KillPoint("pull", Moment.AFTER),
    KillPoint("take_in_live", Moment.INSIDE),
    KillPoint("claim_lines", Moment.INSIDE),
    KillPoint("claim_lines", Moment.AFTER, 2),
    KillPoint("say", Moment.AFTER),
    KillPoint("finish_lines", Moment.INSIDE, 2),
    KillPoint("act", Moment.AFTER),
    KillPoint("finish_acts", Moment.INSIDE),
]
"""Where what is known of a line, said or heard, is least."""

SENDING = [
    *_commands("recover", 2),
    *_commands("hurry", 1),
    *_commands("claim_next", 2),
    *_calls("render", 2),
    *_commands("keep_rendered", 2),
    *_commands("begin_transmitting", 2),
    *_calls("send", 2),
    *_commands("finish", 2),
    *_calls("file_sent", 2),
    *_commands("mark_filed", 2),
]
