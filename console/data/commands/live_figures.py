"""What an exchange has counted today, taken in: a snapshot of all queues replaces the one before.

Figures come every few seconds. Those that are the same are no news, and wake nobody.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from console.data.commands.live_call_rows import MOST
from console.data.commands.live_standing import told_by
from console.data.commands.live_words import NAME_CHARS
from console.data.tables.live import QueueFiguresRow
from console.data.transaction import Transaction
from console.domain.calls import QueueFigures
from console.domain.live_news import FiguresSeen
from console.domain.storable_text import one_line

_COUNTED = (
    *("answered", "abandoned", "average_wait_s", "average_talk_s", "within_s", "within_share"),
    "counted_since",
)


def take_in_figures(tx: Transaction, connector: str, snapshots: Sequence[FiguresSeen]) -> int:
    """Stores the newest of them; returns how many changed something: one, or none."""
    if not snapshots:
        return 0
    newest, known = max(snapshots, key=lambda snapshot: snapshot.version), told_by(tx, connector)
    if newest.version <= known.figures_version:
        return 0
    known.figures_version = newest.version
    told = {one.queue: one for one in map(_readable, newest.queues) if one.queue}
    rows = {
        row.queue: row
        for row in tx.session.scalars(
            select(QueueFiguresRow).where(QueueFiguresRow.connector == connector)
        )
    }
    gone = [row for queue, row in rows.items() if queue not in told]
    for row in gone:
        tx.session.delete(row)
    changes = [_store(tx, connector, one, rows.get(queue)) for queue, one in told.items()]
    tx.session.flush()
    if not gone and not any(changes):
        return 0
    tx.record("FiguresChanged", "queue_figures", connector)
    return 1


def _store(
    tx: Transaction, connector: str, told: QueueFigures, row: QueueFiguresRow | None
) -> bool:
    """Returns whether something else was counted than before."""
    if row is None:
        row = QueueFiguresRow(connector=connector, queue=told.queue)
        tx.session.add(row)
        is_other = True
    else:
        is_other = any(getattr(row, name) != getattr(told, name) for name in _COUNTED)
    for name in _COUNTED:
        setattr(row, name, getattr(told, name))
    row.told_at = told.told_at
    return is_other


def _readable(told: QueueFigures) -> QueueFigures:
    """The figures with what cannot be so left out."""
    share = _measured(told.within_share)
    return replace(
        told,
        queue=one_line(told.queue, NAME_CHARS),
        answered=max(0, min(told.answered, MOST)),
        abandoned=max(0, min(told.abandoned, MOST)),
        average_wait_s=_measured(told.average_wait_s),
        average_talk_s=_measured(told.average_talk_s),
        within_s=_measured(told.within_s) or 0.0,
        within_share=share if share is None or share <= 1 else None,
    )


def _measured(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) and value >= 0 else None
