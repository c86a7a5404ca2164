"""Whatever three people do in whatever order, the desk stays in order."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fakes.clock import FakeClock
from fakes.mails import mail
from fixtures.house import MAIL, House, picture
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.data.commands.cases import (
    close_case,
    hand_over,
    release_case,
    reopen_case,
    set_kind,
    set_topic,
    snooze_case,
    take_case,
    tick_point,
    wake_snoozed,
)
from console.data.commands.intake import take_in
from console.data.commands.messages import add_note
from console.data.commands.undo import undo_act
from console.data.errors import Refused
from console.data.feed import newest, news
from console.data.queries.backlog import cases_by_id
from console.data.store import Store
from console.data.transaction import Changes
from console.domain.backlog import CaseSummary
from console.domain.cases import CaseKind, CaseState
from console.domain.completeness import Point
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid
from console.domain.mail import AutoKind

CASES = ("frakt", "kasse")
WAITS = {CaseState.OPEN: True, CaseState.WAITING: False, CaseState.CLOSED: False}
"""Whether the customer waits for us; a snoozed case may be either, as it was before."""


class Sequence:
    """Two cases and three people, and what must hold after every step."""

    def __init__(self, house: House, people: list[PersonId]) -> None:
        self.house = house
        self.people = people
        self.cases = {name: house.arrive(f"{name}-{new_uuid()}") for name in CASES}
        self.done: list[Changes] = []
        self.cursor = house.store.read(newest)

    def step(self, deed: str, name: str, who: int, other: int, lag: int) -> None:
        """One person tries one thing; `lag` is how many events they have not seen."""
        self.house.clock.advance(1 + who)
        case, person = self.cases[name], self.people[who]
        seen = max(0, self.house.open(case).seen - lag)
        before, before_rows = self._look(), self.house.store.read(_versions)
        changes: Changes | None = None
        with contextlib.suppress(Refused):
            changes = DEEDS[deed](self, case, person, self.people[other], seen)
        self._check(before, before_rows, changes)
        if changes is not None and deed != "undo":
            self.done.append(changes)

    def _look(self) -> dict[CaseId, CaseSummary]:
        found = self.house.store.read(cases_by_id, list(self.cases.values()))
        return {case.id: case for case in found}

    def _check(
        self,
        before: dict[CaseId, CaseSummary],
        rows: dict[int, int],
        changes: Changes | None,
    ) -> None:
        after = self._look()
        told = self.house.store.read(news, self.cursor)
        numbers = [item.seq for item in told.items]
        assert numbers == sorted(set(numbers)), "feed numbers strictly grow"
        assert all(number > self.cursor.seq for number in numbers)
        self.cursor = told.cursor
        if changes is None:
            assert (after, numbers) == (before, []), "what is refused leaves no trace"
            return
        versions = self.house.store.read(_versions)
        changed = {case for case, version in versions.items() if version != rows[case]}
        assert changed <= {item.case for item in told.items}, "every change has an event"
        assert all(versions[case] >= rows[case] for case in rows), "versions grow"
        for case in after.values():
            _holds_together(case, set(self.people))
            assert case.attachments == len(self.house.open(case.id).attachments)


def _versions(session: Session) -> dict[int, int]:
    rows = session.execute(text('SELECT id, version FROM "case"'))
    return {row.id: row.version for row in rows}


def _holds_together(case: CaseSummary, people: set[PersonId]) -> None:
    assert case.owner is None or case.owner in people, "an owner is a person"
    assert bool(case.owner_name) is (case.owner is not None)
    assert WAITS.get(case.state, case.waiting_since is not None) is (
        case.waiting_since is not None
    ), "a case has a waiting time just while its customer waits for us"
    assert (case.snoozed_until is not None) is (case.state is CaseState.SNOOZED)


Deed = Callable[[Sequence, CaseId, PersonId, PersonId, int], Changes | None]


def _mail(run: Sequence, case: CaseId, auto: AutoKind) -> Changes:
    one = mail(
        str(new_uuid()),
        case_tag=case,
        auto=auto,
        parts=(picture(),),
        received_at=run.house.clock.now(),
    )
    return run.house.act(None, take_in, MAIL, [one], b"1")


def _undo(run: Sequence, person: PersonId) -> Changes | None:
    return run.house.act(person, undo_act, run.done[-1].act) if run.done else None


def _wake(run: Sequence, case: CaseId) -> Changes | None:
    run.house.clock.advance(3600)
    return run.house.act(None, wake_snoozed, case)


def _act(command: Callable[..., Any], *more: Any) -> Deed:
    """An act that needs no sight of the case."""
    return lambda run, case, who, _other, _seen: run.house.act(who, command, case, *more)


def _reply(then: CaseState) -> Deed:
    return lambda run, case, who, _other, seen: run.house.answer(
        who, case, seen=seen, then=then, parts=(picture(),)
    )


DEEDS: dict[str, Deed] = {
    "take": _act(take_case),
    "release": _act(release_case),
    "hand over": lambda run, case, who, other, seen: run.house.act(
        who, hand_over, case, other, seen
    ),
    "snooze": lambda run, case, who, _other, seen: run.house.act(
        who, snooze_case, case, run.house.clock.now().add(hours=1), seen
    ),
    "close": lambda run, case, who, _other, seen: run.house.act(who, close_case, case, seen),
    "reopen": _act(reopen_case),
    "kind": _act(set_kind, CaseKind.BUG),
    "topic": _act(set_topic, "pos"),
    "tick": _act(tick_point, Point.PICTURE, True),
    "untick": _act(tick_point, Point.PICTURE, False),
    "note": lambda run, case, who, _other, _seen: run.house.act(
        who, add_note, case, MessageId(new_uuid()), "Ringte.", (picture(),)
    ),
    "reply": _reply(CaseState.WAITING),
    "reply and close": _reply(CaseState.CLOSED),
    "reply with more to come": _reply(CaseState.OPEN),
    "customer writes": lambda run, case, _who, _other, _seen: _mail(run, case, AutoKind.PERSON),
    "customer is away": lambda run, case, _who, _other, _seen: _mail(
        run, case, AutoKind.OUT_OF_OFFICE
    ),
    "serve wakes": lambda run, case, _who, _other, _seen: _wake(run, case),
    "undo": lambda run, _case, who, _other, _seen: _undo(run, who),
}

STEPS = st.tuples(
    st.sampled_from(sorted(DEEDS)),
    st.sampled_from(CASES),
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from([0, 0, 0, 1, 3]),
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, min_size=5, max_size=20))
def test_any_sequence_of_acts_leaves_the_desk_in_order(
    store: Store,
    clock: FakeClock,
    sunniva: PersonId,
    jonas: PersonId,
    ingrid: PersonId,
    steps: list[tuple[str, str, int, int, int]],
) -> None:
    run = Sequence(House(store, clock), [sunniva, jonas, ingrid])
    for step in steps:
        run.step(*step)
    assert len(run.house.store.read(cases_by_id, list(run.cases.values()))) == len(CASES)


def test_the_check_sees_a_case_that_is_out_of_order(house: House) -> None:
    case = house.open(house.arrive("frakt")).summary
    _holds_together(case, set())
    with pytest.raises(AssertionError, match="just while its customer waits"):
        _holds_together(replace(case, state=CaseState.CLOSED), set())
