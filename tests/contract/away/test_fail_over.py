"""Another server takes over: the desk comes along, and no answer goes out on an older sight."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from signal import SIGQUIT

import pytest
from fixtures.at_work import AtWork, on_thread
from fixtures.house import LETTER
from fixtures.waiting import until
from peers.postgres import Postgres
from peers.standby import Standby, standby_of

from console.desk.case_draft import case_scope
from console.desk.composed import Composed
from console.domain.cases import CaseState

pytestmark = [
    pytest.mark.asyncio,
    pytest.mark.timeout(120),
    pytest.mark.parametrize("server", [{"durable": True}], indirect=True),
]


@pytest.fixture
def standby(at_work: AtWork, server: Postgres) -> Iterator[Standby]:
    """It follows the server on which the desk stands."""
    del at_work
    following = standby_of(server)
    yield following
    following.server.remove()
    # What the test's own clearing up is to find.
    server.start()


async def test_the_desk_comes_along_and_an_answer_of_before_is_a_draft(
    at_work: AtWork, standby: Standby
) -> None:
    view = at_work.desk.open_view()
    await view.show(at_work.case)
    assert view.face.value is not None
    seen = view.face.value.seen
    await on_thread(partial(at_work.server.stop, SIGQUIT))
    await at_work.is_told("Lageret svarer ikke")
    answer = Composed(
        at_work.case,
        "Frakten koster 149 kr.",
        "SV: Frakt",
        (LETTER,),
        (),
        (),
        CaseState.WAITING,
        seen,
    )
    await at_work.desk.acts.reply(answer)
    await at_work.note("skrevet før byttet")
    await on_thread(standby.promote)
    await on_thread(standby.take_place)
    seconds = await at_work.back()
    print(f"fail-over: back after {seconds:.1f} s")
    assert seconds < 5
    (told,) = at_work.told
    assert told.startswith(
        f"Svaret i sak {at_work.case} ble ikke sendt: lageret er hentet tilbake fra en kopi, "
        "eller en annen server har tatt over"
    )
    assert at_work.pocket.load(case_scope(at_work.case)).text == "Frakten koster 149 kr."
    await view.refresh()
    said = [entry.body for entry in view.entries.rows]
    assert "skrevet før byttet" in said
    assert "Frakten koster 149 kr." not in said
    await until(at_work.desk.feed, lambda: at_work.desk.feed.value.lamp.value == "live")
    standby.server.stop()


async def test_a_standby_is_read_live_and_takes_what_waited_once_it_is_promoted(
    at_work: AtWork, standby: Standby
) -> None:
    await on_thread(partial(at_work.server.stop, SIGQUIT))
    await at_work.is_told("Lageret svarer ikke")
    await at_work.note("skrevet før byttet")
    await on_thread(standby.take_place)
    await until(at_work.desk.absence, lambda: at_work.desk.absence.value is None)
    await at_work.is_held("Lageret kan bare leses akkurat nå")
    view = at_work.desk.open_view()
    await view.show(at_work.case)
    await on_thread(standby.promote)
    seconds = await at_work.back()
    print(f"promoted standby: back after {seconds:.1f} s")
    assert seconds < 5
    assert at_work.notes() == ["skrevet før byttet"]
    assert at_work.told == []
    at_work.house.store.close()
    standby.server.stop()
