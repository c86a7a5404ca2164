"""The house's own chat for whoever leads: its parts run as long as the setting stands."""

from __future__ import annotations

import logging
from collections.abc import Callable

from console.channels.contract import LiveConnector
from console.channels.web.connector import NAME
from console.data.commands.connectors import mark_absent
from console.data.commands.web_house import forget_old
from console.data.errors import StoreError
from console.domain.connecting import SettingsError
from console.domain.language import ntr, tr
from console.service.account_parts import LOOK_S, PATIENCE, AccountParts, still_ending
from console.service.bell import Bell, Bells
from console.service.health import HealthBoard
from console.service.hold import steady
from console.service.leading_store import LeadingStore
from console.service.part import PartState, Rest
from console.service.supervisor import Patience
from console.service.web_account import web_settings

log = logging.getLogger("console.web")

FORGET_EVERY_S = 3600.0
KEPT_DAYS = 30
"""So long after its end the door still knows a visit; its case is kept as every case is."""

ConnectWeb = Callable[[LeadingStore], LiveConnector]
"""Makes the connector of a term of leading."""


def by_hall(desk: LeadingStore) -> LiveConnector:
    """The connector at the hall of this store."""
    # Late: a standby needs none.
    from console.channels.web.connector import WebConnector  # noqa: PLC0415
    from console.service.web_hall import LeadersHall  # noqa: PLC0415

    return WebConnector(LeadersHall(desk), desk)


class WebChatAccount:
    """The part that keeps the connector's three parts running while there is a web chat.

    One connector serves whatever the setting says: only the doors are made anew when it changes.
    """

    def __init__(
        self,
        desk: LeadingStore,
        connect: ConnectWeb,
        health: HealthBoard,
        bells: Bells,
        patience: Patience = PATIENCE,
        bell: Callable[[], Bell] = Bell,
    ) -> None:
        self._desk = desk
        self._connect = connect
        self._health = health
        self._bells = bells
        self._parts = AccountParts(desk, NAME, health, log, patience, bell)
        self._is_absent = False
        self._forgot_s = float("-inf")

    def step(self) -> Rest:
        """Compares what is wanted with what runs; ends nothing for what passes by itself."""
        try:
            return self._compare()
        except SettingsError as error:
            self._is_absent = False
            return self._parts.failing(str(error))
        except StoreError as error:
            return Rest(LOOK_S, PartState.FAILING, str(error))

    def break_off(self) -> None:
        """A round is a few questions to the store: it ends by itself."""

    def close(self) -> None:
        """Ends the connector's parts."""
        self._parts.end()

    def _compare(self) -> Rest:
        stored = web_settings(self._desk.read)
        if stored is None:
            left = self._parts.end()
            if left:
                return still_ending(left)
            self._be_absent()
            return self._parts.well(tr("venter: ingen nettchat er lagt inn"))
        if not self._parts.has_connector:
            self._parts.start_live(self._connect(self._desk), self._bells)
            self._is_absent = False
        self._forget()
        return self._parts.well(_words(len(stored[1].sites)))

    def _forget(self) -> None:
        """Visits that ended long ago are no longer known at the door."""
        if steady() < self._forgot_s + FORGET_EVERY_S:
            return
        before = self._desk.now().subtract(hours=24 * KEPT_DAYS)
        while self._desk.upkeep(forget_old, before)["forgotten"]:
            log.info("visits that ended long ago are forgotten")
        self._forgot_s = steady()

    def _be_absent(self) -> None:
        if not self._is_absent:
            self._desk.upkeep(mark_absent, NAME)
            self._is_absent = True


def _words(sites: int) -> str:
    return ntr(
        "nettchatten er åpen for {count} nettsted",
        "nettchatten er åpen for {count} nettsteder",
        sites,
    )
