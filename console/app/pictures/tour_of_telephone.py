"""A tour of the telephone: its place, who rings for me over another place, and after a call."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from console.app.pictures.looking import Looking
from console.app.pictures.settled import settled
from console.domain.calls import Call, CallState, Ending
from console.domain.floor import Floor
from console.ui.telephone.telephone_screen import TelephoneScreen
from console.ui.window.places import TELEPHONE

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.ui.window.workplace import Workplace

TYPED = "snøk"


async def tour_of_telephone(looking: Looking, desk: Desk, work: Workplace) -> None:
    """Shows what the telephone shows. Raises PicturesFailed."""
    work.go(TELEPHONE)
    screen = work.rooms.known(TELEPHONE)
    assert isinstance(screen, TelephoneScreen)
    await settled(lambda: screen.lane.pane.model.rows)
    screen.lane.pane.step(1)
    await looking.at_window(TELEPHONE)
    screen.head.field.begin()
    screen.head.field.setText(TYPED)
    screen.head.field.textEdited.emit(TYPED)
    await settled(lambda: screen.head.field.offers)
    await looking.at_window("telephone-dial")
    screen.head.field.clear()
    await _ringing(looking, desk)


async def _ringing(looking: Looking, desk: Desk) -> None:
    """As the exchange would tell it; the store knows nothing of it."""
    floor, telephone, me = desk.live.floor, desk.live.telephone, desk.me.id
    waiting = next(call for call in floor.calls.values() if call.is_pos and call.shop)
    _tell(desk, replace(waiting, state=CallState.RINGING, rung_to=me))
    await settled(lambda: telephone.ringing_for_me.value is not None)
    await settled(lambda: getattr(telephone.ringing_for_me.value, "facts", ()))
    await looking.at_window("telephone-ringing")
    case = next(chat.case for chat in floor.chats.values())
    now = desk.clock.now()
    _tell(
        desk,
        replace(
            waiting,
            state=CallState.ENDED,
            ending=Ending.ANSWERED,
            answered_by=me,
            answered_at=waiting.began_at,
            ended_at=now,
            case=case,
        ),
    )
    await settled(lambda: telephone.to_wrap_up.value is not None)
    await looking.at_window("telephone-wrap-up")
    _tell(desk, waiting)
    await settled(lambda: telephone.to_wrap_up.value is None)


def _tell(desk: Desk, call: Call) -> None:
    desk.live.overview.take(Floor(calls=(call,)), ())
    desk.live.telephone.tick()
