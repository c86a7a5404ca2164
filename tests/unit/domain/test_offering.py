"""Whom a waiting chat rings for, second by second."""

from __future__ import annotations

from fakes.clock import MONDAY_MORNING
from fakes.live_work import call, chat
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant

from console.domain.alarms import Staff, Stage, alarms, unserved_chat
from console.domain.availability import Availability, Channel, Readiness
from console.domain.calls import CallState
from console.domain.chats import Chat, ChatState, Offer
from console.domain.floor import Floor
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import PersonId
from console.domain.offering import OFFERED_S, offering
from console.domain.targets import Targets
from console.domain.waiting import Waiting

SUNNIVA, JONAS, INGRID = PersonId(1), PersonId(2), PersonId(3)
WAITING = Waiting(WorkingTime(WorkCalendar(OpeningHours())), Targets())
NOBODY: dict[object, set[PersonId]] = {}


def at(seconds: float) -> Instant:
    return MONDAY_MORNING.add(seconds=seconds)


def are_ready(*people: PersonId) -> tuple[Availability, ...]:
    return tuple(
        Availability(person, Channel.CHAT, Readiness.READY, "", MONDAY_MORNING) for person in people
    )


def busy(number: int, person: PersonId, **fields: object) -> Chat:
    return chat(number, agent=person, state=ChatState.ACTIVE, **fields)


def _offer(person: PersonId, from_s: float = 0) -> Offer:
    return Offer(person, at(from_s + OFFERED_S))


def _to(floor: Floor, at_s: float, had: dict[object, set[PersonId]] = NOBODY) -> list[PersonId]:
    return [offer.to for _, offer in offering(floor, had, WAITING, at(at_s)).made]  # type: ignore[arg-type]


def test_it_rings_for_whoever_has_most_room_for_twenty_seconds() -> None:
    floor = Floor((chat(1), busy(2, SUNNIVA)), availability=are_ready(SUNNIVA, JONAS))
    found = offering(floor, {}, WAITING, at(0))
    assert found.made == ((chat(1).id, Offer(JONAS, at(20))),)
    assert found.next_at == at(20)


def test_what_rings_for_somebody_counts_as_theirs() -> None:
    floor = Floor((chat(1), chat(2), chat(3)), availability=are_ready(SUNNIVA, JONAS))
    assert sorted(_to(floor, 0)) == [SUNNIVA, SUNNIVA, JONAS]


def test_an_offer_that_stands_is_left_alone() -> None:
    floor = Floor((chat(1, offer=_offer(JONAS)),), availability=are_ready(SUNNIVA, JONAS))
    found = offering(floor, {}, WAITING, at(19.9))
    assert (found.over, found.made, found.next_at) == ((), (), at(20))


def test_nobody_took_it_so_it_rings_for_the_next_who_has_not_had_it() -> None:
    floor = Floor((chat(1, offer=_offer(JONAS)),), availability=are_ready(SUNNIVA, JONAS))
    had: dict[object, set[PersonId]] = {chat(1).id: {JONAS}}
    found = offering(floor, had, WAITING, at(20))  # type: ignore[arg-type]
    assert found.over == (chat(1).id,)
    assert [offer.to for _, offer in found.made] == [SUNNIVA]


def test_when_all_have_had_it_it_rings_for_nobody() -> None:
    floor = Floor((chat(1),), availability=are_ready(SUNNIVA, JONAS))
    assert _to(floor, 30, {chat(1).id: {SUNNIVA, JONAS}}) == []


def test_nobody_in_a_call_is_offered_a_chat_and_an_offer_ends_with_a_call() -> None:
    talking = call(1, state=CallState.TALKING, answered_by=JONAS)
    offered = chat(1, offer=_offer(JONAS))
    floor = Floor((offered,), (talking,), availability=are_ready(JONAS))
    found = offering(floor, {}, WAITING, at(1))
    assert (found.over, found.made) == ((offered.id,), ())


