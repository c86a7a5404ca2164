"""A shop that nobody knew at first is named at this machine, with the store or without it."""

from __future__ import annotations

import pytest
from fixtures.billed import NOTE
from fixtures.on_call import Machine

from console.data.commands.bases import back_to_draft, make_ready
from console.data.commands.incidents import give_verdict, write_closing_note
from console.data.commands.shops import import_shops
from console.data.queries.bases import bases_of_incident
from console.data.transaction import new_act
from console.desk.oncall.entered import ActKind
from console.domain.ids import BasisId, IncidentId, ShopId
from console.domain.oncall.incident import Verdict
from console.domain.shops import Shop

pytestmark = pytest.mark.asyncio

FJELL, KAFE = Shop("10042", "Fjellsport AS"), Shop("10043", "Kafé Nord")


async def reported(machine: Machine) -> IncidentId:
    """Somebody has called, and said from where only later."""
    machine.store.perform(new_act(None, machine.oncall.now()), import_shops, [FJELL, KAFE])
    incident = await machine.open()
    await machine.sent()
    return incident


async def test_it_is_on_this_machine_at_once_and_comes_to_the_store(machine: Machine) -> None:
    incident = await reported(machine)
    machine.cut()
    await machine.log.name_shop(incident, ShopId(1), "Fjellsport AS")
    await machine.reboot()
    seen = machine.view(incident).incident
    assert (seen.shop, seen.shop_name) == (ShopId(1), "Fjellsport AS")
    await machine.connect()
    assert machine.stored(incident).shop_name == "Fjellsport AS"
    assert machine.view(incident).waiting == 0


async def test_of_two_who_name_one_the_first_stands_and_the_other_is_told(
    machine: Machine,
) -> None:
    incident = await reported(machine)
    machine.cut()
    await machine.log.name_shop(incident, ShopId(1), "Fjellsport AS")
    await machine.log.name_shop(incident, ShopId(2), "Kafé Nord")
    assert machine.view(incident).incident.shop == ShopId(1)
    await machine.connect()
    (problem,) = machine.view(incident).problems
    assert (problem.kind, machine.stored(incident).shop) == (ActKind.SHOP_NAMED, ShopId(1))
    assert "har en butikk alt" in problem.words


async def test_behind_a_basis_that_is_ready_it_is_refused_in_words_and_kept(
    machine: Machine,
) -> None:
    incident = await reported(machine)
    basis = ready(machine, incident)
    await machine.log.name_shop(incident, ShopId(1), "Fjellsport AS")
    await machine.sent()
    (problem,) = machine.view(incident).problems
    assert "ta grunnlaget tilbake til kladd først" in problem.words
    assert machine.told == [
        f"Lageret tok ikke imot butikken: {problem.words} Det ligger fortsatt her."
    ]
    assert machine.view(incident).incident.shop is None
    act = new_act(machine.me.id, machine.oncall.now())
    machine.store.perform(act, back_to_draft, basis, "Mangler butikk.")
    await machine.log.try_again(problem.act)
    await machine.sent()
    assert machine.stored(incident).shop == ShopId(1)


def ready(machine: Machine, incident: IncidentId) -> BasisId:
    """Its basis has been made ready."""
    (basis,) = machine.store.read(bases_of_incident, incident)
    for command, *given in (
        (write_closing_note, incident, NOTE, 0),
        (give_verdict, incident, Verdict.PLATFORM, "DNS hos oss."),
        (make_ready, basis.id),
    ):
        machine.store.perform(new_act(machine.me.id, machine.oncall.now()), command, *given)
    return basis.id
