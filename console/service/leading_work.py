"""What a leading `serve` does: the parts, how they are started, and who wakes whom."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from console.data.commands.delivery import recover
from console.data.store import Store
from console.data.store_clock import StoreClock
from console.domain.instants import Clock
from console.domain.language import tr
from console.service.bell import Bells
from console.service.health import HealthBoard
from console.service.housekeeping import Housekeeping
from console.service.leading_store import LeadingStore, Term
from console.service.mail_account import Connect, Secrets
from console.service.mail_parts import ACCOUNT, DELIVERY, MailAccount
from console.service.part import PartPlan, PartState
from console.service.store_keeping import StoreKeeping
from console.service.store_watch import StoreWatch
from console.service.supervisor import Patience, Supervisor

SERVE, HOUSEKEEPING, WATCH, STORE = "serve", "housekeeping", "watch", "store"

PATIENCE = Patience(grace_s=8.0, break_off_s=1.0)
"""The mailbox's parts end within `mail_parts`' own limits, which must fit in here."""


class LeadingWork:
    """Begins and ends everything that only one `serve` may do. Threads: one."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        instance: str,
        secrets: Secrets,
        connect: Connect,
        begun: Callable[[Term], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._instance = instance
        self._secrets = secrets
        self._connect = connect
        self._begun = begun
        self._supervisor: Supervisor | None = None
        self._health: HealthBoard | None = None

    def begin(self, term: Term) -> None:
        """Starts the parts. Raises StoreError; then nothing runs."""
        desk = LeadingStore(self._store, self._clock, term)
        desk.perform(recover, term.epoch)
        health = HealthBoard(desk, self._instance)
        self._health, self._supervisor = health, Supervisor(health.tell, term.holds)
        health.tell(SERVE, PartState.OK, tr("leder"))
        self._start(desk, health, self._supervisor)
        self._begun(term)

    def tell(self, text: str) -> None:
        """Says how leading goes, in the health row of `serve` as a whole."""
        if self._health is not None:
            self._health.tell(SERVE, PartState.OK, text)

    def end(self) -> bool:
        """Stops the parts; false while some of it still goes on."""
        if self._supervisor is None:
            return True
        if self._supervisor.stop(PATIENCE):
            return False
        if self._health is not None:
            self._health.tell(SERVE, PartState.STOPPED, tr("stoppet"))
        self._supervisor = self._health = None
        return True

    def _start(self, desk: LeadingStore, health: HealthBoard, parts: Supervisor) -> None:
        bells = Bells()
        keeping = PartPlan(HOUSEKEEPING, lambda bell: Housekeeping(desk, health))
        bells.hang(HOUSEKEEPING, parts.start(keeping))
        clock = self._clock
        if isinstance(clock, StoreClock):
            doubts = clock.doubts
            parts.start(PartPlan(STORE, lambda bell: StoreKeeping(desk, doubts)))
        account = PartPlan(
            ACCOUNT,
            lambda bell: MailAccount(desk, self._secrets, self._connect, health, bells),
        )
        bells.hang(ACCOUNT, parts.start(account))
        wakes = {
            "SettingChanged": partial(bells.ring, ACCOUNT),
            "CaseSnoozed": partial(bells.ring, HOUSEKEEPING),
        }
        wakes["ReplyWritten"] = wakes["DeliveryChanged"] = partial(bells.ring, DELIVERY)
        parts.start(PartPlan(WATCH, lambda bell: StoreWatch(self._store, wakes)))
