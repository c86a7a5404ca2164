"""What the window needs from the store before its desk can be made. Runs on a worker."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from console.app.machine_clock import MachineClock
from console.data.engine import open_engine, refuse_on_thread, sqlite_url
from console.data.feed import Cursor
from console.data.pocket import Pocket
from console.data.schema import initialise, require_current
from console.data.secrets import SecretStore
from console.data.store import Store
from console.desk.desk import Desk, Spawn, read_hours
from console.desk.first_run import FirstRun, SetUp, check, set_up
from console.desk.follow import Everything, read_everything
from console.desk.places import Places
from console.desk.preferences import Preferences
from console.domain.hours.opening_hours import OpeningHours
from console.domain.people import Person


@dataclass(frozen=True)
class Prepared:
    """A store that has been read. `me` is None when nobody here has this machine's login."""

    url: str
    store: Store
    pocket: Pocket
    me: Person | None
    whole: Everything
    cursor: Cursor
    hours: OpeningHours
    is_embedded: bool

    def close(self) -> None:
        """Lets go of the store and the pocket, when no desk is made of them."""
        self.pocket.close()
        self.store.close()

    def desk(self, clock: MachineClock, spawn: Spawn) -> Desk:
        """The live desk; made on the loop."""
        assert self.me is not None
        return Desk(self.store, self.pocket, self.me, clock, SecretStore(), self.hours, spawn)


def prepare(here: Places, preferences: Preferences, painting: threading.Thread) -> Prepared:
    """Opens and reads the store. Raises StoreError; then nothing is left open."""
    engine = open_engine(preferences.store)
    refuse_on_thread(engine, painting)
    store = Store(engine)
    try:
        if preferences.store == sqlite_url(here.store):
            initialise(engine)
        require_current(engine)
        return _read(store, preferences, Pocket(here.pocket))
    except BaseException:
        store.close()
        raise


def _read(store: Store, preferences: Preferences, pocket: Pocket) -> Prepared:
    try:
        whole, cursor = store.read(read_everything, MachineClock().now())
        mine = (person for person in whole.people if person.login == preferences.login)
        me = next(mine, None)
        return Prepared(
            url=preferences.store,
            store=store,
            pocket=pocket,
            me=None if me is None or me.is_disabled else me,
            whole=whole,
            cursor=cursor,
            hours=store.read(read_hours),
            is_embedded=store.engine.url.get_backend_name() == "sqlite",
        )
    except BaseException:
        pocket.close()
        raise


def check_first_run(name: str, address: str, password: str) -> str:
    """What is wrong with the answers of the first run; empty when nothing is."""
    return check(FirstRun(name, address, password))


def first_run(
    name: str, address: str, password: str, here: Places, before: Preferences, clock: MachineClock
) -> SetUp:
    """Makes the embedded store and the person. Raises StoreError, OSError."""
    url = before.store or sqlite_url(here.store)
    answers = FirstRun(name, address.strip(), password)
    return set_up(answers, url, before, clock, SecretStore())
