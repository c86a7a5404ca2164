"""One person's live desk: shows what the store holds, follows it, and ends without a trace."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.clock import FakeClock
from fakes.keyrings import Ring
from fixtures.house import House, picture
from fixtures.waiting import until

from console.data.commands.cases import set_topic, take_case
from console.data.commands.connectors import mark_alive, mark_failing, mark_pulled
from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.commands.status_report import keep_failure, keep_report
from console.data.engine import open_engine
from console.data.feed import newest
from console.data.pocket import Pocket
from console.data.queries.serve_life import SILENT_S
from console.data.queries.wire import sources
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.desk import Desk
from console.desk.follow import Batch, read_everything
from console.desk.freshness import Freshness, Lamp
from console.desk.hours import read_hours
from console.desk.tasks import Tasks
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import CaseId, PersonId
from console.domain.instants import Clock
from console.domain.mail import Address
from console.domain.mail_account import guess, to_json
from console.domain.people import Person, Role
from console.domain.status_page import DEFAULT_ADDRESS, Indicator, StatusReport

pytestmark = pytest.mark.asyncio


def opened(url: str, pocket_path: Path, me: Person, clock: Clock, tasks: Tasks) -> Desk:
    """A desk on connections of its own, as a window has it, started."""
    store = Store(open_engine(url))
    whole, cursor = store.read(read_everything, clock.now())
    pocket = Pocket(pocket_path)
    desk = Desk(store, pocket, me, clock, Ring(), OpeningHours(), tasks.spawn)
    desk.start(whole, cursor)
    return desk


@pytest.fixture
def store_path(tmp_path: Path, empty_desk: Path) -> Path:
    """The store in a folder of its own, so that it can be moved whole."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Path(shutil.copy(empty_desk, folder / "desk.db"))


@pytest.fixture
def case(house: House) -> CaseId:
    return house.arrive("frakt", parts=(picture(),), html="<p>Hei</p>")


@pytest_asyncio.fixture
async def desk(
    store_url: str, pocket_path: Path, case: CaseId, me: Person, house: House, tasks: Tasks
) -> AsyncIterator[Desk]:
    """Sunniva's desk, with one case that nobody has."""
    del case
    opening = opened(store_url, pocket_path, me, house.clock, tasks)
    yield opening
    await opening.stop()


def numbers(desk: Desk) -> list[int]:
    return [row.case for row in desk.backlog.mail.rows.rows if row.case is not None]


async def test_a_started_desk_shows_the_store_at_once(desk: Desk, case: CaseId) -> None:
    assert desk.is_loaded.value
    assert numbers(desk) == [case]
    assert [person.name for person in desk.people.value] == ["Sunniva Lund"]
    assert (desk.feed.value.lamp, desk.feed.value.text) == (Lamp.LIVE, "direkte")
    assert desk.hours_text.value.startswith("man. 23. nov. 09:41: åpent")


async def test_what_happens_elsewhere_shows_by_itself(desk: Desk, house: House) -> None:
    other = house.arrive("betaling")
    await until(desk.backlog.mail.rows, lambda: other in numbers(desk))
    house.act(None, add_person, "jonas", "Jonas Tveit", [Role.AGENT])
    await until(desk.people, lambda: len(desk.people.value) == 2)


async def test_what_the_status_page_says_shows_by_itself_and_that_nobody_can_read_it(
    desk: Desk, house: House
) -> None:
    now = desk.live.status.now
    report = StatusReport(Indicator.CRITICAL, address=DEFAULT_ADDRESS)
    house.act(None, keep_report, report)
    await until(now, lambda: now.value.words == "kritisk feil")
    house.act(None, keep_failure, "kan ikke nås")
    batch = Batch(
        items=(),
        cases=(),
        people=None,
        sources=house.store.read(sources),
        present=None,
        read_at=house.clock.now(),
        delay_s=None,
        ahead_s=0,
        cursor=house.store.read(newest),
    )
    desk.live.take(batch)
    assert (now.value.indicator, now.value.problem) == (Indicator.UNKNOWN, "kan ikke nås")


async def test_two_desks_on_one_store_each_see_the_others_acts(
    desk: Desk, store_url: str, tmp_path: Path, house: House, case: CaseId, tasks: Tasks
) -> None:
    made = house.act(None, add_person, "jonas", "Jonas Tveit", [Role.AGENT])
    jonas = Person(PersonId(made.answer["person"]), "jonas", "Jonas Tveit", frozenset())
    other = opened(store_url, tmp_path / "jonas.db", jonas, house.clock, tasks)
    await desk.acts.take(case)
    await until(
        other.backlog.mail.rows,
        lambda: any(row.by and row.by.text == "Sunniva L." for row in other.backlog.mail.rows.rows),
    )
    seen = house.open(case).seen
    await other.acts.hand_over(case, jonas, seen)
    await until(desk.backlog.mine.rows, lambda: not desk.backlog.mine.rows.rows)
    await other.stop()


