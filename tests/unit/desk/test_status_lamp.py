"""The status lamp says what the page says and how old that is; what nobody read is unknown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.live import change

from console.data.commands.settings import set_setting
from console.data.commands.status_report import keep_failure, keep_report, keep_unchanged
from console.data.feed import Cursor, newest, news
from console.data.queries.billing_settings import BRAND
from console.data.queries.wire import sources
from console.desk.status_lamp import UNKNOWN_FROM_S, StatusLamp, StatusNow
from console.desk.status_words import incident_lines, report_words
from console.desk.tasks import Tasks
from console.desk.workers import Workers
from console.domain.status_page import (
    DEFAULT_ADDRESS,
    ComponentState,
    IncidentState,
    Indicator,
    Maintenance,
    StatusComponent,
    StatusIncident,
    StatusReport,
)

WELL = StatusReport(Indicator.NONE, address=DEFAULT_ADDRESS)
ILL = StatusReport(
    Indicator.MINOR,
    (
        StatusComponent("Nettbutikk", ComponentState.OPERATIONAL),
        StatusComponent("Admin", ComponentState.DEGRADED),
        StatusComponent("Datakasse", ComponentState.PARTIAL),
    ),
    address=DEFAULT_ADDRESS,
)


@pytest.fixture
def lamp(workers: Workers, clock: FakeClock, tasks: Tasks) -> StatusLamp:
    return StatusLamp(workers, clock, tasks.spawn)


def see(lamp: StatusLamp, house: House) -> StatusNow:
    """The window has looked at its sources, as it does every 2 s."""
    lamp.see(house.store.read(sources))
    return lamp.now.value


@pytest.mark.asyncio
async def test_before_anything_was_read_it_is_unknown(lamp: StatusLamp) -> None:
    assert lamp.now.value == StatusNow(Indicator.UNKNOWN, "ukjent")
    await lamp._read()
    assert lamp.now.value == StatusNow(Indicator.UNKNOWN, "ukjent", link=DEFAULT_ADDRESS)


@pytest.mark.asyncio
async def test_all_is_well_with_its_age(lamp: StatusLamp, house: House) -> None:
    house.act(None, keep_report, WELL)
    await lamp._read()
    ages = []
    for _ in range(4):
        ages.append(lamp.now.value.age)
        house.clock.advance(59)
        lamp.tick()
    assert ages == ["0 s", "59 s", "1 min", "2 min"]
    assert lamp.now.value == StatusNow(Indicator.NONE, "alt i drift", "3 min", link=DEFAULT_ADDRESS)


@pytest.mark.asyncio
async def test_a_page_that_still_says_the_same_is_young_again_without_an_event(
    lamp: StatusLamp, house: House
) -> None:
    house.act(None, keep_report, WELL)
    await lamp._read()
    house.clock.advance(30)
    house.act(None, keep_unchanged)
    assert see(lamp, house).age == "0 s"


@pytest.mark.asyncio
async def test_what_cannot_be_fetched_is_unknown_at_once_and_says_what_was_seen_last(
    lamp: StatusLamp, house: House
) -> None:
    house.act(None, keep_report, ILL)
    await lamp._read()
    house.clock.advance(30)
    house.act(None, keep_failure, "status.mystore.no kan ikke nås.")
    assert see(lamp, house) == StatusNow(
        Indicator.UNKNOWN,
        "ukjent",
        link=DEFAULT_ADDRESS,
        before="sist sett 09:41: Datakasse: delvis nede +1",
        problem="status.mystore.no kan ikke nås.",
    )
    house.act(None, keep_unchanged)
    assert see(lamp, house).words == "Datakasse: delvis nede +1"


@pytest.mark.asyncio
async def test_while_the_store_is_away_it_is_unknown_and_says_what_was_seen_last(
    lamp: StatusLamp, house: House
) -> None:
    house.act(None, keep_report, WELL)
    await lamp._read()
    house.clock.advance(30)
    lamp.lose("Lageret svarer ikke.")
    assert lamp.now.value == StatusNow(
        Indicator.UNKNOWN,
        "ukjent",
        link=DEFAULT_ADDRESS,
        before="sist sett 09:41: alt i drift",
        problem="Lageret svarer ikke.",
    )
    assert see(lamp, house).words == "alt i drift"


@pytest.mark.asyncio
async def test_what_is_five_minutes_old_is_unknown_to_the_second(
    lamp: StatusLamp, house: House
) -> None:
    house.act(None, keep_report, WELL)
    await lamp._read()
    house.clock.advance(UNKNOWN_FROM_S - 1)
    lamp.tick()
    assert (lamp.now.value.words, lamp.now.value.age) == ("alt i drift", "4 min")
    house.clock.advance(1)
    lamp.tick()
    now = lamp.now.value
    assert (now.words, now.age, now.before) == ("ukjent", "", "sist sett 09:41: alt i drift")


@pytest.mark.asyncio
async def test_it_reads_again_when_the_page_says_something_else_and_for_nothing_else(
    lamp: StatusLamp, house: House, tasks: Tasks
) -> None:
    house.act(None, keep_report, WELL)
    await lamp._read()
    house.act(None, keep_report, ILL)
    cursor = house.store.read(newest)
    everything = house.store.read(news, Cursor(cursor.epoch, 0)).items
    lamp.hear(item for item in everything if item.entity != "status_report")
    assert not tasks._running
    lamp.hear(everything)
    for task in tuple(tasks._running):
        await task
    assert lamp.now.value.indicator is Indicator.MINOR


@pytest.mark.asyncio
async def test_of_a_page_that_counts_no_longer_nothing_is_said(
    lamp: StatusLamp, house: House
) -> None:
    house.act(None, keep_report, WELL)
    house.act(None, set_setting, BRAND, {"status_page": "https://drift.example"}, 0)
    await lamp._read()
    assert lamp.now.value == StatusNow(Indicator.UNKNOWN, "ukjent", link="https://drift.example")


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("address", "words"), [("", "ingen statusside"), ("javascript:alert(1)", "ukjent")]
)
async def test_what_is_no_page_of_the_web_is_never_opened(
    lamp: StatusLamp, house: House, address: str, words: str
) -> None:
    house.act(None, set_setting, BRAND, {"status_page": address}, 0)
    await lamp._read()
    assert lamp.now.value == StatusNow(Indicator.UNKNOWN, words)


@pytest.mark.asyncio
async def test_what_cannot_be_read_from_the_store_is_unknown(
    lamp: StatusLamp, house: House
) -> None:
    house.act(None, keep_report, WELL)
    house.act(None, change, "status_report", {"told": {"said": "odd"}})
    await lamp._read()
    assert lamp.now.value.words == "ukjent"


PART = StatusComponent("Kasse", ComponentState.MAJOR)


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (WELL, "alt i drift"),
        (ILL, "Datakasse: delvis nede +1"),
        (replace(WELL, components=(PART,)), "Kasse: nede"),
        (replace(WELL, said=Indicator.MINOR), "mindre feil"),
        (replace(WELL, said=Indicator.MAJOR), "større feil"),
        (replace(WELL, said=Indicator.CRITICAL), "kritisk feil"),
        (replace(WELL, maintenance=(Maintenance("x"),)), "vedlikehold pågår"),
        (
            replace(WELL, components=(replace(PART, state=ComponentState.MAINTENANCE),)),
            "Kasse: vedlikehold",
        ),
        (replace(ILL, said=Indicator.UNKNOWN), "ukjent"),
        (replace(WELL, components=(StatusComponent("{x}", ComponentState.MAJOR),)), "{x}: nede"),
    ],
)
def test_a_page_in_a_few_words(report: StatusReport, words: str) -> None:
    assert report_words(report) == words


def test_what_is_worked_on_is_a_line_each(clock: FakeClock) -> None:
    now = clock.now()
    many = ("Kasse", "Nettbutikk", "Admin", "Import")
    told = replace(
        WELL,
        incidents=(
            StatusIncident("Treg kasse", IncidentState.IDENTIFIED, since=now, components=many[:2]),
            StatusIncident("Noe annet", IncidentState.UNKNOWN),
        ),
        maintenance=(Maintenance("Ny database", until=now.add(hours=1), components=many),),
    )
    assert incident_lines(told, now) == (
        "Treg kasse · årsaken er funnet · siden 09:41 · Kasse, Nettbutikk",
        "Noe annet · pågår",
        "Ny database · vedlikehold · til 10:41 · 4 deler",
    )
