"""Sleep, death and idleness: asked about, never silently billed; and clocks that are set wrong."""

from __future__ import annotations

import pytest
from fixtures.on_call import Machine

from console.domain.ids import IncidentId
from console.domain.oncall.work_done import AwayWhy, Question
from console.domain.oncall.work_log import EntryKind

pytestmark = pytest.mark.asyncio

MINUTE, HOUR, DAY = 60, 3600, 24 * 3600


async def working(machine: Machine, seconds: float = 10 * MINUTE) -> IncidentId:
    """Somebody has been at it for so long."""
    incident = await machine.open()
    await machine.log.start(incident)
    await machine.works(seconds)
    return incident


def question(machine: Machine, incident: IncidentId) -> Question:
    (asked,) = machine.view(incident).done.questions
    return asked


def minutes(asked: Question) -> float:
    return (asked.span.end - asked.span.start).total("seconds") / 60


async def test_a_machine_that_slept_asks_and_goes_on(machine: Machine) -> None:
    incident = await working(machine)
    machine.passes(43 * MINUTE)
    await machine.tick()
    asked = question(machine, incident)
    assert (asked.why, minutes(asked)) == (AwayWhy.ASLEEP, 43)
    await machine.works(5 * MINUTE)
    assert machine.seconds(incident) == 15 * MINUTE
    await machine.log.answer(asked.away, worked=True)
    assert machine.seconds(incident) == 58 * MINUTE
    assert machine.view(incident).done.questions == ()


async def test_a_no_leaves_it_out_for_good(machine: Machine) -> None:
    incident = await working(machine)
    machine.passes(43 * MINUTE)
    await machine.tick()
    await machine.log.answer(question(machine, incident).away, worked=False)
    await machine.log.end(incident)
    await machine.sent()
    assert machine.view(incident).done.questions == ()
    assert machine.seconds(incident) == 10 * MINUTE


async def test_up_to_a_minute_is_nothing_to_ask_about(machine: Machine) -> None:
    incident = await working(machine)
    machine.passes(60)
    await machine.tick()
    assert machine.view(incident).done.questions == ()
    assert machine.seconds(incident) == 11 * MINUTE


async def test_what_is_done_first_after_a_sleep_comes_after_the_question(machine: Machine) -> None:
    incident = await working(machine)
    machine.passes(43 * MINUTE)
    await machine.log.end(incident)
    assert minutes(question(machine, incident)) == 43
    assert machine.seconds(incident) == 10 * MINUTE


@pytest.mark.parametrize("how", ["killed", "power cut"])
async def test_a_program_that_was_killed_asks_when_it_is_started_again(
    machine: Machine, how: str
) -> None:
    incident = await working(machine)
    machine.passes(7)
    await machine.kill()
    machine.passes(20 * MINUTE)
    await machine.start()
    if how == "power cut":
        await machine.reboot()
    asked = question(machine, incident)
    assert asked.why is AwayWhy.STOPPED
    assert minutes(asked) == pytest.approx(20 + 7 / 60)
    await machine.works(MINUTE)
    assert machine.seconds(incident) == 11 * MINUTE


async def test_a_program_that_is_started_again_at_once_goes_on_as_if_nothing_was(
    machine: Machine,
) -> None:
    incident = await working(machine)
    await machine.kill()
    machine.passes(20)
    await machine.start()
    await machine.works(40)
    assert machine.view(incident).done.questions == ()
    assert machine.seconds(incident) == 11 * MINUTE


async def test_after_more_than_an_hour_the_work_does_not_run_on_unasked(machine: Machine) -> None:
    incident = await working(machine)
    await machine.kill()
    machine.passes(8 * HOUR)
    await machine.start()
    await machine.works(30 * MINUTE)
    assert machine.view(incident).mine is None
    assert machine.seconds(incident) == 10 * MINUTE
    assert minutes(question(machine, incident)) == 8 * 60


