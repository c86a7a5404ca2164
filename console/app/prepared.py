"""What the window needs from the store before its desk can be made. Runs on a worker."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from console.app.basis_files import basis_files
from console.app.boot_clock import boot_clock
from console.app.machine_clock import MachineClock
from console.data.engine import refuse_on_thread, sqlite_url
from console.data.errors import LoginRefused
from console.data.feed import Cursor
from console.data.opening import (
    Keeps,
    TypedPasswords,
    open_by_login,
    prove_login,
    store_login,
    store_password_name,
)
from console.data.pocket import Pocket
from console.data.schema import initialise, require_current
from console.data.secrets import SecretStore, credentials_folder
from console.data.server_engine import PEOPLE_SILENCE_S
from console.data.store import Store
from console.data.store_clock import OwnClock, StoreClock, clock_of
from console.desk.desk import Desk, Spawn, read_hours
from console.desk.first_run import FirstRun, SetUp, check, set_up
from console.desk.follow import Everything, read_everything
from console.desk.places import Places
from console.desk.preferences import Preferences
from console.domain.hours.opening_hours import OpeningHours
from console.domain.language import tr
from console.domain.people import Person
from console.service.hold import steady


@dataclass(frozen=True)
class Prepared:
    """A store that has been read. `me` is None when nobody here has this machine's login."""

    url: str
    secrets: Keeps
    store: Store
    pocket: Pocket
    me: Person | None
    whole: Everything
    cursor: Cursor
    hours: OpeningHours
    clock: StoreClock | OwnClock
    """By which everybody on this store measures."""
    is_embedded: bool

    def close(self) -> None:
        """Lets go of the store and the pocket, when no desk is made of them."""
        self.pocket.close()
        self.store.close()

    def desk(self, spawn: Spawn) -> Desk:
        """The live desk; made on the loop."""
        assert self.me is not None
        return Desk(
            self.store,
            self.pocket,
            self.me,
            self.clock,
            self.secrets,
            self.hours,
            spawn,
            boot_clock(),
            basis_files,
        )


def passwords_here() -> Keeps:
    """This machine's keyring (or systemd's credentials), and what is typed until the end."""
    return TypedPasswords(SecretStore(credentials_folder()))


def prepare(
    here: Places,
    preferences: Preferences,
    painting: threading.Thread,
    passwords: Keeps | None = None,
) -> Prepared:
    """Opens and reads the store. Raises StoreError; then nothing is left open.

    Only this machine's own store is made or upgraded here. On a server one is the person of the
    login in the URL; LoginRefused tells that it is not let in, or nobody of the house.
    """
    secrets = passwords or passwords_here()
    login = store_login(preferences.store)
    if login == "":
        raise LoginRefused(tr("Adressen til lageret sier ikke hvem du er. Logg inn."))
    engine = open_by_login(preferences.store, secrets, PEOPLE_SILENCE_S)
    refuse_on_thread(engine, painting)
    store = Store(engine)
    try:
        if preferences.store == sqlite_url(here.store):
            initialise(engine)
        require_current(engine)
        prepared = _read(store, preferences, login or preferences.login, secrets, here)
    except BaseException:
        store.close()
        raise
    if login and prepared.me is None:
        prepared.close()
        raise LoginRefused(_nobody(login))
    return prepared


def _read(
    store: Store, preferences: Preferences, login: str, secrets: Keeps, here: Places
) -> Prepared:
    pocket = Pocket(here.pocket, _account(store, here))
    try:
        clock = clock_of(store, MachineClock(), steady)
        clock.keep()
        whole, cursor = store.read(read_everything, clock.now())
        me = next((person for person in whole.people if person.login == login), None)
        return Prepared(
            url=preferences.store,
            secrets=secrets,
            store=store,
            pocket=pocket,
            me=None if me is None or me.is_disabled else me,
            whole=whole,
            cursor=cursor,
            hours=store.read(read_hours),
            clock=clock,
            is_embedded=store.engine.url.get_backend_name() == "sqlite",
        )
    except BaseException:
        pocket.close()
        raise


def _account(store: Store, here: Places) -> str:
    """Whose drafts are in the pocket: a store's and a login's; of this machine's own, nobody's."""
    url = store.engine.url
    is_own = url.database == str(here.store)
    return "" if is_own else url.set(query={}).render_as_string()


def _nobody(login: str) -> str:
    return tr(
        "{login} slipper inn på serveren, men er ingen person i lageret. Be en administrator legge "
        "deg til, eller bruk en annen konto.",
        login=login,
    )


@dataclass(frozen=True)
class SignedIn:
    """Where the password lies now; `warning` tells that no keyring took it, if so."""

    secrets: Keeps
    warning: str = ""


def sign_in(url: str, password: str, passwords: Keeps | None = None) -> SignedIn:
    """Proves a login and keeps its password.

    Raises StoreError: LoginRefused where the password is not taken.
    """
    prove_login(url, password)
    secrets = passwords or passwords_here()
    try:
        secrets.set(store_password_name(url), password)
    except Exception as error:
        warning = tr(
            "Du er logget inn, men passordet kunne ikke huskes på denne maskinen: {reason} Neste "
            "gang må du skrive det inn igjen.",
            reason=error,
        )
        return SignedIn(secrets, warning)
    return SignedIn(secrets)


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
