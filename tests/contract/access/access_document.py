"""docs/access.md as tests read it: its tables, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "access.md"
ROLES = ("agent", "technician", "lead", "accounting", "administrator", "service", "door")
NONE = "–"


@dataclass(frozen=True)
class TableRight:
    """What a role may do with a table. Columns are a set, or None for all; empty for nothing."""

    read: str = NONE
    add: frozenset[str] | None = frozenset()
    change: frozenset[str] | None = frozenset()
    remove: str = NONE

    def may(self, verb: str, column: str) -> bool:
        """Whether a column may be added (a new row's) or changed."""
        columns = self.add if verb == "add" else self.change
        return columns is None or column in columns


def acts() -> dict[str, dict[str, str]]:
    """Each act, with what stands under each role."""
    rows = _table("| act |")
    assert tuple(next(rows)) == ROLES
    return {name: dict(zip(ROLES, cells, strict=True)) for name, *cells in rows}


def tables() -> dict[str, dict[str, TableRight]]:
    """Each table, with the rights of the roles that are named for it."""
    found: dict[str, dict[str, TableRight]] = {}
    rows = _table("| table |")
    next(rows)
    for table, who, read, add, change, remove in rows:
        right = TableRight(read, _columns(add), _columns(change), remove)
        for role in who.split(", "):
            assert role in ROLES
            assert role not in found.setdefault(table, {}), f"{role} stands twice for {table}"
            found[table][role] = right
    return found


def _columns(cell: str) -> frozenset[str] | None:
    if cell == "all":
        return None
    return frozenset() if cell == NONE else frozenset(cell.split(", "))


def _table(heading: str) -> Iterator[list[str]]:
    """The heading without its first cell, then every row."""
    lines = iter(DOCUMENT.read_text("utf-8").splitlines())
    start = next(line for line in lines if line.startswith(heading))
    yield _cells(start)[1:]
    next(lines)
    for line in lines:
        if not line.startswith("|"):
            return
        yield _cells(line)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
