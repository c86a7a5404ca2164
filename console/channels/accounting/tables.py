"""The CSV files: semicolon, decimal comma and a byte order mark, as Norwegian Excel reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from whenever import Instant

from console.channels.accounting.foreign_text import neutral_cell
from console.channels.accounting.paper import BasisPaper
from console.channels.accounting.written import end_clock, percent, plain_amount
from console.domain.instants import wall


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a time that we wrote ourselves; a minus before it is no formula."""

    text: str


Cell = str | Figure

_TIME_HEAD = (
    *("Grunnlag", "Hendelse", "Kundenummer", "Butikk", "Dag", "Tekniker", "Navn", "Fra", "Til"),
    *("Fra (UTC)", "Til (UTC)", "Sekunder", "Minutter", "Slag", "Regnes med", "Hvorfor ikke"),
    *("Ført", "Begrunnelse"),
)
_ORDER_HEAD = (
    *("Grunnlag", "Krediterer grunnlag", "Hendelse", "Kundenummer", "Butikk", "Linje"),
    *("Beskrivelse", "Antall", "Enhet", "Enhetspris uten mva.", "Beløp uten mva."),
    *("Mva.-sats i prosent", "Nøkkel", "SHA-256"),
)


def time_list_csv(paper: BasisPaper) -> bytes:
    """Every stretch of work, also what is not billed."""
    head = _references(paper)
    return _written(
        _TIME_HEAD,
        (
            (
                *head,
                Figure(line.day.format_iso()),
                line.technician,
                line.name,
                Figure(_seconds_clock(line.start)),
                Figure(_end_seconds_clock(line.end, line.start)),
                Figure(line.start.format_iso()),
                Figure(line.end.format_iso()),
                Figure(str(line.seconds)),
                Figure(_minutes(line.seconds)),
                line.kind,
                "nei" if line.why_not else "ja",
                line.why_not,
                line.source or "av programmet",
                line.reason,
            )
            for line in paper.time_list
        ),
    )


def order_csv(paper: BasisPaper) -> bytes:
    """The lines of the order, one below the other."""
    number, *rest = _references(paper)
    return _written(
        _ORDER_HEAD,
        (
            (
                number,
                Figure(str(paper.credited.number) if paper.credited else ""),
                *rest,
                Figure(str(place)),
                line.description,
                Figure(str(line.quantity)),
                line.unit,
                Figure(plain_amount(line.unit_price_ore)),
                Figure(plain_amount(line.amount_ore)),
                Figure(percent(paper.vat_rate)),
                paper.key,
                paper.sha256,
            )
            for place, line in enumerate(paper.lines, start=1)
        ),
    )


def _references(paper: BasisPaper) -> tuple[Cell, ...]:
    return (
        Figure(str(paper.number)),
        Figure(str(paper.incident_number)),
        paper.customer_number,
        paper.buyer.name,
    )


def _written(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        cells = (cell.text if isinstance(cell, Figure) else neutral_cell(cell) for cell in row)
        writer.writerow(cells)
    return file.getvalue().encode("utf-8-sig")


def _seconds_clock(at: Instant) -> str:
    local = wall(at)
    return f"{local.hour:02}:{local.minute:02}:{local.second:02}"


def _end_seconds_clock(end: Instant, start: Instant) -> str:
    shown = end_clock(end, wall(start).date())
    return "24:00:00" if shown == "24:00" else _seconds_clock(end)


def _minutes(seconds: int) -> str:
    """Minutes with two decimals, for sums in a spreadsheet; the seconds beside it are exact."""
    return plain_amount((seconds * 100 + 30) // 60)
