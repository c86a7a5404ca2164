"""What a person can do with a case: each act says what was done and can be taken back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
import pytest_asyncio
from fixtures.house import LETTER, House, picture
from whenever import Instant

from console.data.commands.cases import hand_over, take_case
from console.data.commands.delivery import begin_transmitting, claim_next, finish
from console.data.commands.leading import lead
from console.data.queries.wire import next_due
from console.desk.acts import Acts, Done
from console.desk.composed import Composed
from console.desk.deeds import UNDO_S
from console.desk.errors import ActFailed, Fenced
from console.desk.unsent import Unsent
from console.desk.workers import Workers
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind, CaseState, DeliveryState
from console.domain.completeness import Point
from console.domain.conversation import Said
from console.domain.ids import CaseId, OutboxId, PersonId
from console.domain.people import Person

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def acts(workers: Workers, house: House, me: Person, unsent: Unsent) -> Acts:
    """What Sunniva can do."""
    return Acts(workers, house.clock, me, unsent)


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def composed(house: House, case: CaseId, **fields: object) -> Composed:
    plain: dict[str, object] = {
        "case": case,
        "text": "Frakten koster 149 kr.",
        "subject": "SV: Frakt til Svalbard",
        "to": (LETTER,),
        "cc": (),
        "parts": (picture(),),
        "then": CaseState.WAITING,
        "seen": house.open(case).seen,
    }
    return Composed(**{**plain, **fields})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Deed:
    """An act on a case that Sunniva has, what it says, and what it makes of the case."""

    act: Callable[[Acts, House, CaseId], Awaitable[Done]]
    words: str
    holds: Callable[[CaseSummary], bool]


async def _hand_over(acts: Acts, house: House, case: CaseId) -> Done:
    made = Person(PersonId(2), "jonas", "Jonas Tveit", frozenset())
    return await acts.hand_over(case, made, house.open(case).seen)


async def _snooze(acts: Acts, house: House, case: CaseId) -> Done:
    return await acts.snooze(case, house.clock.now().add(hours=3), house.open(case).seen)


async def _close(acts: Acts, house: House, case: CaseId) -> Done:
    return await acts.close(case, house.open(case).seen)


async def _reply(acts: Acts, house: House, case: CaseId) -> Done:
    return await acts.reply(composed(house, case))


async def _note(acts: Acts, _house: House, case: CaseId) -> Done:
    return await acts.note(case, "Ringte henne.", (picture(),))


DEEDS = {
    "release": Deed(
        lambda acts, _, case: acts.release(case), "Saken er lagt tilbake", lambda s: s.owner is None
    ),
    "hand over": Deed(_hand_over, "Jonas T. har saken", lambda s: s.owner == 2),
    "snooze": Deed(_snooze, "Utsatt til i dag 12:41", lambda s: s.state is CaseState.SNOOZED),
    "close": Deed(_close, "Saken er løst", lambda s: s.state is CaseState.CLOSED),
    "kind": Deed(
        lambda acts, _, case: acts.set_kind(case, CaseKind.BUG),
        "Typen er endret",
        lambda s: s.kind is CaseKind.BUG,
    ),
    "topic": Deed(
        lambda acts, _, case: acts.set_topic(case, "shipping"),
        "Emnet er endret",
        lambda s: s.topic == "shipping",
    ),
    "point": Deed(
        lambda acts, _, case: acts.tick_point(case, Point.PICTURE, True),
        "",
        lambda s: Point.PICTURE in s.known,
    ),
    "reply": Deed(_reply, "Svaret sendes", lambda s: s.state is CaseState.WAITING),
    "note": Deed(_note, "Merknaden er lagret", lambda s: s.attachments == 1),
}


@pytest.mark.parametrize("name", sorted(DEEDS))
async def test_an_act_is_done_told_and_taken_back(
    acts: Acts, house: House, case: CaseId, jonas: PersonId, name: str
) -> None:
    deed = DEEDS[name]
    assert jonas == 2
    await acts.take(case)
    before = house.open(case).summary
    assert not deed.holds(before)
    done = await deed.act(acts, house, case)
    assert (done.words, done.case) == (deed.words, case)
    assert deed.holds(house.open(case).summary)
    undone = await acts.undo(done)
    assert (undone.words, undone.case) == ("Angret", case)
    assert not deed.holds(house.open(case).summary)


async def test_a_case_is_taken_and_given_back(acts: Acts, house: House, case: CaseId) -> None:
    done = await acts.take(case)
    assert done.words == "Du har saken"
    assert house.open(case).summary.owner_name == "Sunniva Lund"
    await acts.undo(done)
    assert house.open(case).summary.owner is None


async def test_a_solved_case_is_opened_again_and_solved_again(
    acts: Acts, house: House, case: CaseId
) -> None:
    await acts.close(case, house.open(case).seen)
    done = await acts.reopen(case)
    assert done.words == "Saken er åpnet igjen"
    assert house.state(case) is CaseState.OPEN
    await acts.undo(done)
    assert house.state(case) is CaseState.CLOSED


async def test_an_act_is_taken_back_once(acts: Acts, case: CaseId) -> None:
    done = await acts.take(case)
    await acts.undo(done)
    with pytest.raises(ActFailed, match="angre"):
        await acts.undo(done)


async def test_an_answer_waits_until_its_author_can_no_longer_take_it_back(
    acts: Acts, house: House, case: CaseId
) -> None:
    done = await acts.reply(composed(house, case))
    due = house.store.read(next_due, "mail")
    assert due == house.clock.now().add(seconds=UNDO_S)
    await acts.undo(done)
    assert house.store.read(next_due, "mail") is None


async def test_an_answer_stands_in_the_timeline_as_it_was_written(
    acts: Acts, house: House, case: CaseId
) -> None:
    await acts.reply(composed(house, case, then=CaseState.CLOSED))
    answer = _answer(house, case)
    assert (answer.text, answer.author_name, answer.to) == (
        "Frakten koster 149 kr.",
        "Sunniva Lund",
        (LETTER,),
    )
    assert [file.name for file in answer.attachments] == ["kasse.png"]
    assert house.state(case) is CaseState.CLOSED


def _answer(house: House, case: CaseId) -> Said:
    said = [entry for entry in house.open(case).page.entries if isinstance(entry, Said)]
    return next(entry for entry in said if entry.delivery is not None)


async def test_the_fence_tells_in_words_what_was_missed(
    acts: Acts, house: House, case: CaseId, jonas: PersonId
) -> None:
    written = composed(house, case)
    house.clock.advance(60)
    house.act(jonas, take_case, case)
    house.clock.advance(60)
    house.answer(jonas, case)
    with pytest.raises(Fenced, match="teksten din er tatt vare på") as fenced:
        await acts.reply(written)
    assert fenced.value.missed == (
        "09:42 Jonas Tveit: Tok saken",
        "09:43 Jonas Tveit: Svarte kunden",
    )


async def test_who_has_seen_what_was_missed_may_send_all_the_same(
    acts: Acts, house: House, case: CaseId, jonas: PersonId
) -> None:
    written = composed(house, case)
    house.act(jonas, take_case, case)
    with pytest.raises(Fenced):
        await acts.reply(written)
    done = await acts.reply(composed(house, case))
    assert done.words == "Svaret sendes"


async def test_a_case_that_a_colleague_has_is_not_taken(
    acts: Acts, house: House, case: CaseId, jonas: PersonId
) -> None:
    house.act(jonas, take_case, case)
    with pytest.raises(Fenced, match="Jonas Tveit har allerede tatt saken") as fenced:
        await acts.take(case)
    assert fenced.value.missed == ()


async def test_an_act_that_a_colleague_has_built_on_is_not_taken_back(
    acts: Acts, house: House, case: CaseId, sunniva: PersonId, jonas: PersonId
) -> None:
    done = await acts.take(case)
    house.act(jonas, hand_over, case, jonas, house.open(case).seen)
    with pytest.raises(ActFailed, match="kan ikke angres lenger"):
        await acts.undo(done)
    assert house.open(case).summary.owner == jonas != sunniva


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"to": ()}, "ingen mottaker"),
        ({"text": " \n", "parts": ()}, "Svaret er tomt"),
    ],
)
async def test_an_answer_that_cannot_be_sent_is_refused_in_words(
    acts: Acts, house: House, case: CaseId, fields: dict[str, object], words: str
) -> None:
    with pytest.raises(ActFailed, match=words):
        await acts.reply(composed(house, case, **fields))
    assert house.state(case) is CaseState.OPEN


async def test_a_moment_that_has_passed_is_no_moment_to_put_a_case_away_until(
    acts: Acts, house: House, case: CaseId
) -> None:
    with pytest.raises(ActFailed, match="passert"):
        await acts.snooze(case, Instant.from_utc(2026, 1, 1), house.open(case).seen)


def _of_unknown_fate(house: House, case: CaseId) -> OutboxId:
    """The answer left, and nobody knows whether it arrived."""
    house.clock.advance(60)
    house.act(None, lead, "here:1", house.clock.now().add(seconds=15))
    house.act(None, claim_next, "mail", 1)
    outbox = _answer(house, case).outbox
    assert outbox is not None
    house.act(None, begin_transmitting, outbox, 1)
    house.act(None, finish, outbox, 1, DeliveryState.UNKNOWN, "forbindelsen brast")
    return outbox


async def test_an_answer_of_unknown_fate_is_sent_again_when_a_person_says_so(
    acts: Acts, house: House, case: CaseId
) -> None:
    await acts.reply(composed(house, case))
    outbox = _of_unknown_fate(house, case)
    done = await acts.send_again(case, outbox)
    assert done.words == "Svaret sendes en gang til"
    assert _answer(house, case).delivery is DeliveryState.COMPOSED
    with pytest.raises(ActFailed, match="ikke lenger uavklart"):
        await acts.settle_as_sent(case, outbox)


async def test_an_answer_of_unknown_fate_stands_as_sent_when_a_person_says_so(
    acts: Acts, house: House, case: CaseId
) -> None:
    await acts.reply(composed(house, case))
    done = await acts.settle_as_sent(case, _of_unknown_fate(house, case))
    assert done.words == "Svaret er merket som sendt"
    assert _answer(house, case).delivery is DeliveryState.ACCEPTED
