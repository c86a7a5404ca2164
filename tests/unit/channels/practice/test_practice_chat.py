"""Visitors of the practice day's chat: they wait, answer, thank, give up and come elsewhere."""

from __future__ import annotations

import threading

import pytest
from fakes.practice_world import Team, act, at, line, quiet_world, served_day, told, world
from whenever import Instant

from console.channels.contract import Absent, ChannelDown, Deferred, Refused, Sent
from console.channels.practice.connectors import PracticeChat
from console.channels.practice.world import World
from console.domain.live_news import ChatSeen, LineSeen
from console.domain.outward import OutwardKind


def _lines(world: World) -> list[tuple[str, bool]]:
    """What was said, and whether by us."""
    page = PracticeChat(world).pull(None, 10_000)
    return [(i.text, bool(i.key)) for i in told(page, LineSeen) if isinstance(i, LineSeen)]


def _chat(world: World, name: str) -> ChatSeen:
    page = PracticeChat(world).pull(None, 10_000)
    (found,) = (i for i in page.items if isinstance(i, ChatSeen) and i.remote_id == name)
    return found


def _say(world: World, number: int, chat: str, text: str) -> object:
    return PracticeChat(world).say(line(number, chat, text, world.now))


def _elsewhere(world: World) -> int:
    """How many have turned to another channel after no answer."""
    happened = world.happened()
    return len(happened.mail.came_back) + len(happened.phone.came_back)


def _go_on(world: World, seconds: float) -> Instant:
    world.advance(world.now.add(seconds=seconds))
    return world.now


def test_a_visitor_who_is_not_answered_asks_whether_anybody_is_there_and_gives_up() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hvor er rabattkoden?")
    _go_on(day, 49)
    assert [text for text, _ in _lines(day)] == ["Hvor er rabattkoden?"]
    _go_on(day, 2400)
    assert len(_lines(day)) >= 2
    assert _chat(day, name).has_left
    assert day.happened().chat.gave_up == (name,)
    assert day.happened().chat.answered == ()


def test_a_visitor_answers_a_question_and_thanks_for_an_answer() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hvor er rabattkoden?")
    _go_on(day, 20)
    _say(day, 1, name, "Hei! Er du logget inn?")
    _go_on(day, 2)
    assert len(_lines(day)) == 2
    while len(_lines(day)) == 2:
        assert _go_on(day, 1) < at("09:02")
    assert [ours for _, ours in _lines(day)] == [False, True, False]
    _say(day, 2, name, "Den ligger under Markedsføring.")
    _go_on(day, 320)
    assert _chat(day, name).has_left
    assert day.happened().chat.gave_up == ()
    assert day.happened().chat.waits_s == (20.0,)


def test_a_visitor_who_is_asked_to_wait_says_nothing_for_a_while() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hvor er rabattkoden?")
    _go_on(day, 20)
    _say(day, 1, name, "Et øyeblikk, jeg ser på det.")
    _go_on(day, 120)
    assert len(_lines(day)) == 2
    assert not _chat(day, name).has_left


def test_two_lines_of_ours_are_answered_once() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hvor er rabattkoden?")
    _go_on(day, 20)
    _say(day, 1, name, "Hei!")
    _say(day, 2, name, "Er du logget inn?")
    _go_on(day, 100)
    assert sum(not ours for _, ours in _lines(day)) == 2


def test_the_same_line_twice_is_said_once() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hei")
    first, second = _say(day, 1, name, "Hei!"), _say(day, 1, name, "Hei!")
    assert isinstance(first, Sent)
    assert first == second
    assert [text for text, ours in _lines(day) if ours] == ["Hei!"]
    chat = PracticeChat(day)
    assert isinstance(chat.reconcile(line(1, name, "Hei!", day.now)), Sent)
    assert isinstance(chat.reconcile(line(2, name, "Hei!", day.now)), Absent)


def test_what_must_not_go_on_is_not_said() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hei")
    chat = PracticeChat(day)

    def never() -> bool:
        return False

    assert isinstance(chat.say(line(1, name, "Hei!", day.now), never), Deferred)
    ending = act(2, OutwardKind.END_CHAT, name, day.now)
    assert isinstance(chat.act(ending, never), Deferred)
    assert len(_lines(day)) == 1
    assert _chat(day, name).ended_at is None


def test_a_chat_that_is_ended_takes_no_more_lines_from_either_side() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hei")
    _say(day, 1, name, "Hei!")
    chat = PracticeChat(day)
    ending = act(2, OutwardKind.END_CHAT, name, day.now)
    assert isinstance(chat.act(ending), Sent)
    assert isinstance(chat.act(ending), Sent)
    assert isinstance(_say(day, 3, name, "En ting til"), Refused)
    day.visitor_says(name, "Hallo?")
    _go_on(day, 3600)
    assert len(_lines(day)) == 2
    assert _chat(day, name).ended_at == at("09:00")


def test_a_visitor_who_is_asked_tells_their_address_in_a_moment() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hei")
    asking = act(2, OutwardKind.ASK_ADDRESS, name, day.now)
    chat, before = PracticeChat(day), _chat(day, name).version
    assert isinstance(chat.act(asking), Sent)
    assert isinstance(chat.act(asking), Sent)
    _go_on(day, 14)
    assert _chat(day, name).version == before
    _go_on(day, 1)
    assert _chat(day, name).version == before + 1
    assert "@" in _chat(day, name).address
    assert isinstance(chat.act(act(3, OutwardKind.END_CHAT, name, day.now)), Sent)
    assert isinstance(chat.act(act(4, OutwardKind.ASK_ADDRESS, name, day.now)), Refused)


