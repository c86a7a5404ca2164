"""Before chat closes: which chats can be done, what visitors see, what the rest is promised."""

from __future__ import annotations

import pytest
from fixtures.my_chats import CALENDAR, MyChatsDesk
from whenever import Instant

from console.desk.chats.drain import Closing, closing
from console.desk.chats.estimates import estimate
from console.desk.chats.lane import Outlook
from console.domain.hours.day import HoursState
from console.domain.ids import ChatId
from console.domain.instants import seconds_between

pytestmark = pytest.mark.asyncio

LUNCH = Instant.from_utc(2026, 11, 23, 10, 30)
"""Half past eleven in Oslo: chat closes for lunch."""

CLOSE = Instant.from_utc(2026, 11, 23, 14, 30)


def _seen(at: Instant) -> Closing:
    found = closing(CALENDAR, at)
    assert found is not None
    return found


async def test_it_is_time_from_ten_minutes_before_until_chat_opens_again() -> None:
    assert closing(CALENDAR, LUNCH.subtract(seconds=601)) is None
    soon = _seen(LUNCH.subtract(seconds=600))
    assert (soon.at, soon.state, soon.is_closed) == (LUNCH, HoursState.LUNCH, False)
    assert (soon.opens_at, soon.visitors_see) == (LUNCH.add(minutes=30), "Lunsj til 12:00")
    assert not _seen(LUNCH.subtract(seconds=1)).is_closed
    assert _seen(LUNCH).is_closed
    assert _seen(LUNCH.add(seconds=1799)).is_closed
    assert closing(CALENDAR, LUNCH.add(minutes=30)) is None


async def test_at_the_end_of_the_day_it_opens_the_next_morning() -> None:
    soon = _seen(CLOSE.subtract(minutes=10))
    assert (soon.at, soon.state) == (CLOSE, HoursState.BACKLOG)
    assert soon.opens_at == Instant.from_utc(2026, 11, 24, 8)
    assert soon.visitors_see == "Stengt. Åpner i morgen 09:00"


async def at_twenty_past_eleven(desk: MyChatsDesk) -> tuple[ChatId, ChatId]:
    """Two chats before lunch: one has just begun, one has gone on for half an hour."""
    to_lunch_s = seconds_between(desk.house.clock.now(), LUNCH)
    desk.pass_s(to_lunch_s - 600 - 1800)
    kari = desk.comes("Kari")
    desk.answers(kari, "Hei.")
    desk.pass_s(1800)
    ola = desk.comes("Ola")
    desk.answers(ola, "Hei.")
    await desk.hears()
    desk.pass_s(0)
    return kari, ola


async def test_each_lane_says_whether_it_is_done_by_lunch_and_the_band_counts_them(
    my_chats: MyChatsDesk,
) -> None:
    kari, ola = await at_twenty_past_eleven(my_chats)
    long, short = my_chats.lane(kari).estimate, my_chats.lane(ola).estimate
    assert long is not None
    assert short is not None
    assert (long.words, long.outlook_words) == ("ca. 15 min", "rekker neppe før lunsj")
    assert (short.words, short.outlook_words) == ("ca. 8 min", "rekker trolig")
    drain = my_chats.chats.drain.value
    assert drain is not None
    assert drain.headline == "11:20 – 2 chatter, 1 kan bli ferdig"
    assert drain.visitors_words == "Stenger 11:30. Nye besøkende ser «Lunsj til 12:00»."
    assert drain.promise_words == "Løftet blir: svar innen 13:00"
    assert (drain.rest, drain.count, drain.likely) == ((kari,), 2, 1)
    assert drain.answer_by == LUNCH.add(minutes=90)


async def test_what_goes_on_after_it_has_closed_is_all_the_rest(my_chats: MyChatsDesk) -> None:
    kari, ola = await at_twenty_past_eleven(my_chats)
    my_chats.pass_s(600)
    drain = my_chats.chats.drain.value
    assert drain is not None
    assert drain.headline == "11:30 – 2 chatter pågår ennå"
    assert (drain.is_closed, drain.rest) == (True, (kari, ola))
    my_chats.pass_s(1800)
    assert my_chats.chats.drain.value is None
    assert my_chats.lane(kari).estimate is not None


async def test_nobody_without_chats_is_told_to_finish_them(my_chats: MyChatsDesk) -> None:
    my_chats.pass_s(seconds_between(my_chats.house.clock.now(), LUNCH) - 60)
    assert my_chats.chats.drain.value is None


@pytest.mark.parametrize(
    ("left_s", "closes_in_s", "outlook", "words"),
    [
        (61, None, None, ""),
        (600, 600, Outlook.LIKELY, "rekker trolig"),
        (601, 600, Outlook.UNLIKELY, "rekker neppe før lunsj"),
        (60, 0, Outlook.UNLIKELY, "går over tiden"),
    ],
)
async def test_a_chat_is_likely_done_where_it_takes_no_longer_than_there_is(
    left_s: float, closes_in_s: float | None, outlook: Outlook | None, words: str
) -> None:
    found = estimate(left_s, closes_in_s, HoursState.LUNCH)
    assert (found.outlook, found.outlook_words) == (outlook, words)


async def test_how_long_chats_last_is_learnt_from_those_that_ended(my_chats: MyChatsDesk) -> None:
    for number in range(8):
        chat = my_chats.comes(f"Gjest {number}")
        my_chats.answers(chat, "Hei.")
        my_chats.pass_s(180)
        my_chats.tells(f"Gjest {number}", ended_at=my_chats.house.clock.now())
    my_chats.begin()
    await my_chats.settles()
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    estimate_now = my_chats.lane(kari).estimate
    assert estimate_now is not None
    assert estimate_now.words == "ca. 3 min"
