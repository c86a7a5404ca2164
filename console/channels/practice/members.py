"""The telephones of the exchange's queue: what each does, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from whenever import Instant

from console.domain.calls import MemberState
from console.domain.language import tr
from console.domain.live_news import MemberSeen, MembersSeen

MEMBERS = "members"
"""Their name in the journal."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a telephone is when it neither rings nor talks."""

    state: MemberState
    reason: str


class Members:
    """Telephones by interface; all are away until they say something else."""

    def __init__(self, telephones: Iterable[str], queue: str, now: Instant) -> None:
        away = MemberSeen("", queue, MemberState.AWAY, "", now)
        self._seen = {name: replace(away, interface=name) for name in sorted(telephones)}
        self._said = dict.fromkeys(self._seen, _Said(MemberState.AWAY, ""))
        self._told: tuple[MemberSeen, ...] | None = None
        self._version = 0

    def __contains__(self, interface: str) -> bool:
        return interface in self._seen

    def state(self, interface: str) -> MemberState:
        return self._seen[interface].state

    def refusal(self, interface: str) -> str:
        """Why a telephone cannot have a call now; empty where it can."""
        if interface not in self._seen:
            return tr(
                "Telefonen «{name}» er ikke i køen. Be om at den legges til.", name=interface[:80]
            )
        if self.state(interface) is MemberState.IN_CALL:
            return tr("Telefonen er i en samtale. Legg på først.")
        return ""

    def longest_idle(self, but: str | None) -> str | None:
        """The ready telephone that has been so for longest, other than one."""
        ready = [
            seen
            for name, seen in self._seen.items()
            if seen.state is MemberState.READY and name != but
        ]
        first = min(ready, key=_since, default=None)
        return None if first is None else first.interface

    def say(self, interface: str, state: MemberState, reason: str, now: Instant) -> None:
        """A telephone says what it is; one that rings or talks is that when it is over."""
        said = _Said(state, reason)
        if said == self._said[interface]:
            return
        self._said[interface] = said
        if self.state(interface) not in (MemberState.IN_CALL, MemberState.RINGING):
            self._is(interface, state, reason, now)

    def ring(self, interface: str, now: Instant) -> None:
        self._is(interface, MemberState.RINGING, "", now)

    def talk(self, interface: str, now: Instant) -> None:
        self._is(interface, MemberState.IN_CALL, "", now)

    def free(self, interface: str, now: Instant) -> None:
        """The telephone neither rings nor talks any more."""
        said = self._said[interface]
        self._is(interface, said.state, said.reason, now)

    def news(self) -> MembersSeen | None:
        """All of them, where something has changed since they were told last."""
        members = tuple(self._seen.values())
        if members == self._told:
            return None
        self._told = members
        self._version += 1
        return MembersSeen(self._version, members)

    def _is(self, interface: str, state: MemberState, reason: str, now: Instant) -> None:
        seen = self._seen[interface]
        self._seen[interface] = replace(seen, state=state, reason=reason, since=now)


def _since(seen: MemberSeen) -> tuple[Instant, str]:
    return seen.since, seen.interface
