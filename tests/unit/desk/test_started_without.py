"""A window that is started while the server cannot be reached: it stands on what is kept here, and
where nothing is, or it would be wrong to go on, it says why as ever.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from fakes.incidents import reported
from fakes.keyrings import Ring
from fixtures.team_store import TeamStore
from fixtures.waiting import until
from peers.postgres import PASSWORD, Postgres
from peers.tcp_proxy import TcpProxy

from console.app.machine_clock import MachineClock
from console.app.prepared import Prepared, prepare
from console.data.commands.incidents import open_incident
from console.data.commands.people import add_person, disable_person
from console.data.commands.settings import set_setting
from console.data.errors import LoginRefused, LoginRevoked, StoreNewer, StoreUnavailable
from console.data.opening import TypedPasswords, store_password_name
from console.data.pocket import Pocket
from console.data.pocket_kept import KEPT_DAYS
from console.data.queries.incidents import open_incidents
from console.data.queries.people import people
from console.data.transaction import new_act
from console.desk.desk import Desk
from console.desk.follow import Everything
from console.desk.freshness import Remedy
from console.desk.kept import Without
from console.desk.oncall.entered import NewHere
from console.desk.places import Places
from console.desk.preferences import Preferences
from console.desk.tasks import Tasks
from console.domain.ids import IncidentId, PersonId
from console.domain.oncall.incident import Product
from console.domain.oncall.work_log import EntryKind
from console.domain.people import Role

pytestmark = pytest.mark.asyncio


@pytest.fixture
def team(postgres: Postgres, server_database: str) -> Iterator[TeamStore]:
    """The shared store: Magnus is on call, Sunniva leads."""
    store = TeamStore(postgres, server_database)
    act = new_act(None, MachineClock().now())
    roles = {"magnus": ("Magnus Dahl", Role.TECHNICIAN), "sunniva": ("Sunniva Lund", Role.LEAD)}
    for login, (name, role) in roles.items():
        act = new_act(None, MachineClock().now())
        store.perform(act, add_person, login, name, [role])
        postgres.give_password(login)
    yield store
    store.close()


@pytest.fixture
def network(team: TeamStore) -> Iterator[TcpProxy]:
    """What Magnus' machine reaches the server by."""
    proxy = TcpProxy(team.server.port).start()
    yield proxy
    proxy.stop()


class Machine:
    """Magnus': its program may be killed and started again."""

    def __init__(self, url: str, folder: Path, tasks: Tasks) -> None:
        self.url = url
        self.here = Places(*(folder / name for name in ("chosen", "pocket", "own", "log", "serve")))
        self.ring = Ring()
        self.ring.set(store_password_name(url), PASSWORD)
        self._tasks = tasks
        self._desk: Desk | None = None

    @property
    def desk(self) -> Desk:
        assert self._desk is not None
        return self._desk

    def prepare(self) -> Prepared:
        chosen = Preferences(store=self.url)
        return prepare(self.here, chosen, threading.main_thread(), TypedPasswords(self.ring))

    async def start(self) -> Prepared:
        """The window's start, up to its desk."""
        prepared = await asyncio.to_thread(self.prepare)
        self._desk = prepared.desk(self._tasks.spawn)
        self.desk.start(prepared.whole, prepared.cursor)
        return prepared

    async def work_once(self) -> None:
        """Is used while the store is there, until all that is needed without it lies here."""
        await self.start()
        await self.loaded()
        await self.kept()
        await self.end()

    async def loaded(self) -> None:
        desk = self.desk
        await until(desk.roster.roster, lambda: desk.roster.roster.value is not None)
        await until(desk.oncall.views, lambda: desk.oncall._incidents._was_read)

    async def kept(self) -> None:
        """Until all that the desk has now lies here."""
        keeping, now = self.desk.keeping, self.desk.clock.now()
        keeping._last = None
        await until(keeping.kept_at, lambda: keeping.kept_at.value and keeping.kept_at.value > now)

    async def end(self) -> None:
        if self._desk is not None:
            ending, self._desk = self._desk, None
            await ending.stop()


