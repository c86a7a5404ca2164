"""The A4 pages: typeface, inks, foot with page numbers, and the few shapes a basis is set in.

The typeface travels inside the file. Nothing in it depends on when or where it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import MethodReturnValue, TableBordersLayout, VAlign, WrapMode, XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from console.channels.accounting.foreign_text import MISSING, drawable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fpdf.table import Table

MARGIN_MM = 20
WIDTH_MM = 210 - 2 * MARGIN_MM
_FOOT_MM = 18
_FAMILY = "Inter"
_POINT_MM = 25.4 / 72
_PADDING = (1.1, 1.5, 1.1, 0.0)
INDENTED = (1.1, 1.5, 1.1, 4.0)
"""The padding of a cell that begins where figures end: top, right, bottom, left."""


class Ink(Enum):
    """The colours of the paper: few, and readable when printed in grey."""

    TEXT = (22, 32, 34)
    QUIET = (86, 99, 102)
    ACCENT = (10, 106, 113)
    LINE = (200, 208, 208)
    GROUND = (240, 244, 244)


class Sheet(FPDF):
    """Pages of one document. `fonts` is the folder with the typeface; each page's foot says which
    document it belongs to, and what proves it.
    """

    def __init__(self, fonts: Path, name: str, proof: str) -> None:
        super().__init__(format="A4")
        self._foot = (name, proof)
        self.lacks_letters = False
        """Whether a text was fitted that this typeface cannot draw whole."""
        self.set_margins(MARGIN_MM, MARGIN_MM, MARGIN_MM)
        self.set_auto_page_break(True, _FOOT_MM + 6)
        self.c_margin = 0
        self.add_font(_FAMILY, "", fonts / "Inter-Regular.otf")
        self.add_font(_FAMILY, "B", fonts / "Inter-SemiBold.otf")
        self.set_font(_FAMILY, size=10)
        regular = self.current_font
        assert isinstance(regular, TTFFont)
        self._known = regular.cmap

    def fit(self, text: str, longest: int = 200) -> str:
        """The text as this typeface can draw it."""
        fit = drawable(text, self._known, longest)
        self.lacks_letters = self.lacks_letters or MISSING in fit
        return fit

    def footer(self) -> None:
        """What document this page belongs to, and which page it is."""
        self.set_y(-_FOOT_MM)
        self.use(8, Ink.QUIET)
        self.set_draw_color(*Ink.LINE.value)
        self.set_line_width(0.2)
        self.line(MARGIN_MM, self.y, MARGIN_MM + WIDTH_MM, self.y)
        self.ln(2)
        name, proof = self._foot
        side = f"{name} · side {self.page_no()} av {{nb}}"
        self.cell(WIDTH_MM / 2, 4, side, new_x=XPos.RIGHT, new_y=YPos.TOP)
        self.set_font_size(6.5)
        self.cell(WIDTH_MM / 2, 4, proof, align="R")

    def use(self, points: float, ink: Ink = Ink.TEXT, *, strong: bool = False) -> None:
        """Write so from now on."""
        self.set_font(_FAMILY, "B" if strong else "", points)
        self.set_text_color(*ink.value)

    @property
    def line_mm(self) -> float:
        """How tall a line is."""
        return self.font_size_pt * _POINT_MM * 1.4

    def paragraph(self, text: str, width_mm: float = WIDTH_MM, align: str = "L") -> None:
        """Words over as many lines as they need; the next thing stands below them."""
        self.multi_cell(
            width_mm,
            self.line_mm,
            text,
            align=align,
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
        )

    def need(self, height_mm: float) -> None:
        """Goes to a new page where less than this is left of the page."""
        if self.will_page_break(height_mm):
            self.add_page()

    def boxed(self, text: str) -> None:
        """A paragraph on a quiet ground with a bar before it."""
        inner = WIDTH_MM - 10
        line = self.line_mm
        words = self.multi_cell(inner, line, text, dry_run=True, output=MethodReturnValue.HEIGHT)
        assert isinstance(words, float)
        height = words + 8
        self.need(height)
        top = self.y
        # A table that comes after would take over the fill.
        with self.local_context(fill_color=Ink.GROUND.value):
            self.rect(MARGIN_MM, top, WIDTH_MM, height, style="F")
        with self.local_context(fill_color=Ink.ACCENT.value):
            self.rect(MARGIN_MM, top, 1, height, style="F")
        self.set_xy(MARGIN_MM + 6, top + 4)
        self.multi_cell(inner, line, text, align="L")
        self.set_xy(MARGIN_MM, top + height)

    @contextmanager
    def columns(
        self, widths: Sequence[float], aligns: Sequence[str], points: float = 9
    ) -> Iterator[Table]:
        """A table whose head comes again on each page; hairlines between its rows."""
        self.use(points)
        self.set_draw_color(*Ink.LINE.value)
        self.set_line_width(0.2)
        head = FontFace(emphasis="", color=Ink.QUIET.value, size_pt=points - 1)
        with self.table(
            width=WIDTH_MM,
            col_widths=tuple(widths),
            text_align=tuple(aligns),
            headings_style=head,
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=points * _POINT_MM * 1.4,
            padding=_PADDING,
            v_align=VAlign.T,
            wrapmode=WrapMode.WORD,
        ) as table:
            yield table