async def test_twenty_minutes_without_a_key_are_asked_about_while_the_line_stands_still(
    machine: Machine,
) -> None:
    incident = await working(machine)
    await machine.runs(19 * MINUTE)
    assert machine.view(incident).idle_since is None
    await machine.runs(6 * MINUTE)
    view = machine.view(incident)
    assert view.idle_since is not None
    assert machine.seconds(incident) == 10 * MINUTE
    assert machine.view(incident).mine is not None
    await machine.log.still_working(incident, worked=True)
    assert machine.view(incident).idle_since is None
    assert machine.seconds(incident) == 35 * MINUTE
    await machine.works(MINUTE)
    assert machine.seconds(incident) == 36 * MINUTE


async def test_one_who_was_not_working_is_paused_from_when_the_console_was_left(
    machine: Machine,
) -> None:
    incident = await working(machine)
    await machine.runs(30 * MINUTE)
    await machine.log.still_working(incident, worked=False)
    await machine.works(5 * MINUTE)
    view = machine.view(incident)
    assert (view.mine, view.done.questions) == (None, ())
    assert machine.seconds(incident) == 10 * MINUTE


async def test_a_key_ends_the_idleness_and_the_question_stays(machine: Machine) -> None:
    incident = await working(machine)
    await machine.runs(25 * MINUTE)
    machine.oncall.touched()
    await machine.settled()
    asked = question(machine, incident)
    assert (asked.why, minutes(asked)) == (AwayWhy.IDLE, 25)
    await machine.works(MINUTE)
    assert machine.seconds(incident) == 11 * MINUTE
    await machine.log.still_working(incident, worked=True)
    assert machine.seconds(incident) == 36 * MINUTE


async def test_idle_for_more_than_an_hour_and_still_working_goes_on(machine: Machine) -> None:
    incident = await working(machine)
    await machine.runs(80 * MINUTE)
    await machine.log.still_working(incident, worked=True)
    await machine.works(MINUTE)
    assert machine.seconds(incident) == 91 * MINUTE


async def test_killed_while_nobody_was_there_is_one_question(machine: Machine) -> None:
    incident = await working(machine)
    await machine.runs(25 * MINUTE)
    await machine.kill()
    machine.passes(15 * MINUTE)
    await machine.start()
    asked = question(machine, incident)
    assert (asked.why, minutes(asked)) == (AwayWhy.IDLE, 40)
    assert machine.seconds(incident) == 10 * MINUTE


async def test_waiting_for_others_needs_nobody_at_the_machine(machine: Machine) -> None:
    incident = await working(machine)
    await machine.log.wait(incident, "leverandøren")
    await machine.runs(25 * MINUTE)
    machine.passes(2 * HOUR)
    await machine.tick()
    view = machine.view(incident)
    assert (view.idle_since, view.done.questions) == (None, ())
    assert view.mine is not None


@pytest.mark.parametrize("jump_s", [HOUR, -HOUR, DAY, -DAY])
async def test_a_wall_clock_that_is_moved_changes_nothing(machine: Machine, jump_s: float) -> None:
    incident = await working(machine)
    machine.wall.advance(jump_s)
    await machine.works(5 * MINUTE)
    await machine.kill()
    await machine.start()
    await machine.works(5 * MINUTE)
    await machine.log.end(incident)
    await machine.sent()
    assert machine.view(incident).problems == ()
    assert machine.view(incident).done.questions == ()
    assert machine.seconds(incident) == 20 * MINUTE


async def test_a_clock_that_is_set_back_while_the_machine_was_off_ends_what_ran(
    machine: Machine,
) -> None:
    incident = await working(machine)
    machine.wall.advance(-HOUR)
    await machine.reboot()
    await machine.works(5 * MINUTE)
    await machine.sent()
    view = machine.view(incident)
    assert (view.mine, view.problems) == (None, ())
    assert machine.seconds(incident) == 10 * MINUTE
    await machine.log.start(incident)
    await machine.works(5 * MINUTE)
    assert machine.seconds(incident) == 15 * MINUTE


async def test_the_log_says_what_happened(machine: Machine) -> None:
    incident = await working(machine)
    machine.passes(43 * MINUTE)
    await machine.tick()
    await machine.sent()
    kinds = [(e.kind, e.text) for e in machine.stored(incident).entries]
    assert kinds == [(EntryKind.STARTED, ""), (EntryKind.AWAY, "asleep")]
