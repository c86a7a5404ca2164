"""The same faults for the mailbox: what comes by mail is here once, whole, whatever goes wrong."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from fakes.faulty_connector import Killed
from fakes.mailbox import FakeMailbox, down
from fakes.mails import mail
from fixtures.house import House
from fixtures.leader import Leader
from sqlalchemy import select

from console.channels.contract import Page
from console.data.commands.leading import lead
from console.data.queries.wire import cursor
from console.data.tables.cases import CaseRow, MessageRow
from console.domain.mail import IncomingMail
from console.domain.storable_text import storable
from console.service.part import PartState

WORDS = {
    "empty": "",
    "emoji": "👩‍👩‍👧 kassa står 😡🇳🇴",
    "bidi": "vanlig \u202etxet\u202c שלום",
    "huge": "x" * 1_000_000,
}


def _stored(house: House) -> list[tuple[str, str]]:
    """Subject and text of each mail, in the order they were written."""
    query = select(MessageRow.subject, MessageRow.text).order_by(MessageRow.at, MessageRow.no)
    return [(subject, text) for subject, text in house.store.read(lambda s: s.execute(query).all())]


def _letters(house: House, count: int) -> list[IncomingMail]:
    return [
        mail(f"m{number}", subject=f"sak {number}", received_at=house.clock.advance(1))
        for number in range(count)
    ]


def _subjects(house: House) -> list[str]:
    return [subject for subject, _ in _stored(house)]


class Arranged(FakeMailbox):
    """Tells twice, in any order, from the beginning whenever its mailbox was made anew."""

    def pull(self, cursor: bytes | None, budget: int) -> Page:
        page = super().pull(cursor, budget)
        mails = [*page.mails, *page.mails[: len(page.mails) // 2]]
        random.Random(len(mails)).shuffle(mails)
        return replace(page, mails=tuple(mails))


@pytest.fixture
def outside() -> FakeMailbox:
    return Arranged()


def test_twice_and_in_any_order_is_once(leader: Leader, outside: FakeMailbox, house: House) -> None:
    outside.mails = _letters(house, 9)
    outside.page_size = 4
    leader.fetch()
    assert _subjects(house) == [f"sak {number}" for number in range(9)]


def test_a_mailbox_that_was_made_anew_tells_everything_again_and_nothing_is_doubled(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.mails = _letters(house, 5)
    leader.fetch()
    outside.mails.extend(_letters(house, 7)[5:])
    house.take_in()
    assert house.store.read(cursor, "mail") == b"1", "a place of another mailbox"
    leader.fetch()
    assert _subjects(house) == [f"sak {number}" for number in range(7)]


def test_a_page_whose_answer_was_lost_comes_again(
    leader: Leader, outside: FakeMailbox, house: House
) -> None:
    outside.mails = _letters(house, 3)
    outside.trouble["pull"] = down()
    rest = leader.fetch()
    assert rest.state is PartState.FAILING
    outside.trouble.clear()
    house.clock.advance(rest.seconds + 0.001)
    leader.fetch()
    assert len(_stored(house)) == 3


def test_killed_after_a_portion_it_goes_on_where_it_was(
    leader: Leader, outside: FakeMailbox, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside.mails = _letters(house, 25)
    perform = leader.desk.perform

    def dying(*args: Any, **kwargs: Any) -> dict[str, Any]:
        perform(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(leader.desk, "perform", dying)
    with pytest.raises(Killed):
        leader.fetch()
    assert 0 < len(_stored(house)) < 25
    until = house.clock.now().add(hours=48)
    took = house.act(None, lead, "other:2:-", until, frozenset({"test:1:-"}))
    Leader(house, outside, took.answer["epoch"]).fetch()
    assert sorted(_subjects(house)) == sorted(f"sak {number}" for number in range(25))


@pytest.mark.parametrize("name", sorted(WORDS))
def test_whatever_is_written_is_here_and_so_is_what_follows(
    leader: Leader, outside: FakeMailbox, house: House, name: str
) -> None:
    before, after = _letters(house, 2)
    text = storable(WORDS[name])
    odd = mail("odd", subject="rar", text=text, visible_text=text, raw=text.encode())
    outside.mails = [before, odd, after]
    assert leader.fetch().state is PartState.OK
    assert sorted(_stored(house)) == sorted(
        [("sak 0", before.text), ("rar", text), ("sak 1", after.text)]
    )


def test_a_backlog_is_here_once(
    leader: Leader, outside: FakeMailbox, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.service.taking_in.BREATHER_S", 0.0)
    outside.mails = _letters(house, 300)
    leader.fetch()
    cases = select(CaseRow.id)
    assert len(_stored(house)) == 300
    assert len(house.store.read(lambda s: s.scalars(cases).all())) == 300
