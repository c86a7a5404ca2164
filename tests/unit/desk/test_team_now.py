"""The team now: every figure is a recount of what the lanes show, and what people do is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from fakes.cases import case
from fakes.clock import MONDAY_MORNING
from fakes.lanes import JONAS, ME, PEOPLE, Lanes
from fakes.live_work import call, chat
from hypothesis import given, settings
from hypothesis import strategies as st

from console.desk.changes import applied
from console.desk.live import LiveValue
from console.desk.team import LATE_MAX, Team
from console.desk.team_rows import ChannelRow, PersonRow
from console.desk.team_standing import Standing
from console.domain.availability import Availability, Channel, Readiness
from console.domain.backlog import CaseSummary
from console.domain.calls import Call, CallState
from console.domain.cases import CaseState
from console.domain.chats import Chat, ChatState, Offer
from console.domain.ids import CaseId, PersonId
from console.domain.load import Load
from console.domain.people import Person, Role
from console.domain.waits import Meaning

HOUR_AGO = MONDAY_MORNING.subtract(hours=1)
RECENT = st.integers(-400, 0).map(lambda s: MONDAY_MORNING.add(seconds=s))
DAYS_AGO = st.integers(-3 * 86400, 0).map(lambda s: MONDAY_MORNING.add(seconds=s))
WHOSE = st.sampled_from([None, ME, JONAS])


class Place:
    """The team's place over lanes, looked at from the start."""

    def __init__(self) -> None:
        self.lanes = Lanes()
        self.loads: LiveValue[Mapping[PersonId, Load]] = LiveValue({})
        lanes = self.lanes
        self.team = Team(
            PEOPLE[0], lanes.overview, lanes.floor, self.loads, lanes.people, lanes.clock
        )
        self.shown: list[PersonRow] = []
        self.team.folk.listen(self._show)
        self.stop = self.team.watch()

    def _show(self, ops: object) -> None:
        self.shown = applied(self.shown, ops)  # type: ignore[arg-type]

    def take(self, *cases: CaseSummary, **touched: object) -> None:
        self.lanes.take(*cases, **touched)
        self.loads.set(self.lanes.floor.loads(self.lanes.people.value))
        self.team.tick()

    def pass_time(self, seconds: int) -> None:
        self.lanes.pass_time(seconds)
        self.team.tick()

    def of(self, person: PersonId) -> PersonRow:
        (found,) = (row for row in self.team.folk.rows if row.person.id == person)
        return found

    def does(self, person: PersonId) -> tuple[Standing, str, str]:
        row = self.of(person)
        return row.standing, row.state, row.detail


@pytest.fixture
def place() -> Place:
    return Place()


def said(
    readiness: Readiness, channel: Channel = Channel.CHAT, reason: str = ""
) -> tuple[Availability, ...]:
    """Jonas says so."""
    return (Availability(JONAS, channel, readiness, reason, HOUR_AGO),)


def test_who_has_said_nothing_is_away(place: Place) -> None:
    assert place.does(JONAS) == (Standing.OFF, "Borte", "")
    assert place.team.units.value == (0, 0)


def test_ready_says_for_what_and_since_when(place: Place) -> None:
    both = said(Readiness.READY) + said(Readiness.READY, Channel.MAIL)
    place.take(availability=both)
    assert place.does(JONAS) == (Standing.READY, "Klar", "chat, e-post · siden 08:41")
    assert place.team.units.value == (0, 6)


def test_a_pause_says_why(place: Place) -> None:
    place.take(availability=said(Readiness.PAUSE, reason="møte"))
    assert place.does(JONAS) == (Standing.PAUSE, "Pause · møte", "siden 08:41")


def test_wrap_up_in_one_channel_tells_more_than_ready_in_another(place: Place) -> None:
    place.take(availability=said(Readiness.READY) + said(Readiness.WRAP_UP, Channel.TELEPHONE))
    place.pass_time(38)
    assert place.does(JONAS) == (Standing.WRAP_UP, "Etterarbeid", "60 m")