@pytest_asyncio.fixture
async def machine(
    team: TeamStore, network: TcpProxy, tmp_path: Path, tasks: Tasks
) -> AsyncIterator[Machine]:
    made = Machine(f"postgresql://magnus@127.0.0.1:{network.port}/{team.database}", tmp_path, tasks)
    yield made
    network.thaw()
    await made.end()


@pytest.fixture
def cut(network: TcpProxy, unused_tcp_port: int) -> Callable[[], None]:
    """Nobody is there at the other end."""

    def cut() -> None:
        network.target = unused_tcp_port
        network.cut()

    return cut


@pytest.fixture
def mend(network: TcpProxy, team: TeamStore) -> Callable[[], None]:
    """The server is there again."""

    def mend() -> None:
        network.target = team.server.port

    return mend


def person(team: TeamStore, login: str) -> PersonId:
    return next(one.id for one in team.read(people) if one.login == login)


@pytest.fixture
def incident(team: TeamStore) -> IncidentId:
    """One that Sunniva has entered."""
    now = MachineClock().now()
    new = reported(now.subtract(minutes=2))
    team.perform(new_act(person(team, "sunniva"), now), open_incident, new)
    return new.id


async def test_who_has_worked_here_goes_on_and_the_store_gets_it_once(
    machine: Machine, team: TeamStore, network: TcpProxy, incident: IncidentId
) -> None:
    await machine.work_once()
    network.freeze()
    network.cut()
    prepared = await machine.start()
    desk = machine.desk
    assert isinstance(prepared.whole, Without)
    assert (desk.me.login, desk.me.roles) == ("magnus", {Role.TECHNICIAN})
    assert {one.login: one.name for one in desk.people.value} == {
        "magnus": "Magnus Dahl",
        "sunniva": "Sunniva Lund",
    }
    await until(desk.oncall.views, lambda: desk.oncall.view(incident) is not None)
    await desk.oncall.log.start(incident)
    new = NewHere("Nettbutikken er nede", Product.WEBSHOP, desk.oncall.now())
    second = await desk.oncall.log.open_incident(new)
    await desk.oncall.log.start(second)
    absence = desk.absence.value
    assert absence is not None
    assert absence.kept_at == prepared.whole.kept.at
    assert not desk.is_loaded.value
    assert desk.feed.value.text.startswith("frakoblet siden")
    await machine.end()

    await machine.start()
    desk = machine.desk
    await until(desk.oncall.views, lambda: len(desk.oncall.views.value) == 2)
    await desk.oncall.log.end(second)
    network.thaw()
    desk.try_again()
    await until(desk.is_loaded, lambda: desk.is_loaded.value)
    await until(
        desk.oncall.views, lambda: not any(view.waiting for view in desk.oncall.views.value)
    )
    found = {one.id: one for one in team.read(open_incidents)}
    assert set(found) == {incident, second}
    kinds = [[entry.kind for entry in found[one].entries] for one in (incident, second)]
    assert kinds == [[EntryKind.STARTED, EntryKind.PAUSED], [EntryKind.STARTED, EntryKind.ENDED]]
    assert desk.absence.value is None
    assert not desk.keeping.is_outdated.value


async def test_what_came_to_the_store_before_it_was_last_read_is_not_done_again_on_the_screen(
    machine: Machine, team: TeamStore, incident: IncidentId, cut: Callable[[], None]
) -> None:
    await machine.start()
    await machine.loaded()
    log, desk = machine.desk.oncall.log, machine.desk
    await log.start(incident)
    await log.over(incident)
    await log.reopen(incident)
    line = desk.oncall._line
    await until(line.here, lambda: line.here.value == ())
    await machine.kept()
    await machine.end()
    cut()
    await machine.start()
    await until(machine.desk.oncall.views, lambda: machine.desk.oncall.view(incident) is not None)
    view = machine.desk.oncall.view(incident)
    assert view is not None
    stored = team.read(open_incidents)[0]
    assert view.incident == stored
    assert machine.desk.oncall._line.here.value == ()


