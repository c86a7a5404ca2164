"""Acts on the roster: who may, what is refused with which words, and who wins of two."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fixtures.house import House
from whenever import Date, Instant, Time

from console.data.commands.people import add_person, disable_person, set_roles
from console.data.commands.roster import (
    add_rotation,
    end_rotation,
    override,
    set_duty,
    swap,
    take_over,
    withdraw,
)
from console.data.commands.roster_steps import Stretch
from console.data.errors import Conflict, NotAllowed, NotFound, Refused
from console.data.feed import newest, news
from console.data.queries.roster import duty_settings, roster
from console.data.transaction import new_act
from console.domain.hours.day import at_wall
from console.domain.ids import PersonId
from console.domain.oncall.duty_settings import DutySettings
from console.domain.oncall.roster import Why
from console.domain.oncall.turns import DutyRole
from console.domain.people import Role

MONDAY = Date(2026, 11, 30)
HAND_OVER = Time(15, 30)
PRIMARY, BACKUP = DutyRole.PRIMARY, DutyRole.BACKUP


def day(number: int, hour: int = 15, minute: int = 30) -> Instant:
    """A wall time so many days after the first hand-over."""
    return at_wall(MONDAY.add(days=number), Time(hour, minute))


def stretch(start: int, end: int, role: DutyRole = PRIMARY) -> Stretch:
    return Stretch(role, day(start), day(end))


def _technician(house: House, login: str) -> PersonId:
    roles = [Role.AGENT, Role.TECHNICIAN]
    made = house.act(None, add_person, login, f"{login.title()} Moe", roles)
    return PersonId(made.answer["person"])


@pytest.fixture
def kari(house: House) -> PersonId:
    return _technician(house, "kari")


@pytest.fixture
def ola(house: House) -> PersonId:
    return _technician(house, "ola")


@pytest.fixture
def turns(house: House, sunniva: PersonId, kari: PersonId, ola: PersonId) -> int:
    """Kari and Ola take turns from Monday on."""
    args = (PRIMARY, (kari, ola), MONDAY, HAND_OVER, 1)
    return int(house.act(sunniva, add_rotation, *args).answer["rotation"])


def _on_duty(house: House, at: Instant, role: DutyRole = PRIMARY) -> PersonId | None:
    return house.store.read(roster).on_duty(at).of(role).person


def test_the_lead_makes_a_rotation_and_takes_one_end(
    house: House, sunniva: PersonId, turns: int, kari: PersonId, ola: PersonId
) -> None:
    assert [_on_duty(house, day(at)) for at in (0, 7, 14)] == [kari, ola, kari]
    house.act(sunniva, end_rotation, turns, day(10))
    assert [_on_duty(house, day(at)) for at in (9, 10)] == [ola, None]
    with pytest.raises(Refused, match="alt avsluttet"):
        house.act(sunniva, end_rotation, turns, day(20))


def test_a_rotation_ends_no_earlier_than_now(
    house: House, sunniva: PersonId, turns: int, kari: PersonId
) -> None:
    house.clock.advance(9 * 24 * 3600)
    house.act(sunniva, end_rotation, turns, day(0))
    (rotation,) = house.store.read(roster).rotations
    assert rotation.ends_at == house.clock.now()
    assert _on_duty(house, day(1)) == kari


def test_only_the_lead_makes_and_ends_rotations_overrides_and_swaps(
    house: House, turns: int, kari: PersonId, ola: PersonId
) -> None:
    for act, args in (
        (add_rotation, (BACKUP, (kari,), MONDAY, HAND_OVER, 1)),
        (end_rotation, (turns, day(3))),
        (override, (stretch(1, 2), ola, "syk")),
        (swap, (stretch(0, 7), stretch(7, 14), "ferie")),
        (set_duty, (DutySettings(kari), 0)),
    ):
        with pytest.raises(NotAllowed, match="Bare en leder"):
            house.act(kari, act, *args)
    assert house.store.read(roster).changes == ()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"people": ()}, "ingen i seg"), ({"weeks": 0}, "minst én uke")],
)
def test_a_rotation_that_cannot_be_is_refused(
    house: House, sunniva: PersonId, kari: PersonId, wrong: dict[str, Any], told: str
) -> None:
    args = {"people": (kari,), "first_day": MONDAY, "hand_over": HAND_OVER, "weeks": 1} | wrong
    with pytest.raises(Refused, match=told):
        house.act(sunniva, add_rotation, PRIMARY, **args)


def test_a_first_rotation_may_have_begun_last_monday_but_may_not_change_who_was_on_duty(
    house: House, sunniva: PersonId, kari: PersonId, ola: PersonId
) -> None:
    last_monday = MONDAY.subtract(days=14)
    house.act(sunniva, add_rotation, PRIMARY, (kari,), last_monday, HAND_OVER, 1)
    assert _on_duty(house, house.clock.now()) == kari
    with pytest.raises(Refused, match="noen har hatt vakten siden da"):
        house.act(sunniva, add_rotation, PRIMARY, (ola,), last_monday, HAND_OVER, 1)
    house.act(sunniva, add_rotation, BACKUP, (ola,), last_monday, HAND_OVER, 1)
    assert _on_duty(house, house.clock.now(), BACKUP) == ola


def test_whoever_left_or_is_no_technician_is_not_put_on_duty(
    house: House, sunniva: PersonId, jonas: PersonId, kari: PersonId, ola: PersonId, turns: int
) -> None:
    house.act(None, disable_person, "ola")
    with pytest.raises(Refused, match="Ola Moe har ikke lenger tilgang"):
        house.act(sunniva, add_rotation, BACKUP, (kari, ola), MONDAY, HAND_OVER, 1)
    with pytest.raises(Refused, match="Ola Moe har ikke lenger tilgang"):
        house.act(sunniva, override, stretch(1, 2), ola, "syk")
    with pytest.raises(Refused, match="Jonas Tveit har ikke rollen technician"):
        house.act(sunniva, override, stretch(1, 2), jonas, "syk")
    with pytest.raises(Refused, match="Ola Moe har ikke lenger tilgang"):
        house.act(sunniva, swap, stretch(0, 7), stretch(7, 14), "ferie")
    with pytest.raises(Refused, match="Jonas Tveit har ikke rollen technician"):
        house.act(sunniva, set_duty, DutySettings(jonas), 0)
    assert house.store.read(roster).changes == ()


def test_somebody_who_is_no_technician_does_not_take_over(
    house: House, jonas: PersonId, turns: int
) -> None:
    with pytest.raises(Refused, match="Jonas Tveit har ikke rollen technician"):
        house.act(jonas, take_over, stretch(1, 2), "")


def test_a_technician_takes_over_for_a_while(
    house: House, turns: int, kari: PersonId, ola: PersonId
) -> None:
    house.act(ola, take_over, stretch(1, 2), "  Kari er syk ")
    (change,) = house.store.read(roster).changes
    assert (change.person, change.reason, change.made_by) == (ola, "Kari er syk", ola)
    assert [_on_duty(house, day(at)) for at in (0, 1, 2)] == [kari, ola, kari]


def test_who_has_the_duty_already_takes_nothing_over(
    house: House, turns: int, kari: PersonId
) -> None:
    with pytest.raises(Refused, match="Du har alt vakten"):
        house.act(kari, take_over, stretch(1, 2), "")


@pytest.mark.parametrize(("start", "end"), [(1, 2), (0, 7), (2, 4), (-1, 2)])
def test_two_changes_of_one_role_do_not_overlap(
    house: House, sunniva: PersonId, turns: int, kari: PersonId, ola: PersonId, start: int, end: int
) -> None:
    house.act(ola, take_over, stretch(1, 3), "")
    told = r"Ola Moe har den fra tir\. 1\. des\. 15:30 til tor\. 3\. des\. 15:30"
    with pytest.raises(Refused, match=told):
        house.act(sunniva, override, stretch(start, end), kari, "bytter om")
    assert len(house.store.read(roster).changes) == 1


def test_changes_of_one_role_may_touch_and_of_two_roles_overlap(
    house: House, sunniva: PersonId, turns: int, kari: PersonId, ola: PersonId
) -> None:
    house.act(ola, take_over, stretch(1, 3), "")
    house.act(sunniva, override, stretch(3, 4), ola, "til")
    house.act(sunniva, override, stretch(1, 3, BACKUP), kari, "byttet plass")
    assert [_on_duty(house, day(at)) for at in (1, 3, 4)] == [ola, ola, kari]
    assert _on_duty(house, day(2), BACKUP) == kari


def test_what_has_been_stays_as_it_was(
    house: House, turns: int, kari: PersonId, ola: PersonId
) -> None:
    house.clock.advance(9 * 24 * 3600)
    now = house.clock.now()
    house.act(ola, take_over, Stretch(PRIMARY, day(0), day(4)), "")
    (change,) = house.store.read(roster).changes
    assert (change.start, change.end) == (now, day(4))
    with pytest.raises(Refused, match="Tiden er passert"):
        house.act(ola, take_over, stretch(0, 1), "")


@pytest.mark.parametrize("end", [1, 0])
def test_a_change_that_ends_before_it_begins_is_refused(
    house: House, ola: PersonId, turns: int, end: int
) -> None:
    with pytest.raises(Refused, match="slutter ikke etter at den begynner"):
        house.act(ola, take_over, stretch(1, end), "")


def test_a_swap_gives_each_the_others_turn_and_is_taken_back_whole(
    house: House, sunniva: PersonId, turns: int, kari: PersonId, ola: PersonId
) -> None:
    house.act(sunniva, swap, stretch(0, 7), stretch(7, 14), "ferie")
    assert [_on_duty(house, day(at)) for at in (0, 7, 14)] == [ola, kari, kari]
    first, second = house.store.read(roster).changes
    assert first.swap_id == second.swap_id is not None
    house.act(sunniva, withdraw, second.id)
    assert house.store.read(roster).changes == ()
    assert [_on_duty(house, day(at)) for at in (0, 7, 14)] == [kari, ola, kari]


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ((0, 7), (14, 21), "Den samme har begge"),
        ((0, 8), (14, 21), "må ha hele vakten fra"),
        ((0, 7), (-3, -1), "må ha hele vakten fra"),
        ((1, 3), (7, 14), "Vakten er alt endret"),
    ],
)
def test_a_swap_that_is_none_is_refused_and_leaves_nothing_behind(
    house: House,
    sunniva: PersonId,
    turns: int,
    ola: PersonId,
    first: tuple[int, int],
    second: tuple[int, int],
    told: str,
) -> None:
    if first == (1, 3):
        house.act(sunniva, override, stretch(7, 8, BACKUP), ola, "annen rolle")
        house.act(sunniva, override, stretch(9, 10), ola, "samme")
    before = house.store.read(roster)
    with pytest.raises(Refused, match=told):
        house.act(sunniva, swap, stretch(*first), stretch(*second), "ferie")
    assert house.store.read(roster) == before


def test_a_swap_of_which_a_half_has_begun_stays(
    house: House, sunniva: PersonId, turns: int
) -> None:
    house.act(sunniva, swap, stretch(0, 7), stretch(7, 14), "ferie")
    house.clock.advance(8 * 24 * 3600)
    with pytest.raises(Refused, match="Byttet har begynt"):
        house.act(sunniva, withdraw, house.store.read(roster).changes[1].id)


def test_one_takes_back_ones_own_change_and_the_lead_anybodys(
    house: House, sunniva: PersonId, turns: int, kari: PersonId, ola: PersonId
) -> None:
    change = house.act(ola, take_over, stretch(1, 2), "").answer["change"]
    with pytest.raises(NotAllowed, match="Bare den som gjorde endringen"):
        house.act(kari, withdraw, change)
    house.act(ola, withdraw, change)
    with pytest.raises(Refused, match="alt trukket tilbake"):
        house.act(ola, withdraw, change)
    again = house.act(ola, take_over, stretch(1, 2), "").answer["change"]
    house.act(sunniva, withdraw, again)
    assert _on_duty(house, day(1)) == kari
    with pytest.raises(NotFound):
        house.act(sunniva, withdraw, again + 1)


def test_a_change_taken_back_while_it_runs_stood_until_then(
    house: House, turns: int, kari: PersonId, ola: PersonId
) -> None:
    change = house.act(ola, take_over, stretch(1, 4), "").answer["change"]
    house.clock.advance(10 * 24 * 3600)
    now = house.clock.now()
    house.act(ola, withdraw, change)
    assert [_on_duty(house, at) for at in (day(1), now, day(3))] == [ola, kari, kari]
    house.act(ola, take_over, stretch(2, 4), "")
    house.clock.advance(7 * 24 * 3600)
    with pytest.raises(Refused, match="det som har vært, blir stående"):
        house.act(ola, withdraw, house.store.read(roster).changes[-1].id)


@pytest.mark.parametrize("act", [override, swap])
def test_the_lead_says_why(
    house: House, sunniva: PersonId, turns: int, ola: PersonId, act: Any
) -> None:
    args = (stretch(1, 2), ola) if act is override else (stretch(0, 7), stretch(7, 14))
    with pytest.raises(Refused, match="Skriv hvorfor"):
        house.act(sunniva, act, *args, "  ")


def test_the_fallback_is_settled_once_and_fills_gaps(
    house: House, sunniva: PersonId, kari: PersonId
) -> None:
    settings = DutySettings(kari, weeks=2)
    house.act(sunniva, set_duty, settings, 0)
    assert house.store.read(duty_settings) == settings
    duty = house.store.read(roster).on_duty(day(0)).primary
    assert (duty.person, duty.why) == (kari, Why.FALLBACK)
    with pytest.raises(Conflict, match="endret av en annen"):
        house.act(sunniva, set_duty, DutySettings(), 0)


def test_every_act_is_told_in_the_feed_without_waking_any_case(
    house: House, sunniva: PersonId, kari: PersonId, ola: PersonId
) -> None:
    start = house.store.read(newest)
    args = (PRIMARY, (kari, ola), MONDAY, HAND_OVER, 1)
    rotation = house.act(sunniva, add_rotation, *args).answer["rotation"]
    change = house.act(ola, take_over, stretch(1, 2), "").answer["change"]
    house.act(ola, withdraw, change)
    house.act(sunniva, override, stretch(1, 2), ola, "syk")
    house.act(sunniva, swap, stretch(14, 21), stretch(7, 14), "ferie")
    house.act(sunniva, set_duty, DutySettings(kari), 0)
    house.act(sunniva, end_rotation, rotation, day(40))
    items = house.store.read(news, start).items
    told = [item.kind for item in items if item.entity == "roster"]
    assert told == [
        "RotationAdded",
        "DutyTakenOver",
        "DutyChangeWithdrawn",
        "DutyOverridden",
        "DutySwapped",
        "DutySettled",
        "RotationEnded",
    ]
    assert {item.case for item in items} == {None}


def test_an_act_sent_twice_changes_once(house: House, turns: int, ola: PersonId) -> None:
    act = new_act(ola, house.clock.now())
    answers = [house.store.perform(act, take_over, stretch(1, 2), "").answer for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(house.store.read(roster).changes) == 1


def test_of_two_who_take_over_at_once_one_wins_and_the_other_is_told(
    house: House, turns: int, kari: PersonId, ola: PersonId
) -> None:
    team = [ola, *(_technician(house, login) for login in ("per", "siv"))]
    for number in range(8):
        start = threading.Barrier(len(team))
        wanted = stretch(14 * number, 14 * number + 3)

        def take(
            person: PersonId, start: threading.Barrier = start, wanted: Stretch = wanted
        ) -> str:
            start.wait(10)
            try:
                house.act(person, take_over, wanted, "")
            except Refused as refused:
                return str(refused)
            return ""

        with ThreadPoolExecutor(len(team)) as threads:
            told = dict(zip(team, threads.map(take, team), strict=True))
        winner = _on_duty(house, wanted.start)
        assert [person for person, words in told.items() if not words] == [winner]
        assert all("Vakten er alt endret" in words for words in told.values() if words)


def test_whoever_loses_the_role_stays_in_the_turns(
    house: House, turns: int, kari: PersonId
) -> None:
    """It is shown as a finding; who takes the turns instead is the lead's to say."""
    house.act(None, set_roles, "kari", [Role.AGENT])
    assert _on_duty(house, day(0)) == kari
