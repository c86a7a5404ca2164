"""The hall in memory, which the door is tried with, and the store's: whatever is done by chance in
both, both answer alike.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any
from uuid import UUID

import pytest
from fakes.web_hall import WebHall
from fixtures.house import House
from fixtures.leader import Leader
from fixtures.visitors import hash_of

from console.channels.web.hall import HouseHall, VisitorsHall, VisitOver
from console.domain.ids import new_uuid
from console.domain.visits import (
    HouseLine,
    NewVisit,
    NoticeKind,
    Visit,
    VisitFile,
    VisitKind,
    VisitLine,
    VisitNews,
)
from console.service.web_hall import LeadersHall, VisitorsStore

STEPS = 60
TOKENS = tuple(hash_of(name) for name in ("kari", "ola", "per"))
NOBODY = hash_of("gjettet")


class Side:
    """One of the two halls. Ids that a hall makes itself are known by where they came."""

    def __init__(self, visitors: VisitorsHall, house: HouseHall) -> None:
        self.visitors, self.house = visitors, house
        self.files: list[UUID] = []

    def does(self, step: Callable[[Side], Any]) -> object:
        """What came of it, comparable with the other's."""
        try:
            return self._plain(step(self))
        except (KeyError, VisitOver) as error:
            return type(error).__name__

    def _plain(self, told: Any) -> object:
        if isinstance(told, tuple):
            return tuple(self._plain(one) for one in told)
        if isinstance(told, VisitFile):
            if told.id not in self.files:
                self.files.append(told.id)
            return (self.files.index(told.id), told.name, told.content_type, told.size)
        if isinstance(told, VisitLine):
            files = tuple((each.name, each.size) for each in told.files)
            return (
                told.seq,
                told.kind,
                told.at,
                told.text,
                told.author,
                told.client_id,
                told.key,
                files,
                told.notice,
                dict(told.details),
            )
        if isinstance(told, VisitNews):
            return (told.of, self._plain(told.line), told.contents)
        if isinstance(told, Visit):
            return (told.id, told.last_seq, told.name, told.page, told.has_left, told.ended_at)
        return told


