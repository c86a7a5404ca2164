"""What a telephone says of itself in our queues: ready, paused with a reason, or in none."""

from __future__ import annotations

from collections.abc import Callable

from console.channels.contract import Absent, ChannelDown, Refused, Sent, Unknown
from console.channels.phone.answers import (
    Outcome,
    ask,
    has_said,
    no_such_act,
    not_now,
    refusal,
    unanswered,
)
from console.channels.phone.line import Asked, Headers
from console.channels.phone.protocol.framing import cut_bytes
from console.channels.phone.protocol.queue import MemberNow
from console.channels.phone.session import Session
from console.channels.phone.taking import look_at_queues
from console.domain.language import tr
from console.domain.outward import OutwardAct
from console.domain.phone_account import PhoneSettings
from console.domain.storable_text import one_line

REASON_BYTES = 79
"""An exchange cuts a longer one, also inside a character; then it tells nobody of the pause."""

READY, PAUSED, OFF = "ready", "paused", "away"


class Seating:
    """For one thread at a time."""

    def __init__(self, settings: PhoneSettings, answer_s: float) -> None:
        self._settings = settings
        self._answer_s = answer_s
        self._seats: dict[tuple[str, str], MemberNow] = {}
        """By queue and telephone, as they were last seen: whoever comes back has the same."""

    def set(self, session: Session, act: OutwardAct, may_go_on: Callable[[], bool]) -> Outcome:
        """In every queue of the setting. Raises ChannelDown before anything is asked."""
        interface, state = act.details.get("interface", ""), act.details.get("state", "")
        if not interface or state not in (READY, PAUSED, OFF):
            return no_such_act()
        if not may_go_on():
            return not_now()
        reason, answers = reason_of(act), dict[str, Asked]()
        for queue in self._settings.queues:
            try:
                answers[queue] = self._say(session, queue, interface, state, reason)
            except ChannelDown:
                if not answers:
                    raise
                return unanswered()
            if answers[queue].response is None:
                return unanswered()
        return _summed_up(answers)

    def fate(self, session: Session, act: OutwardAct) -> Sent | Absent | Unknown:
        """Asked for twice is as once: what is so now was done, what is not is to be done."""
        look_at_queues(session)
        with session.lock:
            queues = [session.exchange.queues.get(name) for name in self._settings.queues]
            members = [q.members.get(act.details.get("interface", "")) for q in queues if q]
        if all(_is_so(member, act) for member in members):
            return Sent(tr("er slik på telefonsentralen"))
        return Absent(tr("Telefonsentralen har det ikke slik."))

    def _say(self, session: Session, queue: str, interface: str, state: str, reason: str) -> Asked:
        where = (("Queue", queue), ("Interface", interface))
        is_member = self._is_seated(session, queue, interface)
        if state == OFF:
            asked = ask(session, "QueueRemove", where, self._answer_s)
            if not has_said(asked, "not dynamic"):
                return asked
            # Its seat is the exchange's own: it can only be left empty.
            pause = (("Paused", "true"), ("Reason", reason or tr("Logget ut")))
            return ask(session, "QueuePause", (*where, *pause), self._answer_s)
        paused = ("Paused", "true" if state == PAUSED else "false")
        headers = (*where, paused, *((("Reason", reason),) if reason and state == PAUSED else ()))
        seat = _told_of(self._seats.get((queue, interface)))
        steps = [("QueueAdd", (*headers, *seat)), ("QueuePause", headers)]
        if is_member:
            steps.reverse()
        asked = ask(session, *steps[0], self._answer_s)
        if has_said(asked, "Interface not found", "Already there"):
            asked = ask(session, *steps[1], self._answer_s)
        return asked

    def _is_seated(self, session: Session, queue: str, interface: str) -> bool:
        with session.lock:
            known = session.exchange.queues.get(queue)
            member = None if known is None else known.members.get(interface)
        if member is not None:
            self._seats[queue, interface] = member
        return member is not None


def _told_of(seat: MemberNow | None) -> Headers:
    """A seat as it is asked for."""
    if seat is None:
        return ()
    state = (("StateInterface", seat.state_interface),) if seat.state_interface else ()
    return (("MemberName", seat.name), ("Penalty", str(seat.penalty)), *state)


def reason_of(act: OutwardAct) -> str:
    """As much of the reason as an exchange keeps, whole characters."""
    return cut_bytes(one_line(act.details.get("reason", ""), REASON_BYTES), REASON_BYTES).strip()


def _is_so(member: MemberNow | None, act: OutwardAct) -> bool:
    state = act.details.get("state", "")
    if state == OFF:
        return member is None or (not member.is_dynamic and member.paused)
    if member is None or member.paused != (state == PAUSED):
        return False
    return state == READY or member.paused_reason == reason_of(act)


def _summed_up(answers: dict[str, Asked]) -> Sent | Refused:
    refused = {
        queue: refusal(asked)
        for queue, asked in answers.items()
        if asked.is_refused and not has_said(asked, "Not there")
    }
    if len(refused) == len(answers):
        return Refused(next(iter(refused.values())))
    if not refused:
        return Sent(tr("sentralen vet det"))
    where, reason = ", ".join(refused), next(iter(refused.values()))
    return Sent(tr("ikke i {queues}: {reason}", queues=where, reason=reason))
