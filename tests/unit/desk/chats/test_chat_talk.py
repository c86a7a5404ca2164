"""The lines of a lane: the case's own, kept by what the feed brings, and what was seen of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fixtures.house import picture
from fixtures.my_chats import MyChatsDesk
from sqlalchemy import event

from console.data.commands.cases import set_topic
from console.data.commands.chats import hand_over_chat, say_in_chat
from console.data.commands.messages import add_note
from console.data.commands.undo import undo_act
from console.data.queries.case import open_case
from console.desk.chats.talk import without_empty_days
from console.desk.entries import Entry, EntryKind, timeline_entries
from console.desk.errors import ActFailed
from console.domain.chat_signs import ChatSigns
from console.domain.ids import ChatId, MessageId, PersonId, new_uuid

pytestmark = pytest.mark.asyncio

FILES_OF_THE_CASE = "FROM attachment JOIN message"
"""What is asked of the store for a whole case alone."""


def anew(desk: MyChatsDesk, chat: ChatId) -> list[Entry]:
    """The lines as they are read from the store, without what the lane itself says."""
    page = desk.house.store.read(open_case, desk.lane(chat).case).page
    said_by_the_lane = ("Chatten begynte", "Tok chatten")
    entries = timeline_entries(page.entries, desk.house.clock.now())
    return [entry for entry in entries[1:] if entry.meta not in said_by_the_lane]


async def test_a_lanes_lines_are_the_cases_lines_whatever_happens(
    my_chats: MyChatsDesk, jonas: PersonId
) -> None:
    chance, house, me = random.Random(7), my_chats.house, my_chats.me.id
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    case = my_chats.lane(kari).case
    things: list[Any] = [
        lambda: my_chats.says("Kari", "Er du der?"),
        lambda: my_chats.answers(kari, "Hei."),
        lambda: house.act(me, say_in_chat, kari, MessageId(new_uuid()), "", (picture(),)),
        lambda: house.act(jonas, add_note, case, MessageId(new_uuid()), "Merk.", ()),
        lambda: house.act(me, set_topic, case, chance.choice(("frakt", "betaling"))),
        lambda: my_chats.tells("Kari", page="/kasse", has_left=chance.random() < 0.5),
        lambda: house.act(
            jonas,
            undo_act,
            house.act(jonas, add_note, case, MessageId(new_uuid()), "Feil sak.", ()).act,
        ),
    ]
    for _ in range(20):
        house.clock.advance(chance.randint(0, 2))
        for thing in chance.choices(things, k=chance.randint(1, 3)):
            thing()
        await my_chats.hears()
        whole = anew(my_chats, kari)
        assert my_chats.lines(kari)[-len(whole) :] == whole
    face, found = my_chats.talk(kari).face.value, house.open(case)
    assert face is not None
    assert (face.seen, face.topic) == (found.seen, found.summary.topic)
    assert {file.sha256 for file in face.files} == {file.sha256 for file in found.attachments}


@contextmanager
def asked(desk: MyChatsDesk) -> Iterator[list[str]]:
    """What the store is asked meanwhile."""
    statements: list[str] = []

    def heard(*told: Any) -> None:
        statements.append(told[2])

    engine = desk.house.store.engine
    event.listen(engine, "before_cursor_execute", heard)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", heard)


async def test_a_line_does_not_make_the_whole_case_be_read_again(my_chats: MyChatsDesk) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    my_chats.says("Kari", "Er du der?")
    with asked(my_chats) as after_a_line:
        await my_chats.hears()
    my_chats.house.act(my_chats.me.id, set_topic, my_chats.lane(kari).case, "frakt")
    with asked(my_chats) as after_a_topic:
        await my_chats.hears()
    assert "Er du der?" in [entry.body for entry in my_chats.lines(kari)]
    assert not any(FILES_OF_THE_CASE in each for each in after_a_line)
    assert any(FILES_OF_THE_CASE in each for each in after_a_topic)


async def test_lanes_that_nobody_looks_at_are_read_when_somebody_comes(
    my_chats: MyChatsDesk,
) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    before = my_chats.lines(kari)
    my_chats.chats.talks.put_out_of_sight()
    my_chats.says("Kari", "Er du der?")
    await my_chats.hears()
    assert my_chats.lines(kari) == before
    my_chats.chats.talks.bring_into_sight()
    await my_chats.settles()
    assert my_chats.lines(kari)[-1].body == "Er du der?"


async def test_a_colleagues_words_are_told_wherever_one_is(
    my_chats: MyChatsDesk, jonas: PersonId
) -> None:
    kari = my_chats.comes("Kari")
    my_chats.house.act(my_chats.me.id, hand_over_chat, kari, jonas)
    my_chats.chats.talks.put_out_of_sight()
    await my_chats.hears()
    my_chats.house.act(jonas, hand_over_chat, kari, my_chats.me.id)
    await my_chats.hears()
    assert my_chats.talk(kari).handed.value == "Jonas T. ga deg chatten"


async def test_what_the_visitor_has_seen_stands_under_the_newest_of_it(
    my_chats: MyChatsDesk,
) -> None:
    kari = my_chats.comes("Kari")
    my_chats.answers(kari, "Hei, Kari.")
    my_chats.pass_s(5)
    seen_at = my_chats.house.clock.now()
    my_chats.answers(kari, "Hva heter butikken?")
    my_chats.pass_s(5)
    my_chats.answers(kari, "Og hvilken kasse?")
    await my_chats.hears()
    my_chats.chats.hear_signs([ChatSigns(kari, None, seen_at)])
    seen = [entry.body for entry in my_chats.lines(kari) if entry.state_text == "sett"]
    assert seen == ["Hva heter butikken?"]
    my_chats.chats.hear_signs([ChatSigns(kari, None, my_chats.house.clock.now())])
    seen = [entry.body for entry in my_chats.lines(kari) if entry.state_text == "sett"]
    assert seen == ["Og hvilken kasse?"]


async def test_who_the_visitor_turns_out_to_be_is_read_anew(my_chats: MyChatsDesk) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    my_chats.tells("Kari", address="kari@fjellsport.no")
    await my_chats.hears()
    face = my_chats.talk(kari).face.value
    assert face is not None
    assert [to.address for to in face.to] == ["kari@fjellsport.no"]


async def test_a_word_that_was_taken_back_is_not_shown(
    my_chats: MyChatsDesk, jonas: PersonId
) -> None:
    kari = my_chats.comes("Kari", of=jonas)
    house, me = my_chats.house, my_chats.me.id
    given = house.act(jonas, hand_over_chat, kari, me, "Feil person.")
    await my_chats.hears()
    house.act(jonas, undo_act, given.act)
    house.act(jonas, hand_over_chat, kari, me)
    await my_chats.hears()
    assert my_chats.talk(kari).handed.value == "Jonas T. ga deg chatten"


async def test_what_cannot_be_read_is_told_and_read_with_what_comes_next(
    my_chats: MyChatsDesk,
) -> None:
    kari = my_chats.comes("Kari")
    await my_chats.hears()
    talk, workers = my_chats.talk(kari), my_chats.workers
    workers.absence = "Lageret svarer ikke."
    my_chats.says("Kari", "Hallo?")
    await my_chats.hears()
    assert talk.problem.value == "Dette kan ikke leses nå. Lageret svarer ikke."
    assert "Hallo?" not in [entry.body for entry in my_chats.lines(kari)]
    with pytest.raises(ActFailed):
        await workers.read(open_case, my_chats.lane(kari).case)
    workers.absence = ""
    my_chats.comes("Ola")
    await my_chats.hears()
    assert talk.problem.value == ""
    assert "Hallo?" in [entry.body for entry in my_chats.lines(kari)]


async def test_days_are_told_apart_but_today_needs_no_name() -> None:
    def day(key: str) -> Entry:
        return Entry(key, EntryKind.DAY)

    said, today = Entry("message:1", EntryKind.CHAT_IN), day("day:2026-11-23")
    before, empty = day("day:2026-11-22"), day("day:2026-11-21")
    assert without_empty_days([today, said], today.key) == [said]
    assert without_empty_days([before, said, today, said], today.key) == [before, said, today, said]
    assert without_empty_days([empty, before, said, today], today.key) == [before, said]
    assert without_empty_days([], today.key) == []
