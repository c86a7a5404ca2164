"""A technician's whole night from a machine of one's own, on every kind of store."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fixtures.on_call import TUESDAY_NIGHT, FakeBoot, Machine

from console.data.queries.people import people
from console.data.store import Store
from console.domain.ids import PersonId
from console.domain.oncall.incident import ClosingNote, IncidentState, Verdict
from console.domain.oncall.work_log import Span

pytestmark = pytest.mark.asyncio

NOTE = ClosingNote("Kortsalg ble avvist", "Leverandøren", "Kontant og faktura", "Varsel", "06:30")


def machine_of(store: Store, pocket: Path, who: PersonId) -> Machine:
    everybody = store.read(people)
    me = next(person for person in everybody if person.id == who)
    return Machine(store, pocket, me, everybody, FakeClock(TUESDAY_NIGHT), FakeBoot())


async def test_all_that_is_done_without_the_store_is_taken_by_it_in_one_go(
    store: Store, tmp_path: Path, magnus: PersonId
) -> None:
    machine = machine_of(store, tmp_path / "pocket.db", magnus)
    await machine.start()
    machine.cut()
    log, incident = machine.log, await machine.open()
    await log.start(incident)
    await machine.works(300)
    await log.note(incident, "Terminal svarer på ping, ikke på salg")
    await log.wait(incident, "betalingsleverandøren")
    await machine.works(120)
    await log.go_on(incident)
    machine.passes(1200)
    await machine.tick()
    (question,) = machine.view(incident).done.questions
    await log.answer(question.away, worked=True)
    now = machine.oncall.now()
    await log.by_hand(incident, Span(now.subtract(hours=2), now.subtract(hours=1)), "Ringte")
    await log.withdraw(machine.view(incident).incident.entries[-1], "Var i går")
    await log.give_verdict(incident, Verdict.THIRD_PARTY, "Leverandøren bekrefter, ref. K-5521")
    log.type_note(incident, NOTE)
    await log.over(incident)
    here = machine.view(incident)
    await machine.connect()
    try:
        view, stored = machine.view(incident), machine.stored(incident)
        assert (view.problems, view.waiting, machine.told) == ((), 0, [])
        assert view.incident == stored
        assert (stored.state, stored.note, stored.note_version) == (IncidentState.OVER, NOTE, 1)
        assert stored.entries == here.incident.entries
        assert view.done == here.done
        assert machine.seconds(incident) == 300 + 1200
    finally:
        await machine.kill()


async def test_one_who_is_not_on_call_is_told_so_and_nothing_is_lost(
    store: Store, tmp_path: Path, magnus: PersonId, jonas: PersonId
) -> None:
    host = machine_of(store, tmp_path / "magnus.db", magnus)
    await host.start()
    incident = await host.open()
    await host.sent()
    guest = machine_of(store, tmp_path / "jonas.db", jonas)
    await guest.start()
    try:
        await guest.log.start(incident)
        await guest.sent()
        is_guarded = store.engine.dialect.name == "postgresql"
        assert bool(guest.view(incident).problems) == is_guarded
        assert len(guest.told) == len(guest.view(incident).problems)
    finally:
        await guest.kill()
        await host.kill()