@pytest.mark.parametrize(("how", "turn_elsewhere"), [("", True), ("mail", False)])
def test_who_goes_on_by_mail_turns_to_nobody_else(how: str, turn_elsewhere: bool) -> None:
    day = quiet_world()
    for number in range(20):
        name = day.visitor_comes("Hvor er rabattkoden?")
        ending = act(number, OutwardKind.END_CHAT, name, day.now, how=how)
        assert isinstance(PracticeChat(day).act(ending), Sent)
        assert _chat(day, name).ended_at == day.now
    _go_on(day, 3600)
    assert (_elsewhere(day) > 0) is turn_elsewhere


def test_a_visitor_who_left_and_says_something_is_back() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hei")
    day.visitor_leaves(name)
    assert _chat(day, name).has_left
    before = _chat(day, name).version
    day.visitor_says(name, "Beklager, mistet nettet")
    assert not _chat(day, name).has_left
    assert _chat(day, name).version > before


def test_a_visitor_who_stays_away_is_forgotten_after_ten_minutes() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hei")
    _say(day, 1, name, "Hei!")
    day.visitor_leaves(name)
    _go_on(day, 599)
    assert _chat(day, name).ended_at is None
    _go_on(day, 1)
    assert _chat(day, name).ended_at == day.now


def test_unknown_chats_and_acts_of_telephones_are_refused() -> None:
    day = quiet_world()
    chat = PracticeChat(day)
    assert isinstance(_say(day, 1, "c-none", "Hei"), Refused)
    assert isinstance(chat.act(act(2, OutwardKind.END_CHAT, "c-none", day.now)), Refused)
    assert isinstance(chat.act(act(3, OutwardKind.TAKE_CALL, "t1", day.now)), Refused)


def test_pages_bring_everything_once_and_the_newest_state_only() -> None:
    day = world("09:00")
    day.advance(at("09:20"))
    chat = PracticeChat(day)
    items, cursor = [], None
    while True:
        page = chat.pull(cursor, 3)
        assert len(page.items) <= 3
        items += page.items
        cursor = page.cursor
        if not page.more:
            break
    assert sorted(i.remote_id for i in items if isinstance(i, ChatSeen)) == sorted(
        day.happened().chat.arrived
    )
    assert items == list(chat.pull(None, 10_000).items)
    assert chat.pull(cursor, 3).items == ()


@pytest.mark.parametrize("cursor", [b"", b"other:5", b"\xff\xfe", b"w7:-1", b"nonsense"])
def test_a_cursor_that_is_not_known_is_as_none(cursor: bytes) -> None:
    day = quiet_world()
    day.visitor_comes("Hei")
    chat = PracticeChat(day)
    assert chat.pull(cursor, 10).items == chat.pull(None, 10).items != ()


def test_versions_grow_with_every_change_of_a_chat() -> None:
    day = quiet_world()
    name = day.visitor_comes("Hei")
    versions = [_chat(day, name).version]
    day.visitor_leaves(name)
    versions.append(_chat(day, name).version)
    PracticeChat(day).act(act(1, OutwardKind.END_CHAT, name, day.now))
    versions.append(_chat(day, name).version)
    assert versions == [1, 2, 3]


def test_who_was_not_answered_comes_back_by_mail_or_telephone_from_the_same_shop() -> None:
    day = world("09:00")
    day.advance(at("12:00"))
    team = Team(day)
    team.read()
    happened = day.happened()
    assert len(happened.chat.gave_up) > 50
    back = [mail for mail in team.mails if mail.remote_id in happened.mail.came_back]
    assert back
    assert happened.phone.came_back
    visitors = {chat.visitor_name for chat in team.chats.values()}
    assert any(mail.sender.name in visitors for mail in back)


def test_some_shops_stand_in_chat_and_telephone_at_once() -> None:
    team = served_day()
    both = [name for name in team.calls if name.startswith("c")]
    assert both
    for name in both:
        chat = team.chats[name.removesuffix("-t")]
        assert chat.began_at < team.calls[name].began_at < chat.began_at.add(seconds=201)
        assert team.calls[name].is_pos


def test_a_listener_is_woken_by_what_is_new_and_stops() -> None:
    day = quiet_world()
    woken, stop = threading.Semaphore(0), threading.Event()
    chat = PracticeChat(day)
    listener = threading.Thread(target=chat.listen, args=(woken.release, stop))
    listener.start()
    assert woken.acquire(timeout=10)
    day.visitor_comes("Hei")
    assert woken.acquire(timeout=10)
    stop.set()
    listener.join(10)
    assert not listener.is_alive()


def test_a_closed_connector_stops_listening_and_can_be_used_again() -> None:
    day = quiet_world()
    chat = PracticeChat(day)
    ended: list[Exception] = []
    woken = threading.Semaphore(0)

    def listen() -> None:
        try:
            chat.listen(woken.release, threading.Event())
        except ChannelDown as down:
            ended.append(down)

    listener = threading.Thread(target=listen)
    listener.start()
    assert woken.acquire(timeout=10)
    chat.close()
    listener.join(10)
    assert len(ended) == 1
    assert chat.pull(None, 10).items == ()
    assert chat.check().identity


def test_the_count_of_news_grows_with_what_a_pull_would_bring() -> None:
    day = quiet_world()
    chat = PracticeChat(day)
    counts = [chat.news]
    name = day.visitor_comes("Hei")
    counts.append(chat.news)
    day.visitor_leaves(name)
    counts.append(chat.news)
    assert counts == sorted(set(counts))
    _go_on(day, 1)
    assert chat.news == counts[-1]
