"""What somebody does in Telefon, in the words that tests are told in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session
from ui.overview.at_overview import PHONE, AtOverview
from ui.window.at_the_window import AtTheWindow

from console.data.commands.leading import lead
from console.data.commands.outward import begin_act, claim_act, finish_act
from console.data.tables.live import OutwardActRow
from console.domain.calls import CallState, Ending, MemberState
from console.domain.cases import DeliveryState
from console.domain.live_news import CallSeen, MemberSeen, MembersSeen
from console.ui.telephone.call_band import CallBand
from console.ui.telephone.telephone_screen import TelephoneScreen
from console.widgets.queue_row import QueueText

MINE, JONAS = "SIP/12", "SIP/14"
QUEUE = "kundeservice"


@dataclass
class AtTelephone:
    house: AtOverview
    screen: TelephoneScreen

    @property
    def at(self) -> AtTheWindow:
        return self.house.at

    @property
    def band(self) -> CallBand:
        band = self.at.window.frame.calls
        assert band is not None
        return band

    def rows(self) -> list[QueueText]:
        """The calls as they are drawn."""
        model = self.screen.lane.pane.model
        texts = [model.data(model.index(n, 0), 0x0100) for n in range(model.rowCount())]
        return [text for text in texts if isinstance(text, QueueText)]

    def buttons(self, key: str) -> list[str]:
        """What the buttons on a row say."""
        strip = self.screen.buttons.strips.get(key)
        return [] if strip is None else [each.words for each in strip.deeds]

    def stand_on_first(self) -> str:
        """The keyboard is on the first call, which is in sight; its key."""
        view = self.screen.lane.pane.view
        self.at.until(view.isVisible)
        view.setFocus()
        view.step(1)
        self.at.until(view.hasFocus)
        self.at.until(view.show_current)
        return view.current_key()

    def tells(self, number: str, version: int, state: CallState, **fields: Any) -> None:
        """The exchange tells of a call that came a minute ago."""
        began = self.house.before(60)
        seen = CallSeen(number, version, began, state, QUEUE, number, **fields)
        self.house.tell(PHONE, seen)

    def waits(self, number: str, **fields: Any) -> None:
        """Somebody waits in the queue, and stands on the screen."""
        count = len(self.rows())
        self.tells(number, 1, CallState.WAITING, **fields)
        self.at.until(lambda: len(self.rows()) > count)

    def gives_up(self, number: str) -> None:
        """Somebody waited, and hung up."""
        now = self.at.house.clock.now()
        ended = {"ended_at": now, "ending": Ending.ABANDONED}
        self.tells(number, 2, CallState.ENDED, **ended)

    def rings_me(self, number: str, **fields: Any) -> None:
        """It rings at my telephone, and the card is there."""
        self.tells(number, 1, CallState.RINGING, rung_to=MINE, **fields)
        self.at.until(self.band.ringing.isVisible)

    def talks_with_me(self, number: str, version: int = 2) -> None:
        """I have answered."""
        now = self.at.house.clock.now()
        told = {"answered_by": MINE, "answered_at": now}
        self.tells(number, version, CallState.TALKING, **told)

    def call_of_mine_ends(self, number: str) -> None:
        """I had a call, and it is over."""
        self.talks_with_me(number)
        now = self.at.house.clock.now()
        told = {"answered_by": MINE, "answered_at": now, "ended_at": now}
        self.tells(number, 3, CallState.ENDED, ending=Ending.ANSWERED, **told)
        self.at.until(self.band.wrap_up.isVisible)

    def members(self, version: int, **states: MemberState) -> None:
        """The exchange tells of the telephones: SIP12=…, SIP14=…."""
        since = self.house.before(30)
        seen = tuple(
            MemberSeen(name.replace("SIP", "SIP/"), QUEUE, state, "", since)
            for name, state in states.items()
        )
        self.house.tell(PHONE, MembersSeen(version, seen))

    def asked(self) -> list[tuple[str, dict[str, Any]]]:
        """What the exchange is asked for, in its order."""
        return self.at.away(partial(self.at.house.store.read, _acts))

    def refuses(self, reason: str) -> None:
        """The exchange refuses what it was asked for last."""
        act = self.at.house.act
        until = self.house.before(-60)
        epoch = self.at.away(partial(act, None, lead, "test:1:-", until)).answer["epoch"]
        claimed = self.at.away(partial(act, None, claim_act, PHONE, epoch)).answer
        name = UUID(claimed["act"])
        self.at.away(partial(act, None, begin_act, name, epoch))
        refused = DeliveryState.REFUSED
        self.at.away(partial(act, None, finish_act, name, epoch, refused, reason))


def _acts(session: Session) -> list[tuple[str, dict[str, Any]]]:
    rows = session.scalars(select(OutwardActRow).order_by(OutwardActRow.asked_at))
    return [(row.kind, dict(row.details)) for row in rows]
