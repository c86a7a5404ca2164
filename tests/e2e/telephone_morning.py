"""Two agents at real windows, a real `serve` on a server, and an exchange that a test moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from e2e.screens import screen_of
from e2e.serve_process import ServeProcess, Starter
from fixtures.team_store import SERVE, TeamStore
from peers.desktop import Desktop, Thing
from peers.exchange import QUEUE, StandInExchange, stand_in_exchange
from peers.exchange_wire import SECRET, USER
from peers.postgres import Postgres
from peers.waiting import until
from sqlalchemy import func, select

from console.app.machine_clock import MachineClock
from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.secrets import credential_file, phone_password_name
from console.data.tables.live import CallRow
from console.data.transaction import new_act
from console.domain.people import Role
from console.domain.phone_account import KEY, PhoneKind, PhoneSettings, to_json
from console.domain.telephones import KEY as TELEPHONES

LANE = "Telefonkø"
PEOPLE = {"sunniva": "Sunniva Lund", "jonas": "Jonas Tveit"}
BOXES = {"sunniva": "PJSIP/21", "jonas": "PJSIP/22"}
_HEAD = 40
"""Heads of groups are lower than this, rows higher."""


@dataclass
class TelephoneMorning:
    """`screens` by login; nobody's telephone is picked up by itself."""

    exchange: StandInExchange
    store: TeamStore
    screens: dict[str, Desktop]
    serve: ServeProcess

    def rows(self, login: str) -> list[Thing]:
        """What shows of the lane, top to bottom."""
        screen = self.screens[login]
        frame = screen.see(f"{LANE}, ", "list")
        items = screen.find("", "list item")
        rows = [row for row in items if row.x == frame.x and row.h > _HEAD]
        return sorted(rows, key=lambda row: row.y)

    def sees(self, login: str, *names: str) -> None:
        """Waits until the lane's first rows are these callers', in this order."""

        def is_so() -> bool:
            shown = self.rows(login)[: len(names)]
            pairs = zip(names, shown, strict=False)
            return len(shown) == len(names) and all(name in row.name for name, row in pairs)

        until(is_so, f"{login} to see {names}")

    def at_first(self, login: str) -> None:
        """The keyboard to the lane's first row."""
        screen = self.screens[login]
        screen.key("alt+2", "Home")
        first = self.rows(login)[0].name.partition(",")[0]
        names = screen.keyboard
        until(lambda: any(one.startswith(first) for one in names()), f"the keyboard at {first}")

    def says_state(self, login: str, words: str) -> None:
        """Chooses how ready one is from the command palette."""
        screen = self.screens[login]
        screen.key("ctrl+k")
        screen.type(words)
        screen.see(words, "list item")
        screen.key("Return")

    def end_all(self) -> None:
        """Everybody hangs up, and everybody is ready: as in the beginning."""
        self.exchange.come_back()
        self.exchange.release()
        self.exchange.end_all()
        for interface in BOXES.values():
            self.exchange.member_says(interface, is_paused=False)
        until(lambda: not set(self.calls()) - {"ended"}, "every call to be over")

    def calls(self) -> Counter[str]:
        """How many calls of each state the store has."""
        query = select(CallRow.state)
        return Counter(self.store.read(lambda session: session.scalars(query).all()))

    def call_backs(self) -> int:
        """How many are to be called back."""
        owed = CallRow.call_back_by.is_not(None) & CallRow.called_back_at.is_(None)
        query = select(func.count()).where(owed)
        return self.store.read(lambda session: session.scalar(query)) or 0

    def endings(self) -> dict[str, str]:
        """How each call ended, by its name at the exchange; "" for one that goes on."""
        query = select(CallRow.remote_id, CallRow.ending)
        rows = self.store.read(lambda session: session.execute(query).all())
        return {name: ending for name, ending in rows}


@contextmanager
def telephone_morning(server: Postgres, database: str, folder: Path) -> Iterator[TelephoneMorning]:
    """Everything stands and is joined up when this is entered."""
    clock = MachineClock()
    with stand_in_exchange(lambda: clock.now().timestamp(unit="microsecond") / 1e6) as exchange:
        for login, interface in BOXES.items():
            exchange.knows(interface)
            exchange.seats(interface, PEOPLE[login])
        store, starter = TeamStore(server, database), Starter(folder, "ingen@mystore.example")
        _tell_of(store, server, exchange, starter)
        serve = starter.start(server.url(database, SERVE))
        serve.ready()
        urls = {login: server.url(database, login) for login in PEOPLE}
        screens = {login: screen_of(url) for login, url in urls.items()}
        for login, screen in screens.items():
            screen.launch("--store", urls[login])
        try:
            for screen in screens.values():
                _go_to_lanes(screen)
            yield TelephoneMorning(exchange, store, screens, serve)
        finally:
            for screen in screens.values():
                screen.stop()
            starter.end_all()
            store.close()


def _go_to_lanes(screen: Desktop) -> None:
    """Before opening hours the window begins elsewhere."""
    screen.see("Min status i alle kanaler", timeout_s=60)
    screen.take_keyboard()
    # What lies under the pointer holds its place.
    screen.point_at(0, 0)
    screen.key("g", "o")
    screen.see(LANE)


def _tell_of(
    store: TeamStore, server: Postgres, exchange: StandInExchange, starter: Starter
) -> None:
    """People, whose telephone is whose, and where the exchange is."""
    now = MachineClock().now()
    for login, name in PEOPLE.items():
        store.perform(new_act(None, now), add_person, login, name, [Role.AGENT])
        server.give_password(login)
    store.of(SERVE)
    settings = PhoneSettings(
        kind=PhoneKind.AMI,
        host="127.0.0.1",
        port=exchange.port,
        user=USER,
        queues=(QUEUE,),
        take_context="plukk",
    )
    owners = {interface: login for login, interface in BOXES.items()}
    store.perform(new_act(None, now), set_setting, TELEPHONES, owners, 0)
    store.perform(new_act(None, now), set_setting, KEY, to_json(settings), 0)
    (starter.folder / credential_file(phone_password_name(settings))).write_text(SECRET)
