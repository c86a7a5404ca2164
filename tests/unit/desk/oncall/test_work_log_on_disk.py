"""What a technician does: on this machine's disk first, in the store soon after, each act once."""

from __future__ import annotations

import pytest
from fixtures.on_call import Machine, refused
from whenever import Instant

from console.desk.oncall.entered import ActKind
from console.domain.billing.work import Source, WorkKind
from console.domain.oncall.incident import ClosingNote, IncidentState, Verdict
from console.domain.oncall.work_log import EntryKind, Span

pytestmark = pytest.mark.asyncio


async def test_work_is_counted_from_the_key_press_and_comes_to_the_store(machine: Machine) -> None:
    incident = await machine.open()
    await machine.log.start(incident)
    await machine.works(12 * 60)
    assert machine.seconds(incident) == 12 * 60
    view = machine.view(incident)
    assert view.mine is not None
    assert view.incident.acknowledged_by == machine.me.id
    await machine.log.end(incident)
    await machine.sent()
    stored = machine.stored(incident)
    assert [entry.kind for entry in stored.entries] == [EntryKind.STARTED, EntryKind.ENDED]
    assert machine.view(incident).here_only == frozenset()
    assert machine.view(incident).incident == stored


async def test_pause_and_waiting_stop_the_count_and_go_on_starts_it_again(machine: Machine) -> None:
    incident = await machine.open()
    await machine.log.start(incident)
    await machine.works(600)
    await machine.log.wait(incident, "betalingsleverandøren")
    await machine.works(300)
    waiting = machine.view(incident)
    assert waiting.mine is not None
    assert waiting.mine.kind is WorkKind.WAITING
    await machine.log.go_on(incident)
    await machine.works(60)
    await machine.log.pause(incident)
    await machine.works(600)
    kinds = [(one.kind, one.end - one.start) for one in machine.view(incident).done.intervals]
    assert [(kind, took.total("seconds")) for kind, took in kinds] == [
        (WorkKind.WORK, 600),
        (WorkKind.WAITING, 300),
        (WorkKind.WORK, 60),
    ]
    took = [(line.entry.kind, line.seconds, line.counts) for line in machine.view(incident).lines]
    assert took == [
        (EntryKind.STARTED, 600, True),
        (EntryKind.WAITING, 300, False),
        (EntryKind.STARTED, 60, True),
        (EntryKind.PAUSED, None, True),
    ]


async def test_starting_on_another_pauses_the_first_at_the_same_instant(machine: Machine) -> None:
    first, second = await machine.open(), await machine.open("Nettbutikken er nede")
    await machine.log.start(first)
    await machine.works(300)
    await machine.log.start(second)
    await machine.works(60)
    (done,) = machine.view(first).done.intervals
    assert machine.view(first).mine is None
    running = machine.view(second).mine
    assert running is not None
    assert done.end == running.since
    assert (machine.seconds(first), machine.seconds(second)) == (300, 60)


async def test_everything_is_there_while_the_store_is_away_and_comes_when_it_is_back(
    machine: Machine,
) -> None:
    machine.cut()
    incident = await machine.open()
    await machine.log.start(incident)
    await machine.works(15 * 60)
    await machine.log.note(incident, "Terminal svarer på ping, ikke på salg")
    await machine.log.give_verdict(incident, Verdict.THIRD_PARTY, "Leverandøren bekrefter")
    await machine.log.over(incident)
    view = machine.view(incident)
    assert (view.incident.no, view.incident.state) == (None, IncidentState.OVER)
    assert view.incident.verdict is Verdict.THIRD_PARTY
    assert view.away_since is not None
    assert view.waiting == 7  # opened, acknowledged, started, note, verdict, ended, over
    assert machine.seconds(incident) == 15 * 60
    await machine.connect()
    stored = machine.stored(incident)
    assert machine.view(incident).incident == stored
    assert stored.over_at == view.incident.over_at
    assert stored.verdicts == view.incident.verdicts
    assert [entry.id for entry in stored.entries] == [entry.id for entry in view.incident.entries]
    assert (machine.view(incident).waiting, machine.view(incident).away_since) == (0, None)


async def test_saved_tells_when_the_disk_had_it(machine: Machine) -> None:
    incident = await machine.open()
    machine.passes(4)
    await machine.log.start(incident)
    assert machine.oncall.saved.value == machine.oncall.now()


async def test_what_the_store_refuses_is_told_and_kept_and_can_be_tried_again(
    machine: Machine,
) -> None:
    incident = await machine.open()
    await machine.log.start(incident)
    await machine.sent()
    over = machine.oncall._maker.act(incident, ActKind.OVER)
    await machine.oncall._line.keep([over])
    await machine.sent()
    (problem,) = machine.view(incident).problems
    assert "løper ennå" in problem.words
    assert machine.told == [
        f"Lageret tok ikke imot avslutningen av hendelsen: {problem.words} Det ligger fortsatt her."
    ]
    assert machine.view(incident).incident.state is IncidentState.OPEN
    await machine.kill()
    machine.passes(2)
    await machine.start()
    assert machine.view(incident).problems == (problem,)
    await machine.log.end(incident)
    await machine.log.try_again(problem.act)
    await machine.sent()
    assert machine.view(incident).problems == ()
    assert machine.stored(incident).state is IncidentState.OVER


