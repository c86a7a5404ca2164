"""Dialling, passing a call on, moving forward, writing down, naming a caller: once, or in words."""

from __future__ import annotations

from uuid import UUID

import pytest
from fakes.live_items import CALLER, after, caller
from fixtures.live_house import LiveHouse
from fixtures.telephone_desk import TelephoneDesk
from sqlalchemy.orm import Session

from console.data.commands.callers import caller_is
from console.data.commands.calls import called_back
from console.data.commands.cases import hand_over
from console.data.commands.people import disable_person
from console.data.commands.shops import import_shops
from console.data.commands.telephone_acts import ask_for_priority, ask_to_dial, ask_to_transfer
from console.data.commands.undo import undo_act
from console.data.commands.wrap_up import wrap_up
from console.data.errors import Conflict, NotAllowed, Refused
from console.data.queries.own_acts import failed_acts
from console.data.tables.shops import ShopRow
from console.domain.availability import Readiness
from console.domain.calls import Call, CallState, Ending, ShopBy
from console.domain.cases import CaseState, DeliveryState
from console.domain.ids import CaseId, PersonId, ShopId, new_uuid
from console.domain.outward import TOO_LATE_S, OutwardKind, Transfer
from console.domain.shops import Shop

OFFICE = "21 98 24 74"
TALKING = CallState.TALKING
ONE, OTHER = Shop("10042", "Fjellsport AS"), Shop("10043", "Ullteppet")


@pytest.fixture
def desk(live: LiveHouse, jonas: PersonId, ingrid: PersonId) -> TelephoneDesk:
    """Jonas and Ingrid have telephones."""
    return TelephoneDesk(live, jonas, **{"21": "jonas", "22": "ingrid"})


@pytest.fixture
def call(desk: TelephoneDesk) -> Call:
    """One that Jonas has."""
    desk.live.phone(caller(1, TALKING, answered_by="SIP/21", answered_at=after(0)))
    return desk.live.only_call


def _shops(desk: TelephoneDesk) -> tuple[ShopId, ShopId]:
    desk.house.act(None, import_shops, [ONE, OTHER])

    def ids(session: Session) -> tuple[ShopId, ShopId]:
        known = {row.customer_number: ShopId(row.id) for row in session.query(ShopRow)}
        return known["10042"], known["10043"]

    return desk.house.store.read(ids)


def _is_over(desk: TelephoneDesk, version: int = 2) -> CaseId:
    """Jonas's call is over; its case."""
    case = desk.live.only_call.case
    assert case is not None
    ended_at = desk.house.clock.now()
    over = {"answered_by": "SIP/21", "ended_at": ended_at, "ending": Ending.ANSWERED}
    desk.live.phone(caller(version, CallState.ENDED, **over))
    return case


def test_a_number_is_dialled_from_ones_own_telephone_once(desk: TelephoneDesk) -> None:
    house, jonas = desk.house, desk.jonas
    first = house.act(jonas, ask_to_dial, OFFICE)
    assert house.act(jonas, ask_to_dial, "+47 21982474").answer == first.answer
    (asked,) = desk.asked
    assert (asked.kind, asked.target) == (OutwardKind.DIAL, "")
    assert asked.details == {"interface": "SIP/21", "number": "+4721982474"}
    with pytest.raises(Refused, match="ringer allerede opp 21 98 24 74"):
        house.act(jonas, ask_to_dial, "22334455")
    desk.does()
    assert house.act(jonas, ask_to_dial, OFFICE).answer != first.answer, "it was done: once more"


def test_what_nobody_carried_out_in_time_holds_nobody_up(desk: TelephoneDesk) -> None:
    desk.house.act(desk.jonas, ask_to_dial, OFFICE)
    desk.passes(TOO_LATE_S + 1)
    desk.house.act(desk.jonas, ask_to_dial, "22334455")
    assert len(desk.asked) == 2


def test_what_is_no_number_for_the_console_is_not_dialled(desk: TelephoneDesk) -> None:
    no_number, emergency = "er ikke et telefonnummer", "Nødnummer ringes ikke herfra"
    for number, words in (
        ("Kari", "«Kari» er ikke et telefonnummer"),
        ("", no_number),
        ("1" * 300, no_number),
        ("112", emergency),
        ("+47 113", emergency),
    ):
        with pytest.raises(Refused, match=words):
            desk.house.act(desk.jonas, ask_to_dial, number)
    assert desk.asked == []


