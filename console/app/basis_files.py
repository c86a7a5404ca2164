"""The files that the window writes of a basis: the connector for accounting, with our typeface."""

from __future__ import annotations

from console.app.language import RESOURCES


def basis_files(document: bytes) -> tuple[tuple[str, bytes], ...]:
    """Names and contents. Raises DocumentUnreadable. Threads: any."""
    # Of use only to whoever exports.
    from console.channels.accounting.files import accounting_files  # noqa: PLC0415

    files = accounting_files(document, RESOURCES / "fonts")
    return tuple((file.name, file.content) for file in files)
