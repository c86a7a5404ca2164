"""The files of one basis, as they are handed to accounting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from console.channels.accounting.reading import read_document
from console.channels.accounting.tables import order_csv, time_list_csv


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file's name, without a folder, and its bytes."""

    name: str
    content: bytes


def accounting_files(document: bytes, fonts: Path) -> tuple[NamedFile, ...]:
    """The canonical document as it is, a page to read, the time list and the order lines.

    The same document gives the same bytes. `fonts` is the folder with the typeface. Raises
    DocumentUnreadable.
    """
    # Whoever makes no file need not wait for the library.
    from console.channels.accounting.pdf import basis_pdf  # noqa: PLC0415

    paper = read_document(document)
    return (
        NamedFile(f"{paper.name}.json", document),
        NamedFile(f"{paper.name}.pdf", basis_pdf(paper, fonts)),
        NamedFile(f"{paper.name}-timeliste.csv", time_list_csv(paper)),
        NamedFile(f"{paper.name}-ordre.csv", order_csv(paper)),
    )
