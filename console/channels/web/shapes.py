"""Values of the hall as browsers read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from console.domain.visits import VisitFile, VisitLine


def file_told(file: VisitFile) -> dict[str, Any]:
    """A file of a line."""
    return {
        "file": str(file.id),
        "name": file.name,
        "type": file.content_type,
        "size": file.size,
    }


def line_told(line: VisitLine) -> dict[str, Any]:
    """A line. What of ours names it in the store is not told."""
    told: dict[str, Any] = {
        "seq": line.seq,
        "kind": line.kind.value,
        "at": line.at.format_iso(),
        "text": line.text,
        "author": line.author,
        "files": [file_told(file) for file in line.files],
    }
    if line.client_id is not None:
        told["client_id"] = str(line.client_id)
    if line.notice is not None:
        told |= {"notice": line.notice.value, "details": dict(line.details)}
    return told


def lines_told(lines: Iterable[VisitLine]) -> list[dict[str, Any]]:
    return [line_told(line) for line in lines]
