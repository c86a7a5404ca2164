"""Calls that go on to somebody else: at once, or after the two of us have talked."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from console.channels.contract import Refused, Sent
from console.channels.practice.agenda import Agenda
from console.channels.practice.members import Members
from console.domain.calls import CallState, Ending, MemberState
from console.domain.language import tr
from console.domain.live_news import CallSeen
from console.domain.outward import Transfer

ANSWERS_S = 4
"""How long a colleague lets a call ring that is passed on to them."""

_NUMBER = re.compile(r"\+?[0-9]{2,15}")


class Calling(Protocol):
    """The calls of the exchange, as far as passing on is concerned."""

    def call(self, name: str) -> CallSeen | None:
        """How a call is."""

    def becomes(self, call: CallSeen) -> None:
        """The call is like this now."""

    def ends(self, name: str, ending: Ending) -> None:
        """The call is over here."""


class Passing:
    """Transfers under way: `asked` is whom somebody talks with before they pass their call on."""

    def __init__(
        self, agenda: Agenda, members: Members, calls: Calling, settle: Callable[[], None]
    ) -> None:
        self._agenda = agenda
        self._members = members
        self._calls = calls
        self._settle = settle
        self._asked: dict[str, str] = {}

    def transfer(self, name: str, to: str, how: str) -> Sent | Refused:
        """One of us passes their call on to a telephone or a number."""
        call = self._calls.call(name)
        if call is None or call.state is not CallState.TALKING:
            return Refused(tr("Samtalen er ikke hos noen, så den kan ikke settes over."))
        refusal = self._refusal(to)
        if refusal:
            return Refused(refusal)
        if how == Transfer.ATTENDED:
            self._asked[name] = to
            if to in self._members:
                self._members.talk(to, self._agenda.now)
            self._settle()
        else:
            self._members.free(call.answered_by, self._agenda.now)
            self._go_on(call, to)
        return Sent(name)

    def handed_over(self, call: CallSeen) -> bool:
        """Whoever has the call hangs up: whether somebody they asked has it now."""
        to = self._asked.pop(call.remote_id, None)
        if to is None:
            return False
        self._members.free(call.answered_by, self._agenda.now)
        if to in self._members:
            self._answers(call, to)
        else:
            self._calls.ends(call.remote_id, Ending.TRANSFERRED)
        return True

    def is_over(self, name: str) -> None:
        """The caller has hung up: whoever was asked is free."""
        to = self._asked.pop(name, "")
        if to in self._members:
            self._members.free(to, self._agenda.now)

    def _refusal(self, to: str) -> str:
        if to not in self._members:
            return "" if _NUMBER.fullmatch(to) else self._members.refusal(to)
        if self._members.state(to) is MemberState.AWAY:
            return tr("Telefonen «{name}» er ikke koblet til.", name=to[:80])
        if self._members.state(to) is MemberState.RINGING:
            return tr("Telefonen ringer allerede for en annen.")
        return self._members.refusal(to)

    def _go_on(self, call: CallSeen, to: str) -> None:
        if to not in self._members:
            self._calls.ends(call.remote_id, Ending.TRANSFERRED)
            return
        self._members.ring(to, self._agenda.now)
        self._calls.becomes(replace(call, state=CallState.RINGING, rung_to=to))
        self._settle()

        def answer() -> None:
            ringing = self._calls.call(call.remote_id)
            if ringing is not None and (ringing.state, ringing.rung_to) == (CallState.RINGING, to):
                self._answers(ringing, to)

        self._agenda.after(ANSWERS_S, answer)

    def _answers(self, call: CallSeen, to: str) -> None:
        self._members.talk(to, self._agenda.now)
        self._calls.becomes(replace(call, state=CallState.TALKING, rung_to="", answered_by=to))
        self._settle()
