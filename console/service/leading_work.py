"""What a leading `serve` does: the parts, how they are started, and who wakes whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from console.channels.contract import LiveConnector
from console.channels.web.connector import NAME as CHAT
from console.data.commands.availability import PHONE
from console.data.commands.delivery import recover
from console.data.commands.outward import recover_acts
from console.data.store import Store
from console.data.store_clock import StoreClock
from console.domain.instants import Clock
from console.domain.language import tr
from console.service.bell import Bell, Bells
from console.service.health import HealthBoard
from console.service.housekeeping import Housekeeping
from console.service.leading_store import LeadingStore, Term
from console.service.live_parts import (
    OFFERS,
    TELEPHONES,
    TO_OFFER,
    Live,
    delivery_of,
    no_live,
    start_live,
    start_offers,
    start_telephones,
)
from console.service.mail_account import Connect, Secrets
from console.service.mail_parts import ACCOUNT, DELIVERY, MailAccount
from console.service.part import PartPlan, PartState
from console.service.phone_account import ConnectPhone
from console.service.phone_parts import PhoneAccount, versions_of
from console.service.status_watch import FetchStatus, StatusWatch
from console.service.store_keeping import StoreKeeping
from console.service.store_watch import StoreWatch, Wake
from console.service.supervisor import Patience, Supervisor
from console.service.web_parts import ConnectWeb, WebChatAccount

SERVE, HOUSEKEEPING, WATCH, STORE = "serve", "housekeeping", "watch", "store"
STATUS = "status"

BY_PEOPLE = frozenset({"DeliveryChanged"})
"""Events that wake where one of us did it; else they tell what a delivery has done itself."""

PATIENCE = Patience(grace_s=8.0, break_off_s=1.0)
"""The mailbox's and the exchange's parts end within limits of their own, which must fit in here."""


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
        live: Live = no_live,
        bell: Callable[[], Bell] = Bell,
        status: FetchStatus | None = None,
        phone: ConnectPhone | None = None,
        web: ConnectWeb | None = None,
    ) -> None:
        """`bell` makes what each part waits on; without `status` no status page is asked, without
        `phone` no exchange of the setting, without `web` no web chat, nor beside a live connector
        that is one itself.
        """
        self._store = store
        self._clock = clock
        self._instance = instance
        self._secrets = secrets
        self._connect = connect
        self._begun = begun
        self._live = live
        self._bell = bell
        self._status = status
        self._phone = phone
        self._web = web
        self._connectors: Sequence[LiveConnector] = ()
        self._supervisor: Supervisor | None = None
        self._health: HealthBoard | None = None

    def begin(self, term: Term) -> None:
        """Starts the parts. Raises StoreError; then nothing runs."""
        desk = LeadingStore(self._store, self._clock, term)
        desk.perform(recover, term.epoch)
        desk.perform(recover_acts, term.epoch)
        health = HealthBoard(desk, self._instance)
        self._health = health
        self._supervisor = Supervisor(health.tell, term.holds, bell=self._bell)
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
        for connector in self._connectors:
            connector.close()
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
            lambda _bell: MailAccount(
                desk, self._secrets, self._connect, health, bells, bell=self._bell
            ),
        )
        bells.hang(ACCOUNT, parts.start(account))
        self._connectors = self._live()
        for connector in self._connectors:
            start_live(connector, desk, parts, health.tell, bells)
        live = {connector.name for connector in self._connectors}
        if self._phone is not None and PHONE not in live:
            self._start_phone(self._phone, desk, health, parts, bells)
            live.add(PHONE)
        if self._web is not None and CHAT not in live:
            self._start_web(self._web, desk, health, parts, bells)
            live.add(CHAT)
        if live:
            start_offers(desk, parts, bells)
        if PHONE in live:
            start_telephones(desk, parts, bells)
        fetch = self._status
        if fetch is not None:
            bells.hang(
                STATUS, parts.start(PartPlan(STATUS, lambda _bell: StatusWatch(desk, fetch)))
            )
        told = wakes(bells, live)
        parts.start(PartPlan(WATCH, lambda bell: StoreWatch(self._store, told, BY_PEOPLE)))

    def _start_phone(
        self,
        connect: ConnectPhone,
        desk: LeadingStore,
        health: HealthBoard,
        parts: Supervisor,
        bells: Bells,
    ) -> None:
        versions = versions_of(desk.term.epoch)

        def make(_bell: Bell) -> PhoneAccount:
            return PhoneAccount(
                desk, self._secrets, connect, health, bells, versions, bell=self._bell
            )

        bells.hang(PHONE, parts.start(PartPlan(PHONE, make)))

    def _start_web(
        self,
        connect: ConnectWeb,
        desk: LeadingStore,
        health: HealthBoard,
        parts: Supervisor,
        bells: Bells,
    ) -> None:
        def make(_bell: Bell) -> WebChatAccount:
            return WebChatAccount(desk, connect, health, bells, bell=self._bell)

        bells.hang(CHAT, parts.start(PartPlan(CHAT, make)))


def wakes(bells: Bells, live: Iterable[str] = ()) -> dict[str, Wake]:
    """Which events of the store wake which parts; `live` names the live connectors."""
    deliveries = {name: delivery_of(name) for name in live}
    chats = tuple(part for name, part in deliveries.items() if name != PHONE)
    woken = {
        "SettingChanged": (ACCOUNT, PHONE, CHAT, STATUS),
        "CaseSnoozed": (HOUSEKEEPING,),
        "ReplyWritten": (DELIVERY,),
        "ChatAnswered": chats,
        "OutwardAsked": tuple(deliveries.values()),
        **dict.fromkeys(TO_OFFER, (OFFERS,)),
        "ReadinessChanged": (OFFERS, TELEPHONES),
        "DeliveryChanged": (DELIVERY, *deliveries.values()),
    }
    return {kind: partial(bells.ring, *names) for kind, names in woken.items()}
