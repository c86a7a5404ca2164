"""A timeline that is followed while everybody writes in it at once misses and doubles nothing."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from fakes.live_items import line, visitor
from fixtures.live_house import LiveHouse

from console.data.commands.chats import hand_over_chat, say_in_chat, take_chat
from console.data.commands.messages import add_note
from console.data.queries.case import newer_entries, open_case, timeline
from console.domain.chats import Chat
from console.domain.conversation import TimelinePage, known_of, with_newer
from console.domain.ids import MessageId, PersonId, new_uuid

ROUNDS = 10


class _Writers:
    """A visitor, the one who answers, and a colleague who notes."""

    def __init__(self, live: LiveHouse, chat: Chat, jonas: PersonId, ingrid: PersonId) -> None:
        self._live, self._house, self._chat = live, live.house, chat
        self._jonas, self._ingrid = jonas, ingrid

    def speak(self) -> None:
        for number in range(2, ROUNDS + 2):
            self._live.chat(line(number, number, text=f"linje {number}"))

    def answer(self) -> None:
        house, chat = self._house, self._chat.id
        for number in range(ROUNDS):
            new = MessageId(new_uuid())
            house.act(self._jonas, say_in_chat, chat, new, f"svar {number}", ())
        house.act(self._jonas, hand_over_chat, chat, self._ingrid, "Ta over.")

    def note(self) -> None:
        for number in range(ROUNDS):
            new = MessageId(new_uuid())
            self._house.act(self._ingrid, add_note, self._chat.case, new, f"merk {number}", ())


def test_what_is_followed_while_everybody_writes_is_what_stands_there_in_the_end(
    live: LiveHouse, jonas: PersonId, ingrid: PersonId
) -> None:
    live.chat(visitor(), line(1, 1))
    chat, store = live.only_chat, live.house.store
    live.house.act(jonas, take_chat, chat.id)
    page = store.read(timeline, chat.case, None)
    writers = _Writers(live, chat, jonas, ingrid)
    readings = 0
    with ThreadPoolExecutor(3) as hands:
        work: list[Future[Any]] = [
            hands.submit(each) for each in (writers.speak, writers.answer, writers.note)
        ]
        while not all(each.done() for each in work):
            page = _followed(live, chat, page)
            readings += 1
        assert [each.exception() for each in work] == [None, None, None]
    page = _followed(live, chat, page)
    assert readings > 1
    assert page.entries == store.read(open_case, chat.case).page.entries
    assert len(page.entries) > 3 * ROUNDS


def _followed(live: LiveHouse, chat: Chat, page: TimelinePage) -> TimelinePage:
    newer = live.house.store.read(newer_entries, chat.case, known_of(page.entries))
    return with_newer(page, newer.entries)
