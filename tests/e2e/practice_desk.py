"""A practice day on a screen of its own: its window by keys, mouse and names, and its store."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from peers.desktop import Desktop, Thing
from peers.waiting import until

LANES = ("Chat", "Telefonkø", "E-post", "Eskaleringer")
ME = "sunniva.l"
_HEAD = 40
"""Heads of groups are lower than this, rows higher."""


class PracticeDesk:
    """`agent-console demo` as somebody sees it who sits down at it; ended by `stop`."""

    def __init__(self, *words: str) -> None:
        self.screen = Desktop("1600x960")
        self.screen.start()
        self._store = self.screen.home / "kept" / "desk.db"
        self.screen.launch("demo", "--keep", str(self._store.parent), *words)

    def sit_down(self) -> None:
        """Waits until every lane has rows, and takes the keyboard."""
        for lane in LANES:
            self.screen.see(f"{lane}, ", "list", timeout_s=60)
        self.screen.take_keyboard()

    def stop(self) -> None:
        self.screen.stop()

    def ask(self, sql: str, *values: object) -> list[Sequence[Any]]:
        """Of the store, read only."""
        with closing(sqlite3.connect(f"file:{self._store}?mode=ro", uri=True)) as connection:
            return list(connection.execute(sql, values))

    def one(self, sql: str, *values: object) -> Any:
        """The first figure of the first row, None for no row."""
        rows = self.ask(sql, *values)
        return rows[0][0] if rows else None

    def until_store(self, sql: str, *values: object) -> Any:
        """Waits until the question has an answer that is not nothing; returns it."""
        until(lambda: self.one(sql, *values), f"the store to answer: {sql} {values}", 40)
        return self.one(sql, *values)

    def go_to(self, number: int) -> None:
        """The keyboard to the first row of a lane, the first is 1."""
        lane = LANES[number - 1]
        self.screen.key(f"alt+{number}", "Home")
        until(lambda: self.row_of_keyboard(lane), f"the keyboard at a row of {lane}")

    def row_of_keyboard(self, lane: str) -> str:
        """The row that the keyboard stands on, as it is heard; "" where it is not in the lane."""
        names = self.screen.keyboard()
        for place, name in enumerate(names[:-1]):
            if name.startswith(f"{lane}, ") and " venter" in name:
                return names[place + 1]
        return ""

    def rows(self, lane: str) -> list[Thing]:
        """What shows of a lane, top to bottom."""
        lists = self.screen.find(f"{lane}, ", "list")
        if not lists:
            return []
        frame = lists[0]
        items = self.screen.find("", "list item")
        rows = [row for row in items if row.x == frame.x and is_row(row)]
        return sorted(rows, key=lambda row: row.y)


def is_row(thing: Thing) -> bool:
    """A row of a lane, and no head of a group."""
    return thing.role == "list item" and thing.h > _HEAD
