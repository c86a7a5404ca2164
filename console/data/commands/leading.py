"""The lease of the leading `serve`, with an epoch that every claim of the outbox carries.

On a server, commands of the leader share the row (FOR KEY SHARE), so that they need not wait for
each other or for the renewal; who takes over has it alone (FOR UPDATE), and so comes after every
command of the old epoch that was under way.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from whenever import Instant

from console.data.errors import Refused
from console.data.tables.leader import LeaderRow
from console.data.transaction import Transaction
from console.domain.instants import seconds_between
from console.domain.language import tr

P = ParamSpec("P")

MACHINE = "serve"

_SHARED = {"read": True, "key_share": True}
_RENEWED = {"key_share": True}


def lead(
    tx: Transaction, holder: str, until: Instant, gone: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """Takes or renews the lease. The answer's `epoch` is 0 when somebody else leads.

    Then `holder` says who, and `left_s` for how long if it is not renewed. `gone` are holders
    that are known to have ended: their lease need not be waited out.
    """
    row = tx.session.get(LeaderRow, MACHINE, with_for_update=_RENEWED)
    if row is None:
        tx.session.add(LeaderRow(machine=MACHINE, epoch=1, holder=holder, until=until))
        return {"epoch": 1}
    if row.holder != holder:
        if row.until > tx.act.at and row.holder not in gone:
            left_s = seconds_between(tx.act.at, row.until)
            return {"epoch": 0, "holder": row.holder, "left_s": left_s}
        tx.session.refresh(row, with_for_update=True)
        row.epoch += 1
        row.holder = holder
    row.until = until
    return {"epoch": row.epoch}


def resign(tx: Transaction, holder: str) -> None:
    """Gives the lease back at an orderly end."""
    row = tx.session.get(LeaderRow, MACHINE, with_for_update=_RENEWED)
    if row is not None and row.holder == holder:
        row.until = tx.act.at


def must_lead(tx: Transaction, epoch: int) -> None:
    """Raises Refused when a later leader has taken over."""
    row = tx.session.get(LeaderRow, MACHINE, with_for_update=_SHARED)
    if row is None or row.epoch != epoch:
        raise Refused(tr("En annen tjeneste har overtatt; denne gjør ingenting mer."))


def while_leading(
    epoch: int, command: Callable[Concatenate[Transaction, P], dict[str, Any] | None]
) -> Callable[Concatenate[Transaction, P], dict[str, Any] | None]:
    """The command, refused (Refused) to everybody but the leader of that epoch."""

    @wraps(command)
    def checked(tx: Transaction, /, *args: P.args, **kwargs: P.kwargs) -> dict[str, Any] | None:
        must_lead(tx, epoch)
        return command(tx, *args, **kwargs)

    return checked
