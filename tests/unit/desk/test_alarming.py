"""What rings for me: it begins, passes on and ends on its second, and dies with its cause."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.clock import MONDAY_MORNING, FakeClock
from fakes.lanes import JONAS, ME, PEOPLE
from fakes.later import ByHand
from fakes.live_work import call, chat
from fakes.ringing import RingingDesk, says
from whenever import Instant

from console.domain.alarms import Stage
from console.domain.at_work import staff_of
from console.domain.availability import Channel, Readiness
from console.domain.calls import CallState
from console.domain.chats import ChatState, Offer
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import IncidentId, new_uuid
from console.domain.load import Load
from console.domain.oncall.incident import ClosingNote, Incident, IncidentState, Product
from console.domain.people import Person, Role
from console.domain.waits import WaitKind

CALENDAR = WorkCalendar(OpeningHours())
BOTH_READY = says(ME, Readiness.READY) + says(JONAS, Readiness.READY)


@pytest.fixture
def later(clock: FakeClock) -> ByHand:
    return ByHand(clock)


@pytest.fixture
def desk(later: ByHand) -> RingingDesk:
    """Sunniva's, who is ready as Jonas is."""
    made = RingingDesk(PEOPLE[0], PEOPLE, later)
    made.take(availability=BOTH_READY)
    return made


def after(seconds: float) -> Instant:
    return MONDAY_MORNING.add(seconds=seconds)