class Chance:
    """Who does what next."""

    def __init__(self, seed: int, house: House) -> None:
        self._random = Random(seed)
        self._house = house
        self._ids = [new_uuid() for _ in range(6)]
        self._visits = dict(zip(TOKENS, self._ids, strict=False))
        self._client_ids = {token: new_uuid() for token in TOKENS}

    def step(self) -> Callable[[Side], Any]:
        """Something that is done in each hall."""
        steps = (
            self.begin,
            *[self._say] * 4,
            self._file,
            self._leave,
            *[self._answer] * 3,
            self._answer_all,
            self._notify,
            self._describe,
            self._read,
        )
        token = self._random.choice((*TOKENS * 4, NOBODY))
        return self._random.choice(steps)(token)

    def begin(self, token: str) -> Callable[[Side], Any]:
        """Sometimes by a token that nobody has yet, with the id of a visit that somebody has."""
        now, known = self._house.clock.now(), token in TOKENS
        visit, client_id = self._visit_of(token), self._client_ids.get(token, new_uuid())
        new = NewVisit(visit, client_id, token, "kasse", "nb", VisitKind.CHAT)
        stolen = NewVisit(self._visits[TOKENS[0]], client_id, token, "kasse", "nb", VisitKind.CHAT)

        def begin(side: Side) -> Any:
            if known:
                return side.visitors.begin(new, now)
            is_there = side.visitors.visit(TOKENS[0]) is not None
            return side.visitors.begin(stolen, now) if is_there else None

        return begin

    def _say(self, token: str) -> Callable[[Side], Any]:
        now, client_id = self._house.clock.now(), self._random.choice([*self._ids, new_uuid()])
        bears, which = self._random.random() < 0.3, self._random.randrange(8)
        text = f"{which} <b>"

        def say(side: Side) -> Any:
            side.visitors.alive([token], now)
            files = side.files[which : which + 1] if bears else ()
            return side.visitors.say(token, client_id, text, files, now)

        return say

    def _file(self, token: str) -> Callable[[Side], Any]:
        client_id, size = self._random.choice([*self._ids, new_uuid()]), self._random.randrange(9)
        content = b"x" * size
        return lambda side: side.visitors.keep_file(
            token, client_id, f"{size}.png", "image/png", content
        )

    def _leave(self, token: str) -> Callable[[Side], Any]:
        now = self._house.clock.now()
        return lambda side: side.visitors.gone(token, now)

    def close(self, token: str) -> Callable[[Side], Any]:
        """The visitor ends the visit."""
        now = self._house.clock.now()
        return lambda side: side.visitors.close(token, now)

    def _answer(self, token: str) -> Callable[[Side], Any]:
        visit, key = self._visit_of(token), self._random.choice([*self._ids, new_uuid()])
        now, files = self._house.clock.now(), ()
        if self._random.random() < 0.3:
            files = (("a.png", "image/png", b"a"), ("b.png", "image/png", b"bb"))

        def answer(side: Side) -> Any:
            line = side.house.answer(visit, key, "Svar", "Sunniva", now, files)
            return line, side.house.line_by_key(visit, key)

        return answer

    def _answer_all(self, _token: str) -> Callable[[Side], Any]:
        """To everybody at once, whether they are there or not; sometimes once more."""
        now, files = self._house.clock.now(), (("a.png", "image/png", b"a"),)
        said = [
            HouseLine(
                visit,
                self._random.choice([*self._ids, new_uuid()]),
                "Til alle",
                "Sunniva",
                now,
                files[: self._random.randrange(2)],
            )
            for visit in self._random.sample([*self._visits.values(), UUID(int=0)], 3)
        ]
        return lambda side: side.house.answer_all(said)

    def _notify(self, token: str) -> Callable[[Side], Any]:
        visit, key = self._visit_of(token), new_uuid()
        notice = self._random.choice((NoticeKind.ASK_ADDRESS,) * 9 + tuple(NoticeKind))
        now = self._house.clock.now()
        return lambda side: side.house.notify(visit, key, notice, {"address": "k***"}, now)

    def _describe(self, token: str) -> Callable[[Side], Any]:
        now, said = self._house.clock.now(), {"page": f"/{self._random.randrange(3)}"}

        def describe(side: Side) -> Any:
            visit = side.visitors.visit(token)
            if visit is None or visit.ended_at is None:
                side.visitors.describe(token, now, said)
            return side.visitors.visit(token)

        return describe

    def _read(self, token: str) -> Callable[[Side], Any]:
        after, limit = self._random.randrange(4), self._random.randrange(1, 5)

        def read(side: Side) -> Any:
            signs = side.visitors.signs([token])
            told = tuple((one.last_seq, one.ended_at) for one in signs.values())
            file = side.visitors.file(token, side.files[0]) if side.files else None
            return side.visitors.visit(token), side.visitors.lines(token, after, limit), told, file

        return read

    def _visit_of(self, token: str) -> UUID:
        return self._visits.get(token, UUID(int=0))


def _lines(side: Side) -> object:
    """What the house is told was said, in its order."""
    return side.does(
        lambda side: tuple(
            VisitNews(0, None, one.line, one.of, one.contents)
            for one in side.house.news(0, 1_000)
            if one.line is not None
        )
    )


@pytest.mark.parametrize("seed", range(2))
def test_a_hall_in_memory_and_the_stores_answer_alike(
    house: House, leader: Leader, seed: int
) -> None:
    memory = WebHall(house.clock)
    of_store = VisitorsStore(house.store, house.clock, lambda: None)
    halls = Side(memory.visitors, memory.house), Side(of_store, LeadersHall(leader.desk))
    chance, outcomes = Chance(seed, house), []
    for number in range(STEPS):
        house.clock.advance(0.5)
        step = chance.step()
        if number < len(TOKENS):
            step = chance.begin(TOKENS[number])
        elif number == STEPS // 2:
            step = chance.close(TOKENS[0])
        in_memory, in_store = (side.does(step) for side in halls)
        assert in_memory == in_store, (number, step)
        outcomes.append(in_memory)
    assert _lines(halls[0]) == _lines(halls[1])
    refused = {"KeyError", "VisitOver"}
    assert refused <= {str(one) for one in outcomes}, "chance came to little"
    assert sum(str(one) not in refused for one in outcomes) > STEPS // 3
