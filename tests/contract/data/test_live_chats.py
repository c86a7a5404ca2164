"""What a chat's door tells becomes chats, cases and messages, once each."""

from __future__ import annotations

import pytest
from fakes.live_items import after, line, visitor
from fixtures.house import picture
from fixtures.live_house import LiveHouse

from console.data.commands.cases import close_case, snooze_case
from console.data.commands.chats import end_chat, say_in_chat, take_chat
from console.data.commands.live_words import LINE_CHARS
from console.data.commands.shops import import_shops
from console.data.feed import newest, news
from console.data.inspection import inspect_store
from console.data.queries.wire import cursor
from console.domain.cases import CaseState
from console.domain.chats import ChatState
from console.domain.conversation import Said
from console.domain.ids import MessageId, PersonId, new_uuid
from console.domain.shops import Shop

SHOP = Shop("10042", "Fjellsport AS", addresses=("kari@fjellsport.no",))


def test_a_visitor_waits_from_when_they_came_and_then_from_what_they_said(live: LiveHouse) -> None:
    assert live.chat(visitor()) == {"new": 1, "known": 0}
    chat = live.only_chat
    assert (chat.state, chat.waiting_since) == (ChatState.WAITING, after(0))
    assert live.house.open(chat.case).summary.subject == "Chat med Kari Nordmann"
    live.chat(line(1, 12), line(2, 20, text="Er det noen der?"))
    case = live.house.open(chat.case).summary
    assert live.only_chat.waiting_since == case.waiting_since == after(12)
    assert (case.subject, case.snippet) == ("Hei, kassen svarer ikke.", "Er det noen der?")
    assert case.state is CaseState.OPEN
    assert live.said(chat.case) == ["Hei, kassen svarer ikke.", "Er det noen der?"]


def test_what_was_told_before_changes_nothing_and_nobody_hears_of_it(live: LiveHouse) -> None:
    told = (visitor(3, page="/kasse"), line(1, 5))
    live.chat(*told)
    floor, case = live.floor, live.house.open(live.only_chat.case)
    heard = live.house.store.read(newest)
    assert live.chat(*told, visitor(2, page="/"), *told) == {"new": 0, "known": 5}
    assert live.floor == floor
    assert live.house.open(case.summary.id) == case
    assert live.house.store.read(news, heard).items == ()


def test_the_cursor_moves_with_what_it_brought(live: LiveHouse) -> None:
    live.chat(visitor())
    assert live.house.store.read(cursor, "chat") == b"1"


def test_a_line_before_its_chat_is_kept_and_the_chat_filled_in(live: LiveHouse) -> None:
    live.chat(line(1, 9))
    early = live.only_chat
    assert (early.visitor_name, early.waiting_since) == ("", after(9))
    live.chat(visitor(page="/kasse"))
    chat = live.only_chat
    assert (chat.id, chat.visitor_name, chat.page) == (early.id, "Kari Nordmann", "/kasse")
    assert chat.waiting_since == after(9)
    assert live.said(chat.case) == ["Hei, kassen svarer ikke."]


def test_the_shop_is_known_by_its_number_and_who_writes_by_their_address(live: LiveHouse) -> None:
    live.house.act(None, import_shops, [SHOP])
    live.chat(visitor(shop="10042", is_verified=True, address="Kari@Fjellsport.no"))
    chat = live.only_chat
    case = live.house.open(chat.case)
    assert chat.is_verified
    assert case.shop is not None
    assert (case.shop.id, case.shop.name) == (chat.shop, "Fjellsport AS")
    assert case.summary.contact_address == "kari@fjellsport.no"


def test_an_address_that_is_told_later_or_mended_is_the_cases_and_is_heard_of(
    live: LiveHouse,
) -> None:
    live.chat(visitor())
    for version, told in enumerate(("kari@fjellsprot.no", "kari@fjellsport.no"), start=2):
        heard = live.house.store.read(newest)
        live.chat(visitor(version, address=told))
        assert live.house.open(live.only_chat.case).summary.contact_address == told
        (item,) = live.house.store.read(news, heard).items
        assert item.kind == "ChatChanged"
    heard = live.house.store.read(newest)
    live.chat(visitor(4, address="kari@fjellsport.no"), visitor(3, address="kari@fjellsprot.no"))
    assert live.house.store.read(news, heard).items == ()


def test_a_number_that_no_shop_has_proves_nothing(live: LiveHouse) -> None:
    live.chat(visitor(shop="99999", is_verified=True))
    assert (live.only_chat.shop, live.only_chat.is_verified) == (None, False)


def test_a_door_whose_clock_is_hours_ahead_hides_nobody_who_waits(live: LiveHouse) -> None:
    live.chat(visitor(began_at=after(7200)))
    assert live.only_chat.waiting_since == live.house.clock.now()
    live.chat(line(1, 7210, text="Hei?"), line(2, 7200, text="Hei."))
    chat = live.only_chat
    assert chat.waiting_since == live.house.clock.now()
    assert live.said(chat.case) == ["Hei.", "Hei?"], "in the order they were said"


def test_a_visitor_goes_and_comes_back(live: LiveHouse, jonas: PersonId) -> None:
    live.chat(visitor(1), line(1))
    live.chat(visitor(2, has_left=True))
    assert (live.only_chat.state, live.only_chat.waiting_since) == (ChatState.LEFT, after(0))
    live.house.act(jonas, take_chat, live.only_chat.id)
    live.chat(visitor(3))
    assert (live.only_chat.state, live.only_chat.agent) == (ChatState.ACTIVE, jonas)


