"""The simulated world as a whole: the same each time, with the rhythm of a day."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import pairwise

from fakes.practice_world import Team, at, everything, quiet_world, served_day, texts, told, world
from hypothesis import given, settings
from hypothesis import strategies as st

from console.channels.practice.connectors import PracticeChat, PracticeMail, PracticePhone
from console.channels.practice.rhythm import Profile
from console.domain.live_news import CallSeen, ChatSeen
from console.domain.mail import AutoKind


def test_an_hour_in_one_step_is_the_same_as_in_3600_steps() -> None:
    whole, in_seconds = world("09:00"), world("09:00")
    whole.advance(at("10:00"))
    for second in range(1, 3601):
        in_seconds.advance(at("09:00").add(seconds=second))
    assert everything(whole) == everything(in_seconds)


@cache
def _half_an_hour() -> str:
    whole = world("12:00")
    whole.advance(at("12:30"))
    return everything(whole)


@settings(max_examples=5)
@given(st.lists(st.integers(1, 1_799_999), max_size=20))
def test_where_the_steps_are_cut_changes_nothing(cuts_ms: list[int]) -> None:
    cut = world("12:00")
    for cut_ms in (*sorted(cuts_ms), 1_800_000):
        cut.advance(at("12:00").add(milliseconds=cut_ms))
    assert everything(cut) == _half_an_hour()


def test_the_same_acts_at_the_same_instants_give_the_same_world_whatever_the_steps() -> None:
    teams = [Team(world("09:00"), mail_s=60), Team(world("09:00"), mail_s=60, cuts=7)]
    for team in teams:
        team.are("ready")
        team.work(at("09:40"))
    one, other = (everything(team.world) for team in teams)
    assert one == other
    assert teams[0].world.happened().chat.answered


def test_another_seed_is_another_day() -> None:
    one, other = world("09:00", seed=1), world("09:00", seed=2)
    for each in (one, other):
        each.advance(at("09:30"))
    assert one.happened().chat.arrived != other.happened().chat.arrived


def test_time_never_goes_back() -> None:
    day = world("09:00")
    day.advance(at("09:20"))
    before = everything(day)
    day.advance(at("09:10"))
    assert everything(day) == before
    assert day.now == at("09:20")


def test_what_we_do_changes_nobody_who_comes_by_themselves() -> None:
    left_alone, served = world("09:00"), Team(world("09:00"))
    left_alone.advance(at("10:00"))
    served.are("ready")
    served.work(at("10:00"))
    mine = set(left_alone.happened().chat.arrived)
    theirs = set(served.world.happened().chat.arrived)
    assert mine == theirs


def test_mail_of_the_night_waits_at_eight_and_nobody_has_chatted_or_called() -> None:
    morning = world("08:00")
    mails = PracticeMail(morning).pull(None, 1000).mails
    assert len(mails) >= 8
    assert all(at("15:30", "2026-11-23") <= mail.received_at <= at("08:00") for mail in mails)
    assert PracticeChat(morning).pull(None, 1000).items == ()
    assert told(PracticePhone(morning).pull(None, 1000), CallSeen) == []


def test_each_night_brings_two_critical_reports() -> None:
    day = world("08:00")
    day.advance(at("08:00", "2026-11-25"))
    critical = [
        mail.received_at.to_tz("Europe/Oslo")
        for mail in PracticeMail(day).pull(None, 10_000).mails
        if mail.subject.startswith("KRITISK")
    ]
    assert len(critical) == 4
    assert all(moment.hour < 6 or moment.hour >= 18 for moment in critical)


def test_chat_and_telephone_take_nobody_in_at_lunch_and_after_closing() -> None:
    day = world("08:00")
    day.advance(at("20:00"))
    began = [
        item.began_at
        for page in (PracticeChat(day).pull(None, 9999), PracticePhone(day).pull(None, 9999))
        for item in page.items
        if isinstance(item, ChatSeen | CallSeen)
    ]
    assert len(began) > 100
    assert all(
        at("09:00") <= each < at("11:30") or at("12:00") <= each < at("15:30") for each in began
    )
    happened = day.happened()
    assert happened.chat.closed
    assert happened.phone.closed


def test_a_day_off_brings_some_mail_and_nothing_else() -> None:
    saturday = world("08:00", date="2026-11-28")
    saturday.advance(at("18:00", "2026-11-28"))
    happened = saturday.happened()
    assert (happened.chat.arrived, happened.phone.arrived) == ((), ())
    assert 0 < len(happened.mail.arrived) < 60


def test_a_day_is_as_busy_as_eight_people_can_bear() -> None:
    team = served_day()
    happened = team.world.happened()
    assert 130 <= len(happened.chat.arrived) <= 200
    assert 25 <= len(happened.phone.arrived) <= 55
    first = [mail for mail in team.mails if not mail.in_reply_to]
    assert 55 <= len(first) <= 110
    # One who is answered in half a minute does not give up; a few are drawn with little patience.
    assert len(happened.chat.answered) >= 0.97 * len(happened.chat.arrived)
    assert len(happened.phone.answered) >= 0.95 * len(happened.phone.arrived)


def test_the_tally_is_what_the_connectors_have_shown() -> None:
    team = Team(world("09:00"), chat_s=150, call_s=60, mail_s=900)
    team.are("ready")
    team.work(at("11:00"))
    happened = team.world.happened()
    assert sorted(happened.chat.arrived) == sorted(team.chats)
    assert sorted(happened.phone.arrived) == sorted(team.calls)
    assert happened.mail.arrived == tuple(mail.remote_id for mail in team.mails)
    said = [line for lines in team.lines.values() for line in lines if not line.key]
    assert happened.chat.lines == len(said)
    answered = [name for name, lines in team.lines.items() if any(line.key for line in lines)]
    assert set(happened.chat.answered) <= set(answered)
    taken = {name for name, call in team.calls.items() if call.answered_by}
    assert set(happened.phone.answered) == taken
    for tally in (happened.chat, happened.phone):
        assert not set(tally.answered) & set(tally.gave_up)
        assert len(tally.waits_s) == len(tally.answered)
        assert all(wait_s >= 0 for wait_s in tally.waits_s)


def test_the_busiest_profile_is_fuller_all_day() -> None:
    ordinary, busiest = world("14:30"), world("14:30", profile=Profile.BUSIEST)
    for each in (ordinary, busiest):
        each.advance(at("15:30"))
    assert len(busiest.happened().chat.arrived) > 1.2 * len(ordinary.happened().chat.arrived)


def test_in_a_quiet_world_nobody_comes() -> None:
    quiet = quiet_world("08:00")
    quiet.advance(at("16:00"))
    happened = quiet.happened()
    assert happened.chat.arrived + happened.phone.arrived + happened.mail.arrived == ()
    assert quiet.next_at is None


def test_next_at_is_when_something_happens_and_nothing_happens_before() -> None:
    day = world("09:00")
    for _ in range(40):
        following = day.next_at
        assert following is not None
        before = everything(day).rpartition(" ")[0]
        day.advance(following.add(milliseconds=-1))
        assert everything(day).rpartition(" ")[0] == before
        day.advance(following)


def test_names_and_numbers_are_invented_and_agree_with_the_register() -> None:
    shops = texts().shops
    assert 55 <= len(shops) <= 70
    assert sum(bool(shop.registers) for shop in shops) >= len(shops) / 3
    assert any(len(shop.registers) > 1 for shop in shops)
    phones = [phone for shop in shops for phone in shop.phones]
    phones += [number for shop in shops for _, number in shop.registers if number]
    assert all(phone.startswith("+470") and len(phone) == len("+4701554107") for phone in phones)
    assert all(host.endswith(".example") for shop in shops for host in shop.hosts)
    assert all(mail.endswith(".example") for shop in shops for mail in shop.addresses)
    numbers = Counter(shop.customer_number for shop in shops)
    assert max(numbers.values()) == 1
    shared = [phone for phone, count in Counter(phones).items() if count > 1]
    assert shared == ["+4701472093"]


def test_there_are_inquiries_enough_and_each_has_an_answer() -> None:
    found = texts()
    assert len(found.talks) + len(found.errands) + len(found.letters) >= 120
    for talk in found.talks:
        assert len(talk.turns) - 1 <= len(talk.answers) <= len(talk.turns)
        assert 1 <= len(talk.turns) <= 6
        assert all(answer for answer in talk.answers)
    assert all(letter.answer for letter in found.letters)
    assert all(bool(letter.then_answer) <= bool(letter.then) for letter in found.letters)
    assert sum("<script>" in line for talk in found.talks for turn in talk.turns for line in turn)


def test_every_field_of_a_text_is_filled() -> None:
    team = served_day()
    said = [line.text for lines in team.lines.values() for line in lines]
    said += [f"{mail.subject}\n{mail.text}" for mail in team.mails]
    assert not [text for text in said if "{" in text]


def test_a_day_has_automatic_answers_returned_mail_and_pictures() -> None:
    team = served_day()
    kinds = Counter(mail.auto for mail in team.mails)
    lines = [line for lines in team.lines.values() for line in lines]
    types = Counter(part.content_type for one in (*team.mails, *lines) for part in one.parts)
    assert kinds[AutoKind.OUT_OF_OFFICE]
    assert kinds[AutoKind.BOUNCE]
    assert kinds[AutoKind.BULK]
    assert types["image/png"] > 10
    assert types["application/pdf"]


def test_mails_lie_in_the_box_in_the_order_they_came() -> None:
    day = world("08:00")
    day.advance(at("12:00"))
    mails = PracticeMail(day).pull(None, 1000).mails
    assert all(one.received_at <= other.received_at for one, other in pairwise(mails))
    assert len({mail.message_id for mail in mails}) == len(mails)
