"""Who is at work on a practice day: the person at the window, and seven made-up colleagues."""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.people import Role

_AGENT = frozenset({Role.AGENT})


@dataclass(frozen=True)
class Member:
    """Somebody of the team, and how they work.

    `topics` are what they know best. `chats` is how many chats they have at once; `pace` how fast
    they are (1 is ordinary, 2 twice as fast); `care` how often they see at once what comes, of 1.
    """

    login: str
    name: str
    interface: str
    topics: tuple[str, ...] = ()
    chats: int = 3
    takes_calls: bool = True
    pace: float = 1.0
    care: float = 0.9
    roles: frozenset[Role] = _AGENT


YOU = Member(
    "sunniva.l",
    "Sunniva Lund",
    "PJSIP/101",
    ("payment", "domain"),
    roles=frozenset({Role.AGENT, Role.TECHNICIAN, Role.LEAD}),
)

COLLEAGUES = (
    Member("jonas.t", "Jonas Tangen", "PJSIP/102", ("pos",), chats=2, pace=1.1),
    Member(
        "mari.k", "Mari Krogh", "PJSIP/103", ("shipping", "product"), chats=4, takes_calls=False
    ),
    Member("eilif.s", "Eilif Sandmo", "PJSIP/104", ("pos", "product"), chats=2, pace=0.9),
    Member("ragna.v", "Ragna Vollan", "PJSIP/105", ("invoice", "report"), chats=3, care=0.95),
    Member("teodor.b", "Teodor Bakkli", "PJSIP/106", ("domain",), chats=3, pace=0.7, care=0.75),
    Member("solveig.n", "Solveig Nerbø", "PJSIP/107", ("payment",), chats=4, takes_calls=False),
    Member("amund.h", "Amund Hestnes", "PJSIP/108", ("shipping", "other"), chats=3, pace=0.8),
)


def team(colleagues: int) -> tuple[Member, ...]:
    """The person at the window and so many colleagues."""
    return (YOU, *COLLEAGUES[:colleagues])
