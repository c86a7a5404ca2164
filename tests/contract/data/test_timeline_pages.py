"""A long case is read in pages, and every entry stands on just one of them."""

from __future__ import annotations

import pytest
from fixtures.house import House
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.data.commands.cases import release_case, set_topic, take_case
from console.data.commands.messages import add_note
from console.data.queries.case import PAGE, timeline
from console.domain.conversation import Said, TimelinePage
from console.domain.history import Happening
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid


def _pages(house: House, case: CaseId) -> list[TimelinePage]:
    """All pages, newest first."""
    found = [house.store.read(timeline, case, None)]
    while found[-1].earlier is not None:
        found.append(house.store.read(timeline, case, found[-1].earlier))
    return found


def _name(entry: Said | Happening) -> str:
    return f"said {entry.no}" if isinstance(entry, Said) else f"happened {entry.seq}"


def _read_back(pages: list[TimelinePage]) -> list[str]:
    return [_name(entry) for page in reversed(pages) for entry in page.entries]


def _whole(house: House, case: CaseId, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The timeline as one page that holds everything."""
    with monkeypatch.context() as patch:
        patch.setattr("console.data.queries.case.PAGE", 10_000)
        return [_name(entry) for entry in house.store.read(timeline, case, None).entries]


def _note(house: House, person: PersonId, case: CaseId) -> None:
    house.act(person, add_note, case, MessageId(new_uuid()), "Ringt kunden.", ())


def test_fifty_entries_are_one_page_with_nothing_before(house: House, sunniva: PersonId) -> None:
    case = house.arrive("frakt")
    for _ in range(PAGE - 2):  # the mail and the opening are there already
        _note(house, sunniva, case)
    (page,) = _pages(house, case)
    assert len(page.entries) == PAGE


def test_the_fifty_first_entry_makes_a_second_page(house: House, sunniva: PersonId) -> None:
    case = house.arrive("frakt")
    for _ in range(PAGE - 1):
        _note(house, sunniva, case)
    newest, oldest = _pages(house, case)
    assert (len(newest.entries), len(oldest.entries)) == (PAGE, 1)


def test_entries_of_one_instant_are_neither_lost_nor_doubled_at_page_borders(
    house: House, sunniva: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = house.arrive("frakt")
    for number in range(40):
        _note(house, sunniva, case)
        house.act(sunniva, set_topic, case, f"emne {number}")
        house.act(sunniva, take_case if number % 2 == 0 else release_case, case)
    shown = _read_back(_pages(house, case))
    assert len(shown) == len(set(shown)) == 122
    assert shown == _whole(house, case, monkeypatch)


def test_a_page_ends_between_a_message_and_an_event_of_the_same_instant(
    house: House, sunniva: PersonId, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = house.arrive("frakt")
    for _ in range(PAGE):
        _note(house, sunniva, case)
    house.act(sunniva, take_case, case)
    shown = _read_back(_pages(house, case))
    assert shown == _whole(house, case, monkeypatch)
    assert len(shown) == PAGE + 3


def test_what_is_said_while_one_reads_does_not_move_the_earlier_page(
    house: House, sunniva: PersonId
) -> None:
    case = house.arrive("frakt")
    for _ in range(PAGE + 10):
        _note(house, sunniva, case)
    newest = house.store.read(timeline, case, None)
    assert newest.earlier is not None
    before = house.store.read(timeline, case, newest.earlier)
    _note(house, sunniva, case)
    assert house.store.read(timeline, case, newest.earlier) == before


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(st.tuples(st.booleans(), st.sampled_from([0, 0, 0, 1])), max_size=25))
def test_pages_of_any_timeline_put_together_are_the_timeline(
    house: House,
    sunniva: PersonId,
    monkeypatch: pytest.MonkeyPatch,
    steps: list[tuple[bool, int]],
) -> None:
    monkeypatch.setattr("console.data.queries.case.PAGE", 4)
    case = house.arrive(f"sak-{new_uuid()}")
    for number, (is_note, seconds) in enumerate(steps):
        house.clock.advance(seconds)
        if is_note:
            _note(house, sunniva, case)
        else:
            house.act(sunniva, set_topic, case, f"emne {number}")
    shown = _read_back(_pages(house, case))
    assert len(shown) == len(steps) + 2
    assert shown == _whole(house, case, monkeypatch)
