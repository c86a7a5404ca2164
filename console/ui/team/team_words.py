"""Rows of the team as they are painted, and in one sentence for hover and screen reader."""

from __future__ import annotations

from console.desk.tally import Counts
from console.desk.team_rows import ChannelRow, PersonRow, owned_words
from console.domain.language import ntr, tr
from console.domain.load import units_words
from console.ui.lanes.lane_words import LaneWords
from console.ui.models.load_look import units_face
from console.ui.models.row_words import ring
from console.ui.models.standing_look import shape_of, token_of
from console.widgets.badge import Badge, BadgeKind
from console.widgets.cell_columns import CellColumn
from console.widgets.cells import (
    BadgeCell,
    CellRow,
    FigureCell,
    RingsCell,
    StateCell,
    UnitsCell,
    WordsCell,
)
from console.widgets.states import StateText


def folk_columns() -> tuple[CellColumn, ...]:
    """Of a colleague; the clocks give way first, then the units."""
    return (
        CellColumn(tr("Hvem"), 96, share=1),
        CellColumn(tr("Nå"), 136, share=2),
        CellColumn(tr("Enheter"), 156, gives_way=1),
        CellColumn(tr("Chatter"), 76, share=5, gives_way=2),
        CellColumn(tr("Restanse"), 56, is_figure=True),
    )


def channel_columns() -> tuple[CellColumn, ...]:
    """Of a channel."""
    return (
        CellColumn(tr("Kanal"), 120, share=3),
        CellColumn(tr("Venter"), 44, is_figure=True),
        CellColumn(tr("Eldste"), 44, share=1, is_figure=True, gives_way=1),
        CellColumn(tr("Sene"), 40, share=1),
        CellColumn(tr("Snart"), 40, share=1),
    )


def person_text(row: PersonRow) -> CellRow:
    """A colleague."""
    load = row.load
    words = tr("{used} av {capacity}", used=load.used, capacity=load.units.capacity)
    late = str(row.owned.late) if row.owned.late else ""
    return CellRow(
        key=row.key,
        who=row.person.name,
        whole=person_sentence(row),
        cells=(
            WordsCell(row.person.short_name, row.role, is_strong=True),
            StateCell(shape_of(row.standing), token_of(row.standing), row.state, row.detail),
            UnitsCell(units_face(load), words),
            RingsCell(tuple(ring(clock) for clock in row.chats)),
            FigureCell(str(row.owned.cases), late),
        ),
    )


def person_sentence(row: PersonRow) -> str:
    """Everything that the row says."""
    chats = ntr("{count} chat", "{count} chatter", len(row.chats)) if row.chats else ""
    clocks = "; ".join(clock.sentence for clock in row.chats)
    told = tr("{chats}: {clocks}", chats=chats, clocks=clocks) if chats else ""
    owned = owned_words(row.owned)
    parts = (row.person.name, row.role, row.state, row.detail, units_words(row.load), told, owned)
    return ", ".join(part for part in parts if part)


def channel_text(row: ChannelRow) -> CellRow:
    """A channel."""
    counts = row.counts
    return CellRow(
        key=row.key,
        who=row.name,
        whole=channel_sentence(row),
        cells=(
            WordsCell(row.name, icon=row.icon, is_strong=True),
            FigureCell(str(counts.waiting)),
            FigureCell(counts.oldest),
            BadgeCell(_badge(counts.late, BadgeKind.LATE)),
            BadgeCell(_badge(counts.soon, BadgeKind.SOON)),
        ),
    )


def channel_sentence(row: ChannelRow) -> str:
    """Everything that the row says."""
    return ", ".join((row.name, *_figures(row.counts)))


def _figures(counts: Counts) -> tuple[str, ...]:
    told = [ntr("{count} venter", "{count} venter", counts.waiting)]
    if counts.oldest:
        told.append(tr("eldste {waited}", waited=counts.oldest))
    if counts.late:
        told.append(ntr("{count} sen", "{count} sene", counts.late))
    if counts.soon:
        told.append(tr("{count} snart", count=counts.soon))
    return tuple(told)


def _badge(count: int, kind: BadgeKind) -> Badge | None:
    return Badge(str(count), kind) if count else None


def late_words() -> LaneWords:
    """What is late, or will be soon."""
    nothing = tr("Alt er innenfor målene.")
    return LaneWords(
        tr("Sene og snart sene"),
        "hourglass",
        StateText("circle-check", tr("Ingen er sene"), nothing),
        failed=tr("Listen kan ikke leses"),
        remedy="",
    )


def things_words(name: str) -> LaneWords:
    """What one colleague has."""
    return LaneWords(
        name,
        "user",
        StateText("user", tr("Har ingenting"), tr("Ingen samtale, ingen chatter, ingen saker.")),
        failed=tr("Listen kan ikke leses"),
        remedy="",
    )
