"""The duty board: usual turns, changes, gaps, and people who cannot be on duty."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from console.widgets.board_blocks import BlockKind, BoardWeek, DutyBlock
from console.widgets.duty_board import DutyBoard
from console.widgets.hub import ThemeHub

DAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
JONAS = ("Jonas Tveit", "Jonas T.", "JT")
MARI = ("Mari Knutsen", "Mari K.", "MK")
NOBODY = ("Ingen har vakt", "Ingen")
_K = BlockKind


def block(
    key: str,
    start: float,
    end: float,
    texts: tuple[str, ...] = JONAS,
    kind: BlockKind = _K.USUAL,
    ident: int = 1,
    is_mine: bool = False,
) -> DutyBlock:
    return DutyBlock(key, start, end, texts, kind, f"Vakt: {texts[0]}", ident, is_mine)


WEEKS = (
    BoardWeek(
        "Uke 48",
        "23. nov. – 29. nov.",
        (
            (block("0", 0, 0.09), block("1", 0.09, 1, MARI, ident=2)),
            (
                block("2", 0, 0.4, MARI, ident=2),
                block("3", 0.4, 0.6, JONAS, _K.CHANGED, 1, is_mine=True),
                block("4", 0.6, 1, MARI, _K.WARNED, 2),
            ),
        ),
        0.45,
    ),
    BoardWeek(
        "Uke 49",
        "30. nov. – 6. des.",
        (
            (block("5", 0, 0.09, MARI, ident=2), block("6", 0.09, 1, NOBODY, _K.NOBODY, 0)),
            (block("7", 0, 0.02, NOBODY, _K.NOBODY, 0), block("8", 0.02, 1, MARI, _K.FALLBACK, 2)),
        ),
    ),
)


def board(hub: ThemeHub) -> DutyBoard:
    made = DutyBoard(hub, "Vaktliste")
    made.show_weeks(DAYS, ("Vakt", "Reserve"), WEEKS)
    return made


def scene(hub: ThemeHub) -> QWidget:
    return board(hub)


SCENES = {"duty-board": scene}
