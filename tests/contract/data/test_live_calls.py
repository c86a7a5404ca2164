"""What an exchange tells becomes calls, their cases, and callers who are to be called back."""

from __future__ import annotations

import pytest
from fakes.live_items import CALLER, after, caller, telephones
from fixtures.live_house import LiveHouse

from console.data.commands.calls import called_back, put_off_call_back
from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
from console.data.commands.undo import undo_act
from console.data.errors import Conflict, Refused
from console.data.feed import newest, news
from console.data.queries.billing_settings import HOURS
from console.domain.calls import Call, CallState, Ending, MemberState
from console.domain.cases import CaseState
from console.domain.ids import PersonId
from console.domain.live_news import MembersSeen
from console.domain.shops import Shop
from console.domain.targets import KEY as TARGETS

SHOP = Shop("10042", "Fjellsport AS", phones=(CALLER,), registers=(("Kasse 1", "+4777600002"),))
CHAIN = Shop("10043", "Fjellsport Nord AS", phones=("+4777600003",))
TWIN = Shop("10044", "Fjellsport Sør AS", phones=("+4777600003",))
TALKING, ENDED = CallState.TALKING, CallState.ENDED


def given_up(version: int = 9, ended_s: float = 100, **fields: object) -> object:
    """The caller rang off before anybody answered."""
    return caller(version, ENDED, ended_at=after(ended_s), ending=Ending.ABANDONED, **fields)


@pytest.fixture
def desk(live: LiveHouse, jonas: PersonId) -> LiveHouse:
    """Jonas has telephone 21."""
    live.telephones(**{"21": "jonas"})
    return live


def test_a_call_goes_through_its_life_and_gets_a_case_when_it_is_answered(
    desk: LiveHouse, jonas: PersonId
) -> None:
    desk.phone(caller(1, place=1))
    assert (desk.only_call.state, desk.only_call.case) == (CallState.WAITING, None)
    desk.phone(caller(2, CallState.RINGING, rung_to="SIP/21"))
    assert desk.only_call.rung_to == jonas
    desk.phone(caller(3, TALKING, answered_by="SIP/21", answered_at=after(30)))
    call = desk.only_call
    assert (call.answered_by, call.answered_at, call.rung_to) == (jonas, after(30), None)
    assert call.case is not None
    case = desk.house.open(call.case).summary
    assert (case.subject, case.owner, case.state) == ("Telefonsamtale", jonas, CaseState.WAITING)
    assert case.waiting_since is None
    desk.phone(caller(4, ENDED, answered_by="SIP/21", ended_at=after(200), ending=Ending.ANSWERED))
    assert desk.only_call.awaits_wrap_up
    assert desk.owner(call.case) == jonas


def test_what_was_told_before_or_after_the_end_changes_nothing(desk: LiveHouse) -> None:
    desk.phone(given_up(5))
    floor, heard = desk.floor, desk.house.store.read(newest)
    assert desk.phone(given_up(5), caller(4), caller(1)) == {"new": 0, "known": 3}
    assert desk.phone(caller(6, TALKING, answered_by="SIP/21")) == {"new": 0, "known": 1}
    assert desk.floor == floor
    assert desk.house.store.read(news, heard).items == ()


def test_a_shop_is_known_by_its_number_a_register_by_its_own_and_twins_by_neither(
    desk: LiveHouse,
) -> None:
    desk.house.act(None, import_shops, [SHOP, CHAIN, TWIN])
    desk.phone(
        caller(remote_id="a", number="+47 77 60 00 01"),
        caller(remote_id="b", number="+4777600002"),
        caller(remote_id="c", number="+4777600003"),
        caller(remote_id="d", number="", is_pos=True),
    )
    told = {call.remote_id: (call.shop_name, call.is_pos) for call in desk.floor.calls}
    assert told == {
        "a": ("Fjellsport AS", False),
        "b": ("Fjellsport AS", True),
        "c": ("", False),
        "d": ("", True),
    }


def test_nobody_known_answers_and_no_case_is_opened(desk: LiveHouse) -> None:
    desk.phone(caller(2, TALKING, answered_by="SIP/99"))
    call = desk.only_call
    assert (call.state, call.answered_by, call.case) == (TALKING, None, None)
    assert call.answered_at == desk.house.clock.now()


def test_who_was_not_answered_is_called_back_within_an_hour_of_work(desk: LiveHouse) -> None:
    desk.phone(given_up(began_at=after(40), ended_s=100))
    assert desk.only_call.call_back_by == after(100 + 3600)


