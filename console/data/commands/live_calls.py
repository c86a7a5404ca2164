"""Calls as an exchange tells them, and what they make of the desk.

A call gets a case when one of us answers it. A caller whom nobody answered is to be called back:
once for each number, until somebody has, or they have got through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from console.data.commands.live_call_backs import settle_call_backs
from console.data.commands.live_owners import Caller, callers, people_of
from console.data.commands.live_steps import record_call
from console.data.commands.live_words import NAME_CHARS, remote_name
from console.data.tables.cases import CaseRow
from console.data.tables.live import CallRow
from console.data.transaction import Transaction
from console.domain.calls import CallState, Ending
from console.domain.cases import CaseKind, CaseState
from console.domain.ids import new_uuid
from console.domain.language import tr
from console.domain.live_news import CallSeen
from console.domain.storable_text import one_line

_NUMBER_CHARS = 40
_OF_A_STATE = {
    CallState.WAITING: "CallWaits",
    CallState.RINGING: "CallRang",
    CallState.TALKING: "CallAnswered",
    CallState.ENDED: "CallEnded",
}


@dataclass(eq=False)
class _StandingCall:
    row: CallRow
    is_new: bool = False
    case: CaseRow | None = None
    """One that is opened now."""
    happened: dict[str, None] = field(default_factory=dict)

    def tell(self, kind: str) -> None:
        self.happened[kind] = None


def take_in_calls(tx: Transaction, connector: str, calls: Sequence[CallSeen]) -> int:
    """Stores what is new of a portion; returns how many of its items were new."""
    told = {(remote_name(c.remote_id), c.version): c for c in calls if c.remote_id}
    if not told:
        return 0
    known = _standing(tx, connector, {name for name, _ in told})
    fresh = sorted(key for key in told if _is_news(known.get(key[0]), key[1]))
    if not fresh:
        return 0
    # A call is told whole: the newest of a portion says all.
    newest = {name: told[name, version] for name, version in dict(fresh).items()}
    shops = callers(tx.session, [_number(seen) for seen in newest.values()])
    owners = people_of(tx)
    touched = [
        _see(tx, known.get(name) or _new(connector, name, seen), seen, shops, owners)
        for name, seen in newest.items()
    ]
    _write(tx, touched)
    settled = settle_call_backs(tx, [call.row for call in touched if call.happened])
    for call in touched:
        for kind in call.happened:
            record_call(tx, kind, call.row)
    for row in settled:
        record_call(tx, "CallBackSettled", row)
    return len(fresh)


def _is_news(known: _StandingCall | None, version: int) -> bool:
    """What has ended stays so, whatever is told of it."""
    if known is None:
        return True
    return known.row.state != CallState.ENDED and version > known.row.remote_version


def _standing(tx: Transaction, connector: str, names: set[str]) -> dict[str, _StandingCall]:
    """Those that are known, held."""
    rows = tx.session.scalars(
        select(CallRow)
        .where(CallRow.connector == connector, CallRow.remote_id.in_(sorted(names)))
        .order_by(CallRow.no)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.remote_id: _StandingCall(row) for row in rows}


def _new(connector: str, name: str, seen: CallSeen) -> _StandingCall:
    row = CallRow(
        id=new_uuid(),
        connector=connector,
        remote_id=name,
        state=CallState.WAITING.value,
        began_at=seen.began_at,
        ending="",
        is_pos=False,
    )
    call = _StandingCall(row, is_new=True)
    call.tell("CallArrived")
    return call


def _see(
    tx: Transaction,
    call: _StandingCall,
    seen: CallSeen,
    shops: dict[str, Caller],
    owners: dict[str, int],
) -> _StandingCall:
    """The call is as the exchange says."""
    row = call.row
    row.remote_version = seen.version
    before = None if call.is_new else _shown(row)
    state_before, rung_before = row.state, row.rung_to
    _describe(row, seen, shops.get(_number(seen)))
    row.rung_to = owners.get(seen.rung_to)
    if seen.answered_by or seen.state is CallState.TALKING:
        row.answered_by = owners.get(seen.answered_by)
        row.answered_at = seen.answered_at or row.answered_at or tx.act.at
    row.state = seen.state.value
    if seen.state is CallState.ENDED:
        row.ended_at = seen.ended_at or tx.act.at
        row.ending = (seen.ending or _ending(row)).value
    if row.answered_by is not None and row.case_id is None:
        call.case = _case(row)
    is_rung = seen.state is CallState.RINGING and row.rung_to != rung_before
    if row.state != state_before or is_rung:
        call.tell(_OF_A_STATE[seen.state])
    elif before is not None and before != _shown(row):
        call.tell("CallChanged")
    return call


def _describe(row: CallRow, seen: CallSeen, caller: Caller | None) -> None:
    """Who calls, and where they stand."""
    row.queue, row.name = one_line(seen.queue, NAME_CHARS), one_line(seen.name, NAME_CHARS)
    row.number, row.priority, row.place = _number(seen), seen.priority, seen.place
    if caller is not None:
        row.shop_id = caller.shop
    row.is_pos = seen.is_pos or (caller is not None and caller.is_register)


def _shown(row: CallRow) -> tuple[object, ...]:
    """What people see of a call besides its state."""
    return (
        *(row.queue, row.name, row.number, row.priority, row.place, row.shop_id, row.is_pos),
        *(row.rung_to, row.answered_by, row.answered_at),
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


def _write(tx: Transaction, calls: Sequence[_StandingCall]) -> None:
    opened = [call for call in calls if call.case is not None]
    tx.session.add_all(call.case for call in opened if call.case is not None)
    tx.session.flush()
    for call in opened:
        call.row.case_id = None if call.case is None else call.case.id
    tx.session.add_all(call.row for call in calls if call.is_new)
    tx.session.flush()


def _number(seen: CallSeen) -> str:
    """The number as shops' are written: no spaces."""
    return one_line(seen.number, _NUMBER_CHARS).replace(" ", "")
