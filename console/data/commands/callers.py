"""Saying which shop calls: one of us knows better than a number, and the next call knows it too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from whenever import Instant

from console.data.commands.case_steps import need_case
from console.data.commands.cases import actor_of
from console.data.commands.live_steps import held_call, record_call
from console.data.errors import Conflict
from console.data.tables.journal import EventRow
from console.data.tables.live import CallRow
from console.data.tables.shops import LearnedNumberRow, ShopRow
from console.data.transaction import Transaction
from console.domain.calls import ShopBy
from console.domain.ids import CallId, CaseId, ShopId
from console.domain.language import tr

_SAID = "CallerNamed"


def caller_is(tx: Transaction, call: CallId, shop: ShopId) -> None:
    """This shop calls, and from now on whoever calls from that number is taken for it. The call's
    case follows where it was nobody's, or the shop's that was taken for the caller. What a person
    says stays, whatever the exchange tells. Raises NotFound.
    """
    actor_of(tx)
    row, named = held_call(tx, call), tx.need(ShopRow, shop)
    if (row.shop_id, row.shop_by) == (named.id, ShopBy.PERSON.value):
        return
    before = {"shop": row.shop_id, "shop_by": row.shop_by, "learned": _learned(tx, row)}
    is_followed = _name_case(tx, row, named.id)
    row.shop_id, row.shop_by = named.id, ShopBy.PERSON.value
    _learn(tx, row.number, named.id)
    tx.session.flush()
    more = {"shop": named.id, "shop_name": named.name, "case_followed": is_followed}
    record_call(tx, _SAID, row, said_before=before, **more)


def undo_caller(tx: Transaction, event: EventRow) -> None:
    """Who calls is as open as before. Raises Conflict when somebody has named another since."""
    row = held_call(tx, CallId(UUID(event.entity_id)))
    before: dict[str, Any] = event.data["said_before"]
    if (row.shop_id, row.shop_by) != (event.data["shop"], ShopBy.PERSON.value):
        raise Conflict(tr("Samtalen er endret etterpå, så dette kan ikke angres lenger."))
    if event.data["case_followed"] and row.case_id is not None:
        case = need_case(tx, CaseId(row.case_id))
        if case.shop_id == event.data["shop"]:
            case.shop_id = before["shop"]
    row.shop_id, row.shop_by = before["shop"], before["shop_by"]
    _unlearn(tx, row.number, before["learned"], event)
    tx.session.flush()
    record_call(tx, "ActUndone", row)


def _name_case(tx: Transaction, row: CallRow, shop: int) -> bool:
    """Whether the call's case is the shop's from now on, and was not before."""
    if row.case_id is None:
        return False
    case = need_case(tx, CaseId(row.case_id))
    if case.shop_id not in (None, row.shop_id) or case.shop_id == shop:
        return False
    case.shop_id = shop
    return True


def _is_somebodys(number: str) -> bool:
    """Withheld and internal numbers say nothing of the next who calls with them."""
    return number.startswith("+")


def _learned(tx: Transaction, row: CallRow) -> list[Any] | None:
    """What the call's number was known for."""
    known = tx.session.get(LearnedNumberRow, row.number)
    return None if known is None else [known.shop_id, known.said_at.format_iso()]


def _learn(tx: Transaction, number: str, shop: int) -> None:
    if not _is_somebodys(number):
        return
    known = tx.session.get(LearnedNumberRow, number, with_for_update={"key_share": True})
    if known is None:
        known = LearnedNumberRow(number=number)
        tx.session.add(known)
    known.shop_id, known.said_by, known.said_at = shop, tx.act.actor, tx.act.at


def _unlearn(tx: Transaction, number: str, before: list[Any] | None, event: EventRow) -> None:
    """Forgets what was learned with that event, unless somebody has taught another since."""
    known = tx.session.get(LearnedNumberRow, number, with_for_update={"key_share": True})
    if known is None or known.said_at != event.at:
        return
    if before is None:
        tx.session.delete(known)
    else:
        shop, said_at = before
        known.shop_id, known.said_at = int(shop), Instant.parse_iso(str(said_at))
        known.said_by = tx.act.actor
