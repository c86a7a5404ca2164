"""A list that was believed, laid over what events have told so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from whenever import Instant, seconds

from console.channels.phone.protocol.listing import Entry, ListedQueue, QueueList
from console.channels.phone.protocol.message import Message
from console.channels.phone.protocol.names import whole_number
from console.channels.phone.protocol.queue import MemberNow, QueueCounters, QueueNow, Waiting


def lay_over(
    queues: dict[str, QueueNow], listed: QueueList, now: Instant, is_unfiltered: bool
) -> None:
    """Makes the queues as the list has them, as far as it goes: a filtered list (the wire does not
    say whether it is one) tells of a single queue, or of a single telephone.
    """
    before = {caller.uniqueid: caller for queue in queues.values() for caller in queue.waiting}
    told = {entry.uniqueid for one in listed.queues.values() for entry in one.entries}
    telephones = {
        member.get("Location") for one in listed.queues.values() for member in one.members
    }
    for name in [name for name in queues if name not in listed.queues]:
        if is_unfiltered or len(listed.queues) > 1:
            del queues[name]
        else:
            left = queues[name].waiting
            queues[name].waiting = [caller for caller in left if caller.uniqueid not in told]
    for name, one in listed.queues.items():
        queue = queues.setdefault(name, QueueNow(name))
        queue.counters = _counters(one.params)
        queue.waiting = [_waiting(entry, before, now) for entry in one.entries]
        members = _members(one, queue.members, now)
        is_of_one = not is_unfiltered and len(telephones) <= 1
        queue.members = queue.members | members if is_of_one else members


def member_of(message: Message, before: MemberNow | None, now: Instant) -> MemberNow:
    """A telephone from an event or an item of a list, which name its name and itself otherwise.
    The reason given with an unpause is no reason: the exchange keeps none.
    """
    paused = message.get("Paused") == "1"
    member = MemberNow(
        interface=message.get("Interface") or message.get("Location"),
        name=message.get("MemberName") or message.get("Name"),
        status=whole_number(message.get("Status")) or 0,
        paused=paused,
        paused_reason=message.get("PausedReason") if paused else "",
        in_call=message.get("InCall") == "1",
        is_dynamic=message.get("Membership") == "dynamic",
        since=now,
        state_interface=message.get("StateInterface"),
        penalty=whole_number(message.get("Penalty")) or 0,
    )
    if before is not None and replace(before, since=now) == member:
        return replace(member, since=before.since)
    return replace(member, since=_paused_at(message, now)) if before is None and paused else member


def _paused_at(message: Message, now: Instant) -> Instant:
    """The exchange knows the second; nothing later than now is believed."""
    paused_at = whole_number(message.get("LastPause")) or 0
    return Instant.from_timestamp(paused_at) if 0 < paused_at < now.timestamp() else now


def _members(
    one: ListedQueue, before: Mapping[str, MemberNow], now: Instant
) -> dict[str, MemberNow]:
    found = (member_of(item, before.get(item.get("Location")), now) for item in one.members)
    return {member.interface: member for member in found}


def _waiting(entry: Entry, before: Mapping[str, Waiting], now: Instant) -> Waiting:
    known = before.get(entry.uniqueid)
    if known is None:
        return Waiting(
            entry.uniqueid,
            entry.channel,
            entry.number,
            entry.name,
            entry.priority,
            since=now - seconds(entry.wait_s),
        )
    # A list knows whole seconds, and where a raw name has lines nobody can say where it ends.
    is_plain = "\r\n" not in entry.number + entry.name
    return Waiting(
        entry.uniqueid,
        entry.channel,
        entry.number if is_plain else known.number,
        entry.name if is_plain else known.name,
        known.priority if entry.priority is None else entry.priority,
        known.since,
    )


def _counters(params: Message) -> QueueCounters:
    def count(name: str) -> int:
        return whole_number(params.get(name)) or 0

    return QueueCounters(
        completed=count("Completed"),
        abandoned=count("Abandoned"),
        hold_s=count("Holdtime"),
        talk_s=count("TalkTime"),
        service_level_s=count("ServiceLevel"),
        service_share=_share(params.get("ServicelevelPerf")),
    )


def _share(percent: str) -> float:
    try:
        return min(max(float(percent) / 100, 0.0), 1.0)
    except ValueError:
        return 0.0
