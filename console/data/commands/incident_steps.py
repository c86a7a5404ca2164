"""What acts on an incident have in common: finding it, holding it, refusing what lies ahead."""

from __future__ import annotations

from sqlalchemy import select
from whenever import Instant

from console.data.errors import NotFound, Refused
from console.data.tables.oncall import IncidentRow
from console.data.transaction import Transaction
from console.domain.ids import IncidentId
from console.domain.language import tr

LENIENT_S = 5
"""How far ahead of its act an instant may lie: clocks are never quite the same."""


def need_incident(tx: Transaction, incident: IncidentId, *, held: bool = True) -> IncidentRow:
    """The incident's row; a held one is nobody else's to change until the end.

    Only who is on call may hold one (a server locks what one may change). Raises NotFound.
    """
    wanted = select(IncidentRow).where(IncidentRow.id == incident)
    if held:
        wanted = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    row = tx.session.scalar(wanted)
    if row is None:
        raise NotFound(
            tr("Fant ikke hendelsen {incident} i lageret. Ingenting ble endret.", incident=incident)
        )
    return row


def whole_seconds(at: Instant) -> Instant:
    """What is billed is counted in whole seconds."""
    return Instant.from_timestamp(int(at.timestamp()))


def refuse_future(tx: Transaction, *instants: Instant) -> None:
    """Raises Refused for what has not happened yet."""
    if any(at > tx.act.at.add(seconds=LENIENT_S) for at in instants):
        raise Refused(
            tr("Tidspunktet ligger frem i tid. Ingenting ble lagret; rett tiden og prøv igjen.")
        )
