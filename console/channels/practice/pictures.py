"""Pictures and papers that customers send along, drawn by code: small, and the same each time."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from random import Random

from console.channels.practice.chance import stream
from console.domain.mail import MailPart

_Colour = tuple[int, int, int]
_WIDTH, _HEIGHT = 480, 300
_SCREENS = 24
_WHITE: _Colour = (255, 255, 255)
_GROUND: _Colour = (242, 245, 245)
_LINE: _Colour = (206, 214, 214)
_TEXT: _Colour = (86, 99, 102)
_RED: _Colour = (179, 20, 15)
_HEADS: tuple[_Colour, ...] = ((10, 106, 113), (44, 62, 80), (90, 54, 179), (22, 32, 34))


def part(name: str, random: Random, lines: Sequence[str] = ()) -> MailPart:
    """The file of that name: a PDF with these lines, or a picture of a screen."""
    if name.endswith(".pdf"):
        return MailPart(name, "application/pdf", paper(name.removesuffix(".pdf"), lines))
    return MailPart(name, "image/png", screen(random.randrange(_SCREENS)))


@cache
def screen(number: int) -> bytes:
    """A PNG of a window with rows of text and, most times, a message with a red frame: one of
    several, by its number.
    """
    random = stream("screen", number)
    canvas = [bytearray(bytes(_GROUND) * _WIDTH) for _ in range(_HEIGHT)]
    _fill(canvas, (0, 0, _WIDTH, 34), random.choice(_HEADS))
    _fill(canvas, (12, 12, 12 + random.randint(60, 120), 22), _WHITE)
    _fill(canvas, (16, 50, _WIDTH - 16, _HEIGHT - 16), _WHITE)
    for row in range(7):
        top = 66 + row * 30
        _fill(canvas, (32, top, 32 + random.randint(90, 240), top + 8), _TEXT)
        _fill(canvas, (_WIDTH - 110, top, _WIDTH - random.randint(40, 70), top + 8), _LINE)
        _fill(canvas, (32, top + 18, _WIDTH - 32, top + 19), _LINE)
    if random.random() < 0.75:
        left, top = random.randint(80, 140), random.randint(96, 130)
        _fill(canvas, (left, top, left + 250, top + 84), _RED)
        _fill(canvas, (left + 2, top + 2, left + 248, top + 82), _WHITE)
        _fill(canvas, (left + 16, top + 18, left + 36, top + 38), _RED)
        _fill(canvas, (left + 50, top + 22, left + random.randint(150, 230), top + 32), _TEXT)
        _fill(canvas, (left + 50, top + 46, left + random.randint(120, 210), top + 54), _TEXT)
    return _png(canvas)


def paper(title: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page."""
    from fpdf import FPDF  # noqa: PLC0415 - heavy, and only a few mails bring a paper

    pdf = FPDF()
    pdf.set_creation_date(datetime(2026, 1, 1, tzinfo=UTC))
    pdf.set_title(title)
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 16)
    pdf.cell(0, 12, _latin(title), new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=11)
    for line in lines:
        pdf.multi_cell(0, 6, _latin(line), new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _latin(text: str) -> str:
    """What the built-in typeface can write."""
    return text.encode("latin-1", "replace").decode("latin-1")


def _fill(canvas: list[bytearray], box: tuple[int, int, int, int], colour: _Colour) -> None:
    left, top, right, bottom = box
    for row in canvas[top:bottom]:
        row[left * 3 : right * 3] = bytes(colour) * (right - left)


def _png(canvas: list[bytearray]) -> bytes:
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    rows = b"".join(b"\0" + bytes(row) for row in canvas)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
