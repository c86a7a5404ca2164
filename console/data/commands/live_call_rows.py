"""A call's row as the exchange tells it, and the case that an answered call gets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from console.data.commands.live_after_calls import case_dialled_from
from console.data.commands.live_words import NAME_CHARS
from console.data.queries.callers import Callers
from console.data.tables.cases import CaseRow
from console.data.tables.live import CallRow
from console.data.transaction import Transaction
from console.domain.caller_numbers import normalised
from console.domain.calls import CallState, Ending, ShopBy
from console.domain.cases import CaseKind, CaseState
from console.domain.ids import new_uuid
from console.domain.language import tr
from console.domain.live_news import CallSeen
from console.domain.storable_text import one_line

SAID_CHARS = 500
MOST = 2**31 - 1
"""The largest number that a column of the store holds."""

_OF_A_STATE = {
    CallState.WAITING: "CallWaits",
    CallState.RINGING: "CallRang",
    CallState.TALKING: "CallAnswered",
    CallState.ENDED: "CallEnded",
}


@dataclass(eq=False)
class StandingCall:
    """A call as it lies in the store, and what has happened to it in this act, in order."""

    row: CallRow
    is_new: bool = False
    case: CaseRow | None = None
    """One that is opened now."""
    was_given_up: bool = False
    """It had ended unseen, and is told of again."""
    happened: dict[str, None] = field(default_factory=dict)
    state_before: str = field(init=False)
    ending_before: str = field(init=False)
    answered_before: int | None = field(init=False)

    def __post_init__(self) -> None:
        self.state_before, self.ending_before = self.row.state, self.row.ending
        self.answered_before = self.row.answered_by

    def tell(self, kind: str) -> None:
        self.happened[kind] = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is believed of it any more. That it ended unseen is a guess, which holds
        only where somebody has acted on it.
        """
        is_guess = self.row.ending == Ending.UNSEEN and self.row.called_back_at is None
        return self.row.state == CallState.ENDED and not is_guess


def new_call(connector: str, name: str, seen: CallSeen) -> StandingCall:
    """One that is told for the first time."""
    row = CallRow(
        id=new_uuid(),
        connector=connector,
        remote_id=name,
        state=CallState.WAITING.value,
        began_at=seen.began_at,
        ending="",
        is_pos=False,
        store_id="",
        shop_by="",
        said="",
        is_outgoing=False,
    )
    call = StandingCall(row, is_new=True)
    call.tell("CallArrived")
    return call


def after(earlier: CallSeen | None, seen: CallSeen) -> CallSeen:
    """A call is told whole: the newest of a portion says all but what is told only once."""
    if earlier is None:
        return seen
    return replace(
        seen,
        shop=seen.shop or earlier.shop,
        said=seen.said or earlier.said,
        is_outgoing=seen.is_outgoing or earlier.is_outgoing,
        answered_at=seen.answered_at if earlier.answered_at is None else earlier.answered_at,
    )


def see(
    tx: Transaction, call: StandingCall, seen: CallSeen, shops: Callers, owners: dict[str, int]
) -> None:
    """The call is as the exchange says."""
    row = call.row
    row.remote_version = seen.version
    before = None if call.is_new else _shown(row)
    rung_before = row.rung_to
    _describe(row, seen, shops)
    row.rung_to = owners.get(seen.rung_to)
    if _is_answered(seen):
        row.answered_by = owners.get(seen.answered_by)
        row.answered_at = row.answered_at or seen.answered_at or tx.act.at
    row.state = seen.state.value
    if seen.state is CallState.ENDED:
        row.ended_at = seen.ended_at or tx.act.at
        row.ending = (seen.ending or _ending(row)).value
    else:
        row.ended_at, row.ending = None, ""
    if row.answered_by is not None and row.case_id is None:
        row.case_id = case_dialled_from(tx.session, row)
        call.case = _case(row) if row.case_id is None else None
    is_rung = seen.state is CallState.RINGING and row.rung_to != rung_before
    if (row.state, row.ending) != (call.state_before, call.ending_before) or is_rung:
        call.tell(_OF_A_STATE[seen.state])
    elif before is not None and before != _shown(row):
        call.tell("CallChanged")


def _is_answered(seen: CallSeen) -> bool:
    """Of a call of ours, whether they have: our own telephone is in it from its beginning."""
    is_ours = bool(seen.answered_by) and not seen.is_outgoing
    return seen.state is CallState.TALKING or seen.answered_at is not None or is_ours


def _describe(row: CallRow, seen: CallSeen, shops: Callers) -> None:
    """Who calls, and where they stand. What an exchange tells only once stays."""
    row.queue, row.name = one_line(seen.queue, NAME_CHARS), one_line(seen.name, NAME_CHARS)
    row.number = normalised(seen.number).number
    row.priority = max(-MOST, min(seen.priority, MOST))
    row.place = None if seen.place is None else max(0, min(seen.place, MOST))
    row.store_id = store_id_of(seen) or row.store_id
    row.said = one_line(seen.said, SAID_CHARS) or row.said
    row.is_outgoing = seen.is_outgoing or row.is_outgoing
    found = shops.shop_of(row.store_id, row.number)
    if found is not None and row.shop_by != ShopBy.PERSON:
        row.shop_id, row.shop_by = found[0], found[1].value
    row.is_pos = seen.is_pos or shops.is_register(row.number, row.shop_id)


def store_id_of(seen: CallSeen) -> str:
    """The shop's number as the exchange says it."""
    return one_line(seen.shop, NAME_CHARS)


def _shown(row: CallRow) -> tuple[object, ...]:
    """What people see of a call besides its state."""
    return (
        *(row.queue, row.name, row.number, row.priority, row.place, row.shop_id, row.is_pos),
        *(row.rung_to, row.answered_by, row.answered_at),
        *(row.store_id, row.shop_by, row.said, row.is_outgoing),
    )


def _ending(row: CallRow) -> Ending:
    """How it ended where the exchange does not say."""
    return Ending.ABANDONED if row.answered_at is None else Ending.ANSWERED


def _case(row: CallRow) -> CaseRow:
    """The case of a call that one of us has answered: theirs, and nobody waits in it."""
    began_at = row.answered_at or row.began_at
    return CaseRow(
        state=CaseState.WAITING.value,
        kind=CaseKind.QUESTION.value,
        subject=tr("Telefonsamtale"),
        snippet=row.name or row.number,
        shop_id=row.shop_id,
        owner_id=row.answered_by,
        opened_at=began_at,
        first_reply_at=began_at,
        last_at=began_at,
        points_read=[],
        points={},
    )
