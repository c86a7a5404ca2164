"""What a store in one file guards of calls from schema 0008 on: SQLite triggers.

The same as `guards_0008.py`, as far as it needs no login. SQLite changes no constraint: a table
whose rule is another is made anew, with all that lies in it and hangs on it.
"""

from __future__ import annotations

from sqlalchemy import Connection

from console.data.migrations.file_guards_0003 import refuses, same
from console.data.migrations.life_0004 import CALL_ENDED, CALL_STAYS
from console.data.migrations.life_0008 import CALL_BEGINS, HAS_ENDED

_FITS = (
    f"{same(CALL_STAYS)} AND (NOT ({HAS_ENDED}) OR {same(CALL_ENDED)}) "
    "AND (old.called_back_at IS NULL OR new.called_back_at IS NULL "
    f"OR {same(('called_back_at', 'called_back_by'))})"
)

GUARDS = (
    "DROP TRIGGER call_begins",
    "DROP TRIGGER call_fits",
    refuses("call_begins", "INSERT ON call", CALL_BEGINS, "nobody has called back yet"),
    refuses("call_fits", "UPDATE ON call", _FITS, "a call that has ended stays so"),
)


def rule_anew(connection: Connection, table: str, old: str, new: str) -> None:
    """Makes a table anew with another rule in its constraint; all else stays as it was."""
    made = _sql(connection, table, "type = 'table'")[0]
    hangs = _sql(connection, table, "type <> 'table' AND sql IS NOT NULL")
    named = f'CREATE TABLE "{table}"' if f'"{table}"' in made else f"CREATE TABLE {table}"
    anew = made.replace(old, new).replace(named, f"CREATE TABLE {table}_anew", 1)
    if anew.count(new) != 1 or f"{table}_anew" not in anew:
        raise AssertionError(f"the rule of {table} is not the one that is known")
    for statement in (
        anew,
        f"INSERT INTO {table}_anew SELECT * FROM {table}",
        f"DROP TABLE {table}",
        f"ALTER TABLE {table}_anew RENAME TO {table}",
        *hangs,
    ):
        connection.exec_driver_sql(statement)


def _sql(connection: Connection, table: str, which: str) -> list[str]:
    asked = f"SELECT sql FROM sqlite_master WHERE tbl_name = ? AND {which} ORDER BY rowid"
    return [str(sql) for (sql,) in connection.exec_driver_sql(asked, (table,))]