def test_who_has_no_telephone_or_talks_dials_nobody(
    desk: TelephoneDesk, call: Call, sunniva: PersonId
) -> None:
    with pytest.raises(Refused, match="ingen telefon i sentralen"):
        desk.house.act(sunniva, ask_to_dial, OFFICE)
    with pytest.raises(Refused, match="Du er i en samtale"):
        desk.house.act(desk.jonas, ask_to_dial, OFFICE)
    with pytest.raises(NotAllowed):
        desk.house.act(None, ask_to_dial, OFFICE)
    assert desk.asked == []


def test_who_waits_for_their_own_call_to_be_answered_dials_nobody_else(
    desk: TelephoneDesk, ingrid: PersonId
) -> None:
    rings = {"is_outgoing": True, "rung_to": "SIP/21"}
    desk.live.phone(caller(1, CallState.RINGING, **rings))
    with pytest.raises(Refused, match="Du er i en samtale"):
        desk.house.act(desk.jonas, ask_to_dial, OFFICE)
    desk.house.act(ingrid, ask_to_dial, OFFICE)


def test_nobody_is_called_back_by_two(desk: TelephoneDesk, ingrid: PersonId) -> None:
    gone = {"ended_at": after(60), "ending": Ending.ABANDONED}
    desk.live.phone(caller(1, CallState.ENDED, **gone))
    owed = desk.live.only_call.id
    desk.house.act(desk.jonas, ask_to_dial, CALLER, owed)
    assert desk.asked[0].details["call"] == str(owed)
    with pytest.raises(Conflict, match="Jonas Tveit ringer tilbake nå"):
        desk.house.act(ingrid, ask_to_dial, CALLER, owed)
    desk.does(DeliveryState.REFUSED)
    desk.house.act(ingrid, ask_to_dial, CALLER, owed)
    desk.house.act(ingrid, called_back, owed)
    with pytest.raises(Conflict, match="Ingrid Moe har ringt tilbake 09:41"):
        desk.house.act(desk.jonas, ask_to_dial, CALLER, owed)


def test_a_call_dialled_from_a_case_belongs_to_it(desk: TelephoneDesk) -> None:
    case = desk.house.arrive("frakt")
    act = UUID(desk.house.act(desk.jonas, ask_to_dial, OFFICE, None, case).answer["outward"])
    ours = {"is_outgoing": True, "answered_by": "SIP/21", "remote_id": f"konsoll-{act.hex}"}
    desk.live.phone(caller(1, TALKING, number="+4721982474", **ours))
    assert desk.live.only_call.case == case
    desk.live.phone(caller(1, TALKING, **{**ours, "remote_id": f"konsoll-{new_uuid().hex}"}))
    assert {one.case for one in desk.live.floor.calls} > {case}


def test_ones_own_call_is_passed_on_once(
    desk: TelephoneDesk, call: Call, ingrid: PersonId, sunniva: PersonId
) -> None:
    house, jonas = desk.house, desk.jonas
    first = house.act(jonas, ask_to_transfer, call.id, ingrid, Transfer.BLIND)
    assert house.act(jonas, ask_to_transfer, call.id, ingrid, Transfer.BLIND).answer == first.answer
    (asked,) = desk.asked
    assert (asked.kind, asked.target) == (OutwardKind.TRANSFER, "ring")
    assert asked.details == {"to": "SIP/22", "how": "blind", "interface": "SIP/21"}
    with pytest.raises(Refused, match="settes allerede over"):
        house.act(jonas, ask_to_transfer, call.id, OFFICE, Transfer.ATTENDED)
    desk.does(DeliveryState.REFUSED)
    house.act(jonas, ask_to_transfer, call.id, OFFICE, Transfer.ATTENDED)
    assert desk.asked[1].details["to"] == "+4721982474"


def test_a_call_is_passed_on_by_who_has_it_to_who_can_take_it(
    desk: TelephoneDesk, call: Call, ingrid: PersonId, sunniva: PersonId
) -> None:
    def passing(who: PersonId, to: PersonId | str) -> None:
        desk.house.act(who, ask_to_transfer, call.id, to, Transfer.BLIND)

    for who, to, words in (
        (ingrid, ingrid, "Bare den som har samtalen"),
        (desk.jonas, desk.jonas, "Du har samtalen selv"),
        (desk.jonas, sunniva, "Sunniva Lund har ingen telefon"),
        (desk.jonas, "113", "Nødnummer"),
        (desk.jonas, "Kari", "ikke et telefonnummer"),
    ):
        with pytest.raises(Refused, match=words):
            passing(who, to)
    desk.live.phone(caller(1, TALKING, remote_id="b", number="", answered_by="SIP/22"))
    with pytest.raises(Refused, match="Ingrid Moe er i en samtale"):
        passing(desk.jonas, ingrid)
    desk.house.act(None, disable_person, "ingrid")
    with pytest.raises(Refused, match="ikke lenger i bruk"):
        passing(desk.jonas, ingrid)
    desk.live.phone(caller(1, CallState.WAITING, remote_id="c", number=""))
    (waiting,) = (one for one in desk.live.floor.calls if one.remote_id == "c")
    with pytest.raises(Refused, match="Bare den som har samtalen"):
        desk.house.act(desk.jonas, ask_to_transfer, waiting.id, OFFICE, Transfer.BLIND)
    assert desk.asked == []


