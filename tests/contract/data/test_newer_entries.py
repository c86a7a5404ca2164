"""A timeline that takes in what is newer is the timeline as it is read anew."""

from __future__ import annotations

import random
from itertools import cycle
from uuid import UUID

import pytest
from fakes.live_items import line, visitor
from fixtures.house import House, picture
from fixtures.live_house import LiveHouse

from console.data.commands.chats import (
    give_back_chat,
    hand_over_chat,
    offer_chat,
    say_in_chat,
    take_chat,
)
from console.data.commands.delivery import finish
from console.data.commands.leading import lead
from console.data.commands.lines import claim_lines
from console.data.commands.messages import add_note
from console.data.queries.case import newer_entries, open_case, timeline
from console.domain.cases import DeliveryState
from console.domain.conversation import Said, known_of, with_newer
from console.domain.ids import CaseId, MessageId, OutboxId, PersonId, new_uuid


class Follower:
    """Follows one case's timeline, and compares it with what is read anew."""

    def __init__(self, house: House, case: CaseId) -> None:
        self._house, self._case = house, case
        self.page = house.store.read(timeline, case, None)

    def catch_up(self) -> None:
        newer = self._house.store.read(newer_entries, self._case, known_of(self.page.entries))
        self.page = with_newer(self.page, newer.entries)
        whole = self._house.store.read(open_case, self._case)
        anew = whole.page.entries
        assert self.page.entries[-len(anew) :] == anew
        assert newer.seen == whole.seen


class Day:
    """What may happen in Kari's chat, one thing at a time."""

    def __init__(self, live: LiveHouse, jonas: PersonId, ingrid: PersonId) -> None:
        self.live, self.house = live, live.house
        self._jonas, self._ingrid = jonas, ingrid
        self._lines = 1
        self._under_way: OutboxId | None = None
        self._outcomes = cycle((DeliveryState.ACCEPTED, DeliveryState.REFUSED))
        until = self.house.clock.now().add(hours=9)
        self._epoch = int(self.house.act(None, lead, "test:1:-", until).answer["epoch"])

    def happens(self, chance: random.Random) -> None:
        self.house.clock.advance(chance.randint(0, 3))
        chance.choice(
            (
                self.speaks,
                self.brings,
                self.is_answered,
                self.is_noted,
                self.is_given,
                self.is_given_back,
                self.is_under_way,
                self.is_heard,
            )
        )()

    def speaks(self) -> None:
        self._lines += 1
        self.live.chat(line(self._lines, self._lines, text=f"linje {self._lines}"))

    def brings(self) -> None:
        self._lines += 1
        self.live.chat(line(self._lines, self._lines, parts=(picture(),)))

    def is_answered(self) -> None:
        agent = self.live.only_chat.agent or self._jonas
        new = MessageId(new_uuid())
        self.house.act(agent, say_in_chat, self.live.only_chat.id, new, "Hei.", ())

    def is_noted(self) -> None:
        note = MessageId(new_uuid())
        self.house.act(self._ingrid, add_note, self.live.only_chat.case, note, "Merk.", ())

    def is_given(self) -> None:
        chat = self.live.only_chat
        if chat.agent is None:
            self.house.act(self._jonas, take_chat, chat.id)
        else:
            to = self._ingrid if chat.agent == self._jonas else self._jonas
            self.house.act(chat.agent, hand_over_chat, chat.id, to, "Ta denne.")

    def is_given_back(self) -> None:
        chat = self.live.only_chat
        if chat.agent is None:
            until = self.house.clock.now().add(seconds=20)
            self.house.act(None, offer_chat, chat.id, self._jonas, until)
        else:
            self.house.act(chat.agent, give_back_chat, chat.id)

    def is_under_way(self) -> None:
        """The oldest line of ours that waits goes to the door."""
        claimed = self.house.act(None, claim_lines, "chat", self._epoch).answer
        if claimed:
            self._under_way = OutboxId(UUID(claimed["outbox"][0]))

    def is_heard(self) -> None:
        """The door has said it, or will not."""
        if self._under_way is not None:
            outcome = next(self._outcomes)
            self.house.act(None, finish, self._under_way, self._epoch, outcome, "slik gikk det")
            self._under_way = None


@pytest.mark.parametrize("seed", range(3))
def test_what_is_taken_in_bit_by_bit_is_what_one_reads_anew(
    live: LiveHouse, jonas: PersonId, ingrid: PersonId, seed: int
) -> None:
    live.chat(visitor(), line(1, 1))
    day, chance = Day(live, jonas, ingrid), random.Random(seed)
    follower = Follower(live.house, live.only_chat.case)
    for _ in range(40):
        for _ in range(chance.randint(1, 3)):
            day.happens(chance)
        follower.catch_up()


def test_what_came_before_the_oldest_entry_shown_stays_on_its_own_page(live: LiveHouse) -> None:
    live.house.clock.advance(100)
    live.chat(visitor(), *(line(no, no) for no in range(60)))
    case, store = live.only_chat.case, live.house.store
    page = store.read(timeline, case, None)
    live.chat(line(90, 2, text="kom sent"), line(91, 91, text="ny"))
    newer = store.read(newer_entries, case, known_of(page.entries))
    assert [entry.text for entry in newer.entries if isinstance(entry, Said)] == ["kom sent", "ny"]
    after = with_newer(page, newer.entries)
    (new,) = (entry for entry in after.entries if entry not in page.entries)
    assert isinstance(new, Said)
    assert (new.text, len(after.entries)) == ("ny", len(page.entries) + 1)
    assert after.earlier == page.earlier