async def test_my_own_act_shows_in_mine(desk: Desk, case: CaseId) -> None:
    await desk.acts.take(case)
    await until(desk.backlog.mine.rows, lambda: desk.backlog.mine.rows.rows)
    assert [row.case for row in desk.backlog.mine.rows.rows] == [None, case]


async def test_a_case_out_of_sight_is_read_when_it_comes_back(
    desk: Desk, house: House, case: CaseId, sunniva: PersonId
) -> None:
    view = desk.open_view()
    await view.show(case)
    desk.views.put_out_of_sight(view)
    before = view.face.value
    house.act(sunniva, take_case, case)
    fresh = house.arrive("betaling")
    await until(desk.backlog.mail.rows, lambda: fresh in numbers(desk))
    assert view.face.value == before
    desk.views.bring_into_sight(view)
    await until(view.face, lambda: view.face.value and view.face.value.owner == sunniva)


async def test_an_open_case_is_kept_current_until_it_is_closed(
    desk: Desk, house: House, case: CaseId, sunniva: PersonId
) -> None:
    view = desk.open_view()
    await view.show(case)
    house.act(sunniva, take_case, case)
    await until(view.face, lambda: view.face.value and view.face.value.owner == sunniva)
    desk.close_view(view)
    desk.close_view(view)
    before = view.face.value
    house.act(sunniva, set_topic, case, "shipping")
    fresh = house.arrive("betaling")
    await until(desk.backlog.mail.rows, lambda: fresh in numbers(desk))
    assert view.face.value == before


async def test_a_lost_store_is_told_with_since_when_and_a_found_one_too(
    desk: Desk, house: House, store_path: Path, tmp_path: Path
) -> None:
    house.store.close()
    store_path.parent.rename(tmp_path / "borte")
    await until(desk.feed, lambda: desk.feed.value.lamp is Lamp.OFF)
    assert desk.feed.value.text == "frakoblet siden 09:41"
    house.clock.advance(600)
    live = desk.live.overview
    lost = Freshness(Lamp.AWAY, "frakoblet siden 09:41")
    for lane in (*live.lanes, live.urgent):
        await until(lane.source, lambda lane=lane: lane.source.value == lost)
        assert lane.problem.value == ""
    (tmp_path / "borte").rename(store_path.parent)
    await until(desk.feed, lambda: desk.feed.value.lamp is Lamp.LIVE)


async def test_a_store_that_was_brought_back_is_shown_anew_with_the_open_case(
    desk: Desk, house: House, case: CaseId, sunniva: PersonId
) -> None:
    view = desk.open_view()
    await view.show(case)
    with house.store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE store_fact SET value = 'etter gjenoppretting'")
        connection.exec_driver_sql(f'UPDATE "case" SET owner_id = {sunniva}')
    await until(desk.backlog.mine.rows, lambda: desk.backlog.mine.rows.rows)
    await until(view.face, lambda: view.face.value and view.face.value.owner == sunniva)


async def test_a_mailbox_that_is_entered_shows_how_it_fares(desk: Desk, house: House) -> None:
    await until(desk.mail, lambda: desk.mail.value.text == "ingen postkasse lagt inn")
    version = await desk.mailbox.save(guess("kundeservice@mystore.no"), "hemmelig", 0)
    assert version == 1
    await until(desk.mail, lambda: desk.mail.value.lamp is Lamp.BEHIND)
    house.act(None, mark_failing, "mail", "Feil passord.")
    await until(desk.mail_problem, lambda: desk.mail_problem.value == "Feil passord.")
    assert desk.mail.value.text == "henter ikke e-post siden 09:41"
    house.act(None, mark_pulled, "mail", "kundeservice@mystore.no")
    await until(desk.mail, lambda: desk.mail.value.lamp is Lamp.POLLED)
    assert desk.mail_problem.value == ""


async def test_an_answer_is_not_copied_to_the_mailbox_itself(
    desk: Desk, house: House, case: CaseId
) -> None:
    await desk.mailbox.save(guess("kundeservice@mystore.no"), "", 0)
    await until(desk.mail, lambda: desk.mail.value.lamp is Lamp.BEHIND)
    own = Address("kundeservice@mystore.no")
    copied = house.arrive("betaling", cc=(own, Address("lager@fjellsport.no")))
    view = desk.open_view()
    await view.show(copied)
    assert view.face.value is not None
    assert view.face.value.cc == (Address("lager@fjellsport.no"),)
    assert case != copied


async def test_a_case_is_found_by_its_words_and_by_its_number(desk: Desk, case: CaseId) -> None:
    for typed in ("svalbard", str(case)):
        page = await desk.finding.page(typed)
        assert [found.row.case for found in page.rows] == [case]
    assert (await desk.finding.page("kassaskuff")).rows == ()


