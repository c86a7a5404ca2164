"""A small exchange that keeps its queues and says in bytes what happens, as a real one does:
names escaped in events, raw in lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field

PLAIN = str.maketrans({"\\": "\\\\", '"': '\\"', "'": "\\'", "?": "\\?", "\r": "\\r", "\n": "\\n"})


@dataclass(eq=False)
class Caller:
    uniqueid: str
    number: str = "+4792000000"
    name: str = "Kari"
    priority: int = 0

    @property
    def channel(self) -> str:
        return f"PJSIP/inn-{self.uniqueid}"


@dataclass
class Phone:
    interface: str
    name: str = "Ola"
    status: int = 1
    reason: str | None = None
    """None: not paused."""
    in_call: bool = False


@dataclass
class Spoken:
    """Every act returns the bytes that are sent for it."""

    waiting: dict[str, list[Caller]] = field(
        default_factory=lambda: {"kundeservice": [], "salg": []}
    )
    members: dict[str, dict[str, Phone]] = field(
        default_factory=lambda: {"kundeservice": {}, "salg": {}}
    )
    sends_priority: bool = True

    def joins(self, caller: Caller, queue: str = "kundeservice") -> bytes:
        line = self.waiting[queue]
        place = sum(other.priority >= caller.priority for other in line)
        line.insert(place, caller)
        return self.channel(caller) + self.event(
            "QueueCallerJoin",
            *self._of(caller),
            ("Queue", queue),
            ("Position", place + 1),
            ("Count", len(line)),
        )

    def leaves(self, caller: Caller, queue: str = "kundeservice") -> bytes:
        line = self.waiting[queue]
        place = line.index(caller) + 1
        line.remove(caller)
        return self.event(
            "QueueCallerLeave",
            *self._of(caller),
            ("Queue", queue),
            ("Position", place),
            ("Count", len(line)),
        )

    def gives_up(self, caller: Caller, queue: str = "kundeservice") -> bytes:
        place = self.waiting[queue].index(caller) + 1
        return self.event(
            "QueueCallerAbandon",
            *self._of(caller),
            ("Queue", queue),
            ("Position", place),
            ("OriginalPosition", place),
            ("HoldTime", 3),
        ) + self.leaves(caller, queue)

    def serves(self, caller: Caller, interface: str, queue: str = "kundeservice") -> bytes:
        phone = self.members[queue][interface]
        phone.in_call = True
        return self.leaves(caller, queue) + self.event(
            "AgentConnect",
            *self._of(caller),
            ("Queue", queue),
            ("Interface", interface),
            ("MemberName", phone.name),
            ("HoldTime", 3),
        )

    def completes(self, interface: str, queue: str = "kundeservice") -> bytes:
        phone = self.members[queue][interface]
        phone.in_call = False
        return self.event(
            "AgentComplete", ("Queue", queue), ("Interface", interface), ("Reason", "agent")
        )

    def says(self, event: str, phone: Phone, queue: str = "kundeservice") -> bytes:
        """A member's event; its telephone is added, or with `QueueMemberRemoved` gone."""
        members = self.members[queue]
        members[phone.interface] = phone
        if event == "QueueMemberRemoved":
            del members[phone.interface]
        return self.event(
            event,
            ("Queue", queue),
            ("MemberName", phone.name),
            ("Interface", phone.interface),
            *_state(phone),
        )

    def prefers(self, caller: Caller, priority: int, queue: str = "kundeservice") -> bytes:
        """QueueChangePriorityCaller: nobody is told."""
        line = self.waiting[queue]
        line.remove(caller)
        caller.priority = priority
        line.insert(sum(other.priority >= priority for other in line), caller)
        return b""

    def listed(self, action_id: str, only: str = "", member: str = "") -> bytes:
        """The answer to QueueStatus, whole or filtered."""
        items: list[bytes] = []
        for queue, line in self.waiting.items():
            if only and queue != only:
                continue
            items.append(self._params(queue, len(line), action_id))
            items += [
                self._item(
                    "QueueMember",
                    action_id,
                    ("Queue", queue),
                    ("Name", one.name),
                    ("Location", one.interface),
                    *_state(one),
                )
                for one in self.members[queue].values()
                if member in ("", one.interface)
            ]
            items += [
                self._entry(queue, place, one, action_id) for place, one in enumerate(line, 1)
            ]
        begin = _said(
            ("Response", "Success"),
            ("ActionID", action_id),
            ("EventList", "start"),
            ("Message", "Queue status will follow"),
        )
        end = _said(
            ("Event", "QueueStatusComplete"),
            ("ActionID", action_id),
            ("EventList", "Complete"),
            ("ListItems", len(items)),
        )
        return begin + b"".join(items) + end

    def channel(self, caller: Caller) -> bytes:
        return self.event("Newchannel", *self._of(caller))

    def event(self, name: str, *headers: tuple[str, object]) -> bytes:
        return _said(("Event", name), ("Privilege", "agent,all"), *headers)

    def _of(self, caller: Caller) -> tuple[tuple[str, object], ...]:
        priority = ("ChanVariable", f"QUEUE_PRIO={caller.priority or ''}")
        return (
            ("Channel", caller.channel),
            ("CallerIDNum", caller.number.translate(PLAIN) or "<unknown>"),
            ("CallerIDName", caller.name.translate(PLAIN) or "<unknown>"),
            ("Priority", 9),
            ("Uniqueid", caller.uniqueid),
            ("Linkedid", caller.uniqueid),
            *((priority,) if self.sends_priority else ()),
        )

    def _entry(self, queue: str, place: int, caller: Caller, action_id: str) -> bytes:
        return self._item(
            "QueueEntry",
            action_id,
            ("Queue", queue),
            ("Position", place),
            ("Channel", caller.channel),
            ("Uniqueid", caller.uniqueid),
            ("CallerIDNum", caller.number or "unknown"),
            ("CallerIDName", caller.name or "unknown"),
            ("ConnectedLineNum", "unknown"),
            ("ConnectedLineName", caller.name or "unknown"),
            ("Wait", 3),
            ("Priority", caller.priority),
        )

    def _params(self, queue: str, calls: int, action_id: str) -> bytes:
        return self._item(
            "QueueParams", action_id, ("Queue", queue), ("Calls", calls), ("ServiceLevel", 20)
        )

    def _item(self, event: str, action_id: str, *headers: tuple[str, object]) -> bytes:
        return _said(("Event", event), *headers, ("ActionID", action_id))


def _state(phone: Phone) -> tuple[tuple[str, object], ...]:
    return (
        ("Membership", "dynamic"),
        ("InCall", int(phone.in_call)),
        ("Status", phone.status),
        ("Paused", int(phone.reason is not None)),
        ("PausedReason", phone.reason or ""),
    )


def _said(*headers: tuple[str, object]) -> bytes:
    return "".join(f"{key}: {value}\r\n" for key, value in headers).encode() + b"\r\n"
