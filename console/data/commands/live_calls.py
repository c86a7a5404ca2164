"""Calls as an exchange tells them, and what they make of the desk.

A call gets a case when one of us answers it. A caller whom nobody answered is to be called back:
once for each number, until somebody has, or they have got through.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from console.data.commands.live_after_calls import Moved, follow_calls
from console.data.commands.live_call_backs import settle_call_backs, tells
from console.data.commands.live_call_rows import StandingCall, after, new_call, see, store_id_of
from console.data.commands.live_owners import people_of
from console.data.commands.live_standing import alive, end_unseen, newest_standing
from console.data.commands.live_steps import record_call
from console.data.commands.live_words import remote_name
from console.data.queries.callers import Callers, callers
from console.data.tables.live import CallRow
from console.data.transaction import Transaction
from console.domain.caller_numbers import normalised
from console.domain.calls import CallState
from console.domain.live_news import CallSeen, StandingSeen


def take_in_calls(
    tx: Transaction,
    connector: str,
    calls: Sequence[CallSeen],
    standings: Sequence[StandingSeen] = (),
) -> int:
    """Stores what is new of a portion; returns how many of its items were new."""
    told = {(remote_name(c.remote_id), c.version): c for c in calls if c.remote_id}
    if not told and not standings:
        return 0
    standing = newest_standing(tx, connector, standings)
    known = _known(tx, connector, {name for name, _ in told})
    fresh = sorted(key for key in told if _is_news(known.get(key[0]), key[1]))
    newest: dict[str, CallSeen] = {}
    for name, version in fresh:
        newest[name] = after(newest.get(name), told[name, version])
    touched = _seen(tx, connector, known, newest)
    is_news = standing is not None and standing.is_news
    if is_news:
        touched += alive(tx, connector, besides=newest)
    for call in touched:
        if standing is not None and standing.misses(call.row) and not call.is_over:
            end_unseen(tx, call)
    _write(tx, touched)
    _tell(tx, [call for call in touched if call.happened])
    follow_calls(tx, [Moved(c.row, c.state_before, c.answered_before) for c in touched])
    return len(fresh) + is_news


def _is_news(known: StandingCall | None, version: int) -> bool:
    """What has ended stays so, whatever is told of it."""
    return known is None or (not known.is_over and version > known.row.remote_version)


def _known(tx: Transaction, connector: str, names: set[str]) -> dict[str, StandingCall]:
    """Those that are in the store, held."""
    if not names:
        return {}
    rows = tx.session.scalars(
        select(CallRow)
        .where(CallRow.connector == connector, CallRow.remote_id.in_(sorted(names)))
        .order_by(CallRow.no)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.remote_id: StandingCall(row) for row in rows}


def _seen(
    tx: Transaction,
    connector: str,
    known: Mapping[str, StandingCall],
    newest: Mapping[str, CallSeen],
) -> list[StandingCall]:
    """Each call as it is told now."""
    if not newest:
        return []
    shops, owners = _callers(tx, known, newest), people_of(tx)
    touched = []
    for name, seen in newest.items():
        call = known.get(name) or new_call(connector, name, seen)
        if call.row.state == CallState.ENDED:  # unseen, which was a guess: nobody is owed for it
            call.was_given_up, call.row.call_back_by = True, None
        see(tx, call, seen, shops, owners)
        touched.append(call)
    return touched


def _callers(
    tx: Transaction, known: Mapping[str, StandingCall], newest: Mapping[str, CallSeen]
) -> Callers:
    store_ids = {store_id_of(seen) for seen in newest.values()}
    store_ids |= {known[name].row.store_id for name in newest if name in known}
    return callers(
        tx.session, store_ids, [normalised(seen.number).number for seen in newest.values()]
    )


def _write(tx: Transaction, calls: Sequence[StandingCall]) -> None:
    opened = [call for call in calls if call.case is not None]
    tx.session.add_all(call.case for call in opened if call.case is not None)
    tx.session.flush()
    for call in opened:
        call.row.case_id = None if call.case is None else call.case.id
    tx.session.add_all(call.row for call in calls if call.is_new)
    tx.session.flush()


def _tell(tx: Transaction, calls: Sequence[StandingCall]) -> None:
    """What has happened, and who need no longer be called back."""
    heard = [call.row.number for call in calls if call.was_given_up or tells(call.row)]
    settled = settle_call_backs(tx, heard)
    for call in calls:
        for kind in call.happened:
            record_call(tx, kind, call.row)
    for row in settled:
        record_call(tx, "CallBackSettled", row)