def test_what_is_over_is_not_passed_on(desk: TelephoneDesk, call: Call) -> None:
    _is_over(desk)
    with pytest.raises(Conflict, match="Samtalen ble avsluttet 09:41"):
        desk.house.act(desk.jonas, ask_to_transfer, call.id, OFFICE, Transfer.BLIND)


def test_the_case_goes_with_the_call_when_a_colleague_answers(
    desk: TelephoneDesk, call: Call, ingrid: PersonId
) -> None:
    assert call.case is not None
    rings = {"answered_by": "SIP/21", "rung_to": "SIP/22"}
    desk.live.phone(caller(2, CallState.RINGING, **rings))
    assert desk.live.owner(call.case) == desk.jonas, "not before"
    desk.live.phone(caller(3, TALKING, answered_by="SIP/22", answered_at=after(60)))
    assert desk.live.owner(call.case) == ingrid
    told = [entry.kind for entry in desk.house.open(call.case).page.entries if entry.kind]
    assert "CallPassedOn" in told


def test_a_case_that_somebody_else_has_meanwhile_stays_theirs(
    desk: TelephoneDesk, call: Call, ingrid: PersonId, sunniva: PersonId
) -> None:
    assert call.case is not None
    seen = desk.house.open(call.case).seen
    desk.house.act(desk.jonas, hand_over, call.case, sunniva, seen)
    desk.live.phone(caller(3, TALKING, answered_by="SIP/22", answered_at=after(60)))
    assert desk.live.owner(call.case) == sunniva


def test_a_waiting_caller_is_moved_forward_once(desk: TelephoneDesk, sunniva: PersonId) -> None:
    desk.live.phone(caller())
    call = desk.live.only_call.id
    first = desk.house.act(sunniva, ask_for_priority, call, 100)
    assert desk.house.act(desk.jonas, ask_for_priority, call, 100).answer == first.answer
    (asked,) = desk.asked
    assert (asked.kind, asked.target) == (OutwardKind.SET_PRIORITY, "ring")
    assert asked.details == {"priority": "100"}
    for wrong in (-1, 1001):
        with pytest.raises(Refused, match="fra 0 til 1000"):
            desk.house.act(sunniva, ask_for_priority, call, wrong)
    desk.live.phone(caller(2, TALKING, answered_by="SIP/22"))
    with pytest.raises(Conflict, match="Ingrid Moe har allerede tatt samtalen"):
        desk.house.act(sunniva, ask_for_priority, call, 50)


def test_a_call_is_written_down_and_its_case_solved_and_one_is_ready_again(
    desk: TelephoneDesk, call: Call
) -> None:
    desk.says(Readiness.WRAP_UP)
    case = _is_over(desk)
    done = desk.house.act(desk.jonas, wrap_up, call.id, " Frakten er 149 kr. ", True)
    assert desk.live.said(case) == ["Frakten er 149 kr."]
    assert desk.house.state(case) is CaseState.CLOSED
    assert desk.said == (Readiness.READY, "")
    assert [one.details["state"] for one in desk.asked] == ["paused", "ready"]
    with pytest.raises(Conflict, match="Samtalen ble skrevet ned 09:41"):
        desk.house.act(desk.jonas, wrap_up, call.id, "Og mer.", False)
    desk.house.act(desk.jonas, undo_act, done.act)
    assert desk.house.state(case) is not CaseState.CLOSED
    assert desk.said == (Readiness.READY, "")
    desk.house.act(desk.jonas, wrap_up, call.id, "", False)
    assert desk.live.floor.calls == ()


def test_only_who_had_a_call_writes_it_down_and_not_before_it_is_over(
    desk: TelephoneDesk, call: Call, ingrid: PersonId
) -> None:
    with pytest.raises(Refused, match="Samtalen pågår ennå"):
        desk.house.act(desk.jonas, wrap_up, call.id, "Notat", False)
    case = _is_over(desk)
    with pytest.raises(Refused, match="Bare den som hadde samtalen"):
        desk.house.act(ingrid, wrap_up, call.id, "Notat", False)
    assert desk.live.said(case) == []


