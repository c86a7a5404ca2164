"""What a right is, and a rule about rows; the groups that they are given to."""

from __future__ import annotations

from dataclasses import dataclass

from console.data.access.roles import PEOPLE, SERVICE

DESK = ("agent", "technician", "lead")
"""Who works with cases."""

ON_CALL = ("technician", "lead")
"""Who sees to incidents."""

LEAD = ("lead",)
ACCOUNTING = ("accounting",)
ADMINISTRATOR = ("administrator",)
SETTERS = ("lead", "administrator")
ALWAYS_ON = (SERVICE,)
INSIDE = (*PEOPLE, SERVICE)

MINE = "person_id = acting_person()"
"""A row rule: of oneself."""


@dataclass(frozen=True)
class Right:
    """A verb on a table (or on some of its columns), for some groups."""

    table: str
    verb: str
    groups: tuple[str, ...]
    columns: str = ""


@dataclass(frozen=True)
class RowRule:
    """Which rows of a table a verb reaches, for some groups; `sql` is fixed text of ours."""

    table: str
    verb: str
    groups: tuple[str, ...]
    sql: str
