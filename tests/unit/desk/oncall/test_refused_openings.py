"""The store refuses an incident itself: it stays on the screen with all that waits behind it."""

from __future__ import annotations

import pytest
import pytest_asyncio
from fixtures.on_call import Machine

from console.data.commands.shops import import_shops
from console.data.transaction import new_act
from console.desk.oncall.entered import ActKind, NewHere
from console.domain.ids import IncidentId, ShopId
from console.domain.oncall.incident import Product
from console.domain.oncall.work_log import EntryKind
from console.domain.shops import Shop

pytestmark = pytest.mark.asyncio

SHOP = Shop("10042", "Fjellsport AS")


@pytest_asyncio.fixture
async def refused(machine: Machine) -> IncidentId:
    """Reported in half an hour, by a slip of the pen; five minutes of work run already."""
    late = machine.oncall.now().add(minutes=30)
    incident = await machine.log.open_incident(NewHere("Kassene står", Product.POS, late))
    await machine.log.start(incident)
    await machine.works(300)
    line = machine.oncall._line
    assert [act.kind for act in line.here.value if act.problem] == [ActKind.OPENED]
    return incident


async def test_it_is_on_the_screen_with_its_problem_and_the_work_that_runs(
    machine: Machine, refused: IncidentId
) -> None:
    view = machine.view(refused)
    assert (view.incident.no, view.incident.title) == (None, "Kassene står")
    assert view.mine is not None
    assert machine.seconds(refused) == 300
    (problem,) = view.problems
    assert problem.kind is ActKind.OPENED
    assert "frem i tid" in problem.words
    assert view.waiting == 2  # acknowledged, started
    machine.cut()
    await machine.reboot()
    assert machine.view(refused).problems == (problem,)
    assert machine.seconds(refused) == 300


async def test_work_goes_on_and_waits_behind_it(machine: Machine, refused: IncidentId) -> None:
    await machine.log.note(refused, "Terminalen er byttet")
    await machine.log.end(refused)
    view = machine.view(refused)
    assert (view.mine, view.waiting) == (None, 4)
    assert [line.entry.kind for line in view.lines] == [
        EntryKind.STARTED,
        EntryKind.NOTE,
        EntryKind.ENDED,
    ]


async def test_corrected_it_comes_to_the_store_with_all_that_waited(
    machine: Machine, refused: IncidentId
) -> None:
    entered = machine.oncall.entered(refused)
    assert entered is not None
    at = machine.oncall.now().subtract(minutes=10)
    await machine.log.correct(refused, NewHere(entered.title, entered.product, at))
    await machine.sent()
    stored = machine.stored(refused)
    assert stored.reported_at == at
    assert [entry.kind for entry in stored.entries] == [EntryKind.STARTED]
    assert machine.view(refused).problems == ()
    assert machine.oncall.entered(refused) is None


async def test_tried_again_when_the_cause_is_gone_it_is_taken_before_what_waits(
    machine: Machine,
) -> None:
    new = NewHere("Kassene står", Product.POS, machine.oncall.now(), shop=ShopId(1))
    incident = await machine.log.open_incident(new)
    await machine.log.start(incident)
    await machine.settled()
    (problem,) = machine.view(incident).problems
    assert "Fant ikke butikk" in problem.words
    machine.store.perform(new_act(None, machine.oncall.now()), import_shops, [SHOP])
    await machine.log.try_again(problem.act)
    await machine.sent()
    assert machine.stored(incident).acknowledged_by == machine.me.id
    assert machine.view(incident).problems == ()


async def test_let_go_nothing_of_it_is_left_and_nothing_runs(
    machine: Machine, refused: IncidentId
) -> None:
    other = await machine.open("Nettbutikken er nede")
    await machine.log.start(other)
    await machine.log.start(refused)
    (problem,) = machine.view(refused).problems
    await machine.log.let_go(problem.act)
    await machine.sent()
    assert [view.incident.id for view in machine.oncall.views.value] == [other]
    assert machine.life.pocket.oncall.signs("magnus here") == ()
    await machine.reboot()
    assert [view.incident.id for view in machine.oncall.views.value] == [other]
    assert machine.told[1:] == []