async def test_what_is_refused_can_be_let_go(machine: Machine) -> None:
    incident = await machine.open()
    await machine.log.start(incident)
    await machine.oncall._line.keep([machine.oncall._maker.act(incident, ActKind.OVER)])
    await machine.sent()
    (problem,) = machine.view(incident).problems
    await machine.log.let_go(problem.act)
    assert machine.view(incident).problems == ()


async def test_work_by_hand_needs_a_reason_and_a_time_that_has_been(machine: Machine) -> None:
    incident = await machine.open()
    now = machine.oncall.now()
    past = Span(now.subtract(minutes=20), now.subtract(minutes=5))
    words = await refused(machine.log.by_hand(incident, past, " "))
    assert words == "Det mangler en begrunnelse. Ingenting er ført i loggen ennå."
    ahead = Span(now, now.add(minutes=5))
    assert "frem i tid" in await refused(machine.log.by_hand(incident, ahead, "Ringte"))
    backwards = Span(past.end, past.start)
    assert "slutter ikke" in await refused(machine.log.by_hand(incident, backwards, "Ringte"))
    await machine.log.by_hand(incident, past, "Ringte butikken fra bilen")
    await machine.sent()
    (done,) = machine.view(incident).done.intervals
    assert (done.source, done.reason) == (Source.BY_HAND, "Ringte butikken fra bilen")
    (entry,) = machine.stored(incident).entries
    await machine.log.withdraw(entry, "Var en annen sak")
    await machine.sent()
    assert machine.view(incident).done.intervals == ()
    assert [line.is_struck for line in machine.view(incident).lines] == [True, False]


async def test_instants_are_whole_seconds(machine: Machine) -> None:
    incident = await machine.open()
    machine.passes(0.9)
    await machine.log.start(incident)
    (entry,) = machine.view(incident).incident.entries
    assert entry.at == Instant.from_utc(2026, 11, 24, 1)


async def test_a_store_of_another_past_is_given_everything_again(machine: Machine) -> None:
    incident = await machine.open()
    await machine.log.start(incident)
    await machine.works(60)
    await machine.log.end(incident)
    await machine.sent()
    with machine.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE store_fact SET value = 'etter gjenoppretting'")
    await machine.connect()
    assert machine.seconds(incident) == 60
    assert len(machine.stored(incident).entries) == 2
    kept = machine.life.pocket.oncall.acts(machine.oncall._line.account)
    assert {act.sent_in for act in kept} == {"etter gjenoppretting"}


async def test_the_closing_note_is_on_disk_in_a_moment_and_in_the_store_when_left(
    machine: Machine,
) -> None:
    incident = await machine.open()
    await machine.sent()
    for seen in ("K", "Ko", "Kortsalg ble avvist"):
        machine.log.type_note(incident, ClosingNote(seen=seen))
    await machine.log.flush_note(incident)
    assert machine.view(incident).note_saved_at == machine.oncall.now()
    await machine.sent()
    stored = machine.stored(incident)
    assert (stored.note.seen, stored.note_version) == ("Kortsalg ble avvist", 1)
    machine.log.type_note(incident, ClosingNote(seen="Kortsalg ble avvist i kassene"))
    await machine.log.flush_note(incident)
    await machine.sent()
    assert machine.stored(incident).note_version == 2


async def test_a_note_that_is_typed_while_the_store_is_away_is_one_act(machine: Machine) -> None:
    incident = await machine.open()
    await machine.sent()
    machine.cut()
    for seen in ("En", "En, to", "En, to, tre"):
        machine.log.type_note(incident, ClosingNote(seen=seen))
        await machine.log.flush_note(incident)
    assert machine.view(incident).waiting == 1
    await machine.kill()
    await machine.start()
    assert machine.view(incident).incident.note.seen == "En, to, tre"
    await machine.connect()
    assert machine.stored(incident).note.seen == "En, to, tre"


async def test_whoever_starts_on_one_that_is_over_opens_it_again(machine: Machine) -> None:
    incident = await machine.open()
    await machine.log.over(incident)
    await machine.sent()
    assert machine.stored(incident).state is IncidentState.OVER
    await machine.log.start(incident)
    await machine.sent()
    assert machine.stored(incident).state is IncidentState.OPEN


async def test_an_incident_that_is_over_goes_from_the_screen_when_it_is_old(
    machine: Machine,
) -> None:
    over, still_open = await machine.open(), await machine.open("Nettbutikken er nede")
    await machine.log.over(over)
    await machine.sent()
    assert [view.incident.id for view in machine.oncall.views.value] == [still_open, over]
    machine.passes(8 * 24 * 3600)
    await machine.connect()
    assert [view.incident.id for view in machine.oncall.views.value] == [still_open]
