"""How long the newest chats lasted, from our first word to the end."""

from __future__ import annotations

from fakes.live_items import line, visitor
from fixtures.live_house import LiveHouse

from console.data.commands.chats import end_chat, say_in_chat
from console.data.queries.chat_lengths import chat_lengths
from console.domain.ids import MessageId, PersonId, new_uuid


def test_only_what_was_answered_and_is_over_has_a_length(live: LiveHouse, jonas: PersonId) -> None:
    live.chat(visitor(), line(1, 0))
    chat = live.only_chat.id
    live.house.clock.advance(30)
    live.house.act(jonas, say_in_chat, chat, MessageId(new_uuid()), "Hei.", ())
    assert live.house.store.read(chat_lengths) == ()
    live.house.clock.advance(240)
    live.house.act(jonas, end_chat, chat, True)
    assert live.house.store.read(chat_lengths) == (240.0,)
    live.chat(visitor(remote_id="ola"), line(2, 0, chat="ola"))
    live.chat(visitor(2, remote_id="ola", ended_at=live.house.clock.now()))
    assert live.house.store.read(chat_lengths) == (240.0,)
