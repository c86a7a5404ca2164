"""Following the store: every change once and in order, through loss and return."""

from __future__ import annotations

import queue
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes.clock import FakeClock
from fixtures.house import House
from sqlalchemy import text

from console.data.commands.cases import set_topic, take_case
from console.data.commands.people import disable_person
from console.data.engine import open_engine, sqlite_url
from console.data.feed import newest
from console.data.store import Store
from console.desk.follow import (
    REST_MAX_S,
    Arrival,
    Batch,
    Everything,
    Follower,
    Lost,
    read_everything,
    rest_s,
)
from console.domain.cases import CaseState
from console.domain.ids import PersonId

PATIENCE_S = 10


class Desk:
    """What a follower hands over, as a window would get it."""

    def __init__(self, url: str, clock: FakeClock) -> None:
        self.store = Store(open_engine(url))
        self._arrivals: queue.Queue[Arrival] = queue.Queue()
        cursor = self.store.read(newest)
        self._follower = Follower(self.store, clock, self._arrivals.put, cursor)
        self._follower.start()

    def next(self, wanted: Callable[[Arrival], object]) -> Arrival:
        """The next arrival that is wanted; others are passed over."""
        while True:
            arrival = self.take()
            if wanted(arrival):
                return arrival

    def take(self) -> Arrival:
        """The next arrival, shown at once."""
        arrival = self.look()
        self.shown()
        return arrival

    def look(self) -> Arrival:
        """The next arrival; it is not on the screen before `shown`."""
        return self._arrivals.get(timeout=PATIENCE_S)

    def shown(self) -> None:
        self._follower.taken()

    @property
    def has_more(self) -> bool:
        """Whether another arrival lies there."""
        return not self._arrivals.empty()

    def batch(self) -> Batch:
        """The next batch that tells of something."""
        found = self.next(lambda a: isinstance(a, Batch) and a.items)
        assert isinstance(found, Batch)
        return found

    def lost(self) -> Lost:
        found = self.next(lambda a: isinstance(a, Lost))
        assert isinstance(found, Lost)
        return found

    def everything(self) -> Everything:
        found = self.next(lambda a: isinstance(a, Everything))
        assert isinstance(found, Everything)
        return found

    def kinds(self, count: int) -> list[str]:
        """The next so many events, in order, from as many batches as it takes."""
        found: list[str] = []
        while len(found) < count:
            found += [item.kind for item in self.batch().items]
        return found

    def stop(self) -> None:
        self._follower.stop()
        self.store.close()


@pytest.fixture
def store_path(tmp_path: Path, empty_desk: Path) -> Path:
    """The store in a folder of its own, so that it can be moved whole."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Path(shutil.copy(empty_desk, folder / "desk.db"))


@pytest.fixture
def desk(house: House, store_url: str) -> Iterator[Desk]:
    """A follower on the house's store, begun before anything happened there."""
    following = Desk(store_url, house.clock)
    yield following
    following.stop()


def test_what_a_colleague_does_arrives_with_the_case_as_it_is_now(
    house: House, desk: Desk, sunniva: PersonId
) -> None:
    case = house.arrive("frakt")
    house.act(sunniva, take_case, case)
    kinds = [desk.batch()]
    while "CaseTaken" not in [item.kind for item in kinds[-1].items]:
        kinds.append(desk.batch())
    (summary,) = kinds[-1].cases
    assert (summary.id, summary.owner, summary.owner_name) == (case, sunniva, "Sunniva Lund")


def test_two_desks_on_one_store_each_see_the_others_acts(
    house: House, desk: Desk, store_url: str, sunniva: PersonId, jonas: PersonId
) -> None:
    case = house.arrive("frakt")
    other = Desk(store_url, house.clock)
    House(desk.store, house.clock).act(sunniva, take_case, case)
    assert "CaseTaken" in other.kinds(1)
    House(other.store, house.clock).act(jonas, set_topic, case, "shipping")
    assert desk.next(lambda a: isinstance(a, Batch) and a.items[-1:] and a.items[-1].actor == jonas)
    other.stop()


def test_a_burst_arrives_whole_in_order_and_once(
    house: House, desk: Desk, sunniva: PersonId
) -> None:
    case = house.arrive("frakt")
    topics = [f"emne {number}" for number in range(30)]
    for topic in topics:
        house.act(sunniva, set_topic, case, topic)
    items = list(desk.batch().items)
    while sum(item.kind == "CaseTopicSet" for item in items) < len(topics):
        items += desk.batch().items
    numbers = [item.seq for item in items]
    assert numbers == sorted(set(numbers))
    assert desk.store.read(newest).seq == numbers[-1]


