"""What a simulated colleague does: the ordinary commands of the store, in their own name."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session
from whenever import Instant

from console.data.errors import NotAllowed, NotFound, Refused
from console.data.store import Answer, Store
from console.data.transaction import Transaction, new_act
from console.domain.ids import PersonId
from console.domain.instants import Clock

log = logging.getLogger("console.practice")

P = ParamSpec("P")
T = TypeVar("T")


class Hands:
    """One person's. What is refused, because somebody else was first, is let go of."""

    def __init__(self, store: Store, clock: Clock, me: PersonId) -> None:
        self._store = store
        self._clock = clock
        self.me = me

    def now(self) -> Instant:
        return self._clock.now()

    def do(
        self,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> dict[str, Any] | None:
        """The command's answer; None where it was refused. Raises StoreError where the store is
        away.
        """
        try:
            act = new_act(self.me, self._clock.now())
            return self._store.perform(act, command, *args, **kwargs).answer
        except (Refused, NotFound, NotAllowed) as error:
            log.info("%s: %s", getattr(command, "__name__", "act"), error)
            return None

    def read(
        self, query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs a query. Raises StoreError."""
        return self._store.read(query, *args, **kwargs)
