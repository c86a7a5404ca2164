"""The store as the leading `serve` works on it: in its own name, in its own term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.commands.leading import while_leading
from console.data.store import Answer, Store
from console.data.transaction import Act, Transaction, new_act
from console.domain.instants import Clock

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Term:
    """One time of leading. `holds` turns false before anybody else can take over."""

    epoch: int
    holds: Callable[[], bool]


class LeadingStore:
    """Commands and queries of the leader; commands are refused once another has taken over.

    Every command raises StoreError; `Refused` also means that this term is over.
    """

    def __init__(self, store: Store, clock: Clock, term: Term) -> None:
        self._store = store
        self._clock = clock
        self.term = term

    @property
    def engine(self) -> Engine:
        """For whoever watches the store on a connection of its own."""
        return self._store.engine

    def now(self) -> Instant:
        return self._clock.now()

    def new_act(self) -> Act:
        """An act of `serve` itself, to be carried out once however often it is tried."""
        return new_act(None, self._clock.now())

    def perform(
        self,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> dict[str, Any]:
        """Carries out a command in this term; returns its answer."""
        return self.perform_once(self.new_act(), command, *args, **kwargs)

    def perform_once(
        self,
        act: Act,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> dict[str, Any]:
        """Carries out a command as a given act; returns its first answer."""
        checked = while_leading(self.term.epoch, command)
        return self._store.perform(act, checked, *args, **kwargs).answer

    def upkeep(
        self,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> dict[str, Any]:
        """Carries out a command that leaves no record of the act; returns its answer."""
        checked = while_leading(self.term.epoch, command)
        return self._store.upkeep(self.new_act(), checked, *args, **kwargs)

    def tend(
        self,
        command: Callable[Concatenate[Transaction, P], Answer],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> dict[str, Any]:
        """Carries out what does no harm in any term, without a look at the lease.

        For what frees others: a look might have to wait for those. Returns the command's answer.
        """
        return self._store.upkeep(self.new_act(), command, *args, **kwargs)

    def read(
        self,
        query: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Runs a query."""
        return self._store.read(query, *args, **kwargs)
