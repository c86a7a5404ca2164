"""The wrong-window guard: what may be meant for another waits, may be taken back, and goes else."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.my_chats import MyChatsDesk
from fixtures.waiting import until

from console.desk.chats.guard import HOLD_S, Customer, doubt, numbers_in
from console.domain.ids import ChatId

HERE = Customer(1, "Sølvkroken Gull og Ur", "Hei, ordre 88 214 er trukket to ganger.")
OTHER = Customer(2, "Fjordglimt Sport AS", "Kasse 2 gjør det igjen, ordre 90117.")
LONG_AGO = 60.0


@pytest.mark.parametrize(
    ("text", "focused_s", "reason"),
    [
        ("Ja, jeg ser begge.", LONG_AGO, ""),
        ("Ja, jeg ser begge.", 1.2, ""),
        ("Ja, jeg ser begge.", 1.1, "Du kom nettopp til dette feltet."),
        ("Gjelder det Fjordglimt Sport?", LONG_AGO, "nevner Fjordglimt Sport AS, som du har i"),
        ("gjelder det FJORDGLIMT SPORT?", LONG_AGO, "nevner Fjordglimt Sport AS"),
        ("Fjordglimt Sporten er en annen.", LONG_AGO, ""),
        ("Ordre 90 117 er funnet.", LONG_AGO, "nevner 90117, som Fjordglimt Sport AS i felt 2"),
        ("Ordre 88214 er funnet.", LONG_AGO, ""),
        ("Det koster 1250 kr i 2026.", LONG_AGO, ""),
    ],
)
def test_a_line_that_may_be_meant_for_another_is_doubted(
    text: str, focused_s: float, reason: str
) -> None:
    found = doubt(text, HERE, [OTHER], focused_s)
    assert reason in found
    assert bool(found) == bool(reason)


def test_who_has_one_customer_cannot_mean_another() -> None:
    assert doubt("Hei", HERE, [], 0.1) == ""


def test_what_the_customer_has_named_is_theirs_to_be_told_of() -> None:
    here = Customer(1, "Ullteppet", "Vi er naboen til Fjordglimt Sport, ordre 90 117.")
    assert doubt("Fjordglimt Sport og 90117 er funnet.", here, [OTHER], LONG_AGO) == ""


def test_a_short_name_names_nobody() -> None:
    assert doubt("Hei Bo", HERE, [Customer(2, "Bo", "")], LONG_AGO) == ""


def test_numbers_are_known_however_they_are_spaced() -> None:
    found = numbers_in("88 214, 88214 og 21 98 24 74, men ikke 1250 eller kl 11:30")
    assert found == {"88214", "21982474"}


async def two(desk: MyChatsDesk) -> tuple[ChatId, ChatId]:
    kari, ola = desk.comes("Kari"), desk.comes("Fjordglimt")
    await desk.hears()
    return kari, ola


def says(desk: MyChatsDesk, chat: ChatId, text: str) -> asyncio.Task[object]:
    """I press Enter, long after I came to the field."""
    long_ago = desk.house.clock.now().subtract(seconds=LONG_AGO)
    return desk.begins(desk.chats.say(chat, text, (), long_ago))


async def held(desk: MyChatsDesk, chat: ChatId) -> None:
    """Waits until the line is held back."""
    await until(desk.chats.held, lambda: chat in desk.chats.held.value)


@pytest.mark.asyncio
async def test_a_line_without_doubt_goes_at_once(my_chats: MyChatsDesk) -> None:
    kari, _ = await two(my_chats)
    assert await says(my_chats, kari, "Hei, Kari.") is not None
    assert my_chats.chats.held.value == {}
    case = my_chats.lane(kari).case
    assert my_chats.live.said(case) == ["Hei", "Hei, Kari."]


@pytest.mark.asyncio
async def test_a_doubted_line_waits_five_seconds_and_then_goes(my_chats: MyChatsDesk) -> None:
    kari, _ = await two(my_chats)
    said = says(my_chats, kari, "Hei, Fjordglimt.")
    await held(my_chats, kari)
    line = my_chats.chats.held.value[kari]
    assert (line.text, line.left_s) == ("Hei, Fjordglimt.", HOLD_S)
    assert line.reason == "Teksten nevner Fjordglimt, som du har i felt 2."
    my_chats.pass_s(HOLD_S - 1)
    assert my_chats.chats.held.value[kari].left_s == 1
    assert my_chats.live.said(my_chats.lane(kari).case) == ["Hei"]
    my_chats.pass_s(1)
    assert await said is not None
    assert my_chats.chats.held.value == {}
    assert my_chats.live.said(my_chats.lane(kari).case) == ["Hei", "Hei, Fjordglimt."]


@pytest.mark.asyncio
@pytest.mark.parametrize("how", ["taken back", "said anew", "stopped"])
async def test_a_line_that_was_not_meant_so_is_never_said(my_chats: MyChatsDesk, how: str) -> None:
    kari, _ = await two(my_chats)
    case = my_chats.lane(kari).case
    said = says(my_chats, kari, "Hei, Fjordglimt.")
    await held(my_chats, kari)
    match how:
        case "taken back":
            my_chats.chats.take_back(kari)
        case "said anew":
            again = says(my_chats, kari, "Hallo, Fjordglimt.")
            assert await said is None
            my_chats.chats.send_now(kari)
            assert await again is not None
        case _:
            my_chats.chats.stop()
    assert await said is None
    assert "Hei, Fjordglimt." not in my_chats.live.said(case)


@pytest.mark.asyncio
async def test_a_line_that_is_meant_so_goes_when_it_is_said(my_chats: MyChatsDesk) -> None:
    kari, _ = await two(my_chats)
    said = says(my_chats, kari, "Hei, Fjordglimt.")
    await held(my_chats, kari)
    my_chats.chats.send_now(kari)
    assert await said is not None
    assert my_chats.chats.held.value == {}
