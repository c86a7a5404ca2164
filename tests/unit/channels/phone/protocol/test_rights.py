"""An account that may not do everything is told of, with what cannot be done without."""

from __future__ import annotations

import pytest

from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.rights import lacking_rights

AGENT = ("QueueAdd", "QueuePause", "QueueRemove")
CALL = ("Atxfer", "BlindTransfer", "Hangup", "Redirect", "Setvar")
EVERYTHING = (*AGENT, *CALL, "CoreShowChannels", "Originate", "QueueStatus")


def listed(*actions: str) -> Message:
    said = ((action, " (Priv: some,all)") for action in actions)
    return Message.of(("Response", "Success"), ("ActionID", "x-1"), *said)


def test_who_may_do_everything_lacks_nothing() -> None:
    assert lacking_rights(listed(*EVERYTHING)) == ()


@pytest.mark.parametrize(
    ("taken", "right"),
    [
        ("QueuePause", "write = agent"),
        ("QueueRemove", "write = agent"),
        ("Redirect", "write = call"),
        ("Atxfer", "write = call"),
        ("Originate", "write = originate"),
        ("CoreShowChannels", "write = reporting"),
    ],
)
def test_each_right_that_is_missing_is_named_once(taken: str, right: str) -> None:
    (words,) = lacking_rights(listed(*(action for action in EVERYTHING if action != taken)))
    assert right in words


def test_who_may_only_look_lacks_all_four() -> None:
    assert len(lacking_rights(listed("QueueStatus", "Ping"))) == 4
