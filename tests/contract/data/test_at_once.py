"""Many at once: one has the case, and an act that is sent twice is one."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fixtures.house import House

from console.data.commands.cases import release_case, take_case
from console.data.commands.messages import add_note
from console.data.commands.people import add_person
from console.data.errors import Conflict
from console.data.transaction import new_act
from console.domain.conversation import Said
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.people import Role

FIRST = MessageId(new_uuid())


def test_four_who_take_the_same_case_at_once_are_one_who_has_it(house: House) -> None:
    logins = [f"person{number}" for number in range(4)]
    added = [house.act(None, add_person, login, login, [Role.AGENT]) for login in logins]
    people = [PersonId(changes.answer["person"]) for changes in added]
    for name in range(10):
        case = house.arrive(f"sak {name}")
        start = threading.Barrier(len(people))

        def take(person: PersonId, case: CaseId = case, start: threading.Barrier = start) -> bool:
            start.wait(10)
            try:
                house.act(person, take_case, case)
            except Conflict:
                return False
            return True

        with ThreadPoolExecutor(len(people)) as threads:
            won = dict(zip(people, threads.map(take, people), strict=True))
        assert list(won.values()).count(True) == 1
        assert won[house.open(case).summary.owner or PersonId(0)]


@pytest.mark.parametrize("messages", [(FIRST,) * 4, tuple(MessageId(new_uuid()) for _ in range(4))])
def test_one_act_sent_twice_at_once_is_carried_out_once(
    house: House, jonas: PersonId, messages: tuple[MessageId, ...]
) -> None:
    case = house.arrive("frakt")
    act = new_act(jonas, house.clock.now())
    start = threading.Barrier(4)

    def note(message: MessageId) -> dict[str, Any]:
        start.wait(10)
        return house.store.perform(act, add_note, case, message, f"Ringte {message}.", ()).answer

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(note, messages))
    assert answers == answers[:1] * 4
    said = [e for e in house.open(case).page.entries if isinstance(e, Said) and e.author]
    assert [str(e.id) for e in said] == [answers[0]["message"]]


def test_an_act_sent_twice_at_once_is_not_refused_for_what_it_did_itself(
    house: House, jonas: PersonId
) -> None:
    """To give a case back is refused to whoever has it no longer."""
    for name in range(10):
        case = house.arrive(f"sak {name}")
        house.act(jonas, take_case, case)
        act = new_act(jonas, house.clock.now())
        start = threading.Barrier(2)

        def release(_number: int, case: CaseId = case, start: threading.Barrier = start) -> None:
            start.wait(10)
            house.store.perform(act, release_case, case)  # noqa: B023 - ends within the round

        with ThreadPoolExecutor(2) as threads:
            list(threads.map(release, range(2)))
        assert house.open(case).summary.owner is None
