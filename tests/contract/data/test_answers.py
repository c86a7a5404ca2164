"""What people write in a case: answers that go out, and notes that never do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fixtures.house import LETTER, House, picture
from sqlalchemy.orm import Session
from whenever import Instant

from console.data.blobs import read_blob
from console.data.commands.cases import close_case, snooze_case, take_case
from console.data.commands.messages import add_note, write_reply
from console.data.errors import NotAllowed, NotFound, Refused
from console.data.queries.wire import next_due, to_send
from console.data.tables.cases import CaseRow
from console.domain.cases import CaseState, DeliveryState, MessageKind
from console.domain.conversation import Said
from console.domain.ids import CaseId, MessageId, OutboxId, PersonId, new_uuid
from console.domain.mail import Address


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt")


def _last(house: House, case: CaseId) -> Said:
    return [entry for entry in house.open(case).page.entries if isinstance(entry, Said)][-1]


def test_an_answer_waits_in_the_outbox_for_its_time(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    written = house.reply_to(case, cc=(Address("tor@fjellsport.no"),), parts=(picture(),))
    done = house.act(jonas, write_reply, written)
    assert house.store.read(next_due, "mail") == written.not_before
    outgoing = house.store.read(to_send, OutboxId(_uuid(done.answer["outbox"])))
    assert outgoing.rendered is None
    assert outgoing.mail.to == (LETTER,)
    assert outgoing.mail.cc == (Address("tor@fjellsport.no"),)
    assert outgoing.mail.parts == (picture(),)
    assert outgoing.mail.author == "Jonas Tveit"
    assert outgoing.mail.references == ("<frakt@fjellsport.no>",)


def _uuid(text: str) -> MessageId:
    return MessageId(type(new_uuid())(text))


def test_an_answer_is_said_in_the_case_and_not_yet_sent(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    done = house.answer(jonas, case, parts=(picture(content=b"bilde"),))
    said = _last(house, case)
    assert (said.kind, said.delivery) == (MessageKind.MAIL_OUT, DeliveryState.COMPOSED)
    assert (said.author_name, said.text) == ("Jonas Tveit", "Frakten koster 149 kr.")
    assert str(said.outbox) == done.answer["outbox"]
    (file,) = said.attachments
    assert house.store.read(read_blob, file.sha256) == b"bilde"


@pytest.mark.parametrize("then", [CaseState.WAITING, CaseState.CLOSED])
def test_after_an_answer_nobody_waits_for_us(
    house: House, case: CaseId, jonas: PersonId, then: CaseState
) -> None:
    house.answer(jonas, case, then=then)
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since) == (then, None)


def test_an_answer_with_more_to_come_leaves_the_customer_waiting(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    since = house.open(case).summary.waiting_since
    house.answer(jonas, case, then=CaseState.OPEN)
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.OPEN, since)


def test_an_answer_that_promises_more_in_a_closed_case_starts_the_clock(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    house.act(jonas, close_case, case, house.open(case).seen)
    house.clock.advance(60)
    house.answer(jonas, case, then=CaseState.OPEN)
    summary = house.open(case).summary
    assert (summary.state, summary.waiting_since) == (CaseState.OPEN, house.clock.now())


def test_who_answers_a_case_that_nobody_has_owns_it(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    house.answer(jonas, case)
    assert house.open(case).summary.owner == jonas


def test_who_answers_a_colleagues_case_does_not_take_it(
    house: House, case: CaseId, jonas: PersonId, sunniva: PersonId
) -> None:
    house.act(sunniva, take_case, case)
    house.answer(jonas, case)
    assert house.open(case).summary.owner == sunniva


def test_an_answer_wakes_a_snoozed_case(house: House, case: CaseId, jonas: PersonId) -> None:
    until = house.clock.now().add(hours=4)
    house.act(jonas, snooze_case, case, until, house.open(case).seen)
    house.answer(jonas, case)
    summary = house.open(case).summary
    assert (summary.state, summary.snoozed_until) == (CaseState.WAITING, None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"to": ()}, "ingen mottaker"),
        ({"text": " \n"}, "Svaret er tomt"),
        ({"then": CaseState.SNOOZED}, "kan ikke utsette"),
    ],
)
def test_an_answer_that_cannot_go_out_is_refused(
    house: House, case: CaseId, jonas: PersonId, fields: dict[str, object], words: str
) -> None:
    before = house.open(case)
    with pytest.raises(Refused, match=words):
        house.answer(jonas, case, **fields)
    assert house.open(case) == before
    assert house.store.read(next_due, "mail") is None


def test_a_picture_without_words_is_an_answer(house: House, case: CaseId, jonas: PersonId) -> None:
    house.answer(jonas, case, text="", parts=(picture(),))
    assert _last(house, case).attachments[0].name == "kasse.png"


def test_the_first_answer_stays_the_first(house: House, case: CaseId, jonas: PersonId) -> None:
    house.clock.advance(60)
    house.answer(jonas, case)
    first = house.clock.now()
    house.clock.advance(60)
    house.answer(jonas, case)
    assert house.store.read(_first_reply, case) == first
    assert house.open(case).summary.last_at == house.clock.now()


def _first_reply(session: Session, case: CaseId) -> Instant | None:
    return session.get_one(CaseRow, case).first_reply_at


def test_serve_writes_no_answer(house: House, case: CaseId) -> None:
    with pytest.raises(NotAllowed):
        house.act(None, write_reply, house.reply_to(case))


def test_an_answer_to_a_case_that_is_not_there_says_so(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    with pytest.raises(NotFound, match="Fant ikke sak 77"):
        house.act(jonas, write_reply, replace(house.reply_to(case), case=CaseId(77)))


def test_a_note_stays_in_the_house(house: House, case: CaseId, jonas: PersonId) -> None:
    before = house.open(case).summary
    house.clock.advance(60)
    house.act(jonas, add_note, case, MessageId(new_uuid()), "Ringte, ingen svar.", (picture(),))
    note, after = _last(house, case), house.open(case).summary
    assert (note.kind, note.text, note.author_name) == (
        MessageKind.NOTE,
        "Ringte, ingen svar.",
        "Jonas Tveit",
    )
    assert (note.delivery, note.outbox) == (None, None)
    assert (after.state, after.waiting_since, after.owner) == (
        before.state,
        before.waiting_since,
        before.owner,
    )
    assert (after.attachments, after.last_at) == (1, house.clock.now())
    assert house.store.read(next_due, "mail") is None


def test_an_empty_note_is_refused(house: House, case: CaseId, jonas: PersonId) -> None:
    with pytest.raises(Refused, match="Merknaden er tom"):
        house.act(jonas, add_note, case, MessageId(new_uuid()), "  ", ())


def test_the_same_file_twice_is_stored_once(house: House, case: CaseId, jonas: PersonId) -> None:
    house.act(jonas, add_note, case, MessageId(new_uuid()), "", (picture("a.png"),))
    house.act(jonas, add_note, case, MessageId(new_uuid()), "", (picture("b.png"),))
    files = house.open(case).attachments
    assert [f.name for f in files] == ["a.png", "b.png"]
    assert len({f.sha256 for f in files}) == 1


def test_files_keep_the_order_they_were_attached_in(
    house: House, case: CaseId, jonas: PersonId
) -> None:
    names = [f"bilde {n}.png" for n in range(9)]
    parts = tuple(picture(name, name.encode()) for name in names)
    house.answer(jonas, case, parts=parts)
    assert [f.name for f in _last(house, case).attachments] == names


def test_bytes_that_are_not_stored_are_not_found(house: House) -> None:
    with pytest.raises(NotFound, match="finnes ikke i lageret"):
        house.store.read(read_blob, "0" * 64)
