"""A replay held against what the exchange said of itself at the recording's marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fixtures.ami_recordings import marks

from console.channels.phone.protocol.replay import Chunk, Replay

LATIN_1 = "\ufffd"
"""What stands in the truth for a letter that was no UTF-8."""

TOLD_BY_NO_EVENT = {
    ("02-normal-prioritet", number, "order"): "QueueChangePriorityCaller says nothing to anybody"
    for number in (8, 9, 10, 11, 12)
} | {
    ("02-normal-prioritet", 13, "priority"): "QueueChangePriorityCaller says nothing to anybody",
    ("08-rare-navn", 2, "members"): "a name or a reason that is no UTF-8 makes the event vanish",
    ("08-rare-navn", 3, "members"): "a name or a reason that is no UTF-8 makes the event vanish",
}
"""What no client can know before the next list, by session, mark and thing."""

UNHEARD_MEMBERS = {"Local/1003@agenter/n", "Local/1005@agenter/n", "Local/1009@agenter/n"}
"""The only ones that may differ in the second case."""


def differences(session: str, chunks: Iterable[Chunk]) -> set[tuple[str, int, str]]:
    """Where the replay differs from a stable mark: session, number, and what."""
    truths, found, play = marks(session), set(), Replay()
    for number in play.run(chunks):
        if truths[number]["stable"]:
            found |= {(session, number, what) for what in _wrong(play, truths[number]["queues"])}
    return found


def _wrong(play: Replay, truth: dict[str, Any]) -> set[str]:
    queues = play.state.queues
    if set(queues) != set(truth):
        return {"queues"}
    return {
        what
        for name, queue in truth.items()
        for what in (
            *_wrong_callers(queues[name].waiting, queue),
            *_wrong_members(queues[name].members, queue),
        )
    }


def _wrong_callers(waiting: list[Any], truth: dict[str, Any]) -> list[str]:
    told = truth["waiting"]
    if [caller.uniqueid for caller in waiting] != [caller["Uniqueid"] for caller in told]:
        return ["order"]
    wrong = []
    for caller, true in zip(waiting, told, strict=True):
        if caller.priority != int(true["Priority"]):
            wrong.append("priority")
        if caller.number != _known(true["CallerIDNum"]):
            wrong.append("number")
        if not _is_named(caller.name, _known(true["CallerIDName"])):
            wrong.append("name")
    return wrong


def _wrong_members(members: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    mine = {
        interface: (one.status, one.paused, one.paused_reason, one.in_call)
        for interface, one in members.items()
    }
    theirs = {
        one["Location"]: (
            int(one["Status"]),
            one["Paused"] == "1",
            one["PausedReason"],
            one["InCall"] == "1",
        )
        for one in truth["members"]
    }
    differing = {name for name in {*mine, *theirs} if mine.get(name) != theirs.get(name)}
    if differing and differing <= UNHEARD_MEMBERS:
        return ["members"]
    return ["other members"] if differing else []


def _known(text: str) -> str:
    return "" if text == "unknown" else text


def _is_named(name: str, truth: str) -> bool:
    """The truth was written down as UTF-8: of other letters it only knows that there was one."""
    return len(name) == len(truth) and all(
        mine == true or true == LATIN_1 for mine, true in zip(name, truth, strict=True)
    )
