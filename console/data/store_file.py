"""Where a store in one file lies, and whether the same file still lies there.

An open SQLite connection goes on with its file wherever that is moved to, and with the old one
after a copy was put in its place. A reader that says how fresh it is must ask.
"""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Engine

from console.data.errors import StoreUnavailable
from console.domain.language import tr


class StoreFile:
    """The file of an engine; for a store on a server there is nothing to ask."""

    def __init__(self, engine: Engine) -> None:
        """Raises StoreUnavailable while there is no file."""
        is_file = engine.dialect.name == "sqlite" and "uri" not in engine.url.query
        self._path = Path(str(engine.url.database)) if is_file else None
        self._place = self._found()

    def check(self) -> None:
        """Raises StoreUnavailable when the file is gone, or another one lies there."""
        if self._found() != self._place:
            raise StoreUnavailable(
                tr("Lageret {path} er byttet ut med et annet. Det leses på nytt.", path=self._path)
            )

    def _found(self) -> tuple[int, int] | None:
        if self._path is None:
            return None
        try:
            found = os.stat(self._path)
        except OSError as error:
            raise StoreUnavailable(
                tr(
                    "Lageret {path} er borte ({reason}). Det du skriver, tas vare på. Finn filen "
                    "igjen, eller koble til disken den ligger på.",
                    path=self._path,
                    reason=error.strerror or error,
                )
            ) from error
        return found.st_dev, found.st_ino
