"""The order of a timeline."""

from __future__ import annotations

from fakes.clock import MONDAY_MORNING

from console.domain.cases import MessageKind
from console.domain.conversation import EntryKind, Said, TimelinePlace, place_of
from console.domain.history import FENCE_KINDS, Happening
from console.domain.ids import MessageId, new_uuid
from console.domain.mail import Address, AutoKind

LATER = MONDAY_MORNING.add(seconds=1)


def _said(no: int, at: object = MONDAY_MORNING) -> Said:
    return Said(
        no=no,
        id=MessageId(new_uuid()),
        kind=MessageKind.NOTE,
        at=at,
        author=None,
        author_name="",
        sender=Address(""),
        to=(),
        cc=(),
        subject="",
        text="",
        visible_text="",
        has_html=False,
        attachments=(),
        delivery=None,
        delivery_text="",
        outbox=None,
        auto=AutoKind.PERSON,
        problem="",
        is_withdrawn=False,
    )


def _happened(seq: int, at: object = MONDAY_MORNING) -> Happening:
    return Happening(seq, "CaseTaken", at, None, "")


def test_a_timeline_is_read_by_time_then_what_was_said_then_what_happened() -> None:
    in_order = [_said(1), _said(9), _happened(1), _happened(2), _said(2, LATER)]
    assert sorted(reversed(in_order), key=place_of) == in_order


def test_no_two_entries_stand_in_the_same_place() -> None:
    entries = [_said(1), _said(2), _happened(1), _happened(2), _said(1, LATER)]
    assert len({place_of(entry) for entry in entries}) == len(entries)


def test_a_place_names_the_entry() -> None:
    assert place_of(_happened(7)) == TimelinePlace(MONDAY_MORNING, EntryKind.HAPPENED, 7)


def test_a_mailbox_is_written_with_its_name_where_it_has_one() -> None:
    assert str(Address("kari@fjellsport.no", "Kari")) == "Kari <kari@fjellsport.no>"
    assert str(Address("kari@fjellsport.no")) == "kari@fjellsport.no"


def test_ids_sort_by_the_time_they_were_made() -> None:
    made = [new_uuid() for _ in range(1000)]
    assert made == sorted(set(made))


def test_what_stops_an_act_is_told_apart() -> None:
    assert len(set(FENCE_KINDS)) == len(FENCE_KINDS)
