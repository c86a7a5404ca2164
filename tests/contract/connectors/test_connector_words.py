"""What people and programs write: as text, whole, and nothing of it stops what comes after."""

from __future__ import annotations

from dataclasses import replace

import pytest
from connector_harness import ChatHarness
from connector_serving import Serving, on_a_server_too, stored_chats, stored_lines
from fakes.clock import FakeClock
from fakes.live_outside import ScriptedChat, ScriptedPhone
from fixtures.house import House, picture
from sqlalchemy import func, select

from console.channels.contract import LivePage
from console.data.tables.cases import AttachmentRow
from console.domain.calls import CallState
from console.domain.live_news import CallSeen, ChatSeen, LineSeen
from console.domain.storable_text import storable
from console.service.part import PartState

HUGE = "x" * 1_000_000

WORDS = {
    "empty": "",
    "spaces": "   ",
    "emoji": "👩‍👩‍👧 kassa står 😡🇳🇴",
    "bidi": "vanlig \u202etxet\u202c שלום",
    "nul": "før\x00etter",
    "half a letter": "halv \ud83d bokstav",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "piled": "e" + "\u0301" * 500,
    "one word": "a" * 20_000,
    "lines": "en\r\nto\rtre\n\n\nfire",
}
FOLLOWING = "og så det neste"


def _texts(house: House) -> list[str]:
    return [line.text for line in stored_lines(house)]


@on_a_server_too
@pytest.mark.parametrize("name", sorted(WORDS))
def test_whatever_is_written_is_here_and_so_is_what_follows(
    chat: Serving, door: ChatHarness, house: House, name: str
) -> None:
    visitor = door.comes("hei")
    house.clock.advance(1)
    door.says(visitor, WORDS[name])
    house.clock.advance(1)
    door.says(visitor, FOLLOWING)
    rest = chat.fetch()
    assert _texts(house) == ["hei", storable(WORDS[name]), FOLLOWING]
    assert rest.state is PartState.OK


def test_a_line_of_a_million_letters_stops_nothing(
    chat: Serving, door: ChatHarness, house: House
) -> None:
    visitor = door.comes("hei")
    house.clock.advance(1)
    door.says(visitor, HUGE)
    house.clock.advance(1)
    door.says(visitor, FOLLOWING)
    assert chat.fetch().state is PartState.OK
    first, huge, last = _texts(house)
    assert (first, last) == ("hei", FOLLOWING)
    assert huge.startswith(HUGE[:1000])


def _seen(clock: FakeClock, **fields: object) -> ChatSeen:
    return replace(ChatSeen("c1", 1, clock.now()), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(WORDS))
def test_every_word_about_a_visitor_may_be_hostile(
    chat: Serving, door: ChatHarness, house: House, name: str
) -> None:
    word = WORDS[name]
    seen = _seen(house.clock, visitor_name=word, address=word, shop=word, page=word)
    chat.outside.arranged = lambda page: replace(page, items=(*page.items, seen))
    mine = door.comes("hei")
    assert chat.fetch().state is PartState.OK
    assert set(stored_chats(house)) == {mine, "c1"}


@pytest.fixture
def own_door(clock: FakeClock) -> ScriptedChat:
    return ScriptedChat(clock)


@pytest.fixture
def plain(house: House, own_door: ScriptedChat) -> Serving:
    """`serve` at a door that tells what a test wants."""
    return Serving(house, own_door)


def test_names_as_long_as_a_book_are_names(
    plain: Serving, own_door: ScriptedChat, house: House
) -> None:
    own_door.happens(_seen(house.clock, visitor_name=HUGE, address=HUGE, shop=HUGE, page=HUGE))
    own_door.comes("hei")
    assert plain.fetch().state is PartState.OK
    assert len(stored_chats(house)) == 2


def test_numbers_that_cannot_be_are_made_possible(
    plain: Serving, own_door: ScriptedChat, house: House
) -> None:
    own_door.happens(_seen(house.clock, version=2**80))
    mine = own_door.comes("hei")
    plain.fetch()
    assert set(stored_chats(house)) == {"c1", mine}
    assert _texts(house) == ["hei"]


def test_a_call_with_impossible_numbers_is_a_call(house: House, clock: FakeClock) -> None:
    exchange = ScriptedPhone(clock)
    serving = Serving(house, exchange)
    exchange.happens(CallSeen("k9", 2**90, clock.now(), CallState.WAITING, priority=-(2**90)))
    mine = exchange.comes("+4700000001")
    serving.fetch()
    assert set(_calls(house)) == {"k9", mine}


def _calls(house: House) -> dict[str, str]:
    from connector_serving import stored_calls

    return stored_calls(house)


class NoText(str):
    """What no store takes, however it is cut."""

    __slots__ = ()

    def __getitem__(self, _part: object) -> str:
        raise ValueError("broken")

    def replace(self, *_args: object) -> str:
        raise ValueError("broken")


def test_one_thing_that_no_store_takes_is_left_out_and_shown_and_the_others_come(
    plain: Serving, own_door: ScriptedChat, house: House
) -> None:
    mine = own_door.comes("hei")
    own_door.says(mine, NoText("ødelagt"))
    house.clock.advance(1)
    own_door.says(mine, FOLLOWING)
    rest = plain.fetch()
    assert _texts(house) == ["hei", FOLLOWING]
    assert rest.state is PartState.FAILING
    assert rest.text.startswith("1 hendelse kunne ikke lagres")


def test_pictures_come_with_their_line(
    plain: Serving, own_door: ScriptedChat, house: House
) -> None:
    mine = own_door.comes("hei")
    own_door.says(mine, "se her", (picture(), picture("to.png", b"\x89PNG2")))
    plain.fetch()
    plain.start()
    plain.outside.inner.pull(None, 10)
    plain.fetch()
    count = select(func.count()).select_from(AttachmentRow)
    assert house.store.read(lambda s: s.scalar(count)) == 2


def test_a_line_may_come_long_before_its_chat(plain: Serving, house: House) -> None:
    line = LineSeen("l1", "c1", house.clock.now(), "hallo")
    pages = [LivePage((line,), b"1", more=False), LivePage((_seen(house.clock),), b"2", more=False)]
    plain.outside.arranged = lambda _page: pages.pop(0)
    plain.fetch()
    plain.fetch()
    assert _texts(house) == ["hallo"]
    assert stored_chats(house) == {"c1": "waiting"}


def test_a_backlog_of_ten_thousand_items_is_here_once_and_in_order(
    plain: Serving, own_door: ScriptedChat, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.service.taking_in.BREATHER_S", 0.0)
    names = [own_door.comes() for _ in range(100)]
    for number in range(99):
        house.clock.advance(1)
        for name in names:
            own_door.says(name, f"{number:03}")
    assert len(own_door.journal) == 10_000
    rest = plain.fetch()
    assert rest.state is PartState.OK
    lines = stored_lines(house)
    assert len(lines) == 9_900
    for name in (names[0], names[57], names[99]):
        assert [x.text for x in lines if x.chat == name] == [f"{n:03}" for n in range(99)]
