"""Acts that wait for the store: kept on disk, done in order when it is back, and past the fence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from fixtures.house import LETTER, House, picture
from fixtures.waiting import until

from console.data.commands.cases import hand_over, take_case
from console.data.feed import newest
from console.data.pocket import Pocket
from console.data.queries.case import open_case
from console.desk.acts import Acts, Done
from console.desk.case_draft import case_scope, note_scope
from console.desk.composed import Composed
from console.desk.deed_words import gist
from console.desk.errors import ActFailed, StoreAway
from console.desk.unsent import Unsent
from console.desk.workers import Workers
from console.domain.cases import CaseKind, CaseState, DeliveryState
from console.domain.completeness import Point
from console.domain.conversation import Said
from console.domain.ids import CaseId, PersonId
from console.domain.people import Person

pytestmark = pytest.mark.asyncio

AWAY = "Lageret svarer ikke (connection refused (111)). Det du skrev, er tatt vare på."


@pytest_asyncio.fixture
async def acts(workers: Workers, house: House, me: Person, unsent: Unsent) -> Acts:
    return Acts(workers, house.clock, me, unsent)


@pytest.fixture
def case(house: House, unsent: Unsent) -> CaseId:
    """A case that the lists show."""
    arrived = house.arrive("frakt")
    unsent.follow(house.store.read(newest))
    return arrived


def answer_to(house: House, case: CaseId, text: str = "Frakten koster 149 kr.") -> Composed:
    seen = house.open(case).seen
    subject = "SV: Frakt til Svalbard"
    return Composed(case, text, subject, (LETTER,), (), (picture(),), CaseState.WAITING, seen)


def back(unsent: Unsent, house: House) -> None:
    """The store is there again."""
    unsent.follow(house.store.read(newest))


async def settled(unsent: Unsent) -> None:
    await until(unsent.waiting, lambda: not unsent.waiting.value)


def told_by(unsent: Unsent) -> list[str]:
    told: list[str] = []
    unsent.told.listen(told.append)
    return told


def answers(house: House, case: CaseId) -> list[Said]:
    said = [entry for entry in house.open(case).page.entries if isinstance(entry, Said)]
    return [entry for entry in said if entry.delivery is not None]


async def test_an_answer_to_a_store_that_is_away_waits_and_is_sent_when_it_is_back(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, pocket: Pocket
) -> None:
    answer = answer_to(house, case)
    pocket.save_text(case_scope(case), answer.text, "reply", house.clock.now())
    unsent.lose(AWAY)
    done = await acts.reply(answer)
    assert done.words == (
        "Ikke sendt – lageret svarer ikke. Det sendes av seg selv så snart lageret tar det imot."
    )
    assert pocket.load(case_scope(case)).text == ""
    assert answers(house, case) == []
    house.clock.advance(600)
    back(unsent, house)
    await settled(unsent)
    (sent,) = answers(house, case)
    assert (sent.text, sent.delivery) == (answer.text, DeliveryState.COMPOSED)
    assert [file.name for file in sent.attachments] == ["kasse.png"]
    assert sent.at == house.clock.now()
    assert unsent.done.value == 1


Deed = Callable[[Acts, House, CaseId, Person], Awaitable[Done]]
DEEDS: dict[str, Deed] = {
    "take": lambda acts, _house, case, _: acts.take(case),
    "note": lambda acts, _house, case, _: acts.note(case, "Ringte henne.", (picture(),)),
    "kind": lambda acts, _house, case, _: acts.set_kind(case, CaseKind.BUG),
    "topic": lambda acts, _house, case, _: acts.set_topic(case, "shipping"),
    "point": lambda acts, _house, case, _: acts.tick_point(case, Point.PICTURE, True),
    "snooze": lambda acts, house, case, _: acts.snooze(case, house.clock.now().add(hours=3), None),
    "hand over": lambda acts, _house, case, to: acts.hand_over(case, to, None),
    "close": lambda acts, _house, case, _: acts.close(case, None),
    "reopen": lambda acts, _house, case, _: acts.reopen(case),
    "release": lambda acts, _house, case, _: acts.release(case),
}


async def test_every_act_waits_and_is_done_in_the_order_it_was_made(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, jonas: PersonId, me: Person
) -> None:
    unsent.lose(AWAY)
    for deed in DEEDS.values():
        to_me = Person(me.id, me.login, me.name, me.roles)
        assert (await deed(acts, house, case, to_me)).words.startswith("Ikke lagret")
    assert jonas != me.id
    before = house.store.read(newest)
    told = told_by(unsent)
    assert house.open(case).summary.kind is CaseKind.QUESTION
    back(unsent, house)
    await settled(unsent)
    assert told == []
    found = house.open(case).summary
    assert (found.kind, found.topic, found.state) == (CaseKind.BUG, "shipping", CaseState.OPEN)
    assert found.owner is None
    assert Point.PICTURE in found.known
    assert house.store.read(newest).seq - before.seq == len(DEEDS)
    assert unsent.done.value == len(DEEDS)


async def test_what_a_colleague_answered_meanwhile_stops_the_answer_and_its_text_is_a_draft(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, jonas: PersonId, pocket: Pocket
) -> None:
    unsent.lose(AWAY)
    await acts.reply(answer_to(house, case))
    pocket.save_text(case_scope(case), "Og en ting til", "reply", house.clock.now())
    house.clock.advance(180)
    house.answer(jonas, case)
    told = told_by(unsent)
    back(unsent, house)
    await settled(unsent)
    assert told == [
        f"Svaret i sak {case} ble ikke sendt: Jonas T. svarte kunden 09:44. "
        "Teksten ligger som utkast."
    ]
    draft = pocket.load(case_scope(case))
    assert draft.text == "Frakten koster 149 kr.\n\nOg en ting til"
    assert [part.name for _, part in draft.files] == ["kasse.png"]
    assert [version.text for version in pocket.versions(case_scope(case))] == ["Og en ting til"]
    assert len(answers(house, case)) == 1


async def test_a_row_closes_by_what_the_list_had_shown(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, jonas: PersonId
) -> None:
    unsent.lose(AWAY)
    await acts.close(case, None)
    house.act(jonas, take_case, case)
    told = told_by(unsent)
    back(unsent, house)
    await settled(unsent)
    assert told == [f"Sak {case} ble ikke løst: Jonas T. tok saken 09:41."]
    assert house.state(case) is CaseState.OPEN


async def test_in_a_store_of_another_past_no_answer_goes_by_itself(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, pocket: Pocket
) -> None:
    unsent.lose(AWAY)
    await acts.reply(answer_to(house, case))
    await acts.note(case, "Ringte henne.", ())
    with house.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE store_fact SET value = 'etter gjenoppretting'")
    told = told_by(unsent)
    back(unsent, house)
    await settled(unsent)
    assert told == [
        f"Svaret i sak {case} ble ikke sendt: lageret er hentet tilbake fra en kopi, eller en "
        "annen server har tatt over, så det du hadde sett, kan være endret. Teksten ligger som "
        "utkast."
    ]
    assert pocket.load(case_scope(case)).text == "Frakten koster 149 kr."
    assert pocket.load(note_scope(case)).text == ""
    assert answers(house, case) == []


async def test_an_act_that_waits_is_taken_back_before_anybody_sees_it(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, pocket: Pocket
) -> None:
    returned: list[Any] = []
    unsent.returned.listen(returned.append)
    unsent.lose(AWAY)
    answered, taken = await acts.reply(answer_to(house, case)), await acts.take(case)
    for done in (answered, taken):
        undone = await acts.undo(done)
        assert undone.is_draft_again
    assert [each.text for each in returned] == ["Frakten koster 149 kr."]
    assert unsent.waiting.value == ()
    assert pocket.load(case_scope(case)).text == "Frakten koster 149 kr."
    back(unsent, house)
    assert house.open(case).summary.owner is None


async def test_an_act_whose_answer_got_lost_is_done_once(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, me: Person
) -> None:
    unsent.lose(AWAY)
    done = await acts.note(case, "Ringte henne.", ())
    (waiting,) = unsent.waiting.value
    await unsent._carry_out(waiting)  # and nobody heard that it was
    unsent.lose(AWAY)
    back(unsent, house)
    await settled(unsent)
    said = [e for e in house.open(case).page.entries if isinstance(e, Said)]
    assert [entry.text for entry in said if entry.author_name == me.name] == ["Ringte henne."]
    await acts.undo(done)


@pytest.mark.parametrize("came_through", [True, False])
async def test_an_answer_of_unknown_fate_that_is_taken_back_never_leaves(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, came_through: bool
) -> None:
    unsent.lose(AWAY)
    done = await acts.reply(answer_to(house, case))
    (waiting,) = unsent.waiting.value
    if came_through:
        await unsent._carry_out(waiting)
    await unsent._tell_why(waiting, StoreAway(AWAY, may_have_come=True))
    await acts.undo(done)
    assert [act.kind for act in unsent.waiting.value] == ["withdraw"]
    told = told_by(unsent)
    back(unsent, house)
    await settled(unsent)
    assert told == []
    assert all(answer.is_withdrawn for answer in answers(house, case))
    assert len(answers(house, case)) == came_through


async def test_what_waits_is_there_after_a_restart_for_its_own_account_only(
    acts: Acts,
    unsent: Unsent,
    house: House,
    case: CaseId,
    pocket_path: Path,
    workers: Workers,
    me: Person,
) -> None:
    unsent.lose(AWAY)
    await acts.reply(answer_to(house, case))
    again = Pocket(pocket_path)
    (kept,) = again.unsent.waiting("sunniva her")
    assert kept.arguments["text"] == "Frakten koster 149 kr."
    assert kept.parts == (picture(),)
    assert again.unsent.waiting("jonas her") == ()
    other = Unsent(
        again.unsent, workers, house.clock, me, "jonas her", acts._unsent._drafts, lambda *_: None
    )
    told = told_by(other)
    await other.load()
    assert told == [
        "1 handling venter på denne maskinen for en annen konto. Logg inn med den kontoen, så "
        "blir den gjort."
    ]
    again.close()


async def test_what_the_disk_does_not_take_is_not_said_to_wait(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, pocket: Pocket
) -> None:
    with pocket._engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE unsent")
        connection.exec_driver_sql("CREATE VIEW unsent AS SELECT 1 AS no")
    unsent.lose(AWAY)
    with pytest.raises(ActFailed):
        await acts.reply(answer_to(house, case))


async def test_while_the_store_is_away_nobody_waits_for_it_to_read(
    unsent: Unsent, workers: Workers, house: House, case: CaseId
) -> None:
    unsent.lose(AWAY)
    with pytest.raises(StoreAway, match=r"Dette kan ikke leses nå\. Lageret svarer ikke"):
        await workers.read(open_case, case)
    back(unsent, house)
    assert (await workers.read(open_case, case)).summary.id == case


async def test_an_act_on_a_case_where_something_waits_comes_after_it(
    acts: Acts, unsent: Unsent, house: House, case: CaseId, jonas: PersonId
) -> None:
    unsent.lose(AWAY)
    await acts.take(case)
    back(unsent, house)
    await unsent._one_at_a_time.acquire()
    assert (await acts.close(case, house.open(case).seen)).words.startswith("Ikke lagret")
    unsent._one_at_a_time.release()
    await settled(unsent)
    found = house.open(case).summary
    assert (found.owner_name, found.state) == ("Sunniva Lund", CaseState.CLOSED)
    house.act(jonas, hand_over, case, jonas, house.open(case).seen)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (AWAY, "Lageret svarer ikke"),
        ("Lageret starter på nytt. Det du skrev, er tatt vare på", "Lageret starter på nytt"),
        (
            "Lageret kan bare leses akkurat nå (reserveserver eller vedlikehold), så endringen",
            "Lageret kan bare leses akkurat nå",
        ),
    ],
)
async def test_a_trouble_is_told_in_a_few_words(reason: str, words: str) -> None:
    assert gist(reason) == words
