"""The telephone queue with real parts: an exchange's wire, `serve`, PostgreSQL, two windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.telephone_morning import BOXES, TelephoneMorning, telephone_morning
from fixtures.servers import TEMPLATE, drop_logins
from peers.exchange_line import Trap
from peers.postgres import Postgres
from peers.waiting import until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(400)]

WEBSHOPS = ("91 05 87 56", "92 25 42 57", "99 54 96 56")
BURST = 60


@pytest.fixture(scope="module")
def desks(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TelephoneMorning]:
    """Started once: windows take their time."""
    database = postgres.database(TEMPLATE)
    with telephone_morning(postgres, database, tmp_path_factory.mktemp("morning")) as opened:
        yield opened
    postgres.drop(database)
    drop_logins(postgres)


@pytest.fixture
def morning(desks: TelephoneMorning, request: pytest.FixtureRequest) -> Iterator[TelephoneMorning]:
    """Nobody calls, and nobody is paused."""
    failed_before = request.session.testsfailed
    yield desks
    if request.session.testsfailed > failed_before:
        for login, screen in desks.screens.items():
            screen.screenshot(Path("out") / f"{request.node.name}-{login}.png")
    desks.end_all()


def three_wait(morning: TelephoneMorning) -> None:
    for number in WEBSHOPS:
        morning.exchange.comes("+47" + number.replace(" ", ""))
    for login in morning.screens:
        morning.sees(login, *WEBSHOPS)


def test_a_pos_caller_passes_three_waiting_webshop_callers(morning: TelephoneMorning) -> None:
    three_wait(morning)
    morning.exchange.comes("+4733000001", "Kasse 1", priority=10, store_id="0101")
    for login in morning.screens:
        morning.sees(login, "Kasse 1", *WEBSHOPS)
        assert "POS" in morning.rows(login)[0].name


def test_two_agents_take_the_same_caller_and_one_is_told(morning: TelephoneMorning) -> None:
    three_wait(morning)
    for login in morning.screens:
        morning.at_first(login)
    morning.exchange.trap("Redirect", Trap.HOLD)
    taken = len(morning.exchange.sent("Redirect"))
    morning.screens["sunniva"].key("t")
    morning.exchange.until_asked("Redirect", taken + 1)
    morning.screens["jonas"].key("t")
    morning.screens["jonas"].see("Sunniva Lund tar samtalen")
    morning.exchange.release()
    morning.exchange.answers(BOXES["sunniva"])
    morning.screens["sunniva"].see("i samtale")
    assert len(morning.exchange.sent("Redirect")) == taken + 1
    assert morning.exchange.calls.torn == []


def test_a_pause_in_the_window_is_one_at_the_exchange_and_the_other_way_round(
    morning: TelephoneMorning,
) -> None:
    screen, box = morning.screens["sunniva"], BOXES["sunniva"]
    morning.exchange.member_says(box, is_paused=True, reason="Møte")
    screen.see("Telefon: Pause · Møte")
    morning.says_state("sunniva", "Klar")
    until(lambda: not morning.exchange.member(box).is_paused, "the telephone to be ready")
    morning.says_state("sunniva", "Pause: lunsj")
    until(lambda: morning.exchange.member(box).is_paused, "the telephone to be paused")
    assert morning.exchange.member(box).paused_reason == "lunsj"


def test_while_the_exchange_is_gone_the_lane_says_so_and_nothing_is_invented(
    morning: TelephoneMorning,
) -> None:
    three_wait(morning)
    before = morning.endings()
    first = morning.exchange.waiting()[0]
    morning.exchange.go_away()
    for screen in morning.screens.values():
        screen.see("Telefonsentralen er borte siden")
    morning.exchange.hangs_up(first)
    came = morning.exchange.comes("+4797000001")
    for login in morning.screens:
        morning.sees(login, *WEBSHOPS)
    assert morning.endings() == before
    morning.exchange.come_back()
    for login in morning.screens:
        morning.sees(login, *WEBSHOPS[1:], "97 00 00 01")
    assert morning.endings() == before | {first: "unseen", came: ""}
    for screen in morning.screens.values():
        screen.gone("Telefonsentralen er borte siden")


def test_cut_off_in_the_middle_of_a_burst_nothing_is_lost_or_doubled(
    morning: TelephoneMorning,
) -> None:
    before = morning.calls()
    for number in range(BURST):
        # From few numbers: each of them is to be called back once, when all have given up.
        morning.exchange.comes(f"+479300000{number % 5}")
        if number == BURST // 2:
            morning.exchange.cut_in_a_line()
    until(lambda: morning.calls()["waiting"] == BURST, "all of them in the store")
    shown = BURST + morning.call_backs()
    for screen in morning.screens.values():
        screen.see(f"Telefonkø, {shown} venter", "list")
    assert morning.calls() - before == {"waiting": BURST}
