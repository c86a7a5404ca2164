"""Who sits in an exchange's queues: a snapshot of all telephones replaces the one before."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from console.data.commands.live_owners import people_of
from console.data.commands.live_standing import told_by
from console.data.commands.live_words import NAME_CHARS
from console.data.tables.live import QueueMemberRow
from console.data.transaction import Transaction
from console.domain.live_news import MemberSeen, MembersSeen
from console.domain.storable_text import one_line

_Key = tuple[str, str]


def take_in_members(tx: Transaction, connector: str, snapshots: Sequence[MembersSeen]) -> int:
    """Stores the newest of them; returns how many changed something: one, or none."""
    if not snapshots:
        return 0
    newest, latest = max(snapshots, key=lambda snapshot: snapshot.version), told_by(tx, connector)
    if newest.version <= latest.members_version:
        return 0
    latest.members_version = newest.version
    told = {key: one for one in newest.members if (key := _key(one))[0]}
    known = {
        (row.interface, row.queue): row
        for row in tx.session.scalars(
            select(QueueMemberRow).where(QueueMemberRow.connector == connector)
        )
    }
    owners = people_of(tx)
    changes = [_store(tx, connector, key, one, known.get(key), owners) for key, one in told.items()]
    gone = [row for key, row in known.items() if key not in told]
    for row in gone:
        tx.session.delete(row)
    if not gone and not any(changes):
        return 0
    tx.session.flush()
    tx.record("MembersChanged", "queue_member", connector)
    return 1


def _key(seen: MemberSeen) -> _Key:
    return one_line(seen.interface, NAME_CHARS), one_line(seen.queue, NAME_CHARS)


def _store(
    tx: Transaction,
    connector: str,
    key: _Key,
    seen: MemberSeen,
    row: QueueMemberRow | None,
    owners: dict[str, int],
) -> bool:
    """Returns whether it is another than before."""
    if row is None:
        row = QueueMemberRow(connector=connector, interface=key[0], queue=key[1])
        tx.session.add(row)
    reason, owner = one_line(seen.reason, NAME_CHARS), owners.get(seen.interface)
    told = (owner, seen.state.value, reason, seen.since)
    if told == (row.person_id, row.state, row.reason, row.since):
        return False
    row.person_id, row.state, row.reason, row.since = told
    return True
