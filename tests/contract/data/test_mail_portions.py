"""Mails taken in together come to the same as one by one, and cost the store far less."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes.mails import mail, message_id
from fixtures.house import House, picture
from sqlalchemy import Engine, event, func, select

from console.data.blobs import read_blob
from console.data.commands.cases import close_case
from console.data.queries.backlog import open_cases
from console.data.queries.case import message_raw_sha
from console.data.tables.cases import CaseRow, MessageRow
from console.data.tables.journal import EventRow
from console.domain.conversation import Said
from console.domain.ids import CaseId, PersonId
from console.domain.mail import Address, IncomingMail

LONG_AGO_S = 40 * 86_400


@pytest.fixture
def questions(house: House) -> Iterator[list[str]]:
    """What the store is asked, under whatever login, once everybody has logged in."""
    house.take_in(*_strangers(900, 1))
    asked: list[str] = []

    def hear(_c: object, _k: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield asked
    event.remove(Engine, "before_cursor_execute", hear)


def _strangers(first: int, count: int) -> list[IncomingMail]:
    """Mails with a sender, a picture and a thread of their own each."""
    return [
        mail(
            f"m{n}",
            sender=Address(f"post{n}@butikk{n}.no"),
            parts=(picture(content=b"%d" % n),),
            references=(message_id(f"r{n}"),),
        )
        for n in range(first, first + count)
    ]


def test_the_store_is_asked_as_little_for_forty_mails_as_for_one(
    house: House, questions: list[str]
) -> None:
    house.take_in(*_strangers(0, 1))
    for_one = len(questions)
    house.take_in(*_strangers(1, 40))
    assert len(questions) - for_one == for_one


def test_a_thread_that_begins_in_a_portion_goes_on_in_it(house: House) -> None:
    house.take_in(
        mail("first"),
        mail("other", sender=Address("tor@butikk.no")),
        mail("answer", in_reply_to=message_id("first"), sender=Address("ida@fjellsport.no")),
        mail("next", references=(message_id("first"), message_id("answer"))),
    )
    counted = (
        select(func.count(MessageRow.no)).group_by(MessageRow.case_id).order_by(MessageRow.case_id)
    )
    assert house.store.read(lambda s: s.scalars(counted).all()) == [3, 1]


def test_what_happened_is_told_in_the_order_it_happened(house: House, sunniva: PersonId) -> None:
    case = house.arrive("old")
    house.act(sunniva, close_case, case, house.open(case).seen)
    house.take_in(
        mail("new", sender=Address("tor@butikk.no")),
        mail("new again", in_reply_to=message_id("new")),
        mail("back", in_reply_to=message_id("old")),
    )
    events = house.store.read(
        lambda s: s.execute(select(EventRow.case_id, EventRow.kind).order_by(EventRow.id)).all()
    )
    of_old = [kind for row, kind in events if row == case]
    of_new = [kind for row, kind in events if row not in (case, None)]
    assert of_old[-2:] == ["MailArrived", "CaseReopened"]
    assert of_new == ["CaseOpened", "MailArrived", "MailArrived"]


def test_two_answers_to_a_case_closed_long_ago_make_one_new_case(
    house: House, sunniva: PersonId
) -> None:
    old = house.arrive("old")
    house.act(sunniva, close_case, old, house.open(old).seen)
    house.clock.advance(LONG_AGO_S)
    now = house.clock.now()
    house.take_in(
        mail("again", in_reply_to=message_id("old"), received_at=now),
        mail("and again", in_reply_to=message_id("old"), received_at=now),
    )
    (summary,) = house.store.read(open_cases)
    assert summary.id != old
    said = [entry for entry in house.open(summary.id).page.entries if isinstance(entry, Said)]
    assert len(said) == 2
    earlier = house.store.read(lambda s: s.get_one(CaseRow, int(summary.id)).earlier_case_id)
    assert earlier == old


def test_a_mail_that_wakes_a_closed_case_counts_for_the_next_of_the_portion(
    house: House, sunniva: PersonId
) -> None:
    old = house.arrive("old")
    house.act(sunniva, close_case, old, house.open(old).seen)
    soon, late = house.clock.now().add(hours=1), house.clock.now().add(hours=24 * 40)
    house.take_in(
        mail("soon", in_reply_to=message_id("old"), received_at=soon),
        mail("late", in_reply_to=message_id("old"), received_at=late),
    )
    (summary,) = house.store.read(open_cases)
    assert summary.id == old


def test_one_sender_of_many_mails_is_one_contact(house: House) -> None:
    house.take_in(
        mail("a", sender=Address("kari@fjellsport.no")),
        mail("b", sender=Address("kari@fjellsport.no", "Kari Nordmann")),
    )
    names = [summary.contact_name for summary in house.store.read(open_cases)]
    assert names == ["Kari Nordmann", "Kari Nordmann"]


def test_of_two_mails_under_one_remote_name_the_first_is_kept(house: House) -> None:
    first, second = mail("a", raw=b"first"), mail("b", remote_id="INBOX/7/a", raw=b"second")
    assert house.take_in(first, second) == {"new": 1, "known": 1}
    (summary,) = house.store.read(open_cases)
    (said,) = [e for e in house.open(CaseId(summary.id)).page.entries if isinstance(e, Said)]
    sha = house.store.read(message_raw_sha, said.id)
    assert sha is not None
    assert house.store.read(read_blob, sha) == b"first"


def test_one_mail_under_two_remote_names_is_one_and_both_names_are_known(house: House) -> None:
    moved = mail("a", remote_id="INBOX/8/a")
    assert house.take_in(mail("a"), moved) == {"new": 1, "known": 1}
    assert house.take_in(moved, mail("a")) == {"new": 0, "known": 2}


def test_the_same_picture_in_every_mail_is_stored_once(house: House) -> None:
    logo = picture("logo.png", b"logo")
    house.take_in(*(mail(f"m{n}", parts=(logo, logo)) for n in range(3)))
    for summary in house.store.read(open_cases):
        opened = house.open(CaseId(summary.id))
        assert [a.sha256 for a in opened.attachments] == [opened.attachments[0].sha256] * 2
