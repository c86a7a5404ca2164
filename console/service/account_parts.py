"""What the parts that follow a setting have in common: parts of their own, one at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from console.channels.contract import LiveConnector
from console.data.commands.connectors import mark_failing
from console.domain.language import tr
from console.service.bell import Bell, Bells
from console.service.health import HealthBoard
from console.service.leading_store import LeadingStore
from console.service.live_parts import start_live
from console.service.part import PartState, Rest
from console.service.supervisor import Patience, Supervisor

LOOK_S = 15.0
"""How often what is wanted is compared with what runs; a change of the setting rings."""

ENDING_S = 1.0
"""How often it is looked whether the former parts have ended."""

PATIENCE = Patience(grace_s=4.0, break_off_s=3.0)


class AccountParts:
    """The parts of one account, begun and ended together; what keeps it from being used is told
    once. `name` is the connector's in the store. Threads: one.
    """

    def __init__(
        self,
        desk: LeadingStore,
        name: str,
        health: HealthBoard,
        log: logging.Logger,
        patience: Patience = PATIENCE,
        bell: Callable[[], Bell] = Bell,
    ) -> None:
        self._desk = desk
        self._name = name
        self._health = health
        self._log = log
        self._patience = patience
        self._problem = ""
        self._connector: LiveConnector | None = None
        self.supervisor = Supervisor(health.tell, desk.term.holds, bell=bell)

    @property
    def has_connector(self) -> bool:
        """Whether a live connector's parts run, or have not ended yet."""
        return self._connector is not None

    def start_live(self, connector: LiveConnector, bells: Bells) -> None:
        """Begins the parts of a live connector; it is closed when they have ended."""
        self._connector = connector
        start_live(connector, self._desk, self.supervisor, self._health.tell, bells)

    def end(self) -> tuple[str, ...]:
        """Ends what runs; the names of the parts that go on."""
        left = self.supervisor.stop(self._patience)
        if not left and self._connector is not None:
            self._connector.close()
            self._connector = None
        return left

    def failing(self, problem: str) -> Rest:
        """The account cannot be used. Raises StoreError."""
        if problem != self._problem:
            self._log.warning("%s cannot be used: %s", self._name, problem)
            self._desk.upkeep(mark_failing, self._name, problem)
        self._problem = problem
        return Rest(LOOK_S, PartState.FAILING, problem)

    def well(self, words: str) -> Rest:
        """What is wanted runs."""
        self._problem = ""
        return Rest(LOOK_S, text=words)


def still_ending(left: Sequence[str]) -> Rest:
    """Never two generations at once: the former one is waited for."""
    text = tr("venter på at {parts} skal ta slutt", parts=", ".join(left))
    return Rest(ENDING_S, PartState.FAILING, text)
