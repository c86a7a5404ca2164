"""What a chat, a call, a case, an escalation or a promise waits for, by the team's targets."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from console.domain.backlog import CaseSummary
from console.domain.calls import Call
from console.domain.cases import CaseState
from console.domain.chats import Chat, ChatState
from console.domain.escalations import Escalation
from console.domain.hours.working_time import WorkingTime
from console.domain.promises import Promise
from console.domain.targets import Targets
from console.domain.waits import (
    Moment,
    Wait,
    WaitKind,
    promised_wait,
    real_wait,
    working_wait,
)


@dataclass(frozen=True)
class Waiting:
    """Knows the targets and the working time; each answer is None where nobody waits for us."""

    working: WorkingTime
    targets: Targets

    def moment(self, at: Instant) -> Moment:
        return Moment.of(at, self.working)

    def chat(self, chat: Chat) -> Wait | None:
        """A visitor whom we owe an answer; who is gone without one is still owed it."""
        if chat.state is ChatState.ENDED or chat.waiting_since is None:
            return None
        is_first = chat.first_reply_at is None
        target_s = self.targets.chat_first_s if is_first else self.targets.chat_next_s
        return real_wait(WaitKind.CHAT, self.moment(chat.waiting_since), target_s)

    def call(self, call: Call) -> Wait | None:
        """A caller whom nobody has answered."""
        if not call.is_in_queue:
            return None
        if call.is_pos:
            target_s, kind = self.targets.call_pos_s, WaitKind.POS_CALL
        else:
            target_s, kind = self.targets.call_other_s, WaitKind.CALL
        return real_wait(kind, self.moment(call.began_at), target_s)

    def call_back(self, call: Call) -> Wait | None:
        """A caller whom somebody is to call back."""
        if call.call_back_by is None or call.called_back_at is not None:
            return None
        return self._promised(WaitKind.CALL_BACK, call.ended_at or call.began_at, call.call_back_by)

    def case(self, case: CaseSummary) -> Wait | None:
        """A mail or a form whose customer waits for us; what is put away does not."""
        if case.waiting_since is None or case.state is CaseState.SNOOZED:
            return None
        target_s = self.targets.target_s(case.kind)
        return working_wait(WaitKind.CASE, self.moment(case.waiting_since), target_s)

    def next_word_by(self, opened_at: Instant) -> Instant:
        """When the customer hears of an escalation where nothing else was promised."""
        days = self.targets.escalation_days
        return self.working.due(opened_at, days * self.working.seconds_of_day)

    def escalation(self, escalation: Escalation, since: Instant) -> Wait | None:
        """The customer's next word of an escalation; `since` is when it was promised."""
        if not escalation.state.is_open:
            return None
        return self._promised(WaitKind.ESCALATION, since, escalation.next_word_by)

    def promise(self, promise: Promise) -> Wait | None:
        if not promise.is_open:
            return None
        return self._promised(WaitKind.PROMISE, promise.made_at, promise.due_at)

    def critical(self, reported_at: Instant) -> Wait:
        """A critical report that nobody has acknowledged."""
        target_s = self.targets.critical_s
        return real_wait(WaitKind.CRITICAL, self.moment(reported_at), target_s)

    def _promised(self, kind: WaitKind, since: Instant, due_at: Instant) -> Wait:
        return promised_wait(kind, self.moment(since), self.moment(due_at))
