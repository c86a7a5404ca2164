"""The checker of histories finds an order where there is one, and refuses where there is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fixtures.history_check import CaseEvent, Held, Operation, What, explain

SUNNIVA, JONAS, INGRID = 1, 2, 3
FREE = Held(owner=None, is_closed=False)

Operations = list[Operation]
Events = list[CaseEvent]


def act(name: str, who: int, what: What, **fields: object) -> Operation:
    """Asked and answered while the others are, unless said otherwise."""
    plain = Operation(name, who, what, invoked=0, returned=100, seen=9, to=INGRID)
    return replace(plain, **fields)  # type: ignore[arg-type]


def event(number: int, one: Operation) -> CaseEvent:
    return CaseEvent(number, one.what.event, one.who, one.id)


def held(owner: int | None, *answers: str, closed: bool = False) -> Held:
    return Held(owner, closed, frozenset(answers), frozenset(answers))


TAKEN = act("a", SUNNIVA, What.TAKE)
CLOSED = act("a", SUNNIVA, What.CLOSE)
ANSWERED = act("a", SUNNIVA, What.ANSWER)
HANDED = act("a", SUNNIVA, What.HAND_OVER)

RIGHT: dict[str, tuple[Operations, Events, Held]] = {
    "one takes, the other is told who": (
        [act("b", JONAS, What.TAKE, told=(SUNNIVA,)), TAKEN],
        [event(10, TAKEN)],
        held(SUNNIVA),
    ),
    "one answers, the other's answer is stopped": (
        [ANSWERED, act("b", JONAS, What.ANSWER, told=(10,))],
        [event(10, ANSWERED)],
        held(SUNNIVA, "a"),
    ),
    "an answer makes its author the owner": (
        [ANSWERED, act("b", JONAS, What.TAKE, told=(SUNNIVA,))],
        [event(10, ANSWERED)],
        held(SUNNIVA, "a"),
    ),
    "one closes, the one who takes is told so": (
        [CLOSED, act("b", JONAS, What.TAKE, told=(10,))],
        [event(10, CLOSED)],
        held(None, closed=True),
    ),
    "handed over to a third": (
        [HANDED, act("b", JONAS, What.TAKE, told=(INGRID,))],
        [event(10, HANDED)],
        held(INGRID),
    ),
    "handed to the one who takes it": (
        [replace(HANDED, to=JONAS), act("b", JONAS, What.TAKE)],
        [event(10, HANDED)],
        held(JONAS),
    ),
    "an answer after one that its author has seen": (
        [ANSWERED, act("b", JONAS, What.ANSWER, seen=10, invoked=200, returned=300)],
        [event(10, ANSWERED), CaseEvent(11, "ReplyWritten", JONAS, "b")],
        held(SUNNIVA, "a", "b"),
    ),
    "one's own act stops nothing": (
        [TAKEN, act("b", SUNNIVA, What.CLOSE)],
        [event(10, TAKEN), CaseEvent(11, "CaseClosed", SUNNIVA, "b")],
        held(SUNNIVA, closed=True),
    ),
}

_BOTH_TOOK = act("b", JONAS, What.TAKE)
_UNSEEN = act("b", JONAS, What.ANSWER)
_BOTH_CLOSED = act("b", JONAS, What.CLOSE)

WRONG: dict[str, tuple[Operations, Events, Held]] = {
    "two winners of a take": (
        [TAKEN, _BOTH_TOOK],
        [event(10, TAKEN), event(11, _BOTH_TOOK)],
        held(JONAS),
    ),
    "a take that both won and one is recorded of": (
        [TAKEN, _BOTH_TOOK],
        [event(10, TAKEN)],
        held(SUNNIVA),
    ),
    "an answer accepted unseen after another's": (
        [ANSWERED, _UNSEEN],
        [event(10, ANSWERED), event(11, _UNSEEN)],
        held(SUNNIVA, "a", "b"),
    ),
    "a close that both won": (
        [CLOSED, _BOTH_CLOSED],
        [event(10, CLOSED), event(11, _BOTH_CLOSED)],
        held(None, closed=True),
    ),
    "a close that both won silently": (
        [CLOSED, _BOTH_CLOSED],
        [event(10, CLOSED)],
        held(None, closed=True),
    ),
    "a closed case that was taken": (
        [CLOSED, _BOTH_TOOK],
        [event(10, CLOSED), event(11, _BOTH_TOOK)],
        held(JONAS, closed=True),
    ),
    "a lost answer": ([ANSWERED], [event(10, ANSWERED)], held(SUNNIVA)),
    "an answer without its event": ([ANSWERED], [], held(SUNNIVA, "a")),
    "an answer that never goes out": (
        [ANSWERED],
        [event(10, ANSWERED)],
        Held(SUNNIVA, False, frozenset("a"), frozenset()),
    ),
    "a refused answer that is in the store": (
        [ANSWERED, replace(_UNSEEN, told=(10,))],
        [event(10, ANSWERED)],
        held(SUNNIVA, "a", "b"),
    ),
    "a refused answer that goes out": (
        [ANSWERED, replace(_UNSEEN, told=(10,))],
        [event(10, ANSWERED)],
        Held(SUNNIVA, False, frozenset("a"), frozenset("ab")),
    ),
    "a refusal that tells of something else": (
        [ANSWERED, replace(_UNSEEN, told=(12,))],
        [event(10, ANSWERED)],
        held(SUNNIVA, "a"),
    ),
    "a refusal without a reason": ([replace(_UNSEEN, told=())], [], FREE),
    "the wrong one named": (
        [TAKEN, replace(_BOTH_TOOK, told=(INGRID,))],
        [event(10, TAKEN)],
        held(SUNNIVA),
    ),
    "both refused": (
        [replace(TAKEN, told=(JONAS,)), replace(_BOTH_TOOK, told=(SUNNIVA,))],
        [],
        FREE,
    ),
    "an owner nobody made": ([TAKEN], [event(10, TAKEN)], held(JONAS)),
    "an event in another's name": (
        [TAKEN],
        [replace(event(10, TAKEN), who=JONAS)],
        held(SUNNIVA),
    ),
    "an event of no act": ([], [event(10, TAKEN)], held(SUNNIVA)),
    "told of what had not been asked yet": (
        [
            replace(TAKEN, invoked=200, returned=300),
            replace(_BOTH_TOOK, told=(SUNNIVA,), returned=100),
        ],
        [event(10, TAKEN)],
        held(SUNNIVA),
    ),
    "events against the order of the clock": (
        [
            replace(ANSWERED, invoked=200, returned=300, seen=11),
            replace(_UNSEEN, seen=11, returned=100),
        ],
        [event(10, ANSWERED), event(11, _UNSEEN)],
        held(JONAS, "a", "b"),
    ),
}


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_what_some_order_explains_is_accepted(name: str) -> None:
    operations, events, last = RIGHT[name]
    order = explain(operations, events, FREE, last)
    assert order is not None
    assert set(order) == set(operations)


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_no_order_explains_is_refused(name: str) -> None:
    operations, events, last = WRONG[name]
    assert explain(operations, events, FREE, last) is None
    assert explain(operations[::-1], events, FREE, last) is None


def test_the_order_is_told() -> None:
    late = act("b", JONAS, What.TAKE, told=(SUNNIVA,))
    order = explain([late, TAKEN], [event(10, TAKEN)], FREE, held(SUNNIVA))
    assert order == (TAKEN, late)