async def test_what_came_with_a_mail_can_be_read(desk: Desk, case: CaseId) -> None:
    view = desk.open_view()
    await view.show(case)
    assert view.face.value is not None
    (file,) = view.face.value.files
    assert await desk.content(file.sha256) == b"\x89PNG"
    message = next(entry.message for entry in view.entries.rows if entry.has_html)
    assert message is not None
    assert await desk.html(message) == "<p>Hei</p>"
    assert await desk.original(message) == b"Subject: frakt\r\n\r\n"


async def test_a_serve_that_is_gone_is_told_of_and_one_that_came_back_too(
    desk: Desk, house: House, sunniva: PersonId
) -> None:
    house.act(sunniva, set_setting, "mail", to_json(guess("kundeservice@mystore.no")), 0)
    house.act(None, mark_pulled, "mail", "kundeservice@mystore.no")

    def shows_life() -> None:
        act = new_act(None, house.clock.now())
        house.store.upkeep(act, mark_alive, "serve", "a", "ok", "leder")

    shows_life()
    await until(desk.mail, lambda: desk.mail.value.lamp is Lamp.POLLED)
    house.clock.advance(SILENT_S)
    await until(desk.mail, lambda: desk.mail.value.text == "serve kjører ikke siden 09:41")
    assert desk.mail_problem.value.startswith("serve har ikke vist livstegn siden 09:41.")
    shows_life()
    await until(desk.mail, lambda: desk.mail.value.lamp is Lamp.POLLED)
    assert desk.mail_problem.value == ""


async def test_what_is_being_written_when_the_desk_ends_is_kept(
    store_url: str, pocket_path: Path, me: Person, clock: FakeClock, tasks: Tasks
) -> None:
    desk = opened(store_url, pocket_path, me, clock, tasks)
    desk.drafts.type("case:7", "Hei Kari", "reply")
    await desk.stop()
    pocket = Pocket(pocket_path)
    assert pocket.load("case:7").text == "Hei Kari"
    pocket.close()


async def test_what_was_begun_before_is_known_at_the_start(
    store_url: str, pocket_path: Path, me: Person, clock: FakeClock, tasks: Tasks
) -> None:
    pocket = Pocket(pocket_path)
    pocket.save_text("case:7", "Fra i går", "reply", clock.now())
    pocket.close()
    desk = opened(store_url, pocket_path, me, clock, tasks)
    await until(desk.drafts.begun, lambda: desk.drafts.begun.value == {"case:7"})
    await desk.stop()


async def test_a_desk_that_has_ended_leaves_no_thread_task_or_timer(
    store_url: str, pocket_path: Path, me: Person, house: House, tasks: Tasks
) -> None:
    loop = asyncio.get_running_loop()
    threads, running = set(threading.enumerate()), asyncio.all_tasks()
    case = house.arrive("frakt")
    desk = opened(store_url, pocket_path, me, house.clock, tasks)
    view = desk.open_view()
    await view.show(case)
    desk.drafts.type("case:7", "Hei Kari", "reply")
    await desk.on_files(lambda: None)
    await desk.stop()
    await tasks.stop()
    assert set(threading.enumerate()) == threads
    assert asyncio.all_tasks() == running
    timers = loop._scheduled  # type: ignore[attr-defined] # nothing public tells of timers
    assert [timer for timer in timers if not timer.cancelled()] == []


async def test_a_desk_ends_even_when_the_disk_refuses_what_is_being_written(
    store_url: str,
    pocket_path: Path,
    me: Person,
    clock: FakeClock,
    tasks: Tasks,
    caplog: pytest.LogCaptureFixture,
) -> None:
    threads = set(threading.enumerate())
    desk = opened(store_url, pocket_path, me, clock, tasks)
    await desk.drafts.find_begun()
    await desk.on_files(lambda: _refuse_all(pocket_path))
    desk.drafts.type("case:7", "Hei Kari", "reply")
    await desk.stop()
    assert set(threading.enumerate()) == threads
    assert "could not be kept" in caplog.text


def _refuse_all(pocket_path: Path) -> None:
    pocket = Pocket(pocket_path)
    with pocket._engine.begin() as connection:  # the pocket itself has no such wish
        connection.exec_driver_sql("DROP TABLE draft")
    pocket.close()


async def test_the_teams_hours_are_read_from_the_store(house: House, sunniva: PersonId) -> None:
    assert house.store.read(read_hours) == OpeningHours()
    house.act(sunniva, set_setting, "hours", {"closed_days": ["2026-12-24"]}, 0)
    hours = house.store.read(read_hours)
    assert [day.format_iso() for day in hours.closed_days] == ["2026-12-24"]


async def test_the_mailbox_is_known_from_the_first_moment(house: House, sunniva: PersonId) -> None:
    nothing, _ = house.store.read(read_everything, house.clock.now())
    assert nothing.own_address == ""
    house.act(sunniva, set_setting, "mail", to_json(guess("Kundeservice@mystore.no")), 0)
    whole, _ = house.store.read(read_everything, house.clock.now())
    assert whole.own_address == "kundeservice@mystore.no"
