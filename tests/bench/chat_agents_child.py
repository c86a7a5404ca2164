"""Colleagues who answer every visitor at once, as bare as can be: a feed and an answer, no screen.

Each takes the chats of its share, by number. Answers tell when they were given.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time

from console.app.machine_clock import MachineClock
from console.data.commands.chats import say_in_chat
from console.data.engine import open_engine
from console.data.errors import StoreError
from console.data.queries.people import person_by_login
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.follow import NOWHERE, Batch, Everything, Follower
from console.domain.chats import Chat
from console.domain.ids import MessageId, new_uuid

URLS, PASSWORD, LEFT = json.loads(sys.argv[1]), sys.argv[2], int(sys.argv[3])
"""Their stores, and how many of the first chats are somebody else's."""


class Colleague:
    """One, with a share of the chats."""

    def __init__(self, url: str, login: str, share: int) -> None:
        self.store = Store(open_engine(url, password=PASSWORD))
        self.clock = MachineClock()
        person = self.store.read(person_by_login, login)
        assert person is not None
        self.me = person.id
        self.share = share
        self.answered = 0
        self.failed: list[str] = []
        self.waiting: dict[int, Chat] = {}
        self.news = threading.Condition()
        self.follower = Follower(self.store, self.clock, self.hear, NOWHERE)
        self.follower.start()
        threading.Thread(target=self.work, daemon=True).start()

    def hear(self, arrival: object) -> None:
        """On the follower's thread."""
        if isinstance(arrival, Batch | Everything):
            with self.news:
                for chat in arrival.floor.chats:
                    is_mine = chat.no > LEFT and chat.no % len(URLS) == self.share
                    self.waiting.pop(chat.no, None)
                    if is_mine and chat.waiting_since is not None and chat.ended_at is None:
                        self.waiting[chat.no] = chat
                self.news.notify()
        self.follower.taken()

    def work(self) -> None:
        """Whoever has waited longest is answered first."""
        while True:
            with self.news:
                self.news.wait_for(lambda: bool(self.waiting))
                no = min(self.waiting, key=lambda each: (self.waiting[each].waiting_since, each))
                chat = self.waiting.pop(no)
            message, said = MessageId(new_uuid()), f"Svar gitt {time.perf_counter()}"
            act = new_act(self.me, self.clock.now())
            try:
                self.store.perform(act, say_in_chat, chat.id, message, said, ())
                self.answered += 1
            except StoreError as error:
                self.failed.append(str(error))


colleagues = [Colleague(url, login, share) for share, (login, url) in enumerate(URLS.items())]
print(json.dumps({"ready": True}), flush=True)
sys.stdin.readline()
print(
    json.dumps(
        {
            "answered": sum(one.answered for one in colleagues),
            "failed": [words for one in colleagues for words in one.failed][:5],
        }
    ),
    flush=True,
)
os._exit(0)
