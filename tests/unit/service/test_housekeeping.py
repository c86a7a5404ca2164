"""What falls due by itself, who is woken by what people do, and what the health rows say."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.leader import Leader

from console.data.commands.cases import snooze_case
from console.data.commands.delivery import begin_transmitting, claim_next, finish, send_again
from console.data.commands.leading import lead
from console.data.commands.settings import set_setting
from console.data.errors import Refused
from console.data.queries.wire import health
from console.data.store import Store
from console.domain.cases import CaseState, DeliveryState
from console.domain.ids import OutboxId, PersonId
from console.service.health import HealthBoard
from console.service.housekeeping import HEARTBEAT_S, Housekeeping
from console.service.part import PartState
from console.service.store_watch import StoreWatch


@pytest.fixture
def board(leader: Leader) -> HealthBoard:
    return HealthBoard(leader.desk, "test:1:-")


@pytest.fixture
def housekeeping(leader: Leader, board: HealthBoard) -> Housekeeping:
    return Housekeeping(leader.desk, board)


def test_a_snoozed_case_comes_back_to_the_second(
    housekeeping: Housekeeping, house: House, sunniva: PersonId
) -> None:
    case = house.arrive("senere")
    until = house.clock.now().add(seconds=HEARTBEAT_S + 20)
    house.act(sunniva, snooze_case, case, until, house.open(case).seen)
    assert housekeeping.step().seconds == HEARTBEAT_S
    house.clock.advance(HEARTBEAT_S)
    assert housekeeping.step().seconds == 20.0
    house.clock.advance(19.9)
    housekeeping.step()
    assert house.state(case) is CaseState.SNOOZED
    house.clock.advance(0.1)
    housekeeping.step()
    assert house.state(case) is CaseState.OPEN


def test_every_part_shows_life_at_each_heartbeat(
    housekeeping: Housekeeping, board: HealthBoard, house: House
) -> None:
    board.tell("mail", PartState.FAILING, "imap svarer ikke")
    told = house.clock.now()
    house.clock.advance(HEARTBEAT_S)
    housekeeping.step()
    (row,) = house.store.read(health)
    assert (row.state, row.text, row.since) == ("failing", "imap svarer ikke", told)
    assert row.seen_at == house.clock.now()


def test_saying_the_same_again_writes_nothing(
    board: HealthBoard, house: House, clock: FakeClock
) -> None:
    board.tell("mail", PartState.OK, "henter")
    told = clock.now()
    clock.advance(1)
    board.tell("mail", PartState.OK, "henter")
    (row,) = house.store.read(health)
    assert row.seen_at == told


def test_a_former_leader_no_longer_speaks_for_the_parts(
    board: HealthBoard, house: House, leader: Leader
) -> None:
    until = house.clock.now().add(hours=48)
    house.act(None, lead, "other:2:-", until, frozenset({"test:1:-"}))
    board.tell("mail", PartState.STOPPED, "stoppet")
    assert house.store.read(health) == ()
    with pytest.raises(Refused):
        leader.desk.upkeep(set_setting, "x", 1, 0)


@pytest.fixture
def rung() -> list[str]:
    return []


@pytest.fixture
def watch(store: Store, rung: list[str]) -> Iterator[StoreWatch]:
    wakes = {
        "ReplyWritten": lambda: rung.append("delivery"),
        "SettingChanged": lambda: rung.append("account"),
        "DeliveryChanged": lambda: rung.append("undecided"),
    }
    made = StoreWatch(store, wakes, by_people={"DeliveryChanged"})
    yield made
    made.close()


def test_the_first_look_wakes_everyone_for_what_was_missed(
    watch: StoreWatch, rung: list[str]
) -> None:
    assert watch.step().seconds == 0
    assert sorted(rung) == ["account", "delivery", "undecided"]


def test_what_people_do_wakes_only_whom_it_concerns(
    watch: StoreWatch, rung: list[str], house: House, sunniva: PersonId
) -> None:
    case = house.arrive("spørsmål")
    watch.step()
    rung.clear()
    watch.step()
    house.arrive("noe annet")
    watch.step()
    assert rung == []
    house.answer(sunniva, case)
    watch.step()
    assert rung == ["delivery"]
    house.act(sunniva, set_setting, "mail", "x", 0)
    watch.step()
    assert rung == ["delivery", "account"]


def test_what_a_delivery_does_wakes_nobody_but_what_a_person_decides_of_it(
    watch: StoreWatch, rung: list[str], house: House, sunniva: PersonId, leader: Leader
) -> None:
    outbox = OutboxId(UUID(house.answer(sunniva, house.arrive("frakt")).answer["outbox"]))
    epoch = leader.desk.term.epoch
    house.clock.advance(60)
    watch.step()
    rung.clear()
    leader.desk.perform(claim_next, "mail", epoch)
    leader.desk.perform(begin_transmitting, outbox, epoch)
    leader.desk.perform(finish, outbox, epoch, DeliveryState.UNKNOWN, "linjen brøt")
    watch.step()
    assert rung == []
    house.act(sunniva, send_again, outbox)
    watch.step()
    assert rung == ["undecided"]


def test_a_burst_longer_than_a_batch_is_read_to_its_end(
    watch: StoreWatch, rung: list[str], house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.data.feed.BATCH", 3)
    watch.step()
    rung.clear()
    for number in range(10):
        house.arrive(f"m{number}")
    house.act(None, set_setting, "mail", "x", 0)
    watch.step()
    assert rung == ["account"]
