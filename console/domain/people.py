"""People of the house and what each may do (roles are a set; see FACTS, People and roles)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from console.domain.ids import PersonId


class Role(StrEnum):
    AGENT = "agent"
    TECHNICIAN = "technician"
    LEAD = "lead"
    ACCOUNTING = "accounting"
    ADMINISTRATOR = "administrator"


WORKING = frozenset({Role.AGENT, Role.TECHNICIAN, Role.LEAD})
"""Who works on cases; everybody in the house may read them."""


@dataclass(frozen=True)
class Person:
    """Somebody with a login. `login` is lower case and never changes."""

    id: PersonId
    login: str
    name: str
    roles: frozenset[Role]
    is_disabled: bool = False

    @property
    def may_work(self) -> bool:
        """Whether one may answer customers and change cases."""
        return not WORKING.isdisjoint(self.roles)

    @property
    def may_administer(self) -> bool:
        """Whether one may change logins and accounts that are the whole team's."""
        return Role.ADMINISTRATOR in self.roles

    @property
    def short_name(self) -> str:
        """First name and initial, as rows and timelines show colleagues: "Jonas T."."""
        names = self.name.split()
        return f"{names[0]} {names[-1][0]}." if len(names) > 1 else "".join(names)

    @property
    def initials(self) -> str:
        """The same where there is little room: "JT"."""
        names = self.name.split()
        return "".join(name[0] for name in (*names[:1], *names[1:][-1:])).upper()