async def test_who_is_another_person_meanwhile_or_keeps_other_hours_gets_another_desk(
    machine: Machine, team: TeamStore, cut: Callable[[], None], mend: Callable[[], None]
) -> None:
    await machine.work_once()
    cut()
    await machine.start()
    act = new_act(person(team, "sunniva"), MachineClock().now())
    team.perform(act, set_setting, "hours", {"closed_days": ["2026-12-24"]}, 0)
    mend()
    machine.desk.try_again()
    outdated = machine.desk.keeping.is_outdated
    await until(outdated, lambda: outdated.value)
    await machine.end()
    prepared = await machine.start()
    assert isinstance(prepared.whole, Everything)
    assert prepared.hours.closed_days


async def test_where_nothing_is_kept_it_says_why(machine: Machine, cut: Callable[[], None]) -> None:
    cut()
    with pytest.raises(StoreUnavailable):
        await asyncio.to_thread(machine.prepare)


async def test_another_who_signs_in_here_does_not_see_it(
    machine: Machine, team: TeamStore, cut: Callable[[], None]
) -> None:
    await machine.work_once()
    cut()
    machine.url = machine.url.replace("magnus", "sunniva")
    with pytest.raises(StoreUnavailable):
        await asyncio.to_thread(machine.prepare)


async def test_who_is_not_let_in_stays_outside_whatever_is_kept(machine: Machine) -> None:
    await machine.work_once()
    machine.ring.set(store_password_name(machine.url), "feil")
    with pytest.raises(LoginRefused):
        await asyncio.to_thread(machine.prepare)


async def test_who_was_let_go_leaves_nothing_behind(machine: Machine, team: TeamStore) -> None:
    await machine.work_once()
    act = new_act(None, MachineClock().now())
    team.perform(act, disable_person, "magnus")
    with pytest.raises(LoginRevoked):
        await asyncio.to_thread(machine.prepare)
    assert kept(machine) is None


async def test_a_newer_schema_stays_a_newer_schema(machine: Machine, team: TeamStore) -> None:
    await machine.work_once()
    with team.server.connect(team.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreNewer):
        await asyncio.to_thread(machine.prepare)


async def test_a_schema_that_became_newer_meanwhile_is_told_when_the_store_is_back(
    machine: Machine, team: TeamStore, cut: Callable[[], None], mend: Callable[[], None]
) -> None:
    await machine.work_once()
    cut()
    await machine.start()
    with team.server.connect(team.database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    mend()
    machine.desk.try_again()
    absence = machine.desk.absence
    await until(absence, lambda: absence.value and absence.value.remedy is Remedy.UPGRADE)
    assert not machine.desk.is_loaded.value


async def test_it_goes_after_thirty_days(machine: Machine, cut: Callable[[], None]) -> None:
    await machine.work_once()
    facts = kept(machine)
    assert facts is not None
    pocket = Pocket(machine.here.pocket, account(machine))
    pocket.kept.keep(facts, MachineClock().now().subtract(hours=24 * KEPT_DAYS, seconds=1))
    pocket.close()
    cut()
    with pytest.raises(StoreUnavailable):
        await asyncio.to_thread(machine.prepare)
    assert kept(machine) is None


async def test_what_cannot_be_understood_is_as_if_it_were_not_there(
    machine: Machine, cut: Callable[[], None]
) -> None:
    await machine.work_once()
    pocket = Pocket(machine.here.pocket, account(machine))
    pocket.kept.keep({"version": 0}, MachineClock().now())
    pocket.close()
    cut()
    with pytest.raises(StoreUnavailable):
        await asyncio.to_thread(machine.prepare)


def account(machine: Machine) -> str:
    return machine.url


def kept(machine: Machine) -> dict[str, object] | None:
    """What lies in this machine's pocket."""
    pocket = Pocket(machine.here.pocket, account(machine))
    found = pocket.kept.load()
    pocket.close()
    return None if found is None else found.facts