def test_who_is_not_in_wrap_up_stays_what_they_are(desk: TelephoneDesk, call: Call) -> None:
    desk.says(Readiness.PAUSE, "Lunsj")
    _is_over(desk)
    desk.house.act(desk.jonas, wrap_up, call.id, "Notat", False)
    assert desk.said == (Readiness.PAUSE, "Lunsj")


def test_a_case_in_which_something_else_happened_since_is_not_solved_unseen(
    desk: TelephoneDesk, call: Call, ingrid: PersonId
) -> None:
    case = _is_over(desk)
    desk.passes(5)
    desk.house.act(ingrid, hand_over, case, ingrid, desk.house.open(case).seen)
    with pytest.raises(Conflict, match="Saken er endret siden du så den"):
        desk.house.act(desk.jonas, wrap_up, call.id, "Notat", True)
    assert desk.live.said(case) == []
    desk.house.act(desk.jonas, wrap_up, call.id, "Notat", False)
    assert desk.live.said(case) == ["Notat"]


def test_the_shop_that_calls_is_learned_for_the_next_call_and_the_case_is_its(
    desk: TelephoneDesk, call: Call
) -> None:
    one, other = _shops(desk)
    assert call.case is not None
    done = desk.house.act(desk.jonas, caller_is, call.id, one)
    known = desk.live.only_call
    assert (known.shop, known.shop_name, known.shop_by) == (one, "Fjellsport AS", ShopBy.PERSON)
    assert desk.house.open(call.case).summary.shop_name == "Fjellsport AS"
    desk.live.phone(caller(2, TALKING, answered_by="SIP/21", shop="10043"))
    assert desk.live.only_call.shop == one, "what a person says stays"
    desk.live.phone(caller(1, remote_id="next"))
    assert _named(desk, "next").shop == one
    again = desk.house.act(desk.jonas, caller_is, call.id, other)
    assert desk.house.open(call.case).summary.shop_name == "Ullteppet"
    with pytest.raises(Conflict, match="endret etterpå"):
        desk.house.act(desk.jonas, undo_act, done.act)
    desk.house.act(desk.jonas, undo_act, again.act)
    assert desk.live.floor.calls
    assert _named(desk, "ring").shop == one
    assert desk.house.open(call.case).summary.shop_name == "Fjellsport AS"
    desk.live.phone(caller(1, remote_id="third"))
    assert _named(desk, "third").shop == one, "learned as before"


def test_taken_back_a_number_is_as_unknown_as_it_was(desk: TelephoneDesk, call: Call) -> None:
    one, _ = _shops(desk)
    assert call.case is not None
    done = desk.house.act(desk.jonas, caller_is, call.id, one)
    desk.house.act(desk.jonas, undo_act, done.act)
    assert (desk.live.only_call.shop, desk.live.only_call.shop_by) == (None, None)
    assert desk.house.open(call.case).summary.shop_name == ""
    desk.live.phone(caller(1, remote_id="next"))
    assert _named(desk, "next").shop is None


def test_a_withheld_number_teaches_nothing(desk: TelephoneDesk) -> None:
    one, _ = _shops(desk)
    desk.live.phone(caller(1, number=""))
    desk.house.act(desk.jonas, caller_is, desk.live.only_call.id, one)
    desk.live.phone(caller(1, remote_id="next", number=""))
    assert _named(desk, "next").shop is None


def test_whoever_asked_learns_what_came_to_nothing(
    desk: TelephoneDesk, call: Call, ingrid: PersonId
) -> None:
    house = desk.house
    asked = house.act(desk.jonas, ask_to_transfer, call.id, ingrid, Transfer.BLIND).answer
    act = UUID(asked["outward"])
    assert house.store.read(failed_acts, desk.jonas, [act]) == ()
    desk.does(DeliveryState.REFUSED)
    (told,) = house.store.read(failed_acts, desk.jonas, [act])
    assert (told.kind, told.is_unknown, told.reason) == (
        OutwardKind.TRANSFER,
        False,
        "slik gikk det",
    )
    assert (told.call, told.who) == (call.id, CALLER)
    assert house.store.read(failed_acts, ingrid, [act]) == ()
    asked = house.act(desk.jonas, ask_to_transfer, call.id, OFFICE, Transfer.BLIND).answer
    desk.does(DeliveryState.UNKNOWN)
    (told,) = house.store.read(failed_acts, desk.jonas, [UUID(asked["outward"])])
    assert told.is_unknown


def _named(desk: TelephoneDesk, remote_id: str) -> Call:
    (found,) = (one for one in desk.live.floor.calls if one.remote_id == remote_id)
    return found
