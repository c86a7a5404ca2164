"""A desk over the made morning: its clock held at one moment, its keyring empty."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from whenever import Instant

from console.app.pictures.night_store import NightStore
from console.app.pictures.sample_day import BUSY_DAY, QUIET_NIGHT, SampleDay
from console.app.pictures.sample_escalations import ask_others
from console.app.pictures.sample_live import SampleLive
from console.app.pictures.sample_mails import DRAFT, NOW, SHOPS
from console.app.pictures.sample_night import SampleIncident
from console.app.pictures.sample_store import ADDRESS, SampleStore
from console.data.commands.connectors import mark_pulled
from console.data.commands.leading import lead
from console.data.commands.messages import MAIL
from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
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
from console.domain.ids import CaseId, IncidentId, new_uuid
from console.domain.mail import MailPart
from console.domain.mail_account import guess, to_json
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


def fill_sample(
    place: Path, pictures: Sequence[MailPart], language: str, day: SampleDay = BUSY_DAY
) -> SampleDesk:
    """Fills this folder with a store with the made morning, and a pocket with a draft."""
    made = _made(tuple(pictures), language, day)
    shutil.copytree(made.folder, place, dirs_exist_ok=True)
    store = Store(open_engine(sqlite_url(place / "desk.db")))
    whole, cursor = store.read(read_everything, NOW)
    me = store.read(person_by_login, "sunniva.l")
    assert me is not None
    pocket = Pocket(place / "pocket.db")
    return SampleDesk(store, pocket, me, whole, cursor, made.case, made.begun)


@dataclass(frozen=True)
class _Made:
    """A filled folder; it is there as long as the program."""

    folder: Path
    case: CaseId
    begun: CaseId


@cache
def _made(pictures: tuple[MailPart, ...], language: str, day: SampleDay) -> _Made:
    """Filling takes seconds, copying none. A case of a call has its subject in the `language`."""
    del language
    folder = _new_folder()
    store = Store(open_engine(sqlite_url(folder / "desk.db")))
    initialise(store.engine)
    sample = SampleStore(store)
    case = sample.fill(pictures, day.mails)
    begun = max(store.read(open_cases), key=lambda each: each.last_at).id
    sample.begin_elsewhere(case, begun)
    ask_others(sample, store, day.escalations)
    SampleLive(sample, store, NOW, pictures).fill(day.live)
    store.close()
    pocket = Pocket(folder / "pocket.db")
    pocket.save_text(case_scope(case), DRAFT, "reply", NOW)
    pocket.close()
    return _Made(folder, case, begun)


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


def fill_night(place: Path, clock: HeldClock, day: SampleDay = QUIET_NIGHT) -> SampleNight:
    """Fills this folder with a store with the made night, and what the day has left behind."""
    folder, incidents = _made_night(clock.now(), day)
    shutil.copytree(folder, place, dirs_exist_ok=True)
    store = Store(open_engine(sqlite_url(place / "night.db")))
    night = NightStore(SampleStore(store))
    night.incidents = dict(incidents)
    whole, cursor = store.read(read_everything, clock.now())
    me = store.read(person_by_login, "jonas.t")
    assert me is not None
    return SampleNight(store, Pocket(place / "night.pocket"), me, whole, cursor, clock, night)


@cache
def _made_night(at: Instant, day: SampleDay) -> tuple[Path, Mapping[SampleIncident, IncidentId]]:
    folder = _new_folder()
    store = Store(open_engine(sqlite_url(folder / "night.db")))
    initialise(store.engine)
    sample = SampleStore(store)
    night = NightStore(sample)
    night.fill()
    if day != QUIET_NIGHT:
        sample.do(at, None, import_shops, SHOPS)
        sample.do(at, None, set_setting, MAIL, to_json(guess(ADDRESS)), 0)
        sample.do(at, None, lead, "pictures", at.add(hours=1))
        for mail in day.mails:
            sample.arrive(mail)
        ask_others(sample, store, day.escalations)
        SampleLive(sample, store, at).fill(day.live)
        sample.do(at.subtract(seconds=52), None, mark_pulled, MAIL, ADDRESS)
    store.close()
    return folder, night.incidents


def _new_folder() -> Path:
    folder = Path(_shelf().name) / str(new_uuid())
    folder.mkdir()
    return folder


@cache
def _shelf() -> TemporaryDirectory[str]:
    return TemporaryDirectory()
