"""The exchange that the setting names: its parts run as long as setting and password stand."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from itertools import count

from console.data.commands.availability import PHONE
from console.data.commands.connectors import mark_absent
from console.data.commands.live_intake import take_in_live
from console.data.errors import StoreError
from console.data.queries.wire import cursor
from console.data.secrets import SecretsUnavailable
from console.domain.connecting import SettingsError
from console.domain.language import tr
from console.domain.live_news import FiguresSeen, MembersSeen, StandingSeen
from console.service.account_parts import LOOK_S, PATIENCE, AccountParts, still_ending
from console.service.bell import Bell, Bells
from console.service.health import HealthBoard
from console.service.leading_store import LeadingStore
from console.service.mail_account import Secrets
from console.service.part import PartState, Rest
from console.service.phone_account import ConnectPhone, Exchange, address_of, named_exchange
from console.service.supervisor import Patience

log = logging.getLogger("console.phone")

_TERM_BITS, _LIFE_BITS = 40, 28


def versions_of(epoch: int) -> Iterator[int]:
    """Where each connector of a term of leading begins to count what it tells.

    What a later connector, or a later leader, says of a call is newer than what was known. Room
    for 4095 connectors a term, and for 268 million changes each.
    """
    return (epoch << _TERM_BITS | life << _LIFE_BITS for life in count(1))


class PhoneAccount:
    """The part that keeps an exchange's three parts running for the account of the setting.

    A changed setting or password ends them and starts them anew; never two generations at once.
    """

    def __init__(
        self,
        desk: LeadingStore,
        secrets: Secrets,
        connect: ConnectPhone,
        health: HealthBoard,
        bells: Bells,
        versions: Iterator[int],
        patience: Patience = PATIENCE,
        bell: Callable[[], Bell] = Bell,
    ) -> None:
        """`versions` is the term's, and outlives this part: it is made anew when it fails."""
        self._desk = desk
        self._secrets = secrets
        self._connect = connect
        self._health = health
        self._bells = bells
        self._versions = versions
        self._parts = AccountParts(desk, PHONE, health, log, patience, bell)
        self._exchange: Exchange | None = None
        self._is_forgotten = False

    def step(self) -> Rest:
        """Compares what is wanted with what runs; ends nothing for what passes by itself."""
        try:
            return self._compare()
        except SecretsUnavailable as error:
            return self._failing(str(error))
        except SettingsError as error:
            self._end()
            return self._failing(str(error))
        except StoreError as error:
            return Rest(LOOK_S, PartState.FAILING, str(error))

    def break_off(self) -> None:
        """A round is a few questions: it ends by itself, or waits for a keyring."""

    def close(self) -> None:
        """Ends the exchange's parts."""
        self._end()

    def _compare(self) -> Rest:
        wanted = named_exchange(self._desk.read, self._secrets)
        if wanted != self._exchange:
            left = self._end()
            if left:
                return still_ending(left)
        if wanted is None:
            self._forget()
        elif self._exchange is None:
            self._start(wanted)
        return self._parts.well(_words(wanted))

    def _forget(self) -> None:
        """Nobody tells any more how the calls and telephones of a former exchange are, nor how it
        is itself.
        """
        if self._is_forgotten:
            return
        if self._desk.read(cursor, PHONE) is not None:
            version = next(self._versions)
            gone = (
                StandingSeen(version, frozenset()),
                MembersSeen(version, ()),
                FiguresSeen(version, ()),
            )
            self._desk.perform(take_in_live, PHONE, gone, None)
        self._desk.upkeep(mark_absent, PHONE)
        self._is_forgotten = True

    def _failing(self, problem: str) -> Rest:
        self._is_forgotten = False
        return self._parts.failing(problem)

    def _start(self, exchange: Exchange) -> None:
        connector = self._connect(exchange, self._desk, next(self._versions))
        self._exchange, self._is_forgotten = exchange, False
        self._parts.start_live(connector, self._bells)

    def _end(self) -> tuple[str, ...]:
        """Ends what runs; the names of the parts that go on."""
        self._exchange = None
        return self._parts.end()


def _words(exchange: Exchange | None) -> str:
    if exchange is None:
        return tr("venter: ingen telefonsentral er lagt inn")
    return tr("telefonsentralen er {address}", address=address_of(exchange.settings))
