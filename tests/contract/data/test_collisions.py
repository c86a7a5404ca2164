"""Two people act on one case in the same instant: one wins, the other is told what happened."""

from __future__ import annotations

from collections import Counter

import pytest
from fixtures.collisions import PAIRS, Clash
from fixtures.history_check import What
from fixtures.house import House

from console.data.commands.cases import close_case, reopen_case, take_case
from console.data.errors import Conflict
from console.data.inspection import inspect_store
from console.domain.ids import PersonId

ROUNDS = 4
"""Of sixteen pairs of acts each: 64 collisions; `bench` does thousands."""


def test_of_two_at_once_one_wins_and_the_other_is_told(
    house: House, sunniva: PersonId, jonas: PersonId, ingrid: PersonId
) -> None:
    names = {sunniva: "Sunniva Lund", jonas: "Jonas Tveit", ingrid: "Ingrid Moe"}
    collisions = list(Clash(house, names).run(ROUNDS))
    faults = [(one.operations, fault) for one in collisions for fault in one.faults()]
    assert faults == []
    assert len(collisions) == ROUNDS * len(PAIRS)
    winners = Counter(one.won[0].who for one in collisions)
    assert set(winners) == {sunniva, jonas}, "neither is always the first"
    assert inspect_store(house.store.engine).faults == ()


def test_a_refused_text_is_nowhere_in_the_store_and_can_be_sent_once_seen(
    house: House, sunniva: PersonId, jonas: PersonId, ingrid: PersonId
) -> None:
    names = {sunniva: "Sunniva Lund", jonas: "Jonas Tveit", ingrid: "Ingrid Moe"}
    (one,) = Clash(house, names, [(What.ANSWER, What.ANSWER)]).run(1)
    (lost,) = (each for each in one.operations if each.told is not None)
    assert one.after.answers == one.after.outbox == {one.won[0].id}
    house.answer(PersonId(lost.who), one.case, text="Svaret, sendt på nytt.")


def test_a_closed_case_is_not_taken_by_somebody_who_has_not_seen_it(
    house: House, sunniva: PersonId, jonas: PersonId
) -> None:
    case = house.arrive("frakt")
    house.act(sunniva, close_case, case, house.open(case).seen)
    after = house.open(case)
    with pytest.raises(Conflict, match="Sunniva Lund har løst saken") as refusal:
        house.act(jonas, take_case, case)
    assert [(e.kind, e.actor) for e in refusal.value.changes] == [("CaseClosed", sunniva)]
    assert house.open(case) == after
    house.act(jonas, reopen_case, case)
    house.act(jonas, take_case, case)
    assert house.open(case).summary.owner == jonas
