"""The basis as a page a customer can read: who, when, why, what it costs, and every minute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace
from fpdf.table import Table

from console.channels.accounting.paper import BasisPaper, Party, TimeLine
from console.channels.accounting.sheet import INDENTED, MARGIN_MM, WIDTH_MM, Ink, Sheet
from console.channels.accounting.written import (
    amount,
    clock,
    day,
    duration,
    end_clock,
    moment,
    percent,
    quantity,
    short_day,
)
from console.domain.instants import wall

_GAP_MM = 7
_HALF_MM = (WIDTH_MM - 10) / 2
_KIND = 4
"""The column of the time list that follows its durations."""
_SENTENCE = 4000
"""Letters of the explanation that are printed at most."""


def basis_pdf(paper: BasisPaper, fonts: Path) -> bytes:
    """An A4 file; the same paper gives the same bytes."""
    name = f"{_title(paper)} {paper.number}"
    sheet = Sheet(fonts, name, f"SHA-256 {paper.sha256}")
    sheet.set_creation_date(paper.dated.to_stdlib())
    sheet.set_lang("nb-NO")
    sheet.set_title(name)
    sheet.set_author(sheet.fit(paper.seller.name))
    sheet.add_page()
    _head(sheet, paper)
    _parties(sheet, paper)
    _facts(sheet, paper)
    sheet.use(10.5)
    sheet.boxed(sheet.fit(paper.sentence, _SENTENCE))
    sheet.ln(_GAP_MM)
    _order(sheet, paper)
    _sums(sheet, paper)
    _time_list(sheet, paper)
    if sheet.lacks_letters:
        sheet.ln(_GAP_MM)
        sheet.use(8, Ink.QUIET)
        sheet.paragraph("□ står for tegn som skriften mangler. De står i JSON-filen.")
    return bytes(sheet.output())


def _title(paper: BasisPaper) -> str:
    return "Kreditgrunnlag" if paper.credited else "Fakturagrunnlag"


def _head(sheet: Sheet, paper: BasisPaper) -> None:
    sheet.use(20, strong=True)
    sheet.cell(WIDTH_MM - 60, 9, _title(paper), new_x=XPos.RIGHT, new_y=YPos.TOP)
    sheet.cell(60, 9, f"Nr. {paper.number}", align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.use(10, Ink.QUIET)
    under = "Vedlegg til faktura. Ikke et krav om betaling i seg selv."
    if paper.credited:
        invoice = paper.credited.invoice_number
        under = f"Krediterer grunnlag {paper.credited.number}"
        under += f", faktura {invoice}." if invoice else "."
    sheet.paragraph(sheet.fit(under))
    sheet.ln(_GAP_MM)


def _parties(sheet: Sheet, paper: BasisPaper) -> None:
    buyer = replace(paper.buyer, name=paper.buyer.name or "Butikken er ikke registrert")
    shown = [("Fra", paper.seller)] if paper.seller.name else []
    shown.append(("Til", buyer))
    top = bottom = sheet.y
    for place, (name, party) in enumerate(shown):
        sheet.set_left_margin(MARGIN_MM + place * (_HALF_MM + 10))
        sheet.set_y(top)
        _party(sheet, name, party)
        bottom = max(bottom, sheet.y)
    sheet.set_left_margin(MARGIN_MM)
    sheet.set_xy(MARGIN_MM, bottom + _GAP_MM)


def _party(sheet: Sheet, name: str, party: Party) -> None:
    sheet.use(8, Ink.QUIET)
    sheet.paragraph(name, _HALF_MM)
    sheet.use(10.5, strong=True)
    sheet.paragraph(sheet.fit(party.name), _HALF_MM)
    sheet.use(9.5)
    for line in party.lines:
        sheet.paragraph(sheet.fit(line), _HALF_MM)


def _facts(sheet: Sheet, paper: BasisPaper) -> None:
    facts = [
        ("Hendelse", f"{paper.incident_number} · {paper.incident_title}"),
        ("Meldt", moment(paper.reported_at)),
        ("Godkjent", day(wall(paper.dated).date())),
        ("Redusert", "" if paper.credited else paper.reduction),
        ("Begrunnelse", paper.credited.reason if paper.credited else ""),
    ]
    for name, value in facts:
        if not value:
            continue
        sheet.use(9.5, Ink.QUIET)
        sheet.cell(26, sheet.line_mm, name, new_x=XPos.RIGHT, new_y=YPos.TOP)
        sheet.use(9.5)
        sheet.paragraph(sheet.fit(value, 600), WIDTH_MM - 26)
    sheet.ln(_GAP_MM - 2)


def _order(sheet: Sheet, paper: BasisPaper) -> None:
    if not paper.lines:
        sheet.use(9.5)
        sheet.paragraph("Ingen linjer: arbeidet faktureres ikke.")
        return
    widths, aligns = (88, 20, 20, 14, 28), ("LEFT", "RIGHT", "RIGHT", "RIGHT", "RIGHT")
    with sheet.columns(widths, aligns, 9.5) as table:
        _row(table, ("Beskrivelse", "Antall", "Pris", "Mva.", "Beløp"))
        for line in paper.lines:
            _row(
                table,
                (
                    sheet.fit(line.description, 600),
                    quantity(line.quantity, line.unit),
                    amount(line.unit_price_ore),
                    f"{percent(paper.vat_rate)} %",
                    amount(line.amount_ore),
                ),
            )


def _sums(sheet: Sheet, paper: BasisPaper) -> None:
    sheet.ln(3)
    sheet.need(22)
    sums = [
        ("Sum uten mva.", paper.ex_vat_ore, False),
        (f"Mva. {percent(paper.vat_rate)} %", paper.vat_ore, False),
        ("Sum med mva., NOK", paper.incl_vat_ore, True),
    ]
    for name, ore, strong in sums:
        sheet.use(11 if strong else 9.5, strong=strong)
        sheet.cell(WIDTH_MM - 42, 6, name, align="R", new_x=XPos.RIGHT, new_y=YPos.TOP)
        sheet.cell(40.5, 6, amount(ore), align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    sheet.ln(_GAP_MM)


def _time_list(sheet: Sheet, paper: BasisPaper) -> None:
    if not paper.time_list:
        return
    sheet.need(40)
    sheet.use(13, strong=True)
    sheet.paragraph("Tidsliste")
    sheet.use(9, Ink.QUIET)
    sheet.paragraph("Alt arbeid med hendelsen, delt ved midnatt, også det som ikke faktureres.")
    ordered = sorted(paper.time_list, key=lambda line: (line.name, line.technician, line.start))
    for (name, _login), lines in groupby(ordered, key=lambda line: (line.name, line.technician)):
        sheet.ln(4)
        _technician(sheet, name, list(lines))


def _technician(sheet: Sheet, name: str, lines: Sequence[TimeLine]) -> None:
    """One technician's table, with the name in its head: that comes again on each page."""
    sheet.need(28)
    total = sum(line.seconds for line in lines)
    counted = sum(line.seconds for line in lines if not line.why_not)
    quiet, strong = FontFace(color=Ink.QUIET.value), FontFace(emphasis="B")
    aligns = ("LEFT", "LEFT", "LEFT", "RIGHT", "LEFT", "LEFT")
    with sheet.columns((34, 31, 31, 22, 25, 27), aligns) as table:
        who = FontFace(emphasis="B", color=Ink.TEXT.value, size_pt=9)
        heads = (sheet.fit(name, 60), "Fra", "Til", "Varighet", "Slag", "Regnes med")
        _row(table, heads, indented=_KIND, first=who)
        for line in lines:
            style = quiet if line.why_not else None
            _row(table, [sheet.fit(cell, 160) for cell in _cells(line)], style, _KIND)
        sums = ("Sum", "", "", duration(total), "", duration(counted))
        _row(table, sums, strong, _KIND)


def _cells(line: TimeLine) -> tuple[str, ...]:
    return (
        short_day(line.day),
        clock(line.start),
        end_clock(line.end, line.day),
        duration(line.seconds),
        f"{line.kind}, {line.source}" if line.source else line.kind,
        f"nei: {line.why_not}" if line.why_not else "ja",
    )


def _row(
    table: Table,
    cells: Sequence[str],
    style: FontFace | None = None,
    indented: int = -1,
    first: FontFace | None = None,
) -> None:
    """`indented` is the column that follows figures, which end where it begins; `first` how the
    first cell is set.
    """
    row = table.row(style=style)
    for place, cell in enumerate(cells):
        padding = INDENTED if place == indented else None
        row.cell(cell, padding=padding, style=None if place else first)
