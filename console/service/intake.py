"""Taking in mail: page by page, the cursor in the transaction of its last mails.

At least once from outside, exactly once in the store.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from console.channels.contract import ChannelError, Connector, Page, ProtocolError
from console.data.commands.connectors import mark_pulled
from console.data.commands.intake import take_in
from console.data.queries.wire import cursor
from console.domain.language import ntr, tr
from console.domain.mail import IncomingMail
from console.service.bell import Bell
from console.service.hold import Growth, steady
from console.service.leading_store import LeadingStore
from console.service.pace import Pace
from console.service.page_ahead import LET_GO_S, PageAhead
from console.service.part import PartState, Rest
from console.service.pulling import Trouble
from console.service.taking_in import Taker, TakingIn
from console.service.unreadable import kept_raw

log = logging.getLogger("console.mail")

POLL_S = 120.0
"""How often mail is looked for when nothing wakes us (the windows count on it)."""

PAGE = 200
"""Mails asked for at a time."""

MAILS: Taker[IncomingMail] = Taker(take_in, kept_raw, log)


@dataclass
class Intake:
    """The part that fetches. `recovered` is called when fetching works again after a failure;
    `now_s` is a steady clock, in seconds.
    """

    desk: LeadingStore
    connector: Connector
    bell: Bell
    recovered: Callable[[], None]
    now_s: Callable[[], float] = steady
    _identity: str = ""
    _trouble: Trouble = field(init=False)
    _taking_in: TakingIn[IncomingMail] = field(init=False)
    _pages: PageAhead = field(init=False)

    def __post_init__(self) -> None:
        name = self.connector.name
        self._trouble = Trouble(self.desk, name, log, Growth(), self.now_s)
        pace = Pace(_raw_bytes)
        self._taking_in = TakingIn(self.desk, self.bell, name, MAILS, pace, self.now_s)
        self._pages = PageAhead(self.connector, PAGE)

    def step(self) -> Rest:
        """Fetches everything there is; on failure holds back, longer each time."""
        held = self._trouble.held()
        if held is not None:
            return held
        try:
            failed = self._pull_all()
        except ChannelError as error:
            return self._trouble.told(error)
        if self._trouble.over():
            self.recovered()
        if failed:
            return Rest(POLL_S, PartState.FAILING, failed)
        return Rest(POLL_S, text=tr("henter e-post for {who}", who=self._identity))

    def break_off(self) -> None:
        """Ends the connection under a call that waits on it."""
        self.connector.close()

    def close(self) -> None:
        """Ends the connection."""
        self.connector.close()
        self._pages.drop(LET_GO_S)

    def _pull_all(self) -> str:
        """Pulls until there is no more. Returns what could not be fetched, in words."""
        if not self._identity:
            self._identity = self.connector.check_receiving().identity
        name = self.connector.name
        place = self.desk.read(cursor, name)
        taking_in = self._taking_in
        while taking_in.may_go_on():
            page = self._pages.page(place)
            if page.more and page.cursor != place and taking_in.may_go_on():
                self._pages.begin(page.cursor)
            if not taking_in.page(page.mails, place, page.cursor):
                return ""
            if not page.more:
                self.desk.upkeep(mark_pulled, name, self._identity)
                return _failed_words(page)
            if page.cursor == place:
                raise ProtocolError(tr("Postkassen gir den samme siden om igjen."))
            place = page.cursor
            taking_in.breathe()
        return ""


def _raw_bytes(mail: IncomingMail) -> int:
    return len(mail.raw)


def _failed_words(page: Page) -> str:
    if not page.failed:
        return ""
    reasons = "; ".join(dict.fromkeys(reason for _, reason in page.failed))
    count = ntr("{count} e-post", "{count} e-poster", len(page.failed))
    return tr("{count} kan ikke hentes: {reasons}", count=count, reasons=reasons[:500])
