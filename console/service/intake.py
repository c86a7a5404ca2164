"""Taking in what a connector brings: page by page, the cursor in the transaction of its last mails.

At least once from outside, exactly once in the store. A mail that the store will not take stops
no other and is not lost: it is kept raw, and says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from console.channels.contract import AuthFailed, ChannelError, Connector, Page, ProtocolError
from console.data.commands.connectors import mark_failing, mark_pulled
from console.data.commands.intake import take_in
from console.data.errors import Refused, StoreBusy, StoreFull, StoreUnavailable
from console.data.queries.wire import cursor
from console.domain.language import ntr, tr
from console.domain.mail import IncomingMail
from console.service.bell import Bell
from console.service.hold import AUTH_S, Growth, Hold, steady
from console.service.leading_store import LeadingStore
from console.service.pace import BREATHER_S, Pace
from console.service.page_ahead import LET_GO_S, PageAhead
from console.service.part import PartState, Rest
from console.service.unreadable import kept_raw

log = logging.getLogger("console.mail")

POLL_S = 120.0
"""How often mail is looked for when nothing wakes us (the windows count on it)."""

PAGE = 200
"""Mails asked for at a time."""

TRIES = 2
"""A mail is tried so often by itself before the fault is taken to lie in the mail."""

_NOT_THE_MAIL = (Refused, StoreBusy, StoreFull, StoreUnavailable)
"""Failures that say nothing about the mail: the page is fetched again later."""


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
    _problem: str = ""
    _hold: Hold = field(init=False)
    _pace: Pace = field(default_factory=Pace)
    _pages: PageAhead = field(init=False)

    def __post_init__(self) -> None:
        self._hold = Hold(Growth(), self.now_s)
        self._pages = PageAhead(self.connector, PAGE)

    def step(self) -> Rest:
        """Fetches everything there is; on failure holds back, longer each time."""
        left_s = self._hold.left_s()
        if left_s > 0:
            # Woken too early: the health row keeps what it says.
            return Rest(left_s, PartState.FAILING, self._problem)
        try:
            failed = self._pull_all()
        except ChannelError as error:
            return self._failing(str(error), AUTH_S if isinstance(error, AuthFailed) else 0.0)
        if self._problem:
            self._problem = ""
            self.recovered()
        self._hold.clear()
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

    def _failing(self, problem: str, at_least_s: float) -> Rest:
        log.warning("mail is not fetched: %s", problem)
        self._problem = problem
        self.desk.upkeep(mark_failing, self.connector.name, problem)
        return Rest(self._hold.fail(at_least_s), PartState.FAILING, problem)

    def _pull_all(self) -> str:
        """Pulls until there is no more. Returns what could not be fetched, in words."""
        if not self._identity:
            self._identity = self.connector.check_receiving().identity
        name = self.connector.name
        place = self.desk.read(cursor, name)
        while self._may_go_on():
            page = self._pages.page(place)
            if page.more and page.cursor != place and self._may_go_on():
                self._pages.begin(page.cursor)
            if not self._take_in(page, place):
                return ""
            if not page.more:
                self.desk.upkeep(mark_pulled, name, self._identity)
                return _failed_words(page)
            if page.cursor == place:
                raise ProtocolError(tr("Postkassen gir den samme siden om igjen."))
            place = page.cursor
            self._breathe()
        return ""

    def _may_go_on(self) -> bool:
        return self.desk.term.holds() and not self.bell.is_stopped()

    def _take_in(self, page: Page, place: bytes | None) -> bool:
        """Takes in a page; false when interrupted: what comes again is known by then."""
        left: Sequence[IncomingMail] = page.mails
        while True:
            portion, left = self._pace.split(left)
            began_s = self.now_s()
            self._take_in_portion(portion, place, place if left else page.cursor)
            self._pace.took(len(portion), self.now_s() - began_s)
            if not left:
                return True
            self._breathe()
            if not self._may_go_on():
                return False

    def _breathe(self) -> None:
        self.bell.stopped.wait(BREATHER_S)

    def _take_in_portion(
        self, mails: Sequence[IncomingMail], before: bytes | None, after: bytes | None
    ) -> None:
        if not mails and before == after:
            return
        name = self.connector.name
        try:
            answer = self.desk.perform(take_in, name, mails, after)
            log.info("took in %d new mails, knew %d", answer["new"], answer["known"])
        except _NOT_THE_MAIL:
            raise
        except Exception as error:  # a value that the engine will not take, whatever it is
            log.warning("some mails were refused (%s): taking them one by one", _kind(error))
            for mail in mails:
                self._take_in_one(mail, before)
                self._breathe()
            self.desk.perform(take_in, name, (), after)

    def _take_in_one(self, mail: IncomingMail, place: bytes | None) -> None:
        for left in reversed(range(TRIES)):
            try:
                self.desk.perform(take_in, self.connector.name, (mail,), place)
            except _NOT_THE_MAIL:
                raise
            except Exception as error:
                log.warning("a mail was refused (%s), tries left: %d", _kind(error), left)
            else:
                return
        self.desk.perform(take_in, self.connector.name, (kept_raw(mail),), place)


def _failed_words(page: Page) -> str:
    if not page.failed:
        return ""
    reasons = "; ".join(dict.fromkeys(reason for _, reason in page.failed))
    count = ntr("{count} e-post", "{count} e-poster", len(page.failed))
    return tr("{count} kan ikke hentes: {reasons}", count=count, reasons=reasons[:500])


def _kind(error: Exception) -> str:
    """What kind of failure, without the mail's own words in it."""
    return type(error.__cause__ or error).__name__
