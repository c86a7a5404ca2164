"""The telephone exchange: one queue, the telephones in it, and who talks to whom.

Registers ("Datakasse") go before others, and among equals who came first (FACTS). A caller rings
at the telephone that has been idle longest; what rings is answered only by a person's act.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol

from console.channels.contract import Refused, Sent
from console.channels.practice.agenda import Agenda
from console.channels.practice.counters import FIGURES, Counters
from console.channels.practice.journal import Journal
from console.channels.practice.members import MEMBERS, Members
from console.channels.practice.passing import Passing
from console.channels.practice.tally import Ledger
from console.domain.calls import CallState, Ending, MemberState
from console.domain.language import tr
from console.domain.live_news import CallSeen

QUEUE = "kundeservice"
POS_PRIORITY = 10
RING_S = 20
_RETRY_S = 5
"""Before the same telephone rings again, where no other is ready."""

_IN_QUEUE = (CallState.WAITING, CallState.RINGING)


class Calls(Protocol):
    """A caller, as far as the exchange is concerned."""

    def was_answered(self) -> None:
        """Somebody of us is on the line."""

    def is_over(self) -> None:
        """The line is down."""


class Exchange:
    """Calls by remote id. What happens to one is told in the journal with its next version."""

    def __init__(
        self, agenda: Agenda, journal: Journal, ledger: Ledger, telephones: Iterable[str]
    ) -> None:
        self._agenda = agenda
        self._journal = journal
        self._ledger = ledger
        self._calls: dict[str, CallSeen] = {}
        self._queue: list[str] = []
        self._callers: dict[str, Calls] = {}
        self._rings: dict[str, int] = {}
        self._rung_last: dict[str, str] = {}
        self.members = Members(telephones, QUEUE, agenda.now)
        self.passing = Passing(agenda, self.members, self, self.settle)
        self._counters = Counters(QUEUE, agenda.now)
        self._tell_members()
        self._tell_figures()

    def comes(self, call: CallSeen, caller: Calls) -> None:
        """A caller is in the queue."""
        self._callers[call.remote_id] = caller
        self._ledger.arrived(call.remote_id, call.began_at)
        self._calls[call.remote_id] = call
        self._queue.append(call.remote_id)
        self._queue.sort(key=self._rank)
        # The place it was given is part of its first telling.
        self._calls[call.remote_id] = replace(call, place=self._queue.index(call.remote_id) + 1)
        self._journal.put(call.remote_id, self._calls[call.remote_id])
        self.settle()

    def call(self, name: str) -> CallSeen | None:
        """How a call is."""
        return self._calls.get(name)

    def talks(self, call: CallSeen, caller: Calls) -> None:
        """A call of ours has been answered out there; its telephone is in it already."""
        self._callers[call.remote_id] = caller
        self._calls[call.remote_id] = call
        self._journal.put(call.remote_id, call)
        caller.was_answered()

    def hangs_up(self, name: str) -> None:
        """The caller hangs up."""
        call = self._calls[name]
        if name in self._queue:
            self._stop_ringing(call)
            self._ledger.gave_up(name)
            self._counters.gave_up(self._agenda.now)
            self.ends(name, Ending.ABANDONED)
        elif call.state is CallState.RINGING:
            self._stop_ringing(call)
            self.ends(name, Ending.ANSWERED)
        elif call.state is CallState.TALKING:
            self.passing.is_over(name)
            self.members.free(call.answered_by, self._agenda.now)
            self.ends(name, Ending.ANSWERED)

    def take(self, name: str, interface: str) -> Sent | Refused:
        """A telephone takes a caller of the queue at once, whoever it rings for."""
        call = self._calls.get(name)
        refusal = self.members.refusal(interface)
        if call is None:
            return Refused(tr("Samtalen finnes ikke på sentralen. Ingenting er gjort."))
        if call.state is CallState.ENDED:
            return Refused(tr("Den som ringte, har lagt på. Ring tilbake."))
        if call.state is CallState.TALKING or name not in self._queue:
            return Refused(tr("Samtalen er besvart på en annen telefon."))
        if refusal:
            return Refused(refusal)
        self._stop_ringing(call)
        self._queue.remove(name)
        for other in self._queue:
            if self._calls[other].rung_to == interface:
                self._change(other, state=CallState.WAITING, rung_to="")
        self.members.talk(interface, self._agenda.now)
        now = self._agenda.now
        self._change(
            name,
            state=CallState.TALKING,
            place=None,
            rung_to="",
            answered_by=interface,
            answered_at=now,
        )
        self._ledger.answered(name, now)
        self._counters.answered(call, now)
        self._tell_figures()
        self._callers[name].was_answered()
        self.settle()
        return Sent(name)

    def hang_up(self, name: str) -> Sent | Refused:
        """One of us ends a call; what is over is over."""
        call = self._calls.get(name)
        if call is None:
            return Refused(tr("Samtalen finnes ikke på sentralen. Ingenting er gjort."))
        if call.state in _IN_QUEUE:
            return Refused(tr("Samtalen er ikke besvart, så den kan ikke legges på."))
        if call.state is CallState.TALKING and not self.passing.handed_over(call):
            self.members.free(call.answered_by, self._agenda.now)
            self.ends(name, Ending.ANSWERED)
        return Sent(name)

    def set_priority(self, name: str, priority: int) -> Sent | Refused:
        """A caller of the queue stands where that priority puts them."""
        if name not in self._queue:
            return Refused(tr("Samtalen venter ikke lenger, så den kan ikke flyttes."))
        self._change(name, priority=priority)
        self._queue.sort(key=self._rank)
        self.settle()
        return Sent(name)

    def set_member(self, interface: str, state: MemberState, reason: str) -> Sent | Refused:
        """What a telephone says of itself; one that talks is so when the call is over."""
        if interface not in self.members:
            return Refused(self.members.refusal(interface))
        for name in self._queue:
            if self._calls[name].rung_to == interface and state is not MemberState.READY:
                self._stop_ringing(self._calls[name])
                self._change(name, state=CallState.WAITING, rung_to="")
        self.members.say(interface, state, reason, self._agenda.now)
        self.settle()
        return Sent(interface)

    def becomes(self, call: CallSeen) -> None:
        """A call is like this now, as its next version."""
        version = self._calls[call.remote_id].version + 1
        self._calls[call.remote_id] = replace(call, version=version)
        self._journal.put(call.remote_id, self._calls[call.remote_id])

    def ends(self, name: str, ending: Ending) -> None:
        """The line is down, or the call is with somebody else than us."""
        call = self._calls[name]
        if name in self._queue:
            self._queue.remove(name)
        elif call.queue:
            self._counters.talked(call, self._agenda.now)
        self._change(
            name,
            state=CallState.ENDED,
            place=None,
            rung_to="",
            ended_at=self._agenda.now,
            ending=ending,
        )
        self._callers[name].is_over()
        self._tell_figures()
        self.settle()

    def settle(self) -> None:
        """Tells places and telephones as they are now, and lets callers ring."""
        for place, name in enumerate(self._queue, start=1):
            if self._calls[name].place != place:
                self._change(name, place=place)
        for name in tuple(self._queue):
            if self._calls[name].state is CallState.WAITING:
                self._ring(name)
        self._tell_members()
        if self._counters.are_of_before(self._agenda.now):
            self._tell_figures()

    def _ring(self, name: str) -> None:
        last = self._rung_last.get(name)
        interface = self.members.longest_idle(but=last)
        if interface is None:
            return
        self.members.ring(interface, self._agenda.now)
        self._change(name, state=CallState.RINGING, rung_to=interface)

        def ring_out() -> None:
            if self._calls[name].state is CallState.RINGING and self._rings[name] == ring:
                self._rings_out(name, interface)

        ring = self._rings[name] = self._rings.get(name, 0) + 1
        self._agenda.after(RING_S, ring_out)

    def _rings_out(self, name: str, interface: str) -> None:
        self.members.free(interface, self._agenda.now)
        self._change(name, state=CallState.WAITING, rung_to="")
        self._rung_last[name] = interface

        def retry() -> None:
            if self._rung_last.pop(name, None) is not None:
                self.settle()

        self._agenda.after(_RETRY_S, retry)
        self.settle()

    def _stop_ringing(self, call: CallSeen) -> None:
        if call.rung_to:
            self.members.free(call.rung_to, self._agenda.now)

    def _rank(self, name: str) -> tuple[int, Any, str]:
        call = self._calls[name]
        return -call.priority, call.began_at, name

    def _change(self, name: str, **fields: Any) -> None:
        self.becomes(replace(self._calls[name], **fields))

    def _tell_members(self) -> None:
        news = self.members.news()
        if news is not None:
            self._journal.put(MEMBERS, news)

    def _tell_figures(self) -> None:
        self._journal.put(FIGURES, self._counters.told(self._agenda.now))
