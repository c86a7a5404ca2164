"""The leader asks the status page: what it says is kept, and what it cannot say is not guessed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from fixtures.house import House
from fixtures.leader import Leader

from console.channels.contract import ChannelDown, ProtocolError
from console.channels.status.answers import Fetched, NotNow, Unchanged
from console.data.commands.settings import set_setting
from console.data.errors import Refused
from console.data.feed import FeedItem, newest, news
from console.data.queries.billing_settings import BRAND
from console.data.queries.status_report import KeptReport, kept_report
from console.domain.status_page import DEFAULT_ADDRESS, Indicator, StatusReport
from console.service.part import PartState
from console.service.status_watch import AGAIN, EVERY_S, StatusWatch

Said = Fetched | Unchanged | Exception


def says(said: Indicator, etag: str = "", address: str = DEFAULT_ADDRESS) -> Fetched:
    return Fetched(StatusReport(said, address=address), etag)


@dataclass
class Page:
    """Gives these answers one after the other, and remembers what it was asked."""

    answers: list[Said | Callable[[], Said]]
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, address: str, etag: str) -> Fetched | Unchanged:
        self.asked.append((address, etag))
        said = self.answers.pop(0)
        told = said() if callable(said) else said
        if isinstance(told, Exception):
            raise told
        return told


def watch(leader: Leader, *answers: Said | Callable[[], Said]) -> StatusWatch:
    return StatusWatch(leader.desk, Page(list(answers)))


def asked(watching: StatusWatch) -> list[tuple[str, str]]:
    assert isinstance(watching.fetch, Page)
    return watching.fetch.asked


def kept(house: House) -> KeptReport:
    return house.store.read(kept_report)


def told(house: House) -> list[FeedItem]:
    """What windows hear of it."""
    cursor = house.store.read(newest)
    found = house.store.read(news, type(cursor)(cursor.epoch, 0)).items
    return [item for item in found if item.entity == "status_report"]


def test_what_the_page_says_is_kept_and_told_when_it_is_something_else(
    leader: Leader, house: House
) -> None:
    minor = says(Indicator.MINOR)
    watching = watch(leader, says(Indicator.NONE), says(Indicator.NONE), minor, Unchanged())
    for events in (1, 1, 2, 2):
        house.clock.advance(EVERY_S)
        rest = watching.step()
        assert (rest.seconds, rest.state) == (EVERY_S, PartState.OK)
        assert len(told(house)) == events
        assert kept(house).fetched_at == house.clock.now()
    assert kept(house).report == minor.report
    assert told(house)[-1].kind == "StatusChanged"


def test_it_is_asked_by_the_mark_of_what_it_said(leader: Leader, house: House) -> None:
    watching = watch(leader, says(Indicator.NONE, "a1"), Unchanged())
    watching.step()
    watching.step()
    assert asked(watching) == [(DEFAULT_ADDRESS, ""), (DEFAULT_ADDRESS, "a1")]
    assert kept(house).report == says(Indicator.NONE).report


def test_another_page_is_not_asked_by_the_mark_of_the_one_before(
    leader: Leader, house: House
) -> None:
    watching = watch(leader, says(Indicator.NONE, "a1"), says(Indicator.NONE, "b1"))
    watching.step()
    house.act(None, set_setting, BRAND, {"status_page": "https://drift.example"}, 0)
    watching.step()
    assert asked(watching)[-1] == ("https://drift.example", "")


def test_a_failed_fetch_keeps_what_was_said_and_says_since_when_and_why(
    leader: Leader, house: House
) -> None:
    down, odd = ChannelDown("status.example kan ikke nås."), ProtocolError("Ingen oversikt.")
    watching = watch(leader, says(Indicator.NONE, "a1"), down, odd, Unchanged())
    watching.step()
    fetched = house.clock.now()
    house.clock.advance(EVERY_S)
    since = house.clock.now()
    rest = watching.step()
    assert (rest.state, rest.text) == (PartState.FAILING, "status.example kan ikke nås.")
    assert AGAIN.first_s / 2 <= rest.seconds <= AGAIN.first_s
    house.clock.advance(5)
    assert watching.step().seconds >= AGAIN.first_s
    report = says(Indicator.NONE).report
    assert kept(house) == KeptReport(report, fetched, since, "Ingen oversikt.", "a1")
    house.clock.advance(10)
    watching.step()
    assert kept(house) == KeptReport(report, house.clock.now(), None, "", "a1")
    assert len(told(house)) == 1


def test_a_page_that_wants_peace_gets_it(leader: Leader) -> None:
    watching = watch(leader, NotNow("Statussiden svarte 503.", 600.0))
    assert watching.step().seconds == 600.0


def test_where_the_firm_has_no_page_nothing_is_asked(leader: Leader, house: House) -> None:
    house.act(None, set_setting, BRAND, {"status_page": ""}, 0)
    watching = watch(leader)
    assert watching.step().state is PartState.OK
    assert asked(watching) == []
    assert kept(house).fetched_at is None


def test_who_leads_no_longer_writes_nothing(leader: Leader, house: House) -> None:
    watching = watch(leader, says(Indicator.MAJOR))
    leader.desk.term = type(leader.desk.term)(leader.epoch - 1, lambda: True)
    with pytest.raises(Refused):
        watching.step()
    assert kept(house).report is None


def test_a_question_that_hangs_is_left_to_itself(leader: Leader, house: House) -> None:
    is_asked, may_answer = threading.Event(), threading.Event()

    def hangs() -> Said:
        is_asked.set()
        may_answer.wait()
        return says(Indicator.MAJOR)

    watching = watch(leader, hangs, says(Indicator.NONE))
    working = threading.Thread(target=watching.step)
    working.start()
    is_asked.wait()
    watching.break_off()
    working.join()
    rest = watching.step()
    assert (rest.state, rest.text) == (PartState.FAILING, "status.mystore.no svarer ikke i tide.")
    assert len(asked(watching)) == 1
    may_answer.set()
    assert watching._thread is not None
    watching._thread.join()
    watching.step()
    assert kept(house).report == says(Indicator.NONE).report


def test_a_question_that_takes_too_long_is_a_failure(leader: Leader, house: House) -> None:
    may_answer = threading.Event()

    def hangs() -> Said:
        may_answer.wait()
        return says(Indicator.MAJOR)

    watching = StatusWatch(leader.desk, Page([hangs]), patience_s=0.01)
    assert watching.step().state is PartState.FAILING
    assert kept(house).problem == "status.mystore.no svarer ikke i tide."
    may_answer.set()
