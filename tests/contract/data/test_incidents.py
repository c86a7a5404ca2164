"""A critical incident: opened, acknowledged, judged, noted, over; seen by everybody alike."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fakes.incidents import logged, reported
from fixtures.house import House
from whenever import Instant

from console.data.commands.bases import back_to_draft, make_ready
from console.data.commands.incidents import (
    acknowledge,
    declare_over,
    give_verdict,
    link_case,
    name_shop,
    open_incident,
    reopen_incident,
    write_closing_note,
)
from console.data.commands.shops import import_shops
from console.data.commands.work_log import add_entry
from console.data.errors import Conflict, NotAllowed, NotFound, Refused
from console.data.feed import newest, news
from console.data.queries.bases import bases_of_incident
from console.data.queries.incidents import (
    incident,
    incidents_between,
    incidents_of_case,
    open_incidents,
)
from console.data.transaction import new_act
from console.domain.ids import CaseId, IncidentId, PersonId, ShopId, new_uuid
from console.domain.oncall.incident import ClosingNote, Incident, IncidentState, Verdict
from console.domain.oncall.work_log import EntryKind
from console.domain.shops import Shop

NOTE = ClosingNote("Kassene sto.", "Lisensen var gått ut.", "Fornyet.", "Varsel.", "Ferdig kl. 4.")


@pytest.fixture
def opened(house: House, magnus: PersonId) -> IncidentId:
    """Registers that stand still, reported just now."""
    return _opened(house, magnus)


def _opened(house: House, who: PersonId | None, **fields: Any) -> IncidentId:
    new = reported(house.clock.now(), **fields)
    house.act(who, open_incident, new)
    return new.id


def _seen(house: House, one: IncidentId) -> Incident:
    return house.store.read(incident, one)


def test_an_incident_is_there_as_it_was_reported(house: House, magnus: PersonId) -> None:
    house.act(None, import_shops, [Shop("10021", "Fjellsport AS")])
    new = reported(house.clock.now(), shop=ShopId(1))
    answer = house.act(magnus, open_incident, new).answer
    found = _seen(house, new.id)
    assert found == Incident(
        id=new.id,
        no=answer["no"],
        title="Kassene står",
        product=new.product,
        shop=new.shop,
        shop_name="Fjellsport AS",
        reporter_name="Kari Nordmann",
        reporter_phone="+4777600000",
        reported_at=house.clock.now(),
        acknowledged_at=None,
        acknowledged_by=None,
        state=IncidentState.OPEN,
        over_at=None,
        note=ClosingNote(),
        note_version=0,
        verdicts=(),
        cases=(),
        entries=(),
    )
    assert found.verdict is Verdict.UNKNOWN


def test_incidents_are_numbered_as_they_come(house: House, magnus: PersonId) -> None:
    numbers = [_seen(house, _opened(house, magnus)).no for _ in range(3)]
    assert numbers == [1, 2, 3]


def test_opening_twice_is_once(house: House, magnus: PersonId) -> None:
    act, new = new_act(magnus, house.clock.now()), reported(house.clock.now())
    first = house.store.perform(act, open_incident, new)
    assert house.store.perform(act, open_incident, new).answer == first.answer
    assert [one.id for one in house.store.read(open_incidents)] == [new.id]


def test_serve_opens_one_and_so_does_an_agent_who_cannot_be_on_call(
    house: House, jonas: PersonId
) -> None:
    case = house.arrive("kassene står")
    by_serve = _opened(house, None, case=case)
    by_agent = _opened(house, jonas, case=case)
    assert [one.id for one in house.store.read(incidents_of_case, case)] == [by_serve, by_agent]


def test_one_without_a_title_or_from_the_future_is_refused(house: House, magnus: PersonId) -> None:
    with pytest.raises(Refused, match="mangler en tittel"):
        house.act(magnus, open_incident, reported(house.clock.now(), title="  "))
    with pytest.raises(Refused, match="frem i tid"):
        house.act(magnus, open_incident, reported(house.clock.now().add(seconds=6)))
    with pytest.raises(NotFound, match="Fant ikke butikk 4711"):
        house.act(magnus, open_incident, reported(house.clock.now(), shop=ShopId(4711)))
    assert house.store.read(open_incidents) == ()


def test_a_report_is_kept_in_whole_seconds(house: House, magnus: PersonId) -> None:
    house.clock.advance(0.75)
    at = _seen(house, _opened(house, magnus)).reported_at
    assert at == house.clock.now().subtract(milliseconds=750)


def test_the_first_to_acknowledge_stays_the_first(
    house: House, opened: IncidentId, magnus: PersonId, tuva: PersonId
) -> None:
    house.act(magnus, acknowledge, opened)
    first = house.clock.now()
    start = house.store.read(newest)
    house.clock.advance(60)
    house.act(tuva, acknowledge, opened)
    house.act(magnus, acknowledge, opened)
    found = _seen(house, opened)
    assert (found.acknowledged_by, found.acknowledged_at) == (magnus, first)
    told = [(item.kind, item.actor) for item in house.store.read(news, start).items]
    assert told == [("IncidentAlsoAcknowledged", tuva)]


def test_of_two_who_acknowledge_at_once_one_is_the_first_and_both_are_told_of(
    house: House, magnus: PersonId, tuva: PersonId
) -> None:
    for _ in range(8):
        one = _opened(house, magnus)
        start, barrier = house.store.read(newest), threading.Barrier(2)

        def see_to(
            who: PersonId, one: IncidentId = one, barrier: threading.Barrier = barrier
        ) -> None:
            act = new_act(who, house.clock.now())
            barrier.wait(20)
            house.store.perform(act, acknowledge, one)

        with ThreadPoolExecutor(2) as hands:
            for done in [hands.submit(see_to, who) for who in (magnus, tuva)]:
                done.result(30)
        first, second = house.store.read(news, start).items
        assert (first.kind, second.kind) == ("IncidentAcknowledged", "IncidentAlsoAcknowledged")
        assert {first.actor, second.actor} == {magnus, tuva}
        assert _seen(house, one).acknowledged_by == first.actor


def test_a_case_is_linked_once_and_leads_both_ways(
    house: House, opened: IncidentId, jonas: PersonId, magnus: PersonId
) -> None:
    case, other = house.arrive("frakt"), house.arrive("kasse")
    start = house.store.read(newest)
    for who in (jonas, jonas, magnus, None):
        house.act(who, link_case, opened, case)
    assert _seen(house, opened).cases == (case,)
    assert [one.id for one in house.store.read(incidents_of_case, case)] == [opened]
    assert house.store.read(incidents_of_case, other) == ()
    told = [(item.kind, item.case) for item in house.store.read(news, start).items]
    assert told == [("IncidentLinked", case)]


def test_what_is_not_there_is_not_linked(
    house: House, opened: IncidentId, magnus: PersonId
) -> None:
    with pytest.raises(NotFound, match="Fant ikke sak 999"):
        house.act(magnus, link_case, opened, CaseId(999))
    with pytest.raises(NotFound, match="Fant ikke hendelsen"):
        house.act(magnus, link_case, IncidentId(new_uuid()), house.arrive("frakt"))


def test_a_shop_that_nobody_knew_at_first_is_named_once(
    house: House, opened: IncidentId, magnus: PersonId
) -> None:
    house.act(None, import_shops, [Shop("10021", "Fjellsport AS"), Shop("10022", "Kafé Nord")])
    assert _seen(house, opened).shop is None
    for _ in range(2):
        house.act(magnus, name_shop, opened, ShopId(1))
    with pytest.raises(Refused, match="har en butikk alt"):
        house.act(magnus, name_shop, opened, ShopId(2))
    found = _seen(house, opened)
    assert (found.shop, found.shop_name) == (ShopId(1), "Fjellsport AS")


def test_no_shop_is_named_behind_a_basis_that_is_ready(
    house: House, opened: IncidentId, magnus: PersonId
) -> None:
    house.act(None, import_shops, [Shop("10021", "Fjellsport AS")])
    house.act(magnus, write_closing_note, opened, NOTE, 0)
    house.act(magnus, give_verdict, opened, Verdict.PLATFORM, "DNS hos oss.")
    (basis,) = house.store.read(bases_of_incident, opened)
    house.act(magnus, make_ready, basis.id)
    with pytest.raises(Refused, match="ta grunnlaget tilbake til kladd først"):
        house.act(magnus, name_shop, opened, ShopId(1))
    house.act(magnus, back_to_draft, basis.id, "Mangler butikk.")
    house.act(magnus, name_shop, opened, ShopId(1))
    assert _seen(house, opened).shop == ShopId(1)


def test_the_last_verdict_counts_and_every_one_is_kept(
    house: House, opened: IncidentId, magnus: PersonId, sunniva: PersonId
) -> None:
    house.act(magnus, give_verdict, opened, Verdict.THIRD_PARTY, " Bambora nede. ")
    house.clock.advance(60)
    house.act(sunniva, give_verdict, opened, Verdict.PLATFORM, "Vår port var stengt.")
    found = _seen(house, opened)
    assert found.verdict is Verdict.PLATFORM
    assert [(one.verdict, one.reason, one.by) for one in found.verdicts] == [
        (Verdict.THIRD_PARTY, "Bambora nede.", magnus),
        (Verdict.PLATFORM, "Vår port var stengt.", sunniva),
    ]


def test_a_verdict_has_a_reason(house: House, opened: IncidentId, magnus: PersonId) -> None:
    with pytest.raises(Refused, match="mangler en begrunnelse"):
        house.act(magnus, give_verdict, opened, Verdict.CUSTOMER, "  ")
    assert _seen(house, opened).verdicts == ()


def test_the_closing_note_is_kept_with_its_version(
    house: House, opened: IncidentId, magnus: PersonId
) -> None:
    begun = ClosingNote(seen="Kassene sto.")
    assert house.act(magnus, write_closing_note, opened, begun, 0).answer == {"version": 1}
    assert house.act(magnus, write_closing_note, opened, NOTE, 1).answer == {"version": 2}
    found = _seen(house, opened)
    assert (found.note, found.note_version, found.note.is_complete) == (NOTE, 2, True)


@pytest.mark.parametrize("seen", [0, 2])
def test_a_closing_note_that_somebody_else_wrote_in_is_not_overwritten(
    house: House, opened: IncidentId, magnus: PersonId, tuva: PersonId, seen: int
) -> None:
    house.act(magnus, write_closing_note, opened, NOTE, 0)
    with pytest.raises(Conflict, match="Magnus Eide har skrevet i sluttnotatet"):
        house.act(tuva, write_closing_note, opened, ClosingNote(seen="Noe annet"), seen)
    assert _seen(house, opened).note == NOTE


def test_a_note_that_was_stored_without_an_answer_is_stored_once(
    house: House, opened: IncidentId, magnus: PersonId
) -> None:
    act = new_act(magnus, house.clock.now())
    for _ in range(2):
        done = house.store.perform(act, write_closing_note, opened, NOTE, 0)
        assert done.answer == {"version": 1}
    assert _seen(house, opened).note_version == 1


def test_an_incident_is_over_by_somebodys_word_and_open_again_by_another(
    house: House, opened: IncidentId, magnus: PersonId, tuva: PersonId
) -> None:
    house.clock.advance(600)
    house.act(magnus, declare_over, opened)
    over = _seen(house, opened)
    assert (over.state, over.over_at) == (IncidentState.OVER, house.clock.now())
    assert house.store.read(open_incidents) == ()
    house.clock.advance(60)
    house.act(tuva, declare_over, opened)
    assert _seen(house, opened) == over
    house.act(tuva, reopen_incident, opened)
    house.act(tuva, reopen_incident, opened)
    found = _seen(house, opened)
    assert (found.state, found.over_at) == (IncidentState.OPEN, None)


def test_no_incident_is_over_while_somebodys_work_runs(
    house: House, opened: IncidentId, magnus: PersonId, tuva: PersonId
) -> None:
    started = logged(opened, tuva, EntryKind.STARTED, house.clock.now())
    house.act(tuva, add_entry, started)
    with pytest.raises(Refused, match="Arbeidet til Tuva Berg løper ennå"):
        house.act(magnus, declare_over, opened)
    assert _seen(house, opened).state is IncidentState.OPEN
    ended = logged(opened, tuva, EntryKind.ENDED, house.clock.advance(600))
    house.act(tuva, add_entry, ended)
    house.act(magnus, declare_over, opened)
    assert _seen(house, opened).state is IncidentState.OVER


def test_incidents_are_found_by_when_they_were_reported_oldest_first(
    house: House, magnus: PersonId
) -> None:
    now = house.clock.now()
    late, early = (_opened(house, magnus, reported_at=now.subtract(hours=h)) for h in (2, 9))
    house.act(magnus, declare_over, early)
    assert _between(house, now.subtract(hours=9), now) == [early, late]
    assert _between(house, now.subtract(hours=8), now.subtract(hours=2)) == []
    assert [one.id for one in house.store.read(open_incidents)] == [late]


def _between(house: House, start: Instant, end: Instant) -> list[IncidentId]:
    return [one.id for one in house.store.read(incidents_between, start, end)]


def test_serve_acknowledges_nothing_and_judges_nobody(house: House, opened: IncidentId) -> None:
    for act in (acknowledge, declare_over, reopen_incident):
        with pytest.raises(NotAllowed, match="Bare en innlogget person"):
            house.act(None, act, opened)
    with pytest.raises(NotAllowed, match="Bare en innlogget person"):
        house.act(None, give_verdict, opened, Verdict.CUSTOMER, "x")


def test_what_nobody_opened_is_not_found(house: House, magnus: PersonId) -> None:
    unknown = IncidentId(new_uuid())
    with pytest.raises(NotFound, match="finnes ikke i lageret"):
        house.store.read(incident, unknown)
    with pytest.raises(NotFound, match="Fant ikke hendelsen"):
        house.act(magnus, acknowledge, unknown)
