"""The outside tells while people act on the same: nobody waits for each other, nothing is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from fakes.live_items import line, visitor
from fixtures.live_house import LiveHouse
from fixtures.telephone_desk import TelephoneDesk
from sqlalchemy import select
from sqlalchemy.orm import Session

from console.data.commands.chats import give_back_chat, say_in_chat, take_chat
from console.data.errors import Refused
from console.data.inspection import inspect_store
from console.data.tables.cases import MessageRow
from console.domain.availability import Readiness
from console.domain.calls import MemberState
from console.domain.ids import ChatId, MessageId, PersonId, new_uuid

CHATS, ROUNDS = 6, 8
"""So many chats, in which so often everybody says something at once."""


def _texts(session: Session) -> list[str]:
    return list(session.scalars(select(MessageRow.text)))


class _Crowd:
    """Visitors who speak, and two of us who take, answer and give back the same chats."""

    def __init__(self, live: LiveHouse) -> None:
        self._live = live
        live.chat(*(visitor(remote_id=f"c{n}") for n in range(CHATS)))
        self.chats = {chat.remote_id: chat for chat in live.floor.chats}
        self.said: list[str] = []

    def speak(self) -> None:
        """Backwards, so that it goes against whoever goes forwards."""
        for number in range(ROUNDS):
            names = sorted(self.chats, reverse=number % 2 == 0)
            said = [line(0, number, remote_id=f"{n}-{number}", chat=n, text=n) for n in names]
            self._live.chat(*said)

    def work(self, who: PersonId) -> None:
        for number in range(ROUNDS):
            for name in sorted(self.chats):
                self._act(who, self.chats[name].id, f"{name} {who} {number}")

    def _act(self, who: PersonId, chat: ChatId, text: str) -> None:
        house = self._live.house
        try:
            house.act(who, take_chat, chat)
            house.act(who, say_in_chat, chat, MessageId(new_uuid()), text, ())
            self.said.append(text)
            house.act(who, give_back_chat, chat)
        except Refused:
            return


def test_while_visitors_speak_we_take_and_answer_and_every_line_stands(
    live: LiveHouse, jonas: PersonId, ingrid: PersonId
) -> None:
    crowd = _Crowd(live)
    with ThreadPoolExecutor(3) as hands:
        for done in (
            hands.submit(crowd.speak),
            hands.submit(crowd.work, jonas),
            hands.submit(crowd.work, ingrid),
        ):
            assert done.exception(120) is None
    assert crowd.said
    stands = live.house.store.read(_texts)
    theirs = [name for name in crowd.chats for _ in range(ROUNDS)]
    assert sorted(stands) == sorted([*crowd.said, *theirs])
    assert inspect_store(live.house.store.engine).faults == ()


def test_while_the_exchange_tells_people_say_how_ready_they_are_and_both_agree_in_the_end(
    live: LiveHouse, jonas: PersonId
) -> None:
    desk = TelephoneDesk(live, jonas)

    def tell() -> None:
        for number in range(ROUNDS):
            desk.tells((MemberState.READY, MemberState.PAUSED)[number % 2], "Møte")

    def say() -> None:
        for number in range(ROUNDS):
            desk.says((Readiness.PAUSE, Readiness.READY)[number % 2], "")

    with ThreadPoolExecutor(2) as hands:
        for done in (hands.submit(tell), hands.submit(say)):
            assert done.exception(120) is None
    while desk.does():
        pass
    desk.tells(MemberState.READY)
    desk.passes(60)
    desk.heard()
    desk.settles()
    assert desk.said == (Readiness.READY, "")
    assert len(desk.asked) <= ROUNDS
