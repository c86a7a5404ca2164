"""What the row of a chat says, and what rows of chats and calls have in common.

They count in real time: a pure function of the thing, its case and the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from whenever import Instant

from console.desk.backlog_rows import (
    BacklogRow,
    Clock,
    Mark,
    RowMaker,
    case_marks,
    clock_of,
    no_clock,
    what_of,
    whose,
)
from console.desk.lane import LaneName
from console.desk.placed import Order, Place, Placed, kin_of
from console.desk.visitors import Visitors
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind
from console.domain.chats import Chat, ChatState, Offer
from console.domain.completeness import Point
from console.domain.ids import PersonId
from console.domain.language import tr
from console.domain.people import Person
from console.domain.phone_account import QueueOrder
from console.domain.urgency import urgency
from console.domain.waiting import Waiting
from console.domain.waits import Moment, Wait


@dataclass(frozen=True)
class Looking:
    """Who looks, at what moment, by which targets, and whom of the house they know."""

    me: PersonId
    moment: Moment
    waiting: Waiting
    people: Mapping[PersonId, Person]
    order: QueueOrder = QueueOrder.EXCHANGE
    """Whose order the telephone's queue has."""

    @classmethod
    def at(cls, now: Instant, maker: RowMaker, people: Mapping[PersonId, Person]) -> Looking:
        waiting = maker.waiting
        return cls(maker.me, waiting.moment(now), waiting, people, maker.order)

    @property
    def now(self) -> Instant:
        return self.moment.at

    def name(self, person: PersonId) -> str:
        """A colleague's short name."""
        known = self.people.get(person)
        return tr("en kollega") if known is None else known.short_name

    def whose(self, person: PersonId | None) -> Mark | None:
        """Who of us has it."""
        if person is None:
            return None
        known = self.people.get(person)
        return whose(person, "" if known is None else known.name, self.me)

    def rings(self, person: PersonId) -> str:
        """At whom it rings."""
        if person == self.me:
            return tr("ringer hos deg")
        return tr("ringer hos {name}", name=self.name(person))

    def clock(self, wait: Wait) -> Clock:
        return clock_of(urgency(wait, self.moment))


def urgent_first(wait: Wait, looking: Looking, number: int, key: str) -> Order:
    """The order of what waits: the most urgent first, then whoever has waited longest."""
    return (-wait.fraction(looking.moment), wait.began.at.timestamp(), number, key)


def place_chat(chat: Chat, case: CaseSummary | None, present: Visitors, looking: Looking) -> Placed:
    """A chat's row and where it belongs; `case` is None where it is closed already."""
    row = _chat_row(chat, case, present, looking)
    wait = looking.waiting.chat(chat)
    if wait is None:
        order: Order = (1.0, chat.began_at.timestamp(), chat.no, row.key)
    else:
        order = urgent_first(wait, looking, chat.no, row.key)
    kin = () if case is None else kin_of(case.shop_name, case.contact_address)
    since = None if wait is None else wait.began.at.timestamp()
    return Placed(row, LaneName.CHAT, _place(chat), order, order, since, chat.agent, kin)


def _chat_row(
    chat: Chat, case: CaseSummary | None, present: Visitors, looking: Looking
) -> BacklogRow:
    return BacklogRow(
        key=f"chat:{chat.id}",
        case=chat.case,
        who=_who(chat, case),
        what="" if case is None else case.snippet or what_of(case),
        marks=_gone(chat) + (() if case is None else case_marks(case)),
        by=looking.whose(chat.agent),
        clips=0 if case is None else case.attachments,
        completeness=_completeness(case),
        clock=_chat_clock(chat, looking),
        present=present,
        tail=_offered(chat.offer, looking),
    )


def _who(chat: Chat, case: CaseSummary | None) -> str:
    shop_name, contact = ("", "") if case is None else (case.shop_name, case.who)
    return shop_name or chat.visitor_name or contact or tr("Ukjent besøkende")


def _gone(chat: Chat) -> tuple[Mark, ...]:
    return (Mark(tr("har gått")),) if chat.state is ChatState.LEFT else ()


def _completeness(case: CaseSummary | None) -> tuple[int, int] | None:
    if case is None or case.kind is not CaseKind.BUG:
        return None
    return len(case.known), len(Point)


def _chat_clock(chat: Chat, looking: Looking) -> Clock:
    wait = looking.waiting.chat(chat)
    return no_clock(tr("hos kunden")) if wait is None else looking.clock(wait)


def _offered(offer: Offer | None, looking: Looking) -> str:
    if offer is None or looking.now >= offer.until:
        return ""
    return looking.rings(offer.to)


def _place(chat: Chat) -> Place:
    if chat.first_reply_at is None:
        return (0, tr("Venter på første svar"))
    return (1, tr("I gang"))
