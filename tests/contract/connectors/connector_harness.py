"""How a live connector joins the suite: a harness, and a line in `CHATS` or `PHONES`.

A harness makes the connector on an outside that a test can move: a fake of the other side's
protocol, a simulated world, or the real program in a container. It says how a visitor or a caller
does something there; all that goes wrong on the way is added by `fakes.faulty_connector`, so that
every connector meets the same faults. Each scenario runs the real parts of `serve` on a real store,
and compares that store with what the connector itself tells from the beginning (`truth`): nothing
lost, nothing doubled, the order right. What a harness cannot do is no reason to leave a scenario
out: the contract (`console.channels.contract`) holds for every connector.

Time stands still until the test's clock is moved; a harness whose outside has a clock of its own
moves it along before it does anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from connector_ami import AmiExchange
from connector_practice import TELEPHONE, PracticeDoor, PracticeExchange
from connector_web import WebDoorstep
from connector_webhook import ToldExchange
from fakes.clock import FakeClock
from fakes.live_outside import ScriptedChat, ScriptedPhone

from console.channels.contract import LiveConnector

__all__ = ["CHATS", "PHONES", "TELEPHONE", "ChatHarness", "PhoneHarness"]


class ChatHarness(Protocol):
    """A chat's door with a visitor at hand."""

    @property
    def connector(self) -> LiveConnector: ...

    def comes(self, text: str) -> str:
        """A visitor opens the chat and says this; the chat's remote id."""

    def says(self, chat: str, text: str) -> None:
        """The visitor says something more."""

    def leaves(self, chat: str) -> None:
        """The visitor is gone."""


class PhoneHarness(Protocol):
    """An exchange with a caller at hand. `TELEPHONE` is a telephone of it, not in any queue yet."""

    @property
    def connector(self) -> LiveConnector: ...

    def comes(self, number: str) -> str:
        """Somebody calls and stands in the queue; the call's remote id."""

    def hangs_up(self, call: str) -> None:
        """The caller hangs up."""

    def end(self) -> None:
        """The test is over."""


class OwnChat(ScriptedChat):
    """The plain door: its own harness."""

    @property
    def connector(self) -> LiveConnector:
        return self


class OwnPhone(ScriptedPhone):
    """The plain exchange: its own harness."""

    @property
    def connector(self) -> LiveConnector:
        return self

    def end(self) -> None:
        """Nothing is left of it."""


CHATS: dict[str, Callable[[FakeClock], ChatHarness]] = {
    "scripted": OwnChat,
    "practice": PracticeDoor,
    "web": WebDoorstep,
}
PHONES: dict[str, Callable[[FakeClock], PhoneHarness]] = {
    "scripted": OwnPhone,
    "practice": PracticeExchange,
    "ami": AmiExchange,
    "webhook": ToldExchange,
}
