"""What was done before a window opens: cases answered, taken to others, with one promise passed.

Not simulated but written down, so that a practice day begins at once with every lane alive.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from whenever import Instant

from console.app.practice.hands import Hands
from console.app.practice.new_store import people_by_login
from console.app.practice.people import YOU, Member
from console.channels.practice.world import World
from console.data.commands.cases import take_case
from console.data.commands.escalations import answer_escalation, escalate, take_up
from console.data.commands.messages import Reply, write_reply
from console.data.queries.backlog import open_cases
from console.data.queries.case import open_case
from console.data.queries.day import last_mail_of
from console.data.store import Store
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseState
from console.domain.escalations import EscalationTarget, NewEscalation
from console.domain.ids import EscalationId, MessageId, new_uuid
from console.domain.subjects import reply_subject

_WHY = "Kunden venter på dette; resten kommer når dere har sett på det."


@dataclass(frozen=True)
class Asked:
    """One escalation of the morning. `word_in_min` is when the customer is to hear, from the
    beginning of the day: below zero it has passed. `is_yours`: the person at the window asked.
    """

    target: EscalationTarget
    word_in_min: int
    owner: str = ""
    answer: str = ""
    is_yours: bool = False


_ASKED = (
    Asked(EscalationTarget.DEVELOPMENT, -25, "Eivind Rostad"),
    Asked(
        EscalationTarget.FINANCE,
        20,
        "Torunn Aasvik",
        "Kreditnota er laget og sendt. Purringen er trukket tilbake.",
        is_yours=True,
    ),
    Asked(EscalationTarget.PRODUCT, 60 * 24),
)
_ANSWERED = 5


class Then:
    """A clock that stands at one instant of the morning."""

    def __init__(self, at: Instant) -> None:
        self._at = at

    def now(self) -> Instant:
        return self._at


def write_down(store: Store, world: World, members: Sequence[Member], start: Instant) -> None:
    """The oldest cases are worked on by `members` and the person at the window, in the hours before
    `start`. Needs the mail to be in the store.
    """
    logins = people_by_login(store)
    cases = sorted(store.read(open_cases), key=lambda case: (case.opened_at, case.id))
    for place, case in enumerate(cases[: len(_ASKED) + _ANSWERED]):
        is_yours = place < len(_ASKED) and _ASKED[place].is_yours
        member = YOU if is_yours or not members else members[place % len(members)]
        at = max(case.opened_at, start.subtract(minutes=130)).add(minutes=5 + place)
        hands = Hands(store, Then(at), logins[member.login])
        hands.do(take_case, case.id)
        if place < len(_ASKED):
            _ask(hands, case, _ASKED[place], start)
        else:
            _answer(hands, case, world)


def _ask(hands: Hands, case: CaseSummary, asked: Asked, start: Instant) -> None:
    by = start.add(minutes=asked.word_in_min)
    new = NewEscalation(case.id, asked.target, f"{case.subject}\n\n{case.snippet}", by, _WHY)
    done = hands.do(escalate, new)
    if done is None:
        return
    number = EscalationId(done["escalation"])
    if asked.owner:
        hands.do(take_up, number, asked.owner, f"{asked.target.value[:3].upper()}-{1200 + number}")
    if asked.answer:
        hands.do(answer_escalation, number, asked.answer)


def _answer(hands: Hands, case: CaseSummary, world: World) -> None:
    opened = hands.read(open_case, case.id)
    text = world.good_answer("mail", hands.read(last_mail_of, case.id))
    if not text or not opened.reply_to:
        return
    reply = Reply(
        case=case.id,
        message=MessageId(new_uuid()),
        text=text,
        subject=reply_subject(case.subject),
        to=opened.reply_to,
        cc=opened.reply_cc,
        parts=(),
        then=CaseState.WAITING,
        seen=opened.seen,
        not_before=hands.now(),
    )
    hands.do(write_reply, reply)
