"""What one sees of a caller who rings for one before answering, and the price of picking up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.desk.backlog_rows import BacklogRow
from console.desk.live_floor import LiveFloor
from console.desk.live_rows import Looking
from console.desk.team_standing import said_by
from console.desk.telephone_words import candidates_words, grounds, number_of, who_calls
from console.domain.availability import Channel, Readiness
from console.domain.calls import Call, CallState
from console.domain.chats import Chat, ChatState
from console.domain.ids import CallId, CaseId, ChatId, PersonId
from console.domain.instants import seconds_between
from console.domain.language import ntr, tr
from console.domain.load import Load
from console.domain.people import Person
from console.domain.picking_up import price
from console.domain.shops import ShopCard
from console.domain.wording import duration_short


@dataclass(frozen=True, slots=True)
class PriceLine:
    """What picking up costs: "2 chatter går over tiden", and what can be done about it: hand the
    chat `give` to `to`; both None where nobody has room.
    """

    words: str
    give: ChatId | None = None
    to: Person | None = None
    give_words: str = ""


@dataclass(frozen=True, slots=True)
class RingingForMe:
    """`facts` are the shop's registers, version and note; `grounds` why it is taken to be it;
    `open_case` is the most urgent of its `cases` that are open.
    """

    call: CallId
    case: CaseId | None
    who: str
    number: str
    is_pos: bool
    grounds: str
    candidates: str
    said: str
    waited: str
    facts: tuple[str, ...] = ()
    open_case: CaseId | None = None
    case_words: str = ""
    cases: int = 0
    price: PriceLine | None = None

    @property
    def sentence(self) -> str:
        """The card for a screen reader."""
        pos = tr("POS") if self.is_pos else ""
        costs = "" if self.price is None else self.price.words
        parts = (self.who, pos, self.number, self.grounds, *self.facts, costs)
        return ", ".join(part for part in parts if part)


def rings_for(floor: LiveFloor, me: PersonId) -> Call | None:
    """The call that rings for me; of several the one that has waited longest."""
    mine = (
        call
        for call in floor.calls.values()
        if call.is_in_queue and call.state is CallState.RINGING and call.rung_to == me
    )
    return min(mine, key=lambda call: (call.began_at, call.no), default=None)


def ringing_card(
    call: Call,
    shop: ShopCard | None,
    kin: Sequence[BacklogRow],
    costs: PriceLine | None,
    looking: Looking,
) -> RingingForMe:
    """`kin` are rows of the same shop, the most urgent first."""
    cases = {row.case: row.what for row in kin if row.case is not None and row.case != call.case}
    first = next(iter(cases), None)
    return RingingForMe(
        call=call.id,
        case=call.case,
        who=who_calls(call),
        number=number_of(call),
        is_pos=call.is_pos,
        grounds=grounds(call),
        candidates=candidates_words(call),
        said=call.said,
        waited=duration_short(seconds_between(call.began_at, looking.now)),
        facts=() if shop is None else _facts(shop),
        open_case=first,
        case_words="" if first is None else cases[first],
        cases=len(cases),
        price=costs,
    )


def price_line(
    floor: LiveFloor,
    loads: Mapping[PersonId, Load],
    named: Mapping[ChatId, str],
    talk_s: float | None,
    looking: Looking,
) -> PriceLine | None:
    """What picking up costs me just now; None where none of my chats passes its limit."""
    waits = {
        chat.id: wait
        for chat in floor.chats.values()
        if _is_mine(chat, looking.me) and (wait := looking.waiting.chat(chat)) is not None
    }
    found = price(waits, looking.moment, talk_s, _ready(floor, loads, looking))
    if not found.passing:
        return None
    words = ntr(
        "{count} chat går over tiden, om {first}",
        "{count} chatter går over tiden, den første om {first}",
        len(found.passing),
        first=duration_short(max(0.0, found.passing[0][1])),
    )
    to = None if found.free is None else looking.people.get(found.free)
    if found.to_give is None or to is None:
        return PriceLine(tr("{price} · ingen kollega har plass", price=words))
    whose = named.get(found.to_give, "") or tr("chatten")
    give = tr("Gi {chat} til {name}", chat=whose, name=to.short_name)
    return PriceLine(words, found.to_give, to, give)


def _is_mine(chat: Chat, me: PersonId) -> bool:
    return chat.agent == me and chat.state is not ChatState.ENDED


def _ready(
    floor: LiveFloor, loads: Mapping[PersonId, Load], looking: Looking
) -> Mapping[PersonId, Load]:
    """Colleagues who say that they are ready for chats, with what they carry."""
    ready = {}
    for person in looking.people.values():
        said = said_by(floor, person.id).get(Channel.CHAT)
        is_ready = said is not None and said.readiness is Readiness.READY
        if is_ready and person.id != looking.me and not person.is_disabled:
            ready[person.id] = loads.get(person.id, Load())
    return ready


def _facts(shop: ShopCard) -> tuple[str, ...]:
    registers = ntr("{count} kasse", "{count} kasser", shop.registers) if shop.registers else ""
    version = tr("versjon {version}", version=shop.pos_version) if shop.pos_version else ""
    return tuple(part for part in (registers, version, shop.note) if part)
