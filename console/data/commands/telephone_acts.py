"""Asking the exchange to call somebody, to pass a call on, and to move a caller forward.

What comes of it is told as news of a call; that it was refused, to whoever asked.
"""

from __future__ import annotations

from typing import Any

from console.data.commands.availability import PHONE
from console.data.commands.calls import refuse_unless_waiting
from console.data.commands.cases import actor_of
from console.data.commands.live_steps import held_call, name_of, record_call, telephone_of
from console.data.commands.outward import ask
from console.data.commands.telephone_steps import own_telephone, talks, under_way
from console.data.errors import Conflict, Refused
from console.data.tables.cases import CaseRow
from console.data.tables.live import CallRow, OutwardActRow
from console.data.tables.people import PersonRow
from console.data.transaction import Transaction
from console.domain.calls import CallState
from console.domain.dialling import is_emergency, to_dial
from console.domain.ids import CallId, CaseId, PersonId
from console.domain.language import tr
from console.domain.outward import OutwardKind, Transfer
from console.domain.phone_numbers import grouped
from console.domain.wording import clock_time

HIGHEST = 1_000
"""An exchange's priorities go from 0 to this."""


def ask_to_dial(
    tx: Transaction, number: str, call: CallId | None = None, case: CaseId | None = None
) -> dict[str, Any]:
    """Asks the exchange to call a number from the actor's telephone, which rings first. `call` is
    whom that calls back, `case` what the call will belong to. The same asked twice is once.

    Raises Refused (no number, an emergency number, no telephone, in a call), Conflict where a
    colleague has called the caller back, or is about to.
    """
    actor, wanted = actor_of(tx), checked_number(number)
    interface = own_telephone(tx, actor)
    details = {"interface": interface, "number": wanted}
    row = None if call is None else held_call(tx, call)
    if row is not None:
        _refuse_called_back(tx, row, actor)
        details["call"] = str(row.id)
    if case is not None:
        details["case"] = str(tx.need(CaseRow, case).id)
    asked = under_way(tx, OutwardKind.DIAL, 0, OutwardActRow.asked_by == actor)
    if asked is not None and asked.details.get("number") == wanted:
        return {"outward": str(asked.id)}
    if asked is not None:
        other = grouped(str(asked.details.get("number", "")))
        raise Refused(
            tr("Telefonen din ringer allerede opp {number}. Legg på først.", number=other)
        )
    if talks(tx, actor):
        raise Refused(tr("Du er i en samtale. Ingenting er ringt opp. Legg på, og ring så."))
    act = ask(tx, PHONE, OutwardKind.DIAL, "", details)
    if row is not None:
        record_call(tx, "CallBackBegun", row, act=str(act))
    return {"outward": str(act)}


def ask_to_transfer(
    tx: Transaction, call: CallId, to: PersonId | str, how: Transfer
) -> dict[str, Any]:
    """Asks the exchange to pass the actor's call on, to a colleague or a number. The call's case
    follows when a colleague answers (`live_after_calls.py`). The same asked twice is once.

    Raises Conflict when it is over, Refused where it is another's, or cannot go there.
    """
    actor, row = actor_of(tx), held_call(tx, call)
    if row.state == CallState.ENDED:
        ended = clock_time(row.ended_at or tx.act.at)
        raise Conflict(tr("Samtalen ble avsluttet {time}. Ingenting er satt over.", time=ended))
    if row.state != CallState.TALKING or row.answered_by != actor:
        raise Refused(tr("Bare den som har samtalen, kan sette den over. Ingenting er gjort."))
    goal = _colleague(tx, actor, to) if isinstance(to, int) else checked_number(to)
    details = {"to": goal, "how": how.value, "interface": own_telephone(tx, actor)}
    asked = under_way(tx, OutwardKind.TRANSFER, 0, OutwardActRow.target == row.remote_id)
    if asked is not None and asked.details == details:
        return {"outward": str(asked.id)}
    if asked is not None:
        raise Refused(tr("Samtalen settes allerede over. Vent på sentralen, og prøv så igjen."))
    act = ask(tx, row.connector, OutwardKind.TRANSFER, row.remote_id, details)
    return {"outward": str(act)}


def ask_for_priority(tx: Transaction, call: CallId, priority: int) -> dict[str, Any]:
    """Asks the exchange to give a waiting caller this priority in its own queue. The same asked
    twice is once.

    Raises Conflict when the call waits no more, Refused for what is no priority.
    """
    actor_of(tx)
    row = held_call(tx, call)
    refuse_unless_waiting(tx, row)
    if not 0 <= priority <= HIGHEST:
        raise Refused(tr("Prioriteten er et tall fra 0 til {highest}.", highest=HIGHEST))
    details = {"priority": str(priority)}
    asked = under_way(tx, OutwardKind.SET_PRIORITY, 0, OutwardActRow.target == row.remote_id)
    if asked is not None and asked.details == details:
        return {"outward": str(asked.id)}
    act = ask(tx, row.connector, OutwardKind.SET_PRIORITY, row.remote_id, details)
    return {"outward": str(act)}


def checked_number(text: str) -> str:
    """A number as the exchange is asked for it. Raises Refused for what may not be dialled."""
    if is_emergency(text):
        raise Refused(
            tr(
                "Nødnummer ringes ikke herfra: hjelpen får ikke vite hvor du er. Bruk telefonen "
                "selv, helst en mobil."
            )
        )
    number = to_dial(text)
    if not number:
        shown = " ".join(text.split())[:40]
        raise Refused(
            tr("«{number}» er ikke et telefonnummer. Ingenting er ringt opp.", number=shown)
        )
    return number


def _colleague(tx: Transaction, actor: PersonId, to: PersonId) -> str:
    """The telephone of a colleague who can be called."""
    row = tx.need(PersonRow, to)
    if row.id == actor:
        raise Refused(tr("Du har samtalen selv. Velg en kollega, eller skriv et nummer."))
    if row.disabled_at is not None:
        raise Refused(tr("{name} er ikke lenger i bruk. Velg en annen.", name=row.name))
    interface = telephone_of(tx, PersonId(row.id))
    if not interface:
        raise Refused(
            tr(
                "{name} har ingen telefon i sentralen. Velg en annen, eller skriv et nummer.",
                name=row.name,
            )
        )
    if talks(tx, row.id):
        raise Refused(
            tr("{name} er i en samtale. Samtalen er fortsatt din; velg en annen.", name=row.name)
        )
    return interface


def _refuse_called_back(tx: Transaction, row: CallRow, actor: PersonId) -> None:
    """Nobody is called back twice, or by two at once."""
    if row.called_back_at is not None and row.called_back_by != actor:
        name, time = name_of(tx, row.called_back_by), clock_time(row.called_back_at)
        raise Conflict(tr("{name} har ringt tilbake {time}.", name=name, time=time))
    asked = under_way(
        tx, OutwardKind.DIAL, 0, OutwardActRow.details["call"].as_string() == str(row.id)
    )
    if asked is not None and asked.asked_by != actor:
        raise Conflict(tr("{name} ringer tilbake nå.", name=name_of(tx, asked.asked_by)))
