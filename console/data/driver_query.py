"""A question put to the server's driver itself: for the one that is asked at every commit.

SQLAlchemy makes the statement and knows what its columns hold; to ask by it, and to read each
answer through it, would take longer there than the server takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import make_dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Select

from console.data.errors import StoreError
from console.data.server_errors import wire_errors


class DriverQuery:
    """A statement made ready for PostgreSQL, with what makes our values of its columns."""

    def __init__(self, statement: Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        self._sql = str(statement.compile(dialect=dialect))
        columns = tuple(statement.selected_columns)
        self._row = make_dataclass("Row", [str(column.key) for column in columns], slots=True)
        self._decoders: list[tuple[int, Callable[[Any], Any]]] = []
        for at, column in enumerate(columns):
            decode = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if decode is not None:
                self._decoders.append((at, decode))

    def rows(self, line: Connection, asked: Mapping[str, Any]) -> list[Any]:
        """The answer, each row with its columns by name. Raises StoreError and ends the line."""
        wire = line.connection.dbapi_connection
        assert wire is not None, "asked on an open line only"
        try:
            with wire_errors():
                # Kept with the line: it knows by then how each column is read.
                cursor = line.info.get(self)
                if cursor is None:
                    cursor = line.info[self] = wire.cursor(binary=True)
                cursor.execute(self._sql, asked)
                found = cursor.fetchall()
        except StoreError:
            # SQLAlchemy did not see it, and would roll back on a line that is no more.
            line.invalidate()
            wire.close()
            raise
        return [self._row(*self._decoded(list(row))) for row in found]

    def _decoded(self, values: list[Any]) -> list[Any]:
        for at, decode in self._decoders:
            values[at] = decode(values[at])
        return values
