"""The window while the store is away: the band on top, what waits in a list and in a case, and the
return.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from console.app.pictures.looking import Looking
from console.app.pictures.settled import settled
from console.data.feed import Cursor
from console.data.pocket_unsent import UnsentAct
from console.desk.deeds import Deed, DeedKind
from console.desk.desk import Desk
from console.desk.freshness import Absence, Freshness, Lamp, Remedy
from console.domain.ids import ActId, CaseId
from console.domain.language import tr
from console.domain.mail import MailPart
from console.domain.wording import clock_time
from console.ui.window.workplace import Workplace


async def open_before_absence(work: Workplace, case: CaseId) -> None:
    """The case that is on the screen when the store goes away."""
    work.open_case(case)
    screen = work.case
    assert screen is not None
    await settled(lambda: screen.talk.timeline.entries and screen.writing.composer.isEnabled())


async def tour_of_absence(looking: Looking, desk: Desk, case: CaseId) -> None:
    """On a desk that has ended: nothing brings the store back before its picture is drawn."""
    frame = looking.window.frame
    assert frame.band is not None
    assert frame.work is not None
    since = desk.clock.now()
    desk.unsent.waiting.set(_waiting(desk, case))
    found_again = lose_store(desk)
    await settled(lambda: frame.band is not None and frame.band.text)
    await looking.at_window("offline-case")
    frame.work.back()
    await looking.at_window("offline")
    refused = tr(
        "Lageret tok ikke imot passordet. Skriv det inn på nytt, eller be en administrator om "
        "et nytt."
    )
    desk.absence.set(Absence(since, refused, Remedy.SIGN_IN))
    await looking.at_window("offline-sign-in")
    desk.unsent.waiting.set(())
    desk.unsent.done.set(2)
    found_again()
    await looking.at_window("back-online")


def lose_store(desk: Desk) -> Callable[[], None]:
    """From now on the store is away, until one calls what is given back. On a desk that has ended:
    nothing else brings the store back to it.
    """
    since = desk.clock.now()
    reason = tr("Lageret starter på nytt. Prøv igjen om litt.")
    desk.absence.set(Absence(since, reason, Remedy.WAIT))
    away = Freshness(Lamp.OFF, tr("frakoblet siden {time}", time=clock_time(since)))
    live = desk.live.overview
    sources = (desk.mail, *(lane.source for lane in (*live.lanes, live.urgent)))
    before = [(each, each.value) for each in (desk.feed, *sources)]
    desk.feed.set(away)
    for source in sources:
        source.set(replace(away, lamp=Lamp.AWAY))

    def found_again() -> None:
        desk.absence.set(None)
        for value, was in before:
            value.set(was)

    return found_again


def _waiting(desk: Desk, case: CaseId) -> tuple[UnsentAct, ...]:
    text = "Frakten koster 149 kr."
    address = [["kari@fjellsport.no", "Kari Nordmann"]]
    said = {"text": text, "to": address, "cc": []}
    part = MailPart("pakkseddel.pdf", "application/pdf", bytes(48_000))
    return (
        _act(desk, Deed(DeedKind.TAKE, case, {}), 1),
        _act(desk, Deed(DeedKind.REPLY, case, said, (part,)), 2),
    )


def _act(desk: Desk, deed: Deed, number: int) -> UnsentAct:
    return UnsentAct(
        id=ActId(UUID(int=number)),
        account="",
        case=deed.case,
        kind=deed.kind.value,
        arguments=dict(deed.arguments),
        parts=deed.parts,
        seen=None,
        at=Cursor("", 0),
        written_at=desk.clock.now(),
        reason="",
        was_tried=False,
    )
