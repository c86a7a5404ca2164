"""Several machines and technicians on one incident: what each did is there, and counted once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import pytest_asyncio
from fixtures.on_call import Machine

from console.domain.ids import IncidentId, PersonId
from console.domain.oncall.incident import ClosingNote, IncidentState
from console.domain.oncall.work_done import FindingKind

pytestmark = pytest.mark.asyncio

MINUTE = 60


@pytest_asyncio.fixture
async def desktop(machine: Machine) -> Machine:
    """Magnus' machine."""
    return machine


@pytest_asyncio.fixture
async def laptop(machines: Callable[[str, PersonId], Machine], magnus: PersonId) -> Machine:
    """Magnus' other machine."""
    made = machines("kontor", magnus)
    await made.start()
    return made


@pytest_asyncio.fixture
async def tuvas(machines: Callable[[str, PersonId], Machine], tuva: PersonId) -> Machine:
    """Tuva's machine."""
    made = machines("hytte", tuva)
    await made.start()
    return made


async def pass_together(seconds: float, *those: Machine) -> None:
    """Time passes for all, each at work."""
    for _ in range(round(seconds / 30)):
        for machine in those:
            await machine.works(30)


async def begun(machine: Machine, *others: Machine) -> IncidentId:
    """An incident that all of them see."""
    incident = await machine.open()
    await machine.sent()
    for other in others:
        await other.connect()
    return incident


async def test_a_pause_on_the_laptop_stops_the_desktop(desktop: Machine, laptop: Machine) -> None:
    incident = await begun(desktop, laptop)
    await desktop.log.start(incident)
    await desktop.sent()
    await pass_together(10 * MINUTE, desktop, laptop)
    await laptop.connect()
    assert laptop.view(incident).mine is not None
    await laptop.log.pause(incident)
    await laptop.sent()
    await pass_together(10 * MINUTE, desktop, laptop)
    await desktop.connect()
    assert desktop.view(incident).mine is None
    assert desktop.seconds(incident) == laptop.seconds(incident) == 10 * MINUTE
    await desktop.works(MINUTE)
    assert desktop.life.pocket.oncall.signs("magnus here") == ()


async def test_going_on_at_the_laptop_takes_the_timer_along(
    desktop: Machine, laptop: Machine
) -> None:
    incident = await begun(desktop, laptop)
    await desktop.log.start(incident)
    await desktop.sent()
    await pass_together(10 * MINUTE, desktop, laptop)
    await laptop.connect()
    await laptop.log.start(incident)
    await laptop.sent()
    await pass_together(5 * MINUTE, desktop, laptop)
    await laptop.log.end(incident)
    await laptop.sent()
    await desktop.connect()
    done = desktop.view(incident).done
    assert desktop.seconds(incident) == 15 * MINUTE
    assert (done.running, done.findings) == ((), ())


async def test_two_machines_that_knew_nothing_of_each_other_are_counted_once_and_told(
    desktop: Machine, laptop: Machine
) -> None:
    incident = await begun(desktop, laptop)
    desktop.cut()
    laptop.cut()
    await desktop.log.start(incident)
    await laptop.log.start(incident)
    await pass_together(20 * MINUTE, desktop, laptop)
    await desktop.log.end(incident)
    await pass_together(10 * MINUTE, desktop, laptop)
    await laptop.log.end(incident)
    await laptop.connect()
    await desktop.connect()
    await laptop.connect()
    for machine in (desktop, laptop):
        assert machine.seconds(incident) == 30 * MINUTE
        (found,) = machine.view(incident).done.findings
        assert found.kind is FindingKind.TWO_MACHINES
    assert desktop.view(incident).incident == laptop.view(incident).incident


async def test_two_technicians_see_each_other_at_work(desktop: Machine, tuvas: Machine) -> None:
    incident = await begun(desktop, tuvas)
    await desktop.log.start(incident)
    await desktop.sent()
    await pass_together(10 * MINUTE, desktop, tuvas)
    await tuvas.connect()
    assert tuvas.view(incident).mine is None
    assert [one.technician for one in tuvas.view(incident).done.running] == ["magnus"]
    await tuvas.log.start(incident)
    await tuvas.sent()
    await desktop.connect()
    await pass_together(5 * MINUTE, desktop, tuvas)
    assert desktop.seconds(incident) == tuvas.seconds(incident) == 20 * MINUTE
    await desktop.log.over(incident)
    await desktop.sent()
    (problem,) = desktop.view(incident).problems
    assert "Tuva" in problem.words
    await tuvas.log.over(incident)
    await tuvas.sent()
    assert tuvas.stored(incident).state is IncidentState.OVER


async def test_idleness_here_stops_nobody_elses_line(desktop: Machine, tuvas: Machine) -> None:
    incident = await begun(desktop, tuvas)
    await desktop.log.start(incident)
    await tuvas.log.start(incident)
    await tuvas.sent()
    await desktop.connect()
    await desktop.runs(30 * MINUTE)
    assert desktop.view(incident).idle_since is not None
    assert desktop.seconds(incident) == 30 * MINUTE  # Tuva's alone


async def test_of_two_who_write_the_closing_note_the_second_chooses(
    desktop: Machine, tuvas: Machine
) -> None:
    incident = await begun(desktop, tuvas)
    tuvas.cut()
    tuvas.log.type_note(incident, ClosingNote(seen="Tuvas"))
    await tuvas.log.flush_note(incident)
    desktop.log.type_note(incident, ClosingNote(seen="Magnus'"))
    await desktop.log.flush_note(incident)
    await desktop.sent()
    await tuvas.connect()
    view = tuvas.view(incident)
    assert (view.incident.note.seen, view.their_note) == ("Tuvas", ClosingNote(seen="Magnus'"))
    assert len(view.problems) == 1
    tuvas.log.type_note(incident, ClosingNote(seen="Tuvas, mer"))
    await tuvas.log.flush_note(incident)
    await tuvas.settled()
    assert tuvas.view(incident).their_note == ClosingNote(seen="Magnus'")
    await tuvas.log.keep_my_note(incident)
    await tuvas.sent()
    assert tuvas.stored(incident).note.seen == "Tuvas, mer"
    assert tuvas.view(incident).problems == ()


async def test_what_a_colleague_wrote_can_be_taken_instead(
    desktop: Machine, tuvas: Machine
) -> None:
    incident = await begun(desktop, tuvas)
    tuvas.cut()
    tuvas.log.type_note(incident, ClosingNote(seen="Tuvas"))
    await tuvas.log.flush_note(incident)
    desktop.log.type_note(incident, ClosingNote(seen="Magnus'"))
    await desktop.log.flush_note(incident)
    await desktop.sent()
    await tuvas.connect()
    await tuvas.log.take_their_note(incident)
    view = tuvas.view(incident)
    assert (view.incident.note.seen, view.their_note, view.problems) == ("Magnus'", None, ())


async def test_a_second_window_on_the_machine_takes_nothing_from_the_first(
    desktop: Machine, machines: Callable[[str, PersonId], Machine], magnus: PersonId
) -> None:
    incident = await begun(desktop)
    second = machines("stue", magnus)
    second.boot = desktop.boot
    second.has_network = False
    await second.start()
    desktop.cut()
    await desktop.log.start(incident)
    second.oncall._signs.begun()
    for _ in range(4):
        second.wall.advance(30)
        await desktop.works(30)
        await second.tick()
    assert len(desktop.life.pocket.oncall.signs("magnus here")) == 1
    assert desktop.seconds(incident) == 120
    desktop.passes(600)
    await desktop.tick()
    assert len(desktop.view(incident).done.questions) == 1