def test_a_screen_that_is_slow_gets_what_comes_meanwhile_at_once(
    house: House, desk: Desk, sunniva: PersonId
) -> None:
    """One after the other would pile up before it, and never be caught up with."""
    desk.look()
    case = house.arrive("frakt")
    for number in range(10):
        house.act(sunniva, set_topic, case, f"emne {number}")
    assert not desk.has_more
    desk.shown()
    assert desk.batch().items[-1].seq == desk.store.read(newest).seq


def test_a_closed_case_arrives_as_closed(house: House, desk: Desk, sunniva: PersonId) -> None:
    case = house.arrive("frakt")
    house.answer(sunniva, case, then=CaseState.CLOSED)
    found = desk.next(
        lambda a: isinstance(a, Batch) and [c.state for c in a.cases] == [CaseState.CLOSED]
    )
    assert isinstance(found, Batch)


def test_people_arrive_only_when_people_have_changed(
    house: House, desk: Desk, jonas: PersonId
) -> None:
    del jonas
    assert desk.batch().people is not None
    house.arrive("frakt")
    assert desk.batch().people is None
    house.act(None, disable_person, "jonas")
    people = desk.batch().people
    assert people is not None
    assert [(person.login, person.is_disabled) for person in people] == [("jonas", True)]


def test_a_new_epoch_brings_everything_anew(house: House, desk: Desk) -> None:
    case = house.arrive("frakt")
    desk.batch()
    with house.store.engine.begin() as connection:
        connection.execute(text("UPDATE store_fact SET value = 'etter gjenoppretting'"))
    whole = desk.everything()
    assert [summary.id for summary in whole.cases] == [case]
    assert whole.read_at == house.clock.now()
    other = house.arrive("betaling")
    assert [summary.id for summary in desk.batch().cases] == [other]


def test_a_store_that_is_moved_away_is_lost_and_goes_on_from_its_number_when_back(
    house: House, desk: Desk, store_path: Path, tmp_path: Path, sunniva: PersonId
) -> None:
    case = house.arrive("frakt")
    desk.kinds(1)
    house.store.close()
    away = tmp_path / "borte"
    store_path.parent.rename(away)
    assert "desk.db er borte" in desk.lost().reason
    meanwhile = Store(open_engine(sqlite_url(away / "desk.db")))
    House(meanwhile, house.clock).act(sunniva, take_case, case)
    meanwhile.close()
    away.rename(store_path.parent)
    assert desk.kinds(1)[-1] == "CaseTaken"
    House(house.store, house.clock).act(sunniva, set_topic, case, "shipping")
    assert desk.kinds(1) == ["CaseTopicSet"]


def test_another_store_in_its_place_is_read_whole(
    house: House, desk: Desk, store_path: Path, empty_desk: Path, tmp_path: Path
) -> None:
    """As after a copy was brought back; another store has another epoch."""
    house.arrive("frakt")
    desk.batch()
    house.store.close()
    other_path = Path(shutil.copy(empty_desk, tmp_path / "other.db"))
    other = open_engine(sqlite_url(other_path))
    with other.begin() as connection:
        connection.execute(text("UPDATE store_fact SET value = 'et annet lager'"))
    other.dispose()
    store_path.parent.rename(tmp_path / "gammelt")
    store_path.parent.mkdir()
    other_path.rename(store_path)
    assert desk.everything().cases == ()


def test_a_case_that_cannot_be_read_is_a_lost_store_not_a_dead_desk(
    house: House, desk: Desk, sunniva: PersonId
) -> None:
    case = house.arrive("frakt")
    desk.batch()
    _set_kind(house.store, "fra en nyere utgave")
    house.act(sunniva, take_case, case)
    assert desk.lost().at == house.clock.now()
    _set_kind(house.store, "question")
    assert "CaseTaken" in [item.kind for item in desk.batch().items]


def _set_kind(store: Store, kind: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text('UPDATE "case" SET kind = :kind'), {"kind": kind})


def test_everything_and_its_number_are_of_the_same_moment(house: House, sunniva: PersonId) -> None:
    house.arrive("frakt")
    whole, cursor = house.store.read(read_everything, house.clock.now())
    assert [person.id for person in whole.people] == [sunniva]
    assert (len(whole.cases), cursor) == (1, house.store.read(newest))


def test_a_quiet_store_is_read_all_the_same(desk: Desk) -> None:
    """So that the lamp can say how fresh the desk is."""
    first = desk.next(lambda a: isinstance(a, Batch))
    again = desk.next(lambda a: isinstance(a, Batch))
    assert isinstance(first, Batch)
    assert isinstance(again, Batch)
    assert (first.items, again.items) == ((), ())


def test_the_window_has_as_long_for_its_person_as_a_batch_took() -> None:
    assert rest_s(0.02, more=False) == 0.02
    assert rest_s(4.0, more=False) == REST_MAX_S


def test_what_has_been_committed_already_is_not_waited_for() -> None:
    assert rest_s(0.02, more=True) == 0.0
