"""The queues of the stand-in exchange, and who sits in them, as their events and lists have it."""

from __future__ import annotations

from dataclasses import dataclass, field

from peers.exchange_channels import Call, Pairs, telephone

FREE, IN_USE, UNAVAILABLE, IS_RINGING, ON_HOLD = 1, 2, 5, 6, 8
"""What a member's telephone does (`Status`)."""


@dataclass
class Member:
    """A telephone in a queue."""

    interface: str
    name: str
    is_dynamic: bool
    login_s: int
    state_interface: str = ""
    penalty: int = 0
    calls_taken: int = 0
    last_call_s: int = 0
    last_pause_s: int = 0
    in_call: int = 0
    status: int = FREE
    is_paused: bool = False
    paused_reason: str = ""

    def __post_init__(self) -> None:
        self.state_interface = self.state_interface or f"Custom:tlf{telephone(self.interface)}"

    def listed(self, queue: str) -> Pairs:
        """As an item of QueueStatus."""
        begin, end = self._fields()
        return (
            ("Queue", queue),
            ("Name", self.name),
            ("Location", self.interface),
            *begin,
            *end,
            ("Wrapuptime", "0"),
        )

    def told(self, queue: str, reason: str | None = None) -> Pairs:
        """As an event about it."""
        begin, end = self._fields(reason)
        return (
            ("Queue", queue),
            ("MemberName", self.name),
            ("Interface", self.interface),
            *begin,
            *end,
            ("Ringinuse", "0"),
            ("Wrapuptime", "0"),
        )

    def _fields(self, reason: str | None = None) -> tuple[Pairs, Pairs]:
        counted = (
            ("StateInterface", self.state_interface),
            ("Membership", "dynamic" if self.is_dynamic else "static"),
            ("Penalty", str(self.penalty)),
            ("CallsTaken", str(self.calls_taken)),
            ("LastCall", str(self.last_call_s)),
            ("LastPause", str(self.last_pause_s)),
            ("LoginTime", str(self.login_s)),
            ("InCall", str(self.in_call)),
        )
        state = (
            ("Status", str(self.status)),
            ("Paused", str(int(self.is_paused))),
            ("PausedReason", self.paused_reason if reason is None else reason),
        )
        return counted, state


@dataclass
class Queue:
    """Callers in their order, and what is counted since the exchange was started."""

    name: str
    strategy: str = "leastrecent"
    service_level_s: int = 20
    members: dict[str, Member] = field(default_factory=dict)
    waiting: list[Call] = field(default_factory=list)
    completed: int = 0
    abandoned: int = 0
    within: int = 0
    hold_s: int = 0
    talk_s: int = 0

    def join(self, call: Call) -> int:
        """Ahead of all lower ones and behind its equals; the place it gets."""
        at = next(
            (n for n, one in enumerate(self.waiting) if one.priority < call.priority),
            len(self.waiting),
        )
        self.waiting.insert(at, call)
        call.joined_as = at + 1
        return at + 1

    def leave(self, call: Call) -> int:
        """The place it had."""
        place = self.waiting.index(call) + 1
        self.waiting.remove(call)
        return place

    def change_priority(self, call: Call, priority: int, is_moved: bool) -> None:
        """Without moving it the number changes and the place does not."""
        call.priority = priority
        if is_moved:
            self.waiting.remove(call)
            self.join(call)

    def count(self, held_s: int, talked_s: int) -> None:
        """A conversation is over."""
        self.hold_s = (self.hold_s * 3 + held_s) // 4 if self.completed else held_s
        self.talk_s = (self.talk_s * 3 + talked_s) // 4 if self.completed else talked_s
        self.within += held_s <= self.service_level_s
        self.completed += 1

    def forget(self) -> None:
        """As a restart does."""
        self.waiting.clear()
        self.completed = self.abandoned = self.within = self.hold_s = self.talk_s = 0

    def params(self) -> Pairs:
        """As the first item of QueueStatus."""
        share = 100 * self.within / self.completed if self.completed else 0.0
        return (
            ("Queue", self.name),
            ("Max", "0"),
            ("Strategy", self.strategy),
            ("Calls", str(len(self.waiting))),
            ("Holdtime", str(self.hold_s)),
            ("TalkTime", str(self.talk_s)),
            ("Completed", str(self.completed)),
            ("Abandoned", str(self.abandoned)),
            ("ServiceLevel", str(self.service_level_s)),
            ("ServicelevelPerf", f"{share:.1f}"),
            ("ServicelevelPerf2", f"{share:.1f}"),
            ("Weight", "0"),
        )

    def summary(self, now_s: float) -> Pairs:
        """As an item of QueueSummary."""
        heard = [one for one in self.members.values() if one.status != UNAVAILABLE]
        free = [one for one in heard if one.status == FREE and not one.is_paused]
        longest = max((int(now_s - call.joined_at_s) for call in self.waiting), default=0)
        return (
            ("Queue", self.name),
            ("LoggedIn", str(len(heard))),
            ("Available", str(len(free))),
            ("Callers", str(len(self.waiting))),
            ("HoldTime", str(self.hold_s)),
            ("TalkTime", str(self.talk_s)),
            ("LongestHoldTime", str(longest)),
        )

    def entry(self, place: int, now_s: float) -> Pairs:
        """A caller as an item of QueueStatus: the names raw, and the queue's own priority."""
        call = self.waiting[place - 1]
        channel = call.channel
        return (
            ("Queue", self.name),
            ("Position", str(place)),
            ("Channel", channel.name),
            ("Uniqueid", channel.uniqueid),
            ("CallerIDNum", channel.number or "unknown"),
            ("CallerIDName", channel.caller or "unknown"),
            ("ConnectedLineNum", channel.connected or "unknown"),
            ("ConnectedLineName", channel.connected_name or "unknown"),
            ("Wait", str(int(now_s - call.joined_at_s))),
            ("Priority", str(call.priority)),
        )
