"""What a restored store must not go on with as if nothing had happened.

Between the copy and the restore things were done that the store does not know of: answers went
out, numbers were given to cases and events, leaders led. So no answer goes out by itself, no
number is given twice (a window that still holds event 812 would take a new 812 for seen, and its
draft for case 90 for the new case 90; accounting would be handed another basis 12), readers start
over, and every earlier leader is deposed.
"""

from __future__ import annotations

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.feed import EPOCH
from console.data.tables.cases import MessageRow
from console.data.tables.journal import EventRow, StoreFactRow
from console.data.tables.leader import LeaderRow
from console.data.tables.wire import OutboxRow
from console.domain.cases import DeliveryState
from console.domain.ids import new_uuid
from console.domain.language import tr

UNFINISHED = tuple(
    state.value
    for state in (
        DeliveryState.COMPOSED,
        DeliveryState.CLAIMED,
        DeliveryState.TRANSMITTING,
        DeliveryState.DEFERRED,
        DeliveryState.UNKNOWN,
    )
)

SKIPPED = {
    ("basis", "id"): 10_000,
    ("case", "id"): 10_000,
    ("contact", "id"): 10_000,
    ("escalation", "id"): 10_000,
    ("event", "id"): 1_000_000,
    ("incident", "no"): 10_000,
    ("message", "no"): 1_000_000,
    ("person", "id"): 10_000,
    ("shop", "id"): 10_000,
}
"""How many numbers are left out: more than were given since any copy that is worth restoring."""

DEPOSED = 1_000
"""The same for leaders' epochs."""

DOUBT_H = 24
"""How old a doubt is made: then a copy that is found settles it, and one that is missing proves
nothing (people may have moved it since), so that nothing goes out but by a person."""


def start_afresh(session: Session, made_at: Instant, at: Instant) -> int:
    """Changes all of it in one transaction; returns how many answers a person must look at."""
    act = new_uuid()
    epoch = str(new_uuid())
    _skip_numbers(session)
    session.execute(update(StoreFactRow).where(StoreFactRow.name == EPOCH).values(value=epoch))
    session.execute(update(LeaderRow).values(epoch=LeaderRow.epoch + DEPOSED, holder="", until=at))
    told = {"made_at": made_at.format_iso()}
    session.add(
        EventRow(
            act_id=act, at=at, kind="StoreRestored", entity="store", entity_id=epoch, data=told
        )
    )
    doubtful = session.execute(
        select(OutboxRow.id, OutboxRow.message_id, OutboxRow.case_id, OutboxRow.changed_at).where(
            OutboxRow.state.in_(UNFINISHED)
        )
    ).all()
    words = tr("hentet tilbake fra en kopi; kan være sendt")
    state = DeliveryState.UNKNOWN.value
    for row in doubtful:
        since = min(row.changed_at, at.subtract(hours=DOUBT_H))
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == row.id)
            .values(state=state, outcome=words, changed_at=since)
        )
        session.execute(
            update(MessageRow)
            .where(MessageRow.id == row.message_id)
            .values(delivery=state, delivery_text=words)
        )
        session.add(
            EventRow(
                act_id=act,
                at=at,
                kind="DeliveryChanged",
                entity="case",
                entity_id=str(row.case_id),
                case_id=row.case_id,
                data={"message": str(row.message_id), "state": state},
            )
        )
    return len(doubtful)


def _skip_numbers(session: Session) -> None:
    is_file = session.get_bind().dialect.name == "sqlite"
    for (table, column), skipped in SKIPPED.items():
        for statement in _IN_FILE if is_file else _ON_SERVER:
            session.execute(text(statement), {"named": table, "column": column, "skipped": skipped})


_IN_FILE = (
    "INSERT INTO sqlite_sequence (name, seq) SELECT :named, 0 "
    "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :named)",
    "UPDATE sqlite_sequence SET seq = seq + :skipped WHERE name = :named",
)
_ON_SERVER = (
    "SELECT setval(s.name, nextval(s.name) + :skipped) "
    "FROM (SELECT pg_get_serial_sequence(quote_ident(:named), :column) AS name) s",
)
