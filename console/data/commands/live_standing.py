"""Which calls an exchange still has: the others have ended, and nobody saw how.

An exchange that was lost for a while tells all its calls when it is back. That a call is not among
them is believed of what is older than that telling, in whatever order they come; a later word of
the call itself sets it right (`StandingCall.is_over`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from console.data.commands.live_call_rows import StandingCall
from console.data.commands.live_words import remote_name
from console.data.tables.live import CallRow, ExchangeToldRow
from console.data.transaction import Transaction
from console.domain.calls import CallState, Ending
from console.domain.live_news import StandingSeen


@dataclass(frozen=True)
class Standing:
    """The newest such telling; `is_news` where it came just now."""

    version: int
    calls: frozenset[str]
    is_news: bool

    def misses(self, row: CallRow) -> bool:
        """Whether the call was gone by then."""
        return row.remote_version < self.version and row.remote_id not in self.calls


def told_by(tx: Transaction, connector: str) -> ExchangeToldRow:
    """How new what an exchange told whole is, held."""
    row = tx.session.get(ExchangeToldRow, connector, with_for_update=True)
    if row is None:
        row = ExchangeToldRow(
            connector=connector,
            members_version=0,
            figures_version=0,
            standing_version=0,
            standing=[],
        )
        tx.session.add(row)
        tx.session.flush()  # whoever asks next finds it
    return row


def newest_standing(
    tx: Transaction, connector: str, told: Sequence[StandingSeen]
) -> Standing | None:
    """The newest telling that is known, kept for calls that are told late; None before any."""
    known = tx.session.get(ExchangeToldRow, connector) if not told else told_by(tx, connector)
    newest = max(told, key=lambda one: one.version, default=None)
    if newest is None or known is None or newest.version <= known.standing_version:
        if known is None or known.standing_version == 0:
            return None
        return Standing(known.standing_version, frozenset(known.standing), is_news=False)
    names = frozenset(remote_name(name) for name in newest.calls)
    known.standing_version, known.standing = newest.version, sorted(names)
    return Standing(newest.version, names, is_news=True)


def alive(tx: Transaction, connector: str, besides: Iterable[str]) -> list[StandingCall]:
    """Every call of the exchange that goes on in the store, held, but those named."""
    rows = tx.session.scalars(
        select(CallRow)
        .where(
            CallRow.connector == connector,
            CallRow.state != CallState.ENDED.value,
            CallRow.remote_id.not_in(sorted(besides)),
        )
        .order_by(CallRow.no)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return [StandingCall(row) for row in rows]


def end_unseen(tx: Transaction, call: StandingCall) -> None:
    """It is over; since when is not known, but that it is by now."""
    row = call.row
    row.state, row.ending = CallState.ENDED.value, Ending.UNSEEN.value
    row.ended_at, row.place, row.rung_to = tx.act.at, None, None
    call.tell("CallUnseen")
