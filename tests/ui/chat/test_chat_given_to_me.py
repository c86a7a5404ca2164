"""A colleague gives me a chat: their word is told wherever I am, and stands in its lane."""

from __future__ import annotations

from ui.chat.at_chats import AtChats

from console.data.commands.chats import hand_over_chat, take_chat
from console.domain.ids import PersonId
from console.ui.window.places import CHAT, MAIL

WORDS = "Jonas T. ga deg chatten: «Hun vil ha svar i dag»"


def given(chats: AtChats, jonas: PersonId) -> None:
    chat = chats.waits("Liv")
    chats.at.does(jonas, take_chat, chat)
    chats.at.does(jonas, hand_over_chat, chat, chats.me, "Hun vil ha svar i dag")
    chats.lane(chat)


def told(chats: AtChats) -> str:
    """What the window says over its places."""
    bar = chats.at.window.frame.notices.bar
    return bar.text if bar is not None and bar.isVisible() else ""


def test_in_another_place_the_window_says_so_until_i_go_to_chat(
    chats: AtChats, jonas: PersonId
) -> None:
    chats.go(MAIL)
    given(chats, jonas)
    chats.at.until(lambda: told(chats) == WORDS)
    chats.go(CHAT)
    assert told(chats) == ""
    (lane,) = chats.screen.row.columns.values()
    assert WORDS in lane.handed.words.text()


def test_in_chat_the_lane_says_it_alone(chats: AtChats, jonas: PersonId) -> None:
    given(chats, jonas)
    (lane,) = chats.screen.row.columns.values()
    chats.at.until(lambda: WORDS in lane.handed.words.text())
    assert told(chats) == ""
