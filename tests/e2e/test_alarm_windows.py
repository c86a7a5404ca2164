"""Two windows on one store, by the machine's own clock: they ring from one second to one second."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from e2e.screens import screen_of
from fakes.live_items import line, visitor
from fixtures.team_store import SERVE, TeamStore
from peers.desktop import Desktop
from peers.postgres import Postgres
from peers.waiting import until
from whenever import Instant

from console.app.machine_clock import MachineClock
from console.data.commands.availability import set_readiness
from console.data.commands.chats import take_chat
from console.data.commands.live_intake import take_in_live
from console.data.commands.people import add_person
from console.data.queries.floor import floor_now
from console.data.queries.people import people
from console.data.transaction import Act, new_act
from console.domain.availability import Channel, Readiness
from console.domain.ids import PersonId
from console.domain.instants import seconds_between
from console.domain.people import Role

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

PEOPLE = {"sunniva": "Sunniva Lund", "jonas": "Jonas Tveit"}
WAITED_S = 43
"""How long the visitor has waited when the desk hears of it: 2 s later everybody is rung for."""

EVERYBODY_S, LEAD_S = 45, 60
WITHIN_S = 1.0
CLOCKS_S = 0.01
"""A log's lines bear the machine's time, alarms follow the store's as it was measured."""


@dataclass
class Desks:
    """Both screens, and the store beside them."""

    store: TeamStore
    screens: dict[str, Desktop]
    ids: dict[str, PersonId]

    def turns(self, login: str) -> list[tuple[Instant, list[str]]]:
        """When something else rang in a window, and the stages that did, as its log says."""
        found = []
        for log in self.screens[login].home.rglob("console.log"):
            for told in map(json.loads, log.read_text("utf-8").splitlines()):
                if told["event"].startswith("rings: "):
                    words = told["event"].removeprefix("rings: ").replace("'", '"')
                    stages = [ringing.split()[0] for ringing in json.loads(words)]
                    found.append((Instant.parse_iso(told["time"]), stages))
        return found

    def both(self, count: int) -> list[list[tuple[Instant, list[str]]]]:
        """Waits until each window has turned so often."""
        until(
            lambda: all(len(self.turns(login)) >= count for login in PEOPLE),
            f"{count} turns in both windows",
        )
        return [self.turns(login) for login in PEOPLE]


@pytest.fixture
def desks(
    postgres: Postgres, server_database: str, request: pytest.FixtureRequest
) -> Iterator[Desks]:
    store = TeamStore(postgres, server_database)
    for login, name in PEOPLE.items():
        store.perform(_act(), add_person, login, name, [Role.AGENT, Role.LEAD])
        postgres.give_password(login)
    store.of(SERVE)
    ids = {person.login: person.id for person in store.read(people)}
    urls = {login: postgres.url(server_database, login) for login in PEOPLE}
    screens = {login: screen_of(url) for login, url in urls.items()}
    for login, screen in screens.items():
        screen.launch("--store", urls[login])
    failed_before = request.session.testsfailed
    yield Desks(store, screens, ids)
    for login, screen in screens.items():
        if request.session.testsfailed > failed_before:
            screen.screenshot(Path("out") / f"{request.node.name}-{login}.png")
        screen.stop()
    store.close()


def test_in_both_windows_alarms_begin_and_end_at_the_same_second(desks: Desks) -> None:
    store = desks.store
    for login, screen in desks.screens.items():
        screen.see("direkte")
        store.perform(_act(desks.ids[login]), set_readiness, Channel.CHAT, Readiness.READY, "")
    for screen in desks.screens.values():
        screen.see("Klar")
    began = MachineClock().now().subtract(seconds=WAITED_S)
    said = replace(line(1), at=began)
    store.perform(_act(), take_in_live, "chat", [visitor(began_at=began), said], b"1")
    for turns in desks.both(2):
        assert [stages for _, stages in turns] == [["everybody"], ["lead"]]
        late_s = [
            seconds_between(began, at) - due_s
            for (at, _), due_s in zip(turns, (EVERYBODY_S, LEAD_S), strict=True)
        ]
        assert all(-CLOCKS_S <= seconds < WITHIN_S for seconds in late_s), late_s
    (chat,) = store.read(floor_now).chats
    taken = _act(desks.ids["jonas"])
    store.perform(taken, take_chat, chat.id)
    for turns in desks.both(3):
        at, stages = turns[-1]
        assert stages == []
        assert -CLOCKS_S <= seconds_between(taken.at, at) < WITHIN_S


def _act(actor: PersonId | None = None) -> Act:
    return new_act(actor, MachineClock().now())
