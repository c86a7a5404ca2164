"""One urgency for all that waits: as the worked table says, and what holds whatever comes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes.cases import case
from fakes.live_work import call, chat, escalation, promise
from hypothesis import given
from hypothesis import strategies as st
from whenever import Instant
from worked_tables import Row, instant, rows

from console.domain.cases import CaseKind
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.targets import Targets
from console.domain.urgency import Urgency, order, urgency
from console.domain.waiting import Waiting
from console.domain.waits import Meaning, Wait

WAITING = Waiting(WorkingTime(WorkCalendar(OpeningHours())), Targets())
FRIDAY_NOON = Instant.from_utc(2026, 11, 20, 11)


def _due(began: Instant, promised: str) -> Instant:
    return instant(promised) if promised else WAITING.next_word_by(began)


THINGS: dict[str, Callable[[Instant, str], Wait | None]] = {
    "chat_first": lambda at, _: WAITING.chat(chat(1, waiting_since=at)),
    "chat_next": lambda at, _: WAITING.chat(chat(1, waiting_since=at, first_reply_at=at)),
    "call": lambda at, _: WAITING.call(call(1, began_at=at)),
    "call_pos": lambda at, _: WAITING.call(call(1, began_at=at, is_pos=True)),
    "question": lambda at, _: WAITING.case(case(1, waiting_since=at)),
    "bug": lambda at, _: WAITING.case(case(1, waiting_since=at, kind=CaseKind.BUG)),
    "escalation": lambda at, by: WAITING.escalation(escalation(1, next_word_by=_due(at, by)), at),
    "promise": lambda at, by: WAITING.promise(promise(1, made_at=at, due_at=_due(at, by))),
    "critical": lambda at, _: WAITING.critical(at),
}

instants = st.integers(0, 14 * 86_400).map(lambda s: FRIDAY_NOON.add(seconds=s, milliseconds=7))


@st.composite
def waits(draw: st.DrawFn) -> Wait:
    """Anything that waits, begun within two weeks, with a promise of up to a week."""
    began = draw(instants)
    by = began.add(seconds=draw(st.integers(1, 7 * 86_400))).format_iso()
    wait = THINGS[draw(st.sampled_from(sorted(THINGS)))](began, by)
    assert wait is not None
    return wait


def at(wait: Wait, moment: Instant) -> Urgency:
    return urgency(wait, WAITING.moment(moment))


def _named() -> list[object]:
    return [pytest.param(row, id=row["why"]) for row in rows("urgency_worked.csv")]


@pytest.mark.parametrize("row", _named())
def test_the_urgency_is_the_worked_one(row: Row) -> None:
    wait = THINGS[row["kind"]](instant(row["began"]), row["promised_by"])
    assert wait is not None
    told = at(wait, instant(row["now"]))
    assert told.fraction == pytest.approx(float(row["fraction"]), abs=1e-5)
    assert (told.meaning, told.inside, told.below, told.why) == (
        row["meaning"],
        row["inside"],
        row["below"],
        row["reason"],
    )
    assert wait.due_at(WAITING.working) == instant(row["due_at"])


@given(waits())
def test_it_turns_soon_and_late_on_the_second_it_says(wait: Wait) -> None:
    soon_at, due_at = wait.soon_at(WAITING.working), wait.due_at(WAITING.working)
    just = {"nanoseconds": 1}
    assert at(wait, due_at).meaning is Meaning.LATE
    assert at(wait, due_at.subtract(**just)).meaning is not Meaning.LATE
    assert at(wait, soon_at).meaning in (Meaning.SOON, Meaning.LATE)
    if soon_at > wait.began.at:
        assert at(wait, soon_at.subtract(**just)).meaning is Meaning.CALM


@given(waits(), instants, instants)
def test_it_never_becomes_less_urgent_by_waiting(wait: Wait, one: Instant, other: Instant) -> None:
    earlier, later = sorted((one, other))
    assert 0 <= at(wait, earlier).fraction <= at(wait, later).fraction


@given(waits(), instants)
def test_what_is_late_has_used_up_its_time(wait: Wait, now: Instant) -> None:
    told = at(wait, now)
    if told.meaning is Meaning.LATE:
        assert told.fraction >= 1
    elif wait.promised is None:
        assert told.fraction < 1
    else:
        assert told.fraction <= 1


@given(waits(), instants)
def test_the_clock_has_room_for_its_words_and_always_a_reason(wait: Wait, now: Instant) -> None:
    told = at(wait, now)
    assert 0 < len(told.inside) <= 5
    assert told.below
    assert told.why
    assert told.inside in told.sentence


@given(st.lists(st.tuples(waits(), st.uuids().map(str)), max_size=12), instants, st.randoms())
def test_order_is_a_pure_function_of_things_and_time(
    things: list[tuple[Wait, str]], now: Instant, chance: st.randoms
) -> None:
    def ordered(some: list[tuple[Wait, str]]) -> list[tuple[Wait, str]]:
        return sorted(some, key=lambda thing: order(thing[0], WAITING.moment(now), thing[1]))

    shuffled = list(things)
    chance.shuffle(shuffled)
    assert ordered(shuffled) == ordered(things)
    fractions = [at(wait, now).fraction for wait, _ in ordered(things)]
    assert fractions == sorted(fractions, reverse=True)


@given(instants, st.integers(0, 3600), st.integers(0, 3600))
def test_of_two_with_one_target_who_has_waited_longer_stands_first(
    now: Instant, one: int, other: int
) -> None:
    calls = [
        WAITING.call(call(number, began_at=now.subtract(seconds=waited)))
        for number, waited in ((1, one), (2, other))
    ]
    moment = WAITING.moment(now)
    orders = [order(wait, moment, str(number)) for number, wait in enumerate(calls) if wait]
    assert (orders[0] < orders[1]) == (one >= other)


def test_lunch_counts_for_both_and_a_night_for_no_mail() -> None:
    at_lunch = instant("2026-11-23T11:30:00+01:00")
    talking, written = chat(1, waiting_since=at_lunch), case(1, waiting_since=at_lunch)
    after_lunch = WAITING.moment(at_lunch.add(minutes=30))
    for thing in (WAITING.chat(talking), WAITING.case(written)):
        assert thing is not None
        assert thing.waited_s(after_lunch) == 1800
    night = WAITING.case(written)
    assert night is not None
    evening, morning = instant("2026-11-23T16:00:00+01:00"), instant("2026-11-24T08:00:00+01:00")
    assert at(night, evening).fraction == at(night, morning).fraction


def test_the_whole_sentence_is_there_for_a_screen_reader() -> None:
    now = instant("2026-11-23T10:42:00+01:00")
    spoken = {
        kind: at(wait, now).sentence
        for kind in ("chat_first", "call_pos", "call", "bug", "promise")
        if (wait := THINGS[kind](now.subtract(seconds=48), "2026-11-23T12:00:00+01:00"))
    }
    assert spoken == {
        "chat_first": "venter 48 s av 60 s",
        "call_pos": "POS, venter 48 s av 60 s",
        "call": "venter 0:48 av 3:00",
        "bug": "venter 0 m av 4 t arbeidstid",
        "promise": "venter 0 m, skal høre fra oss innen i dag 12:00",
    }


@pytest.mark.parametrize(
    ("case_s", "below"),
    [(5400, "av 1:30"), (2700, "av 45 m"), (7200, "av 2 t"), (36_000, "av 10 t")],
)
def test_a_target_of_the_leads_own_is_told_as_it_is(case_s: int, below: str) -> None:
    own = Waiting(WAITING.working, Targets(case_s=case_s))
    wait = own.case(case(1, waiting_since=FRIDAY_NOON))
    assert wait is not None
    assert at(wait, FRIDAY_NOON).below == below


def test_a_time_that_was_past_when_it_was_promised_is_late_at_once() -> None:
    wait = WAITING.promise(promise(1, made_at=FRIDAY_NOON, due_at=FRIDAY_NOON.subtract(hours=1)))
    assert wait is not None
    told = at(wait, FRIDAY_NOON)
    assert (told.meaning, told.below) == (Meaning.LATE, "60 m over")
