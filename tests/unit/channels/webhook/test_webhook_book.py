"""Calls and telephones as they are told: twice and in disorder is once, nothing is forgotten."""

from __future__ import annotations

import pytest
from fakes.webhook_book import (
    FIRST,
    OURS,
    TELEPHONE,
    Store,
    answered,
    at,
    ended,
    member,
    ringing,
    waiting,
)

from console.channels.webhook.protocol.book import (
    OVER_S,
    SILENT_S,
    Book,
    Full,
    Ours,
)
from console.channels.webhook.protocol.fields import NotUnderstood
from console.channels.webhook.protocol.reading import CallTold, MemberTold, QueueTold
from console.domain.calls import CallState, Ending, MemberState
from console.domain.live_news import CallSeen, MembersSeen, StandingSeen


@pytest.fixture
def store() -> Store:
    return Store(Book(OURS, FIRST))


def test_a_call_from_its_first_ring_to_its_end(store: Store) -> None:
    store.book.take(waiting(0, number="+4722000001", place=1))
    store.book.take(ringing(5))
    store.pull()
    assert (store.calls["a"].state, store.calls["a"].rung_to) == (CallState.RINGING, TELEPHONE)
    store.book.take(answered(7))
    store.book.take(ended(60))
    store.pull()
    call = store.calls["a"]
    assert (call.state, call.ending, call.number) == (
        CallState.ENDED,
        Ending.ANSWERED,
        "+4722000001",
    )
    assert (call.began_at, call.answered_at, call.ended_at) == (at(0), at(7), at(60))
    assert (call.answered_by, call.rung_to, call.place) == (TELEPHONE, "", None)


def test_who_hangs_up_unanswered_has_given_up(store: Store) -> None:
    store.book.take(waiting(0))
    store.book.take(ended(9))
    store.pull()
    assert store.calls["a"].ending is Ending.ABANDONED


def test_a_priority_from_the_setting_on_is_a_register(store: Store) -> None:
    store.book.take(waiting(0, "a", priority=9))
    store.book.take(waiting(0, "b", priority=10))
    store.book.take(waiting(0, "c", is_pos=True))
    store.pull()
    assert [store.calls[name].is_pos for name in "abc"] == [False, True, True]


def test_only_our_queues_are_ours(store: Store) -> None:
    assert store.book.take(waiting(0, queue="salg")) == 0
    store.book.take(member(0, MemberState.READY, "salg"))
    store.pull()
    assert (store.calls, store.members and store.members.members) == ({}, ())


def test_a_call_that_goes_on_to_another_queue_has_left_us(store: Store) -> None:
    store.book.take(waiting(0))
    store.book.take(waiting(5, queue="salg"))
    store.pull()
    assert store.calls["a"].ending is Ending.LEFT


def test_with_several_queues_the_queue_must_be_told() -> None:
    book = Book(Ours(("kundeservice", "salg"), 10), FIRST)
    with pytest.raises(NotUnderstood, match=r"data\.queue"):
        book.take(waiting(0))
    book.take(waiting(0, queue="salg"))
    book.take(answered(1))
    assert book.place == 2


def test_a_call_that_was_answered_does_not_wait_again(store: Store) -> None:
    store.book.take(waiting(0))
    store.book.take(answered(1))
    with pytest.raises(NotUnderstood, match="ny id"):
        store.book.take(waiting(2))


def test_one_that_is_passed_on_rings_at_another_and_goes_on(store: Store) -> None:
    store.book.take(waiting(0))
    store.book.take(answered(1))
    store.book.take(CallTold(at(9), "a", CallState.RINGING, "PJSIP/22"))
    store.book.take(answered(12, telephone="PJSIP/22"))
    store.pull()
    assert (store.calls["a"].answered_by, store.calls["a"].answered_at) == ("PJSIP/22", at(1))


def test_what_is_told_again_changes_nothing_and_is_stored_already(store: Store) -> None:
    first = store.book.take(waiting(0))
    store.pull()
    assert store.book.take(waiting(0)) == first <= store.book.stored
    assert store.pull() == []


def test_a_message_of_before_does_not_bring_back_what_was(store: Store) -> None:
    store.book.take(waiting(0))
    store.book.take(answered(5))
    store.book.take(ringing(4))
    store.pull()
    assert store.calls["a"].state is CallState.TALKING
    store.book.take(ended(9))
    store.book.take(answered(10))
    store.pull()
    assert store.calls["a"].state is CallState.ENDED


def test_an_end_that_comes_before_its_call_is_its_end(store: Store) -> None:
    store.book.take(ended(9, how=Ending.LEFT))
    assert isinstance(store.pull()[0], StandingSeen)
    assert store.calls == {}
    store.book.take(waiting(0, number="+4722000001"))
    store.pull()
    call = store.calls["a"]
    assert (call.state, call.ending, call.ended_at) == (CallState.ENDED, Ending.LEFT, at(9))
    assert (call.began_at, call.number) == (at(0), "+4722000001")