def test_who_pauses_is_offered_nothing() -> None:
    paused = Availability(SUNNIVA, Channel.CHAT, Readiness.PAUSE, "", MONDAY_MORNING)
    other = Availability(SUNNIVA, Channel.TELEPHONE, Readiness.READY, "", MONDAY_MORNING)
    assert _to(Floor((chat(1),), availability=(paused, other)), 0) == []


def test_who_has_six_chats_has_no_room() -> None:
    own = tuple(busy(number, SUNNIVA) for number in range(2, 8))
    assert _to(Floor((chat(1), *own), availability=are_ready(SUNNIVA)), 0) == []


def test_at_three_quarters_of_the_target_it_is_offered_to_nobody() -> None:
    floor = Floor((chat(1),), availability=are_ready(SUNNIVA))
    assert _to(floor, 44.9) == [SUNNIVA]
    assert _to(floor, 45) == []


def test_an_offer_does_not_outlast_the_second_at_which_everybody_is_alarmed() -> None:
    floor = Floor((chat(1),), availability=are_ready(SUNNIVA))
    (made,) = offering(floor, {}, WAITING, at(40)).made
    assert made[1].until == at(45)
    late = Floor((chat(1, offer=Offer(SUNNIVA, at(60))),), availability=are_ready(SUNNIVA))
    assert offering(late, {}, WAITING, at(45)).over == (chat(1).id,)


def test_a_chat_that_was_given_back_has_the_time_of_a_next_answer() -> None:
    back = chat(1, first_reply_at=MONDAY_MORNING)
    assert _to(Floor((back,), availability=are_ready(SUNNIVA)), 80) == [SUNNIVA]


def test_whoever_has_waited_longest_is_offered_first() -> None:
    own = tuple(busy(number, SUNNIVA) for number in range(3, 8))
    waits = (chat(1, waiting_since=at(5)), chat(2, waiting_since=at(0)))
    found = offering(Floor((*waits, *own), availability=are_ready(SUNNIVA)), {}, WAITING, at(6))
    assert [key for key, _ in found.made] == [waits[1].id]


def test_a_chat_whose_visitor_is_gone_or_has_the_word_is_offered_to_nobody() -> None:
    gone = chat(1, state=ChatState.LEFT)
    answered = chat(2, waiting_since=None)
    assert _to(Floor((gone, answered), availability=are_ready(SUNNIVA)), 0) == []


@given(
    began=st.lists(st.integers(0, 60), max_size=5),
    ready=st.sets(st.sampled_from([SUNNIVA, JONAS, INGRID])),
    chats=st.lists(st.sampled_from([SUNNIVA, JONAS, INGRID]), max_size=14),
    at_s=st.integers(0, 120),
)
def test_it_rings_as_offered_exactly_where_an_offer_stands(
    began: list[int], ready: set[PersonId], chats: list[PersonId], at_s: int
) -> None:
    """What alarms say and what is offered never contradict each other."""
    waits = tuple(chat(n, waiting_since=at(s)) for n, s in enumerate(began, start=1))
    own = tuple(busy(100 + number, person) for number, person in enumerate(chats))
    floor = Floor((*waits, *own), availability=are_ready(*ready))
    found = offering(floor, {}, WAITING, at(at_s))
    made = dict(found.made)
    offered = [
        chat(n, waiting_since=one.waiting_since, offer=made.get(one.id))
        for n, one in enumerate(waits, start=1)
    ]
    staff = Staff(frozenset(ready), frozenset(), frozenset(ready), frozenset())
    unserved = [work for one in offered if (work := unserved_chat(one, WAITING)) is not None]
    ringing = {alarm.key: alarm for alarm in alarms(unserved, staff, at(at_s))}
    for one in offered:
        alarm = ringing.get(f"chat:{one.id}")
        is_rung = alarm is not None and alarm.stage is Stage.OFFERED
        began_s = one.waiting_since is not None and one.waiting_since <= at(at_s)
        assert is_rung == (one.offer is not None and began_s)
        assert one.offer is None or one.offer.to in ready
    load = {person: chats.count(person) for person in ready}
    for _, offer in found.made:
        load[offer.to] += 1
    assert all(load[offer.to] <= 6 for _, offer in found.made)
