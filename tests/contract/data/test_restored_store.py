"""A store that came back from a backup: what was done since is neither done again nor mixed up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from fakes.incidents import reported
from fakes.mailbox import FakeMailbox
from fakes.mails import mail
from fixtures.house import MAIL, House
from fixtures.leader import Leader
from sqlalchemy import text
from sqlalchemy.orm import Session

from console.channels.contract import Absent, Sent
from console.data.commands.delivery import claim_next, keep_rendered, send_again
from console.data.commands.escalations import escalate
from console.data.commands.incidents import open_incident
from console.data.commands.leading import lead
from console.data.commands.messages import add_note
from console.data.errors import Conflict
from console.data.feed import Cursor, newest, news
from console.data.transaction import Transaction
from console.domain.cases import DeliveryState
from console.domain.conversation import Said
from console.domain.escalations import EscalationTarget, NewEscalation
from console.domain.ids import CaseId, MessageId, OutboxId, PersonId, new_uuid


def _note(house: House, person: PersonId, case: CaseId, words: str) -> None:
    house.act(person, add_note, case, MessageId(new_uuid()), words, ())


def _number(session: Session, asked: str) -> int:
    return int(session.scalar(text(asked)) or 0)


def test_a_reader_of_before_starts_over_and_then_reads_on(
    house: House,
    jonas: PersonId,
    backed_up: Callable[[], Path],
    restored: Callable[[], House],
) -> None:
    case = house.arrive("frakt")
    cursors = [house.store.read(newest)]
    backed_up()
    for number in range(5):
        _note(house, jonas, case, f"tapt {number}")
        cursors.append(house.store.read(newest))
    back = restored()
    for cursor in cursors:
        assert back.store.read(news, cursor).is_restart
    start = back.store.read(newest)
    _note(back, jonas, case, "etterpå")
    found = back.store.read(news, start)
    assert not found.is_restart
    assert [item.kind for item in found.items] == ["NoteAdded"]
    whole = back.store.read(news, Cursor(start.epoch, 0))
    assert "StoreRestored" in [item.kind for item in whole.items]


def test_what_was_lost_is_not_taken_for_what_comes_after(
    house: House,
    jonas: PersonId,
    sunniva: PersonId,
    backed_up: Callable[[], Path],
    restored: Callable[[], House],
) -> None:
    """A window that saw what was lost has not seen what came in its place."""
    case = house.arrive("frakt")
    backed_up()
    lost = house.arrive("tapt")
    for number in range(20):
        _note(house, sunniva, case, f"tapt {number}")
    stale = house.reply_to(case)
    back = restored()
    assert back.arrive("ny") > lost
    back.answer(sunniva, case)
    with pytest.raises(Conflict):
        back.answer(jonas, case, seen=stale.seen)


def test_no_number_that_somebody_was_told_is_given_twice(
    house: House,
    jonas: PersonId,
    backed_up: Callable[[], Path],
    restored: Callable[[], House],
) -> None:
    """Of an escalation, an incident, and the basis that accounting was handed."""
    case = house.arrive("frakt")
    backed_up()
    before = _given(house, jonas, case)
    after = _given(restored(), jonas, case)
    assert all(new > old for old, new in zip(before, after, strict=True))


def _given(house: House, jonas: PersonId, case: CaseId) -> tuple[int, ...]:
    now = house.clock.now()
    asked = NewEscalation(case, EscalationTarget.PRODUCT, "Kan vi?", now.add(hours=48))
    escalation = house.act(jonas, escalate, asked).answer["escalation"]
    incident = house.act(jonas, open_incident, reported(now)).answer["no"]
    return escalation, incident, house.store.read(_number, "SELECT max(id) FROM basis")


RENDERED = ("claimed", "transmitting", "deferred", "unknown")


def _in_state(tx: Transaction, outbox: str, state: str) -> None:
    tx.session.execute(
        text("UPDATE outbox SET state = :state WHERE CAST(id AS varchar) IN (:id, :hex)"),
        {"state": state, "id": outbox, "hex": outbox.replace("-", "")},
    )


@pytest.fixture
def half_sent(house: House, jonas: PersonId) -> dict[str, CaseId]:
    """A case with an answer in each state that is not the end of it."""
    cases, outboxes = {}, {}
    for state in RENDERED:
        cases[state] = house.arrive(state)
        outboxes[state] = house.answer(jonas, cases[state]).answer["outbox"]
        _render(house, outboxes[state])
    for state, outbox in outboxes.items():
        house.act(None, _in_state, outbox, state)
    cases["composed"] = house.arrive("composed")
    house.answer(jonas, cases["composed"])
    return cases


def _render(house: House, outbox: str) -> None:
    """The leader claims it and makes its bytes."""
    house.clock.advance(60)
    until_then = house.clock.now().add(seconds=30)
    epoch = house.act(None, lead, "her:1:-", until_then).answer["epoch"]
    assert house.act(None, claim_next, MAIL, epoch).answer == {"outbox": outbox}
    envelope = {"message_id": f"<{outbox}@mystore.no>", "sender": "post@mystore.no"}
    key, raw = OutboxId(UUID(outbox)), f"SV: Frakt {outbox}".encode()
    house.act(None, keep_rendered, key, epoch, raw, {**envelope, "recipients": []})


def _answer(house: House, case: CaseId) -> Said:
    """What was answered in a case."""
    said = [e for e in house.open(case).page.entries if isinstance(e, Said)]
    return said[-1]


def _leader(house: House, outside: FakeMailbox) -> Leader:
    until_then = house.clock.now().add(hours=24)
    return Leader(house, outside, house.act(None, lead, "ny:1:-", until_then).answer["epoch"])


def test_no_answer_of_before_goes_out_by_itself_and_each_is_shown(
    house: House,
    jonas: PersonId,
    half_sent: dict[str, CaseId],
    backed_up: Callable[[], Path],
    restored: Callable[[], House],
    outside: FakeMailbox,
) -> None:
    backed_up()
    back = restored()
    leader = _leader(back, outside)
    outside.fates = [Absent("ikke i Sendt")] * 100
    for _ in range(20):
        leader.send()
        back.clock.advance(120)
    assert outside.sent == []
    for case in half_sent.values():
        said = _answer(back, case)
        assert said.delivery is DeliveryState.UNKNOWN
        assert said.delivery_text == "hentet tilbake fra en kopi; kan være sendt"
        assert said.outbox is not None
        back.act(jonas, send_again, said.outbox)
    leader.send()
    assert len(outside.sent) == len(half_sent)


def test_an_answer_that_had_gone_out_settles_itself_by_its_copy(
    house: House,
    jonas: PersonId,
    backed_up: Callable[[], Path],
    restored: Callable[[], House],
    outside: FakeMailbox,
) -> None:
    case = house.arrive("frakt")
    house.answer(jonas, case)
    house.clock.advance(60)
    first = _leader(house, outside)
    outside.during["send"] = backed_up
    first.send()
    assert len(outside.sent) == 1
    del outside.during["send"]
    back = restored()
    outside.fates = [Sent("Ligger i Sendt")]
    _leader(back, outside).send()
    assert _answer(back, case).delivery is DeliveryState.ACCEPTED
    assert len(outside.sent) == 1


def test_a_leader_of_before_leads_no_more(
    house: House, backed_up: Callable[[], Path], restored: Callable[[], House]
) -> None:
    def led(at: House, holder: str) -> int:
        return int(at.act(None, lead, holder, at.clock.now().add(hours=9)).answer["epoch"])

    led(house, "a:1:-")
    backed_up()
    house.clock.advance(40_000)
    deposed = led(house, "b:2:-")
    back = restored()
    assert led(back, "c:3:-") > deposed


def test_mail_of_before_is_fetched_again_and_is_there_once(
    house: House,
    backed_up: Callable[[], Path],
    restored: Callable[[], House],
) -> None:
    before, since = mail("før"), mail("siden")
    house.take_in(before)
    backed_up()
    house.take_in(since)
    back = restored()
    back.take_in(before, since)
    mails = "SELECT count(*) FROM message WHERE kind = 'mail_in'"
    assert back.store.read(_number, mails) == 2
