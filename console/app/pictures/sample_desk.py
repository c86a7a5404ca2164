"""A desk over the made morning: its clock held at one moment, its keyring empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from whenever import Instant

from console.app.pictures.night_store import NightStore
from console.app.pictures.sample_escalations import ask_others
from console.app.pictures.sample_live import talk_and_ring
from console.app.pictures.sample_mails import DRAFT, NOW
from console.app.pictures.sample_store import SampleStore
from console.data.engine import open_engine, sqlite_url
from console.data.feed import Cursor
from console.data.pocket import Pocket
from console.data.queries.backlog import open_cases
from console.data.queries.people import person_by_login
from console.data.schema import initialise
from console.data.store import Store
from console.desk.case_draft import case_scope
from console.desk.desk import Desk, Spawn
from console.desk.follow import Everything, read_everything
from console.domain.hours.opening_hours import OpeningHours
from console.domain.ids import CaseId
from console.domain.mail import MailPart
from console.domain.people import Person


class HeldClock:
    """A clock that stands still until it is set."""

    def __init__(self, at: Instant = NOW) -> None:
        self.at = at

    def now(self) -> Instant:
        return self.at


class NoSecrets:
    """A keyring with nothing in it."""

    def get(self, name: str) -> str | None:
        del name
        return None

    def set(self, name: str, value: str) -> None:
        del name, value


@dataclass(frozen=True)
class SampleDesk:
    """A throw-away store that has been read, and the case that is shown open."""

    store: Store
    pocket: Pocket
    me: Person
    whole: Everything
    cursor: Cursor
    case: CaseId
    begun: CaseId
    """A case in which somebody began an answer at another machine."""

    def desk(self, spawn: Spawn) -> Desk:
        """The live desk; made on the loop."""
        clock = HeldClock()
        return Desk(self.store, self.pocket, self.me, clock, NoSecrets(), OpeningHours(), spawn)


def fill_sample(place: Path, pictures: Sequence[MailPart]) -> SampleDesk:
    """Fills a store in this folder with the made morning, and a pocket with a draft."""
    store = Store(open_engine(sqlite_url(place / "desk.db")))
    initialise(store.engine)
    sample = SampleStore(store)
    case = sample.fill(pictures)
    begun = max(store.read(open_cases), key=lambda each: each.last_at).id
    sample.begin_elsewhere(case, begun)
    ask_others(sample, store)
    talk_and_ring(sample, store)
    pocket = Pocket(place / "pocket.db")
    pocket.save_text(case_scope(case), DRAFT, "reply", NOW)
    whole, cursor = store.read(read_everything, NOW)
    me = store.read(person_by_login, "sunniva.l")
    assert me is not None
    return SampleDesk(store, pocket, me, whole, cursor, case, begun)


@dataclass(frozen=True)
class SampleNight:
    """A throw-away store with the made night in it; its clock is set by whoever shows it."""

    store: Store
    pocket: Pocket
    me: Person
    whole: Everything
    cursor: Cursor
    clock: HeldClock
    night: NightStore

    def desk(self, spawn: Spawn) -> Desk:
        """The live desk of the one on duty; made on the loop."""
        hours = OpeningHours()
        return Desk(self.store, self.pocket, self.me, self.clock, NoSecrets(), hours, spawn)


def fill_night(place: Path, clock: HeldClock) -> SampleNight:
    """Fills a store in this folder with the made night."""
    store = Store(open_engine(sqlite_url(place / "night.db")))
    initialise(store.engine)
    night = NightStore(SampleStore(store))
    night.fill()
    whole, cursor = store.read(read_everything, clock.now())
    me = store.read(person_by_login, "jonas.t")
    assert me is not None
    return SampleNight(store, Pocket(place / "night.pocket"), me, whole, cursor, clock, night)