def test_a_chat_that_nobody_answered_goes_on_waiting_in_its_case(live: LiveHouse) -> None:
    live.chat(visitor(1), line(1, 5))
    case = live.only_chat.case
    live.chat(visitor(2, ended_at=after(90)))
    assert live.floor.chats == ()
    summary = live.house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.OPEN, after(5))


def test_what_ended_stays_ended(live: LiveHouse) -> None:
    live.chat(visitor(2, ended_at=after(90)), line(1, 5))
    live.chat(visitor(3))
    assert live.floor.chats == ()


def test_a_visitor_who_never_said_anything_is_owed_nothing(live: LiveHouse) -> None:
    live.chat(visitor(1))
    case = live.only_chat.case
    live.chat(visitor(2, ended_at=after(90)))
    summary = live.house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.WAITING, None)


def test_a_line_that_comes_after_its_end_makes_the_case_wait_again(
    live: LiveHouse, jonas: PersonId
) -> None:
    live.chat(visitor(1), line(1, 5))
    chat = live.only_chat
    live.house.act(jonas, take_chat, chat.id)
    live.house.act(jonas, end_chat, chat.id, True)
    assert live.house.state(chat.case) is CaseState.CLOSED
    live.chat(line(2, 40, text="Vent, det var noe mer."))
    summary = live.house.open(chat.case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.OPEN, after(40))


@pytest.mark.parametrize("put_away", ["close", "snooze"])
def test_a_line_brings_a_case_back_that_was_put_away(
    live: LiveHouse, jonas: PersonId, put_away: str
) -> None:
    live.chat(visitor(1), line(1, 5))
    case, house = live.only_chat.case, live.house
    if put_away == "close":
        house.act(jonas, close_case, case, house.open(case).seen)
    else:
        until = house.clock.now().add(hours=2)
        house.act(jonas, snooze_case, case, until, house.open(case).seen)
    live.chat(line(2, 50))
    assert house.state(case) is CaseState.OPEN


def test_a_picture_alone_is_a_line_with_its_name(live: LiveHouse) -> None:
    live.chat(visitor(), line(1, text="", parts=(picture("kasse.png"),)))
    case = live.house.open(live.only_chat.case)
    assert (case.summary.subject, case.summary.attachments) == ("kasse.png", 1)
    assert [file.name for file in case.attachments] == ["kasse.png"]


def test_a_line_of_ours_that_comes_back_is_no_second_one_and_proves_that_it_arrived(
    live: LiveHouse, jonas: PersonId
) -> None:
    live.chat(visitor(), line(1))
    message, chat = MessageId(new_uuid()), live.only_chat
    live.house.act(jonas, say_in_chat, chat.id, message, "Hei, Kari.", ())
    back = line(2, 8, key=message.hex, text="Hei, Kari.")
    assert live.chat(back, back) == {"new": 1, "known": 1}
    said = [e for e in live.house.open(chat.case).page.entries if isinstance(e, Said)]
    assert [(one.text, one.delivery) for one in said if one.id == message] == [
        ("Hei, Kari.", "accepted")
    ]
    assert len(said) == 2
    assert live.only_chat.waiting_since is None


def test_a_line_of_ours_that_comes_back_later_changes_nothing_that_nobody_hears_of(
    live: LiveHouse, jonas: PersonId
) -> None:
    live.chat(visitor(), line(1))
    message, chat = MessageId(new_uuid()), live.only_chat
    live.house.act(jonas, say_in_chat, chat.id, message, "Hei, Kari.", ())
    live.chat(line(2, 0, key=message.hex, text="Hei, Kari."))
    case, heard = live.house.open(chat.case).summary, live.house.store.read(newest)
    live.house.clock.advance(60)
    live.chat(line(3, 60, key=message.hex, text="Hei, Kari."))
    assert live.house.store.read(news, heard).items == ()
    assert live.house.open(chat.case).summary == case


def test_a_line_of_ours_that_the_store_has_lost_is_kept_as_ours(live: LiveHouse) -> None:
    live.chat(visitor(), line(1, 2), line(2, 8, key=new_uuid().hex, text="Hei, Kari."))
    chat = live.only_chat
    assert chat.waiting_since is None
    assert chat.first_reply_at == after(8)
    assert live.said(chat.case) == ["Hei, kassen svarer ikke.", "Hei, Kari."]


HOSTILE = [
    "\x00",
    "a\x00b\ud800c",
    "<script>alert(1)</script>",
    "\u202egnp.exe",
    "👩‍👩‍👧‍👦" * 50,
    "'; DROP TABLE chat; --",
]


def test_what_is_hostile_is_text(live: LiveHouse) -> None:
    for text in HOSTILE:
        who = {"visitor_name": text, "page": text, "shop": text, "address": f"{text}@a.example"}
        told = visitor(remote_id=text, **who)
        said = line(1, chat=text, remote_id=text, text=text, parts=(picture(text),))
        assert live.chat(told, said, told, said) == {"new": 2, "known": 2}
    chats = live.floor.chats
    assert len(chats) == len(HOSTILE)
    assert not any("\x00" in words for chat in chats for words in live.said(chat.case))
    assert inspect_store(live.house.store.engine).faults == ()


def test_a_huge_line_is_shown_so_far_and_kept_whole(live: LiveHouse) -> None:
    text = "kasse " * 200_000
    live.chat(visitor(), line(1, text=text))
    case = live.only_chat.case
    assert len(live.said(case)[0]) <= LINE_CHARS + 1
    (file,) = live.house.open(case).attachments
    assert (file.name, file.size) == ("melding.txt", len(text))


def test_a_thing_without_a_name_is_left_out_and_the_rest_taken(live: LiveHouse) -> None:
    live.chat(visitor(remote_id=""), line(1, chat=""), line(2), visitor())
    assert live.said(live.only_chat.case) == ["Hei, kassen svarer ikke."]