def test_an_hour_of_work_after_closing_is_the_next_morning(desk: LiveHouse) -> None:
    monday_at_four = after(6 * 3600 + 19 * 60)
    desk.phone(given_up(began_at=monday_at_four, ended_s=6 * 3600 + 20 * 60))
    tuesday_at_nine = after(23 * 3600 + 19 * 60)
    assert desk.only_call.call_back_by == tuesday_at_nine


def test_the_team_sets_how_long_a_call_back_may_take(desk: LiveHouse, sunniva: PersonId) -> None:
    desk.house.act(sunniva, set_setting, TARGETS, {"call_back_s": 600}, 0)
    desk.phone(given_up(ended_s=100))
    assert desk.only_call.call_back_by == after(700)


@pytest.mark.parametrize("key", [HOURS, TARGETS])
def test_a_caller_is_called_back_also_by_settings_that_cannot_be_read(
    desk: LiveHouse, key: str
) -> None:
    desk.house.act(None, set_setting, key, "broken by hand", 0)
    desk.phone(given_up(ended_s=100))
    assert desk.only_call.call_back_by == after(100 + 3600)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_several_calls_of_one_number_are_one_call_back(
    desk: LiveHouse, order: tuple[int, ...]
) -> None:
    calls = [given_up(remote_id=f"c{n}", began_at=after(n), ended_s=60 + n) for n in range(3)]
    for number in order:
        desk.phone(calls[number])
    assert desk.only_call.remote_id == "c2"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_who_got_through_later_is_not_called_back(desk: LiveHouse, order: tuple[int, ...]) -> None:
    answered = caller(remote_id="later", state=TALKING, began_at=after(300), answered_by="SIP/21")
    told = [given_up(remote_id="first"), answered]
    for number in order:
        desk.phone(told[number])
    assert [call.remote_id for call in desk.floor.calls] == ["later"]


def test_a_withheld_number_and_a_voice_mail_are_not_called_back(desk: LiveHouse) -> None:
    left = caller(remote_id="b", version=2, state=ENDED, ending=Ending.LEFT, ended_at=after(9))
    desk.phone(given_up(remote_id="a", number=""), left)
    assert desk.floor.calls == ()


@pytest.fixture
def owed(desk: LiveHouse) -> Call:
    """A caller whom nobody answered."""
    desk.phone(given_up())
    return desk.only_call


def test_who_calls_back_first_has_called_back(
    desk: LiveHouse, owed: Call, jonas: PersonId, ingrid: PersonId
) -> None:
    desk.house.act(jonas, called_back, owed.id)
    assert desk.floor.calls == ()
    with pytest.raises(Conflict, match="Jonas Tveit har ringt tilbake 09:41"):
        desk.house.act(ingrid, called_back, owed.id)
    with pytest.raises(Conflict, match="Jonas Tveit har ringt tilbake"):
        desk.house.act(ingrid, put_off_call_back, owed.id, after(9000))


def test_a_call_back_is_undone_by_whoever_made_it(
    desk: LiveHouse, owed: Call, jonas: PersonId
) -> None:
    done = desk.house.act(jonas, called_back, owed.id)
    desk.house.act(jonas, undo_act, done.act)
    assert desk.only_call.call_back_by == owed.call_back_by
    assert desk.only_call.called_back_by is None


def test_a_call_back_is_put_off_to_a_time_that_has_not_passed(
    desk: LiveHouse, owed: Call, jonas: PersonId
) -> None:
    with pytest.raises(Refused, match="Tidspunktet er passert"):
        desk.house.act(jonas, put_off_call_back, owed.id, desk.house.clock.now())
    desk.house.act(jonas, put_off_call_back, owed.id, after(9000))
    assert desk.only_call.call_back_by == after(9000)


def test_the_telephones_are_those_of_the_last_snapshot(desk: LiveHouse, jonas: PersonId) -> None:
    ready, paused = MemberState.READY, MemberState.PAUSED
    desk.phone(telephones(1, **{"21": ready, "22": ready}))
    assert [(m.interface, m.person) for m in desk.floor.members or ()] == [
        ("SIP/21", jonas),
        ("SIP/22", None),
    ]
    heard = desk.house.store.read(newest)
    assert desk.phone(telephones(1, **{"21": ready, "22": ready})) == {"new": 0, "known": 1}
    assert desk.house.store.read(news, heard).items == ()
    desk.phone(telephones(3, **{"21": paused}), telephones(2, **{"21": ready}))
    assert [(m.interface, m.state) for m in desk.floor.members or ()] == [("SIP/21", paused)]
    desk.phone(MembersSeen(4, ()))
    assert desk.floor.members == ()
