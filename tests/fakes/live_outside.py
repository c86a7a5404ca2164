"""A chat's door and an exchange in memory that keep the contract of live connectors, and nothing
more: what happens there is told by a script.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from fakes.clock import FakeClock

from console.channels.contract import (
    Absent,
    ChannelDown,
    Deferred,
    Health,
    LivePage,
    Refused,
    Sent,
    Unknown,
    always,
)
from console.domain.calls import CallState, Ending, MemberState
from console.domain.live_news import (
    CallSeen,
    ChatSeen,
    LineSeen,
    LiveItem,
    MemberSeen,
    MembersSeen,
)
from console.domain.mail import MailPart
from console.domain.outward import OutgoingLine, OutwardAct, OutwardKind

Outcome = Sent | Refused | Deferred | Unknown

SAID = {"ready": MemberState.READY, "paused": MemberState.PAUSED, "away": MemberState.AWAY}


class ScriptedOutside(ABC):
    """What both have in common: a journal of what has been, and what was taken from us.

    A cursor is the place in the journal; any that it did not make itself is as none.
    """

    name = ""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.journal: list[LiveItem] = []
        self.taken: dict[UUID, Sent] = {}
        self.done: Counter[UUID] = Counter()
        self.lines_closed = 0
        """How often it was closed."""
        self._news = threading.Condition()

    def check(self) -> Health:
        return Health("kundeservice", "outside.fake")

    def pull(self, cursor: bytes | None, budget: int) -> LivePage:
        begin = self._place(cursor)
        items = tuple(self.journal[begin : begin + budget])
        end = begin + len(items)
        return LivePage(items, f"{self.name}:{end}".encode(), end < len(self.journal))

    def listen(self, wake: Callable[[], None], stop: threading.Event) -> None:
        wake()
        known = len(self.journal)
        lines = self.lines_closed
        with self._news:
            while not stop.is_set():
                if self.lines_closed != lines:
                    raise ChannelDown("linjen ble lukket")
                if len(self.journal) != known:
                    known = len(self.journal)
                    wake()
                self._news.wait(0.02)

    def say(self, line: OutgoingLine, may_go_on: Callable[[], bool] = always) -> Outcome:
        return self._once(line.message, may_go_on, lambda: self._said(line))

    def act(self, act: OutwardAct, may_go_on: Callable[[], bool] = always) -> Outcome:
        return self._once(act.id, may_go_on, lambda: self._acted(act))

    def reconcile(self, what: OutgoingLine | OutwardAct) -> Sent | Absent | Unknown:
        key = what.message if isinstance(what, OutgoingLine) else what.id
        return self.taken.get(key) or Absent("ikke her")

    def close(self) -> None:
        self.lines_closed += 1

    def happens(self, *items: LiveItem) -> None:
        """Something is now as told."""
        self.journal.extend(items)
        with self._news:
            self._news.notify_all()

    def _place(self, cursor: bytes | None) -> int:
        ours, _, place = (cursor or b"").partition(b":")
        known = ours == self.name.encode() and place.isdigit()
        return min(int(place), len(self.journal)) if known else 0

    def _once(
        self, key: UUID, may_go_on: Callable[[], bool], do: Callable[[], Refused | None]
    ) -> Outcome:
        if key in self.taken:
            return self.taken[key]
        if not may_go_on():
            return Deferred("stanset", 0.0)
        refused = do()
        if refused is not None:
            return refused
        self.done[key] += 1
        self.taken[key] = Sent("tatt imot")
        return self.taken[key]

    @abstractmethod
    def _said(self, line: OutgoingLine) -> Refused | None:
        """Says it once; or why not."""

    @abstractmethod
    def _acted(self, act: OutwardAct) -> Refused | None:
        """Does it once; or why not."""


class ScriptedChat(ScriptedOutside):
    """A door that visitors come through."""

    name = "chat"

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.chats: dict[str, ChatSeen] = {}
        self._said_lines = 0

    def comes(self, text: str = "", visitor: str = "Kari Nordmann") -> str:
        """A visitor opens the chat, and says something or nothing."""
        chat = f"c{len(self.chats)}"
        self._is(ChatSeen(chat, 1, self.clock.now(), visitor_name=visitor))
        if text:
            self.says(chat, text)
        return chat

    def says(self, chat: str, text: str, parts: tuple[MailPart, ...] = ()) -> None:
        self.happens(LineSeen(self._next(), chat, self.clock.now(), text, parts=parts))

    def leaves(self, chat: str) -> None:
        self._is(self._later(chat, has_left=True))

    def ends(self, chat: str) -> None:
        self._is(self._later(chat, ended_at=self.clock.now()))

    def _later(self, chat: str, **changes: object) -> ChatSeen:
        seen = self.chats[chat]
        return replace(seen, version=seen.version + 1, **changes)  # type: ignore[arg-type]

    def _is(self, chat: ChatSeen) -> None:
        self.chats[chat.remote_id] = chat
        self.happens(chat)

    def _next(self) -> str:
        self._said_lines += 1
        return f"l{self._said_lines}"

    def _said(self, line: OutgoingLine) -> Refused | None:
        if line.chat not in self.chats or self.chats[line.chat].ended_at is not None:
            return Refused("chatten er avsluttet")
        at, key = self.clock.now(), line.message.hex
        self.happens(LineSeen(self._next(), line.chat, at, line.text, key, line.parts))
        return None

    def _acted(self, act: OutwardAct) -> Refused | None:
        if act.kind is not OutwardKind.END_CHAT or act.target not in self.chats:
            return Refused("kan ikke gjøres her")
        self.ends(act.target)
        return None


class ScriptedPhone(ScriptedOutside):
    """An exchange with one queue."""

    name = "phone"

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(clock)
        self.calls: dict[str, CallSeen] = {}
        self.members: dict[str, MemberSeen] = {}
        self._version = 0

    def comes(self, number: str) -> str:
        """A caller stands in the queue."""
        call = f"k{len(self.calls)}"
        began = self.clock.now()
        self._is(CallSeen(call, 1, began, CallState.WAITING, "kundeservice", number))
        return call

    def hangs_up(self, call: str) -> None:
        seen = self.calls[call]
        ending = Ending.ABANDONED if seen.answered_at is None else Ending.ANSWERED
        at = self.clock.now()
        self._is(self._later(call, state=CallState.ENDED, ended_at=at, ending=ending))

    def _later(self, call: str, **changes: object) -> CallSeen:
        seen = self.calls[call]
        return replace(seen, version=seen.version + 1, **changes)  # type: ignore[arg-type]

    def _is(self, call: CallSeen) -> None:
        self.calls[call.remote_id] = call
        self.happens(call)

    def _said(self, line: OutgoingLine) -> Refused | None:
        return Refused("en sentral tar ikke imot linjer")

    def _acted(self, act: OutwardAct) -> Refused | None:
        interface = act.details.get("interface", "")
        if act.kind is OutwardKind.SET_MEMBER:
            return self._set(interface, act.details)
        if act.kind is OutwardKind.DIAL:
            call = self.comes(act.details["number"])
            return self._answer(call, interface)
        if act.target not in self.calls or self.calls[act.target].state is CallState.ENDED:
            return Refused("samtalen er over")
        if act.kind is OutwardKind.TAKE_CALL:
            return self._answer(act.target, interface)
        self.hangs_up(act.target)
        return None

    def _answer(self, call: str, interface: str) -> None:
        at = self.clock.now()
        answered = {"answered_by": interface, "answered_at": at}
        self._is(self._later(call, state=CallState.TALKING, **answered))

    def _set(self, interface: str, details: object) -> Refused | None:
        assert isinstance(details, dict)
        state, at = SAID[details["state"]], self.clock.now()
        reason = details.get("reason", "")
        self.members[interface] = MemberSeen(interface, "kundeservice", state, reason, at)
        self._version += 1
        self.happens(MembersSeen(self._version, tuple(self.members.values())))
        return None