def test_chats_are_counted_and_the_most_pressing_clock_stands_first(place: Place) -> None:
    now = place.lanes.clock.now()
    calm = chat(1, case=CaseId(1), agent=JONAS, state=ChatState.ACTIVE, waiting_since=now)
    late = chat(
        2, case=CaseId(2), agent=JONAS, state=ChatState.ACTIVE,
        waiting_since=now.subtract(seconds=200),
    )  # fmt: skip
    theirs = chat(3, case=CaseId(3), agent=JONAS, state=ChatState.ACTIVE, waiting_since=None)
    cases = [case(number) for number in (1, 2, 3)]
    place.take(*cases, chats=(theirs, calm, late), availability=said(Readiness.READY))
    row = place.of(JONAS)
    assert row.state == "3 chatter"
    meanings = [Meaning.LATE, Meaning.CALM, Meaning.CUSTOMER]
    assert [clock.meaning for clock in row.chats] == meanings


def test_a_call_says_how_long_and_with_whom_and_stands_before_all_else(place: Place) -> None:
    talk = call(
        1, state=CallState.TALKING, answered_by=JONAS, shop_name="Bakgården Vinyl",
        answered_at=place.lanes.clock.now().subtract(seconds=372),
    )  # fmt: skip
    place.take(calls=(talk,), availability=said(Readiness.READY))
    assert place.does(JONAS) == (Standing.IN_CALL, "I samtale", "6:12 · Bakgården Vinyl")
    assert place.of(JONAS).load.used == 6


def test_an_offer_says_how_long_it_still_rings(place: Place) -> None:
    offer = Offer(JONAS, place.lanes.clock.now().add(seconds=20))
    place.take(case(1), chats=(chat(1, case=CaseId(1), offer=offer),))
    place.pass_time(7)
    assert place.does(JONAS) == (Standing.RINGING, "Ringer", "chat · 13 s igjen")


def test_the_most_loaded_stand_first_whoever_was_fastest(place: Place) -> None:
    busy = chat(1, case=CaseId(1), agent=JONAS, state=ChatState.ACTIVE)
    place.take(case(1), chats=(busy,))
    assert [row.person.id for row in place.team.folk.rows] == [JONAS, ME]


def test_cases_owned_and_late_are_those_that_wait_for_us(place: Place) -> None:
    since = MONDAY_MORNING.subtract(hours=24 * 5)
    late = case(1, owner=JONAS, waiting_since=since)
    fresh = case(2, owner=JONAS)
    answered = case(3, owner=JONAS, state=CaseState.WAITING, waiting_since=None)
    place.take(late, fresh, answered, case(4))
    owned = place.of(JONAS).owned
    assert (owned.cases, owned.late) == (2, 1)


def test_what_a_colleague_has_follows_what_happens_to_it(place: Place) -> None:
    place.take(case(1, owner=JONAS), case(2, owner=ME))
    place.team.choose(PEOPLE[1])
    assert _things(place) == ["case:1"]
    place.take(case(2, owner=JONAS))
    assert sorted(_things(place)) == ["case:1", "case:2"]
    place.team.choose(None)
    assert _things(place) == []


def test_nothing_is_made_while_nobody_looks(place: Place) -> None:
    place.stop()
    place.take(case(1, owner=JONAS))
    assert place.of(JONAS).owned.cases == 0
    place.team.watch()
    assert place.of(JONAS).owned.cases == 1


def test_who_has_left_the_house_or_only_keeps_accounts_is_not_there(place: Place) -> None:
    gone = Person(JONAS, "jonas.t", "Jonas Tveit", frozenset({Role.AGENT}), is_disabled=True)
    accounts = Person(PersonId(3), "regine", "Regine Aas", frozenset({Role.ACCOUNTING}))
    place.lanes.people.set((PEOPLE[0], gone, accounts))
    place.team.tick()
    assert [row.person.id for row in place.team.folk.rows] == [ME]


def test_of_very_many_late_the_most_urgent_are_shown_and_all_are_counted(place: Place) -> None:
    since = MONDAY_MORNING.subtract(hours=24 * 5)
    place.take(*(case(number, waiting_since=since) for number in range(1, LATE_MAX + 21)))
    late = place.team.late
    assert (len(late.rows.rows), late.counts.value.late) == (LATE_MAX, LATE_MAX + 20)


