"""Histories told by webhook, by chance: doubled, shuffled, missed, with others leading."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from fakes.webhook_book import (
    FIRST,
    OURS,
    Store,
    answered,
    at,
    ended,
    ringing,
    waiting,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from console.channels.webhook.protocol.book import (
    Book,
)
from console.channels.webhook.protocol.fields import NotUnderstood
from console.channels.webhook.protocol.reading import CallTold, QueueTold, Told
from console.domain.calls import CallState

_CALLS = st.sampled_from(["a", "b", "c"])
_TOLD = st.one_of(
    st.builds(lambda c: ("waiting", c), _CALLS),
    st.builds(lambda c: ("ringing", c), _CALLS),
    st.builds(lambda c: ("answered", c), _CALLS),
    st.builds(lambda c: ("ended", c), _CALLS),
)


def _history(steps: Sequence[tuple[str, str]]) -> list[Told]:
    """What a real exchange would tell of these steps, a second apart."""
    makers = {"waiting": waiting, "ringing": ringing, "answered": answered, "ended": ended}
    state: dict[str, str] = {}
    had: set[str] = set()
    told: list[Told] = []
    for second, (step, call) in enumerate(steps):
        before = state.get(call, "")
        is_new = before == "" and step == "waiting"
        goes_on = before not in ("", "ended") and not (step == "waiting" and call in had)
        if is_new or goes_on:
            told.append(makers[step](second, call))
            state[call] = step
            had |= {call} if step == "answered" else set()
    return told


@settings(max_examples=200)
@given(st.lists(_TOLD, max_size=25), st.integers(0, 2**32), st.integers(1, 5))
def test_told_twice_and_with_others_leading_in_between_it_is_the_same(
    steps: list[tuple[str, str]], seed: int, budget: int
) -> None:
    history, chance = _history(steps), random.Random(seed)
    plain, other = Store(Book(OURS, FIRST)), Store(Book(OURS, FIRST))
    for told in history:
        plain.book.take(told)
    plain.pull()
    for number, told in enumerate(history):
        again = history[chance.randrange(number + 1)]
        other.book.take(told)
        other.book.take(again)
        if chance.random() < 0.3:
            other.pull(budget)
        if chance.random() < 0.2 and other.book.stored == other.book.place:
            other.begin_anew(number + 1)
    other.pull(budget)
    strip = {name: replace(call, version=0) for name, call in plain.calls.items()}
    assert {name: replace(call, version=0) for name, call in other.calls.items()} == strip


@settings(max_examples=100)
@given(st.lists(_TOLD, max_size=15), st.randoms(use_true_random=False))
def test_in_any_order_every_call_comes_to_its_end(
    steps: list[tuple[str, str]], chance: random.Random
) -> None:
    history = _history(steps)
    over = {
        told.call
        for told in history
        if isinstance(told, CallTold) and told.state is CallState.ENDED
    }
    chance.shuffle(history)
    store = Store(Book(OURS, FIRST))
    for told in history:
        try:
            store.book.take(told)
        except NotUnderstood:
            assert isinstance(told, CallTold)
    store.pull(3)
    states = {name: call.state for name, call in store.calls.items()}
    assert all(states[name] is CallState.ENDED for name in over if name in states)


@settings(max_examples=100)
@given(st.lists(_TOLD, max_size=20), st.integers(0, 20))
def test_after_the_whole_queue_just_that_is_there(
    steps: list[tuple[str, str]], number: int
) -> None:
    """Whatever was missed before it: calls alive are those named, each in one place."""
    history = _history(steps)
    store = Store(Book(OURS, FIRST))
    state: dict[str, CallTold] = {}
    for told in history:
        assert isinstance(told, CallTold)
        state[told.call] = told
        if told.at <= at(number):
            store.book.take(told)
    store.pull()
    alive = [
        replace(told, at=at(100)) for told in state.values() if told.state is not CallState.ENDED
    ]
    store.book.take(QueueTold(at(100), tuple(alive), ()))
    store.pull(2)
    standing = {n: c.state for n, c in store.calls.items() if c.state is not CallState.ENDED}
    assert standing == {told.call: told.state for told in alive}