def reported(at: Instant) -> Incident:
    """A shop whose registers stand still; nobody has answered yet."""
    return Incident(
        id=IncidentId(new_uuid()),
        no=1,
        title="Kassene står",
        product=Product.POS,
        shop=None,
        shop_name="Havbris Interiør",
        reporter_name="Kari Nordmann",
        reporter_phone="+4777600000",
        reported_at=at,
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


def test_a_chat_passes_on_at_45_and_at_60_seconds_without_waiting_for_a_tick(
    desk: RingingDesk, later: ByHand
) -> None:
    desk.take(chats=(chat(1),))
    assert desk.alarming.loudest is None
    later.advance(90)
    (first, (one,)), (second, (two,)) = desk.turns
    assert (first, one[1]) == (after(45), Stage.EVERYBODY)
    assert (second, two[1]) == (after(60), Stage.LEAD)


def test_what_is_offered_to_me_rings_until_the_offer_is_over(
    desk: RingingDesk, later: ByHand
) -> None:
    offer = Offer(ME, MONDAY_MORNING.add(seconds=20))
    desk.take(chats=(chat(1, offer=offer),))
    assert desk.alarming.loudest is Stage.OFFERED
    later.advance(19.999)
    assert desk.stages == [Stage.OFFERED]
    later.advance(0.001)
    assert desk.stages == []


def test_what_is_offered_to_a_colleague_does_not_ring_for_me(desk: RingingDesk) -> None:
    offer = Offer(JONAS, MONDAY_MORNING.add(seconds=20))
    desk.take(chats=(chat(1, offer=offer),))
    assert desk.alarming.loudest is None


def test_it_is_quiet_the_moment_a_colleague_takes_it(desk: RingingDesk, later: ByHand) -> None:
    desk.take(chats=(chat(1),))
    later.advance(50)
    assert desk.stages == [Stage.EVERYBODY]
    desk.take(chats=(chat(1, state=ChatState.ACTIVE, agent=JONAS),))
    assert desk.stages == []
    assert desk.alarming.told.value == ()
    assert later.waiting == [], "nothing is left that could ring again"


def test_where_nobody_is_ready_it_rings_at_once_for_all_who_are_at_work(
    desk: RingingDesk,
) -> None:
    desk.take(availability=says(ME, Readiness.PAUSE), chats=(chat(1),))
    assert desk.stages == [Stage.EVERYBODY]


def test_who_has_left_all_channels_is_left_alone(desk: RingingDesk, later: ByHand) -> None:
    desk.take(availability=says(ME, Readiness.OFF), chats=(chat(1),))
    later.advance(300)
    assert desk.turns == []


def test_a_lead_hears_of_what_is_late_wherever_they_are(later: ByHand) -> None:
    lead = replace(PEOPLE[0], roles=frozenset({Role.LEAD}))
    desk = RingingDesk(lead, (lead, PEOPLE[1]), later)
    desk.take(availability=says(JONAS, Readiness.READY), chats=(chat(1),))
    later.advance(59.9)
    assert desk.turns == []
    later.advance(0.1)
    assert desk.stages == [Stage.LEAD]


def test_the_furthest_rings_loudest_and_the_most_urgent_of_it_is_told_first(
    desk: RingingDesk, later: ByHand
) -> None:
    later.advance(200)
    desk.take(
        chats=(chat(1, waiting_since=after(150)),),
        calls=(call(2), call(3, is_pos=True), call(4, began_at=after(190), rung_to=ME)),
    )
    told = [(each.kind, each.stage) for each in desk.alarming.told.value]
    assert told == [
        (WaitKind.POS_CALL, Stage.LEAD),
        (WaitKind.CALL, Stage.LEAD),
        (WaitKind.CHAT, Stage.EVERYBODY),
        (WaitKind.CALL, Stage.OFFERED),
    ]
    assert desk.alarming.loudest is Stage.LEAD


def test_the_words_count_on_each_second_while_what_rings_stays_the_same(
    desk: RingingDesk, later: ByHand
) -> None:
    desk.take(chats=(chat(1),))
    later.advance(47)
    desk.alarming.tick()
    (told,) = desk.alarming.told.value
    assert (told.line, told.whom) == ("Chat venter 47 s · Havbris Interiør", "ringer hos alle")
    assert len(desk.turns) == 1


def test_without_the_store_nothing_is_known_and_nothing_is_replayed_when_it_is_back(
    desk: RingingDesk, later: ByHand
) -> None:
    desk.take(chats=(chat(1), chat(2, waiting_since=after(-20))))
    later.advance(30)
    assert len(desk.turns) == 1
    desk.alarming.lose()
    assert not desk.alarming.is_known.value
    later.advance(600)
    desk.alarming.tick()
    assert len(desk.turns) == 1
    desk.take(chats=(chat(1), chat(2, state=ChatState.ACTIVE, agent=JONAS)))
    (_, told) = desk.turns[-1]
    assert [stage for _, stage in told] == [Stage.LEAD]
    assert len(desk.turns) == 2, "one look at what is so now"


def test_a_critical_report_before_opening_rings_for_everybody_until_somebody_answers(
    later: ByHand,
) -> None:
    desk = RingingDesk(PEOPLE[0], PEOPLE, later)
    desk.take(availability=BOTH_READY)
    early = MONDAY_MORNING.subtract(minutes=70)
    later.clock.advance(-70 * 60)
    report = reported(early)
    desk.alarming.hear_reports([report], CALENDAR)
    (told,) = desk.alarming.told.value
    assert (told.what, told.stage) == ("Kritisk melding venter 0:00", Stage.EVERYBODY)
    later.advance(300)
    assert desk.stages == [Stage.LEAD]
    answered = replace(report, acknowledged_at=early, acknowledged_by=JONAS)
    desk.alarming.hear_reports([answered], CALENDAR)
    assert desk.stages == []


def test_a_critical_report_at_night_is_for_whoever_is_on_duty(desk: RingingDesk) -> None:
    at_night = MONDAY_MORNING.subtract(hours=7)
    desk.alarming.hear_reports([reported(at_night)], CALENDAR)
    assert desk.stages == []


@pytest.mark.parametrize(
    ("load", "chats", "calls"), [(Load(), 1, 1), (Load(chats=6), 0, 1), (Load(calls=1), 0, 0)]
)
def test_ready_is_who_has_room(load: Load, chats: int, calls: int) -> None:
    staff = staff_of(PEOPLE, says(ME, Readiness.READY), {ME: load})
    assert (len(staff.ready_for_chats), len(staff.ready_for_calls)) == (chats, calls)
    assert staff.present == {ME}


def test_whoever_is_on_a_pause_is_at_work_and_a_former_colleague_is_not() -> None:
    gone = Person(JONAS, "jonas.t", "Jonas Tveit", frozenset({Role.LEAD}), is_disabled=True)
    said = says(ME, Readiness.PAUSE, Channel.MAIL) + says(JONAS, Readiness.READY)
    staff = staff_of((PEOPLE[0], gone), said, {})
    assert staff.present == {ME}
    assert staff.leads == staff.ready_for_chats == staff.ready_for_calls == frozenset()


def test_a_call_stops_ringing_when_the_caller_hangs_up(desk: RingingDesk, later: ByHand) -> None:
    desk.take(calls=(call(1, state=CallState.RINGING, rung_to=ME),))
    assert desk.stages == [Stage.OFFERED]
    later.advance(3)
    desk.take(calls=(call(1, state=CallState.ENDED, ended_at=after(3)),))
    assert desk.stages == []