@st.composite
def cases(draw: st.DrawFn) -> CaseSummary:
    state = draw(st.sampled_from([CaseState.OPEN, CaseState.WAITING, CaseState.CLOSED]))
    since = draw(DAYS_AGO) if state is CaseState.OPEN else None
    return case(draw(st.integers(1, 6)), state=state, owner=draw(WHOSE), waiting_since=since)


@st.composite
def chats(draw: st.DrawFn) -> Chat:
    state = draw(st.sampled_from(ChatState))
    return chat(
        draw(st.integers(1, 4)),
        case=CaseId(draw(st.integers(1, 6))),
        state=state,
        agent=draw(WHOSE) if state is not ChatState.WAITING else None,
        waiting_since=draw(st.none() | RECENT) if state is not ChatState.ENDED else None,
    )


@st.composite
def calls(draw: st.DrawFn) -> Call:
    state = draw(st.sampled_from([CallState.WAITING, CallState.TALKING, CallState.ENDED]))
    is_talk = state is CallState.TALKING
    began = draw(RECENT)
    return call(
        draw(st.integers(1, 4)),
        state=state,
        began_at=began,
        answered_by=draw(st.sampled_from([ME, JONAS])) if is_talk else None,
        answered_at=began if is_talk else None,
        ended_at=began if state is CallState.ENDED else None,
    )


BATCHES = st.lists(
    st.tuples(
        st.lists(cases(), max_size=3),
        st.lists(chats(), max_size=3),
        st.lists(calls(), max_size=2),
        st.integers(0, 7200),
    ),
    max_size=6,
)


@settings(max_examples=60)
@given(BATCHES)
def test_every_sum_is_a_recount_of_what_the_lanes_show(
    batches: list[tuple[list[CaseSummary], list[Chat], list[Call], int]],
) -> None:
    place = Place()
    for read, told, rung, seconds in batches:
        place.take(*read, chats=tuple(told), calls=tuple(rung))
        place.pass_time(seconds)
        _check(place)


def _check(place: Place) -> None:
    team, overview, lanes = place.team, place.lanes.overview, place.lanes
    rows = team.folk.rows
    assert place.shown == list(rows)
    assert sorted(rows, key=lambda row: row.order) == list(rows)
    nobodys = sum(_owner(lanes, row.key) is None for row in lanes.rows("waiting"))
    assert sum(row.owned.cases for row in rows) + nobodys == len(lanes.rows("waiting"))
    held = [one for one in lanes.floor.chats.values() if one.agent is not None]
    assert sum(len(row.chats) for row in rows) == len(held)
    assert sum(row.load.chats for row in rows) == len(held)
    here = [row for row in rows if row.is_here]
    used, capacity = team.units.value
    assert (used, capacity) == (sum(row.load.used for row in here), 6 * len(here))
    assert [row.counts for row in team.channels.rows] == [
        lane.counts.value for lane in overview.lanes
    ]
    pressing = [
        row.key for row in lanes.rows("urgent")
        if row.clock is not None and row.clock.meaning in (Meaning.LATE, Meaning.SOON)
    ]  # fmt: skip
    assert [row.key for row in team.late.rows.rows] == pressing
    late = team.late.counts.value
    assert late.waiting == late.late + late.soon == len(pressing)


def _owner(lanes: Lanes, key: str) -> PersonId | None:
    thing = lanes.overview.thing(key)
    assert isinstance(thing, CaseSummary)
    return thing.owner


def _things(place: Place) -> list[str]:
    return [row.key for row in place.team.things.rows.rows if not row.is_head]


def test_a_channel_is_named_and_counted_as_its_lane(place: Place) -> None:
    place.take(case(1), case(2))
    names = [(row.name, row.counts.waiting) for row in place.team.channels.rows]
    assert names == [("Chat", 0), ("Telefon", 0), ("E-post", 2), ("Eskaleringer", 0)]
    assert all(isinstance(row, ChannelRow) for row in place.team.channels.rows)
