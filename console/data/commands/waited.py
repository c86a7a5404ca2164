"""Acts that have waited on somebody's machine, carried out when the store can take them again."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from console.data.errors import OtherPast
from console.data.feed import newest
from console.data.store import Answer
from console.data.transaction import Transaction
from console.domain.language import tr


def of_same_past(command: Callable[..., Answer], epoch: str) -> Callable[..., Answer]:
    """The command, refused with OtherPast in a store that is not the one its author had seen.

    The numbers that the fence compares mean nothing in another past. An act that was carried out
    before its answer got lost never comes here: `Store.perform` knows it by its id.
    """

    @wraps(command)
    def waited(tx: Transaction, *args: Any) -> Answer:
        if newest(tx.session).epoch != epoch:
            raise OtherPast(
                tr(
                    "Lageret er hentet tilbake fra en kopi, eller en annen server har tatt over, "
                    "så det du hadde sett, kan være endret"
                )
            )
        return command(tx, *args)

    return waited
