"""The telephone at the desk: figures, who of us is where, who rings for me, what is unwritten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes.clock import MONDAY_MORNING
from fakes.live_work import call, chat
from whenever import Instant

from console.desk.backlog_rows import RowMaker
from console.desk.live_floor import LiveFloor
from console.desk.live_rows import Looking
from console.desk.telephone_figures import NONE, day_figures
from console.desk.telephone_lines import call_back_line, queued_line
from console.desk.telephone_ours import OursRow, next_free, ours
from console.desk.telephone_places import TelephonePlaces
from console.desk.telephone_ringing import price_line, ringing_card, rings_for
from console.desk.telephone_words import grounds
from console.desk.telephone_wrap import call_to_wrap_up, wrap_up
from console.domain.availability import Availability, Channel, Readiness
from console.domain.calls import (
    CallState,
    Ending,
    MemberState,
    QueueFigures,
    QueueMember,
    ShopBy,
    ShopCandidate,
)
from console.domain.floor import Floor
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import CaseId, ChatId, PersonId, ShopId
from console.domain.load import Load
from console.domain.people import Person, Role
from console.domain.shops import ShopCard
from console.domain.targets import Targets
from console.domain.telephone_order import places

ME, JONAS, MARI = PersonId(7), PersonId(8), PersonId(9)
PEOPLE = tuple(
    Person(person, name.split()[0].lower(), name, frozenset({Role.AGENT}))
    for person, name in ((ME, "Sunniva Lund"), (JONAS, "Jonas Tangen"), (MARI, "Mari Krog"))
)
NOW = MONDAY_MORNING
SHOP = ShopId(3)
TWO = (ShopCandidate(SHOP, "A", "1"), ShopCandidate(ShopId(4), "B", "2"))


def looking(now: Instant = NOW) -> Looking:
    maker = RowMaker(WorkingTime(WorkCalendar(OpeningHours())), Targets(), ME)
    return Looking.at(now, maker, {person.id: person for person in PEOPLE})


def member(person: PersonId | None, state: MemberState, ago_s: int = 60, **of: Any) -> QueueMember:
    since = NOW.subtract(seconds=ago_s)
    return QueueMember(
        "phone", f"SIP/{person}", "kundeservice", person, state, **{"reason": "", **of}, since=since
    )


def said(
    person: PersonId,
    readiness: Readiness,
    channel: Channel = Channel.TELEPHONE,
    ago_s: int = 30,
    reason: str = "",
) -> Availability:
    return Availability(person, channel, readiness, reason, NOW.subtract(seconds=ago_s))


def floor(**of: Any) -> LiveFloor:
    made = LiveFloor()
    made.take(Floor(**of))
    return made


def row_of(rows: tuple[OursRow, ...], name: str) -> OursRow:
    return next(row for row in rows if row.name == name)


def counted(queue: str = "kundeservice", **of: Any) -> QueueFigures:
    plain: dict[str, Any] = {
        "answered": 30, "abandoned": 2, "average_wait_s": 60.0, "average_talk_s": 200.0,
        "within_s": 60.0, "within_share": 0.9, "counted_since": None, "told_at": NOW,
    }  # fmt: skip
    return QueueFigures(queue, **{**plain, **of})


def values(*queues: QueueFigures) -> list[str]:
    return [each.value for each in day_figures((), queues, looking()).figures]


def test_where_the_exchange_has_counted_nothing_no_figure_is_made_up() -> None:
    day = day_figures((), (), looking())
    assert [each.value for each in day.figures] == ["0", NONE, NONE, NONE, NONE, NONE]
    assert day.told == "sentralen har ikke telt noe ennå"


def test_several_queues_are_counted_together_by_how_many_each_has_answered() -> None:
    big, small = counted(), counted("b", answered=10, average_wait_s=20.0, within_share=0.5)
    assert values(big, small) == ["0", NONE, "0:50", "40", "4", "80 %"]


def test_a_queue_that_has_answered_nobody_has_no_average() -> None:
    nobody = counted(answered=0, abandoned=0, average_wait_s=None, within_share=None)
    assert values(nobody) == ["0", NONE, NONE, "0", "0", NONE]


def test_an_exchange_that_counts_since_last_week_does_not_say_today() -> None:
    since = NOW.subtract(hours=24 * 6)
    day = day_figures((), (counted(counted_since=since),), looking())
    assert [each.words for each in day.figures][2:5] == ["snitt", "besvart", "tapt"]
    assert "siden" in day.told


def test_the_longest_wait_is_of_those_who_wait_and_means_what_its_clock_means() -> None:
    waits = call(1, began_at=NOW.subtract(seconds=151))
    talks = call(2, began_at=NOW.subtract(seconds=900), state=CallState.TALKING)
    first, longest = day_figures((waits, talks), (), looking()).figures[:2]
    assert (first.value, longest.value, longest.meaning.value) == ("1", "2:31", "soon")


def test_everybody_stands_in_one_group_by_what_the_exchange_says() -> None:
    rings = call(1, state=CallState.RINGING, rung_to=JONAS, shop_name="Ullteppet")
    talks = call(
        2, state=CallState.TALKING, answered_by=MARI, answered_at=NOW.subtract(seconds=372)
    )
    telephones = (
        member(ME, MemberState.READY),
        member(JONAS, MemberState.RINGING, 7),
        member(MARI, MemberState.IN_CALL),
    )
    rows = ours(PEOPLE, floor(calls=(rings, talks), members=telephones), ME, NOW, 0)
    assert [(row.name, row.count) for row in rows if row.is_head] == [
        ("Klar", 1),
        ("Ringer", 1),
        ("I samtale", 1),
    ]
    assert (row_of(rows, "Jonas T.").what, row_of(rows, "Jonas T.").time) == ("Ullteppet", "0:07")
    assert row_of(rows, "Mari K.").time == "6:12"
    assert row_of(rows, "Sunniva L.").is_me


@pytest.mark.parametrize("states", [("ready", "paused"), ("paused", "ready")])
def test_whom_one_of_several_queues_can_ring_is_ready(states: tuple[str, str]) -> None:
    telephones = tuple(
        replace(member(ME, MemberState(state)), queue=queue)
        for queue, state in zip(("kundeservice", "vakt"), states, strict=True)
    )
    there = floor(members=telephones, availability=(said(ME, Readiness.READY),))
    mine = row_of(ours(PEOPLE, there, ME, NOW, 0), "Sunniva L.")
    assert (mine.standing.value, mine.differs) == ("ready", "")


def test_that_nobody_is_ready_is_said() -> None:
    head = ours(PEOPLE, floor(), ME, NOW, 0)[0]
    assert (head.name, head.count, head.what) == ("Klar", 0, "Ingen er klare nå")


def test_a_telephone_that_is_paused_while_its_person_said_ready_tells_both() -> None:
    telephones = (member(ME, MemberState.PAUSED, reason="lunsj"),)
    rows = ours(
        PEOPLE, floor(members=telephones, availability=(said(ME, Readiness.READY),)), ME, NOW, 0
    )
    mine = row_of(rows, "Sunniva L.")
    assert (mine.what, mine.differs) == ("Pause · lunsj", "har sagt «Klar» her")


def test_a_pause_that_both_know_of_is_no_difference() -> None:
    telephones = (member(ME, MemberState.PAUSED),)
    rows = ours(
        PEOPLE,
        floor(members=telephones, availability=(said(ME, Readiness.PAUSE, reason="møte"),)),
        ME,
        NOW,
        0,
    )
    assert (row_of(rows, "Sunniva L.").what, row_of(rows, "Sunniva L.").differs) == (
        "Pause · møte",
        "",
    )


def test_who_is_in_no_queue_is_not_on_the_telephone_whatever_they_said() -> None:
    telephones = (member(JONAS, MemberState.READY),)
    rows = ours(
        PEOPLE, floor(members=telephones, availability=(said(ME, Readiness.READY),)), ME, NOW, 0
    )
    mine = row_of(rows, "Sunniva L.")
    assert (mine.standing.value, mine.differs) == ("off", "har ingen telefon i køen")


def test_a_wrap_up_that_ends_by_itself_tells_when_somebody_is_free() -> None:
    telephones = (member(ME, MemberState.PAUSED),)
    there = floor(members=telephones, availability=(said(ME, Readiness.WRAP_UP, ago_s=38),))
    rows = ours(PEOPLE, there, ME, NOW, 120)
    assert (row_of(rows, "Sunniva L.").time, next_free(rows)) == (
        "0:38 av 2:00",
        "ledig innen 1:22",
    )


def test_without_a_limit_nobody_guesses_when_somebody_is_free() -> None:
    telephones = (member(ME, MemberState.PAUSED),)
    there = floor(members=telephones, availability=(said(ME, Readiness.WRAP_UP),))
    assert next_free(ours(PEOPLE, there, ME, NOW, 0)) == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"shop": SHOP, "shop_by": ShopBy.EXCHANGE}, "sentralen oppgir butikken"),
        ({"shop": SHOP, "shop_by": ShopBy.NUMBER}, "nummeret er ført på butikken"),
        ({"shop": SHOP, "shop_by": ShopBy.PERSON}, "en av oss har valgt butikken"),
        ({"store_id": "99"}, "sentralen oppgir butikk 99, som vi ikke kjenner"),
        ({"candidates": TWO}, "2 mulige butikker"),
        (
            {"shop": SHOP, "shop_by": ShopBy.NUMBER, "store_id": "0999"},
            "nummeret er ført på butikken; sentralen oppgir butikk 0999, som vi ikke kjenner",
        ),
        ({}, "Ukjent nummer"),
    ],
)  # fmt: skip
def test_on_what_grounds_it_is_the_shop_is_told(fields: dict[str, Any], words: str) -> None:
    assert grounds(call(1, **fields)) == words


def test_the_card_of_a_caller_tells_the_shop_before_i_answer() -> None:
    rings = call(
        1,
        state=CallState.RINGING,
        rung_to=ME,
        is_pos=True,
        shop=SHOP,
        shop_name="Fjordglimt Sport",
        shop_by=ShopBy.NUMBER,
        began_at=NOW.subtract(seconds=48),
    )
    there = floor(calls=(rings, call(2, state=CallState.RINGING, rung_to=JONAS)))
    assert rings_for(there, ME) == rings
    shop = ShopCard(SHOP, "10417", "Fjordglimt Sport", 3, "8.4.1", "Har en hund", (), ())
    card = ringing_card(rings, shop, (), None, looking())
    assert (card.who, card.number, card.waited) == ("Fjordglimt Sport", "00 00 00 00", "48 s")
    assert card.facts == ("3 kasser", "versjon 8.4.1", "Har en hund")


def test_of_two_who_ring_for_me_the_card_is_of_whoever_has_waited_longest() -> None:
    new, old = (
        call(no, state=CallState.RINGING, rung_to=ME, began_at=NOW.subtract(seconds=ago_s))
        for no, ago_s in ((1, 5), (2, 90))
    )
    assert rings_for(floor(calls=(new, old)), ME) == old


def priced(*chats: int, ready: tuple[PersonId, ...] = (), talks: PersonId | None = None) -> Any:
    mine = tuple(
        chat(n, agent=ME, waiting_since=NOW.subtract(seconds=ago)) for n, ago in enumerate(chats, 1)
    )
    there = floor(
        chats=mine, availability=tuple(said(one, Readiness.READY, Channel.CHAT) for one in ready)
    )
    loads = {one: Load(chats=2, calls=int(one == talks)) for one in ready}
    named = {each.id: "Fjordglimt Sport" for each in mine}
    return price_line(there, loads, named, None, looking())


def test_the_price_of_picking_up_names_the_chat_that_passes_first_and_who_has_room() -> None:
    line = priced(20, 36, ready=(JONAS,))
    assert line.words == "2 chatter går over tiden, den første om 24 s"
    assert (line.give, line.to.id) == (chat(2).id, JONAS)
    assert line.give_words == "Gi Fjordglimt Sport til Jonas T."


def test_nobody_who_talks_on_the_telephone_is_given_a_chat() -> None:
    line = priced(20, ready=(JONAS,), talks=JONAS)
    assert line.give is None
    assert line.words == "1 chat går over tiden, om 40 s · ingen kollega har plass"


def test_picking_up_costs_nothing_where_no_chat_of_mine_waits() -> None:
    assert priced() is None
    assert priced(100) is None  # it is late already


def over(number: int, ago_s: int, **of: Any) -> Any:
    ended = NOW.subtract(seconds=ago_s)
    plain = {
        "state": CallState.ENDED,
        "ending": Ending.ANSWERED,
        "answered_by": ME,
        "case": CaseId(number),
        "answered_at": ended.subtract(seconds=372),
        "ended_at": ended,
    }
    return call(number, **{**plain, **of})


def test_the_newest_call_of_mine_that_is_not_written_down_is_asked_about() -> None:
    there = floor(
        calls=(
            over(1, 900),
            over(2, 38, shop_name="Ullteppet"),
            over(3, 20, answered_by=JONAS),
            over(4, 10, wrapped_up_at=NOW),
        )
    )
    found = call_to_wrap_up(there, ME, NOW)
    assert found is not None
    asked = wrap_up(found)
    assert asked is not None
    assert (asked.case, asked.who) == (CaseId(2), "Ullteppet")
    assert asked.about.endswith("varte 6:12")


def test_nobody_is_asked_about_a_call_while_the_next_goes_on_or_the_day_after() -> None:
    talks = call(9, state=CallState.TALKING, answered_by=ME)
    assert call_to_wrap_up(floor(calls=(over(1, 38), talks)), ME, NOW) is None
    assert call_to_wrap_up(floor(calls=(over(1, 13 * 3600),)), ME, NOW) is None


def test_a_call_that_was_written_down_is_unwritten_no_longer() -> None:
    there = floor(calls=(over(1, 38),))
    there.take(Floor(calls=(over(1, 38, wrapped_up_at=NOW),)))
    assert (there.unwritten, there.calls) == ({}, {})


def test_a_caller_of_whom_the_exchange_told_nothing_more_did_not_hang_up() -> None:
    lost = call(1, state=CallState.ENDED, ending=Ending.UNSEEN, ended_at=NOW)
    line = call_back_line(lost)
    assert line.why == "Ble borte mens sentralen ikke svarte"
    assert "La på" not in line.why + line.more


def test_the_wide_row_names_the_candidates_and_chooses_none() -> None:
    candidates = (ShopCandidate(SHOP, "Kvitøya", "1"), ShopCandidate(ShopId(4), "Gruvegata", "2"))
    (place,) = places([call(1, candidates=candidates)])
    line = queued_line(place, "ringer hos Jonas T.")
    assert (line.place, line.under) == (1, "Ukjent nummer")
    assert line.more == "ringer hos Jonas T. · Kvitøya eller Gruvegata"


def test_chats_of_mine_are_priced_by_the_talk_that_the_exchange_counts() -> None:
    mine = (chat(1, agent=ME, waiting_since=NOW),)
    there = floor(chats=mine, figures=(counted(average_talk_s=30.0),))
    named: dict[ChatId, str] = {}
    assert price_line(there, {}, named, 30.0, looking()) is None
    assert price_line(there, {}, named, 90.0, looking()) is not None


def test_the_share_in_time_is_by_the_exchanges_own_limit() -> None:
    def words(*queues: QueueFigures) -> str:
        return day_figures((), queues, looking()).figures[-1].words

    assert words(counted(within_s=20.0)) == "innen 20 s"
    assert words(counted(within_s=90.0)) == "innen 1:30"
    assert words(counted(), counted("b", within_s=20.0)) == "innen målet"


def test_whom_i_dial_waits_in_no_queue_and_does_not_ring_for_me() -> None:
    dialled = call(1, state=CallState.RINGING, rung_to=ME, is_outgoing=True, shop_name="Ullteppet")
    there = floor(calls=(dialled,), members=(member(ME, MemberState.IN_CALL),))
    assert rings_for(there, ME) is None
    assert [each.value for each in day_figures((dialled,), (), looking()).figures][:2] == [
        "0",
        NONE,
    ]
    mine = row_of(ours(PEOPLE, there, ME, NOW, 0), "Sunniva L.")
    assert (mine.standing.value, mine.what) == ("in_call", "ringer opp Ullteppet")
    assert looking().waiting.call(dialled) is None


def test_whom_i_dial_stands_among_the_calls_that_go_on() -> None:
    there = floor(
        calls=(
            call(1, state=CallState.RINGING, rung_to=ME, is_outgoing=True),
            call(2),
        )
    )
    placed = list(TelephonePlaces(there).everything({}, looking()))
    assert {each.place[1]: each.row.clock.below for each in placed if each.row.clock} == {
        "I kø": "av 3:00",
        "I samtale": "ringer opp",
    }
