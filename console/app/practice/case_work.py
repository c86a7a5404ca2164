"""What a simulated colleague does with cases when no chat and no call wants them: the mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random

from whenever import Instant

from console.app.practice.hands import Hands
from console.app.practice.people import Member
from console.app.practice.picture import Picture
from console.data.commands.cases import (
    close_case,
    hand_over,
    set_kind,
    set_topic,
    snooze_case,
    take_case,
)
from console.data.commands.escalations import close_escalation, escalate
from console.data.commands.messages import Reply, add_note, write_reply
from console.data.queries.case import open_case
from console.data.queries.day import last_mail_of
from console.domain.backlog import CaseSummary
from console.domain.calls import Call
from console.domain.cases import CaseKind, CaseState
from console.domain.conversation import OpenCase
from console.domain.escalations import EscalationState, EscalationTarget, NewEscalation
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import CaseId, EscalationId, MessageId, PersonId, new_uuid
from console.domain.subjects import reply_subject

READING_S, WRITING_S = 60.0, 240.0
UNDO_S = 5.0
HANDED_OVER = 0.15
"""How many of the cases that a colleague knows better are handed over to them."""

OLDEST = 6
"""One of so many that have waited longest is taken; most often the first."""

_SIGNS: tuple[tuple[str, CaseKind, str], ...] = (
    ("feil", CaseKind.BUG, "product"),
    ("ønske", CaseKind.WISH, "product"),
    ("faktura", CaseKind.INVOICE, "invoice"),
    ("rapport", CaseKind.REPORT, "report"),
    ("testpilot", CaseKind.TEST_PILOT, "product"),
    ("frakt", CaseKind.QUESTION, "shipping"),
    ("betaling", CaseKind.QUESTION, "payment"),
    ("kasse", CaseKind.QUESTION, "pos"),
    ("domene", CaseKind.QUESTION, "domain"),
)
"""What stands in a subject, and what the case is then sorted under."""

_TARGETS = {
    CaseKind.BUG: (EscalationTarget.DEVELOPMENT, 0.35),
    CaseKind.WISH: (EscalationTarget.PRODUCT, 0.3),
    CaseKind.INVOICE: (EscalationTarget.FINANCE, 0.15),
}
_OTHERS = (EscalationTarget.CONSULTING, 0.04)
"""Whom a case of a kind is taken to, and how often."""

WE_ASKED_OTHERS = (
    "Hei!\n\nTakk for beskrivelsen. Jeg har tatt dette videre internt, og du hører fra oss igjen "
    "så snart vi vet mer.\n\nVennlig hilsen\n{name}"
)
THEY_SAY = "Hei igjen!\n\n{answer}\n\nSi fra om det er noe mer.\n\nVennlig hilsen\n{name}"
UNREACHABLE = "Kunden kan ikke nås: chatten ble lukket før noen rakk å svare."


@dataclass
class Job:
    """One case under work, and how much of it is left."""

    case: CaseId
    key: str
    left_s: float
    then: Callable[[], None]


class CaseWork:
    """One colleague's. It can be put aside at any moment, and goes on afterwards. Threads: one."""

    def __init__(
        self,
        member: Member,
        hands: Hands,
        picture: Picture,
        reached: set[str],
        advice: Callable[[str, str], str],
        experts: Mapping[str, PersonId],
        working: WorkingTime,
        chance: Random,
    ) -> None:
        """`experts` are the simulated colleagues who know a topic best."""
        self._member = member
        self._hands = hands
        self._picture = picture
        self._reached = reached
        self._advice = advice
        self._experts = experts
        self._working = working
        self._chance = chance
        self._job: Job | None = None

    def go_on(self, passed_s: float) -> None:
        """Works for so long; begins another case when the last is done."""
        if self._job is None:
            self._job = self._next()
            return
        self._job.left_s -= passed_s * self._member.pace
        if self._job.left_s <= 0:
            job, self._job = self._job, None
            self._reached.discard(job.key)
            if self._is_mine(job.case):
                job.then()

    def write_up(self, call: Call, note: str) -> None:
        """What a call was about; most are settled by it."""
        if call.case is None:
            return
        if note:
            self._hands.do(add_note, call.case, MessageId(new_uuid()), note, ())
        self._sort(call.case, note)
        if self._chance.random() < 0.85:
            self._close(call.case)

    def _is_mine(self, case: CaseId) -> bool:
        """Whether nobody else has it by now."""
        known = self._picture.cases.get(case)
        return known is not None and known.owner in (None, self._hands.me)

    def _next(self) -> Job | None:
        found = self._answered_elsewhere() or self._longest_waiting()
        if found is not None:
            self._reached.add(found.key)
        return found

    def _answered_elsewhere(self) -> Job | None:
        """Others have answered what I asked: the customer is to hear it."""
        for each in self._picture.escalations:
            escalation = each.standing.escalation
            key = f"case:{each.case.id}"
            is_mine = escalation.opened_by == self._hands.me
            if (
                is_mine
                and escalation.state is EscalationState.ANSWERED
                and key not in self._reached
                and each.case.id not in self._picture.live_cases
            ):
                words = THEY_SAY.format(answer=escalation.answer, name=self._member.name)

                tell = partial(self._tell, each.case.id, escalation.id, words)
                return Job(each.case.id, key, self._takes_s(90.0), tell)
        return None

    def _tell(self, case: CaseId, escalation: EscalationId, words: str) -> None:
        self._reply(case, words, CaseState.CLOSED)
        self._hands.do(close_escalation, escalation)

    def _longest_waiting(self) -> Job | None:
        me = self._hands.me
        waiting = [
            case
            for case in self._picture.cases.values()
            if case.state is CaseState.OPEN
            and case.owner in (None, me)
            and case.id not in self._picture.live_cases
            and f"case:{case.id}" not in self._reached
        ]
        if not waiting:
            return None
        waiting.sort(
            key=lambda case: (case.owner != me, case.waiting_since or case.opened_at, case.id)
        )
        case = waiting[min(int(self._chance.expovariate(1.2)), OLDEST - 1, len(waiting) - 1)]
        if case.owner is None and self._hands.do(take_case, case.id) is None:
            return None

        def settle() -> None:
            self._settle(case)

        took_s = self._takes_s(READING_S + WRITING_S)
        return Job(case.id, f"case:{case.id}", took_s, settle)

    def _settle(self, case: CaseSummary) -> None:
        """What becomes of it: answered, taken to others, put away, or settled."""
        self._sort(case.id, case.subject)
        if self._hands_over(case):
            return
        mail = self._hands.read(last_mail_of, case.id)
        answer = self._advice("mail", mail) if mail else ""
        if not mail or not answer:
            self._put_to_rest(case.id, is_known=bool(mail))
            return
        now = self._hands.now()
        target, share = _TARGETS.get(self._kind(case), _OTHERS)
        drawn = self._chance.random()
        if drawn < share and not case.escalations:
            self._ask_others(case, target)
            self._reply(case.id, WE_ASKED_OTHERS.format(name=self._member.name), CaseState.WAITING)
        elif drawn > 0.95:
            self._snooze(case.id, now.add(minutes=self._chance.randint(20, 150)))
        else:
            is_question = answer.rstrip().endswith("?") or self._chance.random() < 0.4
            self._reply(case.id, answer, CaseState.WAITING if is_question else CaseState.CLOSED)

    def _hands_over(self, case: CaseSummary) -> bool:
        """Now and then to a colleague who knows it better."""
        topic = _sorted_as(case.subject)[1]
        expert = self._experts.get(topic)
        if expert in (None, self._hands.me) or topic in self._member.topics:
            return False
        if self._chance.random() > HANDED_OVER:
            return False
        return self._hands.do(hand_over, case.id, expert, self._seen(case.id).seen) is not None

    def _kind(self, case: CaseSummary) -> CaseKind:
        current = self._picture.cases.get(case.id, case).kind
        return current if current is not CaseKind.QUESTION else _sorted_as(case.subject)[0]

    def _sort(self, case: CaseId, words: str) -> None:
        kind, topic = _sorted_as(words)
        known = self._picture.cases.get(case)
        if known is not None and not known.topic:
            self._hands.do(set_topic, case, topic)
            if known.kind is CaseKind.QUESTION and kind is not CaseKind.QUESTION:
                self._hands.do(set_kind, case, kind)

    def _ask_others(self, case: CaseSummary, target: EscalationTarget) -> None:
        hours = self._chance.choice((2, 3, 5, 8, 16))
        self._hands.do(
            escalate,
            NewEscalation(
                case.id,
                target,
                f"{case.subject}\n\n{case.snippet}",
                self._working.due(self._hands.now(), hours * 3600),
                gap_reason="Kunden trenger et svar nå; resten kommer når de har sett på det.",
            ),
        )

    def _reply(self, case: CaseId, text: str, then: CaseState) -> None:
        opened = self._hands.read(open_case, case)
        if not opened.reply_to:
            self._put_to_rest(case, is_known=False)
            return
        now = self._hands.now()
        reply = Reply(
            case=case,
            message=MessageId(new_uuid()),
            text=text,
            subject=reply_subject(opened.summary.subject),
            to=opened.reply_to,
            cc=opened.reply_cc,
            parts=(),
            then=then,
            seen=opened.seen,
            not_before=now.add(seconds=UNDO_S),
        )
        self._hands.do(write_reply, reply)

    def _put_to_rest(self, case: CaseId, *, is_known: bool) -> None:
        if not is_known:
            self._hands.do(add_note, case, MessageId(new_uuid()), UNREACHABLE, ())
        self._close(case)

    def _close(self, case: CaseId) -> None:
        self._hands.do(close_case, case, self._seen(case).seen)

    def _snooze(self, case: CaseId, until: Instant) -> None:
        self._hands.do(snooze_case, case, until, self._seen(case).seen)

    def _seen(self, case: CaseId) -> OpenCase:
        return self._hands.read(open_case, case)

    def _takes_s(self, ordinary_s: float) -> float:
        return ordinary_s * self._chance.uniform(0.5, 1.9)


def _sorted_as(words: str) -> tuple[CaseKind, str]:
    """Kind and topic, as somebody sorts who has read the words."""
    lowered = words.lower()
    for sign, kind, topic in _SIGNS:
        if sign in lowered:
            return kind, topic
    return CaseKind.QUESTION, "other"
