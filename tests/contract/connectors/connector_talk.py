"""A chat that one of us has with a visitor: what is said in it here, and heard out there."""

from __future__ import annotations

from connector_harness import ChatHarness
from connector_serving import Serving, outbox, truth
from sqlalchemy import select

from console.data.commands.chats import say_in_chat
from console.data.tables.live import ChatRow
from console.domain.ids import ChatId, MessageId, PersonId, new_uuid


class Talk:
    """A chat that Sunniva has."""

    def __init__(self, serving: Serving, door: ChatHarness, sunniva: PersonId) -> None:
        self.serving = serving
        self.house = serving.house
        self.sunniva = sunniva
        self.name = door.comes("Hei, kassen starter ikke.")
        serving.fetch()
        wanted = select(ChatRow.id).where(ChatRow.remote_id == self.name)
        self.chat = ChatId(self.house.store.read(lambda s: s.scalars(wanted).one()))

    def say(self, *texts: str) -> None:
        """Sunniva writes, a second between two lines."""
        for text in texts:
            message = MessageId(new_uuid())
            self.house.act(self.sunniva, say_in_chat, self.chat, message, text, ())
            self.house.clock.advance(1)

    def heard(self) -> list[str]:
        """What the visitor has heard of us."""
        there = truth(self.serving.outside.inner)
        return [line.text for line in there.lines if line.is_ours and line.chat == self.name]

    def states(self) -> list[str]:
        return [state for state, _ in outbox(self.house)]