def test_telephones_are_told_all_together(store: Store) -> None:
    store.book.take(member(0, MemberState.READY))
    store.book.take(MemberTold(at(1), "PJSIP/22", "", MemberState.PAUSED, "lunsj"))
    store.pull()
    assert store.members is not None
    assert [(m.interface, m.state, m.reason) for m in store.members.members] == [
        (TELEPHONE, MemberState.READY, ""),
        ("PJSIP/22", MemberState.PAUSED, "lunsj"),
    ]
    store.book.take(member(2, None))
    store.book.take(member(1, MemberState.READY))
    store.pull()
    assert [m.interface for m in store.members.members] == ["PJSIP/22"]


def test_a_state_is_as_old_as_its_beginning(store: Store) -> None:
    store.book.take(member(0, MemberState.READY))
    store.book.take(member(30, MemberState.READY))
    store.pull()
    assert store.members is not None
    assert store.members.members[0].since == at(0)


def test_the_whole_queue_ends_what_is_not_in_it(store: Store) -> None:
    store.book.take(waiting(0, "a"))
    store.book.take(waiting(1, "b"))
    store.book.take(waiting(9, "later"))
    store.book.take(member(0, MemberState.READY))
    store.pull()
    whole = QueueTold(at(5), (waiting(5, "b", place=1), waiting(5, "c", place=2)), ())
    store.book.take(whole)
    store.pull()
    states = {name: (call.state, call.ending) for name, call in store.calls.items()}
    assert states == {
        "a": (CallState.ENDED, Ending.UNSEEN),
        "b": (CallState.WAITING, None),
        "c": (CallState.WAITING, None),
        "later": (CallState.WAITING, None),
    }
    assert store.members is not None
    assert store.members.members == ()


def test_what_nobody_speaks_of_for_hours_is_no_more(store: Store) -> None:
    store.book.take(waiting(0))
    store.pull()
    store.book.tidy(at(SILENT_S))
    assert store.pull() == []
    store.book.tidy(at(SILENT_S + 1))
    store.pull()
    assert store.calls["a"].ending is Ending.UNSEEN


def test_what_is_over_is_forgotten_when_it_is_stored_and_not_before(store: Store) -> None:
    store.book.take(waiting(0))
    store.book.take(ended(1))
    store.book.tidy(at(OVER_S + 2))
    store.pull()
    assert store.calls["a"].state is CallState.ENDED
    store.book.tidy(at(OVER_S + 2))
    assert len(store.book.page(None, 10).items) == 2, "who is there, and the telephones"


def test_more_calls_than_anybody_has_are_not_taken(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.channels.webhook.protocol.book.MOST", 2)
    store.book.take(waiting(0, "a"))
    store.book.take(waiting(0, "b"))
    with pytest.raises(Full):
        store.book.take(waiting(0, "c"))
    store.book.take(answered(1, "a"))


def test_whoever_leads_next_goes_on_from_the_cursor(store: Store) -> None:
    store.book.take(waiting(0, number="+4722000001", name="Kåre «K»", place=1))
    store.book.take(member(0, MemberState.READY))
    store.pull()
    store.begin_anew()
    assert store.pull() == []
    store.book.take(answered(5))
    store.pull()
    call = store.calls["a"]
    assert (call.state, call.number, call.name) == (CallState.TALKING, "+4722000001", "Kåre «K»")
    assert call.began_at == at(0)


def test_what_was_not_fetched_yet_is_in_the_cursor_too(store: Store) -> None:
    for number in range(6):
        store.book.take(waiting(number, f"c{number}"))
    page = store.book.page(None, 3)
    assert page.more
    store.cursor = page.cursor
    store.begin_anew()
    store.pull()
    assert {"c2", "c3", "c4", "c5"} <= set(store.calls)


@pytest.mark.parametrize("cursor", [b"", b"another time", b"webhook1:", b"webhook1:x\x9c", None])
def test_with_a_cursor_of_another_everything_is_told(cursor: bytes | None, store: Store) -> None:
    store.book.take(waiting(0))
    page = store.book.page(cursor, 10)
    assert [type(item) for item in page.items] == [StandingSeen, MembersSeen, CallSeen]
    assert page.items[0] == StandingSeen(FIRST + 1, frozenset({"a"}))


def test_a_cursor_of_a_later_time_than_this_is_as_none(store: Store) -> None:
    store.book.take(waiting(0))
    store.pull()
    other = Book(OURS, FIRST + 1)
    assert isinstance(other.page(store.cursor, 10).items[0], StandingSeen)
