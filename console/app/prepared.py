"""What the window needs from the store before its desk can be made. Runs on a worker."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from console.app.basis_files import basis_files
from console.app.clocks import THIS_MACHINE, Clocks
from console.app.phone_trial import try_phone
from console.app.sound_device import play_sound
from console.data.engine import refuse_on_thread, sqlite_url
from console.data.errors import (
    LoginRefused,
    LoginRevoked,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StorePooled,
    StoreUnavailable,
)
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
from console.desk.desk import Desk, Spawn
from console.desk.first_run import FirstRun, SetUp, check, set_up
from console.desk.follow import NOWHERE, Everything, Lost, read_everything, remedy
from console.desk.hours import read_hours
from console.desk.kept import Kept, Unreadable, Without, kept_of
from console.desk.places import Places
from console.desk.preferences import Preferences
from console.domain.hours.opening_hours import OpeningHours
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.people import Person
from console.service.hold import steady

log = logging.getLogger("console.app")


@dataclass(frozen=True)
class Prepared:
    """A store that has been read, or what is kept of one that is away. `me` is None when nobody
    here has this machine's login.
    """

    url: str
    secrets: Keeps
    store: Store
    pocket: Pocket
    me: Person | None
    whole: Everything | Without
    cursor: Cursor
    hours: OpeningHours
    clock: StoreClock | OwnClock
    """By which everybody on this store measures."""
    is_embedded: bool
    clocks: Clocks

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
            self.clocks.boot(),
            basis_files,
            play_sound,
            try_phone,
        )


def passwords_here() -> Keeps:
    """This machine's keyring (or systemd's credentials), and what is typed until the end."""
    return TypedPasswords(SecretStore(credentials_folder()))


def prepare(
    here: Places,
    preferences: Preferences,
    painting: threading.Thread,
    passwords: Keeps | None = None,
    clocks: Clocks = THIS_MACHINE,
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
        pocket = Pocket(here.pocket, _account(store, here))
    except BaseException:
        store.close()
        raise
    opened = Opened(preferences.store, login or preferences.login, secrets, store, pocket, clocks)
    try:
        pocket.kept.forget(clocks.wall.now())
        return opened.prepared(is_own=preferences.store == sqlite_url(here.store))
    except BaseException:
        pocket.close()
        store.close()
        raise


@dataclass(frozen=True)
class Opened:
    """A store that may be there, and the pocket of its account."""

    url: str
    login: str
    secrets: Keeps
    store: Store
    pocket: Pocket
    clocks: Clocks

    def prepared(self, *, is_own: bool) -> Prepared:
        """All that a desk needs; `is_own` is made or upgraded first. Raises StoreError."""
        try:
            if is_own:
                initialise(self.store.engine)
            require_current(self.store.engine)
            return self._read()
        except StoreError as error:
            return self._without(error)

    def _read(self) -> Prepared:
        clock = clock_of(self.store, self.clocks.wall, steady)
        clock.keep()
        whole, cursor = self.store.read(read_everything, clock.now())
        found = next((person for person in whole.people if person.login == self.login), None)
        me = None if found is None or found.is_disabled else found
        if self._is_server and me is None:
            raise LoginRevoked(_nobody(self.login))
        return self._prepared(me, whole, cursor, self.store.read(read_hours), clock)

    def _without(self, error: StoreError) -> Prepared:
        """What is kept of a server that cannot be reached. Raises the error where nothing is, or
        where it would be wrong to go on: not let in, another schema, no store at all.
        """
        if isinstance(error, LoginRevoked):
            self.pocket.kept.drop()
        kept = self._kept() if self._is_server and _is_away(error) else None
        if kept is None:
            raise error
        log.warning("the store cannot be reached; the window opens on what is kept: %s", error)
        clock = clock_of(self.store, self.clocks.wall, steady)
        lost = Lost(str(error), clock.now(), remedy(error))
        return self._prepared(kept.me, Without(kept, lost), NOWHERE, kept.hours, clock)

    def _kept(self) -> Kept | None:
        found = self.pocket.kept.load()
        try:
            return None if found is None else kept_of(found)
        except Unreadable as error:
            log.warning("what is kept here cannot be used: %s", error)
            return None

    @property
    def _is_server(self) -> bool:
        return self.store.engine.url.get_backend_name() != "sqlite"

    def _prepared(
        self,
        me: Person | None,
        whole: Everything | Without,
        cursor: Cursor,
        hours: OpeningHours,
        clock: StoreClock | OwnClock,
    ) -> Prepared:
        return Prepared(
            url=self.url,
            secrets=self.secrets,
            store=self.store,
            pocket=self.pocket,
            me=me,
            whole=whole,
            cursor=cursor,
            hours=hours,
            clock=clock,
            is_embedded=not self._is_server,
            clocks=self.clocks,
        )


def _is_away(error: StoreError) -> bool:
    """Whether it passes by itself, or by somebody else's doing."""
    is_other = isinstance(error, LoginRefused | StorePooled | StoreDamaged)
    return isinstance(error, StoreUnavailable | StoreBusy) and not is_other


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
    name: str, address: str, password: str, here: Places, before: Preferences, clock: Clock
) -> SetUp:
    """Makes the embedded store and the person. Raises StoreError, OSError."""
    url = before.store or sqlite_url(here.store)
    answers = FirstRun(name, address.strip(), password)
    return set_up(answers, url, before, clock, SecretStore())
