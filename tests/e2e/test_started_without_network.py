"""A technician's machine is killed at night and comes up without the network: the work goes on in a
real window, and when the network is back the store has all of it, once.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from e2e.screens import screen_of
from fakes.incidents import reported
from fixtures.team_store import TeamStore
from peers.desktop import Desktop
from peers.postgres import Postgres
from peers.tcp_proxy import TcpProxy
from peers.waiting import until

from console.app.machine_clock import MachineClock
from console.data.commands.incidents import open_incident
from console.data.commands.people import add_person, set_roles
from console.data.pocket import Pocket
from console.data.queries.incidents import open_incidents
from console.data.transaction import new_act
from console.domain.ids import PersonId
from console.domain.oncall.work_log import LogEntry
from console.domain.people import Role

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

NOTE = "Terminal svarer ikke"


@dataclass
class Night:
    """Magnus at his screen; `network` is what his machine reaches the store by."""

    desktop: Desktop
    url: str
    network: TcpProxy
    store: TeamStore

    def start(self) -> subprocess.Popen[bytes]:
        return self.desktop.launch("--store", self.url)

    def kept(self) -> dict[str, Any]:
        """What lies on his machine for a start without the store."""
        found = [*self.desktop.home.rglob("agent-console/pocket.db")]
        if not found:
            return {}
        pocket = Pocket(found[0], self.url)
        kept = pocket.kept.load()
        pocket.close()
        return {} if kept is None else kept.facts

    def log(self) -> list[LogEntry]:
        """As the store has it."""
        (incident,) = self.store.read(open_incidents)
        return [*incident.entries]

    def kinds(self) -> list[str]:
        return [entry.kind.value for entry in self.log()]


@pytest.fixture
def night(
    postgres: Postgres, server_database: str, request: pytest.FixtureRequest
) -> Iterator[Night]:
    store, now = TeamStore(postgres, server_database), MachineClock().now()
    store.perform(new_act(None, now), add_person, "magnus", "Magnus Dahl", [Role.TECHNICIAN])
    postgres.give_password("magnus")
    new = reported(now.subtract(minutes=2), title="Kassene tar ikke imot kort")
    store.perform(new_act(PersonId(1), now), open_incident, new)
    network = TcpProxy(postgres.port).start()
    url = f"postgresql://magnus@127.0.0.1:{network.port}/{server_database}"
    desktop = screen_of(url)
    failed_before = request.session.testsfailed
    yield Night(desktop, url, network, store)
    if request.session.testsfailed > failed_before:
        desktop.screenshot(Path("out") / f"{request.node.name}.png")
    desktop.stop()
    network.stop()
    store.close()


def work(night: Night) -> subprocess.Popen[bytes]:
    """He begins, and all that is needed lies on his machine."""
    window, desktop = night.start(), night.desktop
    desktop.see("Vakt", "check box")
    desktop.click("Vakt", "check box")
    desktop.click("Kassene tar ikke imot kort", "list item")
    desktop.key("Return")
    desktop.see("Jeg jobber med den", "push button")
    desktop.key("space")
    desktop.see("Pause", "push button")
    until(lambda: night.kinds() == ["started"], "the start in the store")
    until(lambda: night.kept().get("incidents"), "what is needed on his machine")
    return window


def start_without(night: Night, before: subprocess.Popen[bytes]) -> None:
    """The network goes, the program is killed, and is started again."""
    night.network.freeze()
    night.network.cut()
    before.kill()
    before.wait(20)
    night.start()
    night.desktop.see("Startet uten lageret")
    night.desktop.click("Kassene tar ikke imot kort", "list item")
    night.desktop.key("Return")
    night.desktop.see("Pause", "push button")


def test_killed_while_working_and_started_without_the_network(night: Night) -> None:
    desktop = night.desktop
    start_without(night, work(night))
    desktop.key("n")
    desktop.type(NOTE)
    desktop.key("Return")
    desktop.see(NOTE, "list item")
    desktop.key("space")
    desktop.see("Fortsett", "push button")
    assert night.kinds() == ["started"]
    desktop.key("Escape")
    desktop.click("E-post", "check box")
    desktop.see("Fikk ikke åpnet lageret")

    night.network.thaw()
    until(lambda: night.kinds() == ["started", "note", "paused"], "all of it in the store", 60)
    assert NOTE in [entry.text for entry in night.log()]
    desktop.gone("Startet uten lageret")
    desktop.gone("Fikk ikke åpnet lageret")
    desktop.click("Vakt", "check box")
    desktop.see("Kassene tar ikke imot kort", "list item")
    assert night.kinds() == ["started", "note", "paused"]
    assert "Traceback" not in desktop.errors()


def test_who_was_given_another_role_meanwhile_gets_a_desk_with_it(night: Night) -> None:
    desktop = night.desktop
    start_without(night, work(night))
    desktop.key("space")
    desktop.see("Fortsett", "push button")
    roles = [Role.TECHNICIAN, Role.LEAD]
    night.store.perform(new_act(None, MachineClock().now()), set_roles, "magnus", roles)

    night.network.thaw()
    until(lambda: night.kinds() == ["started", "paused"], "the pause in the store", 60)
    until(lambda: night.kept()["me"]["roles"] == ["lead", "technician"], "a desk made anew", 60)
    # It is on call as well.
    desktop.click("Kassene tar ikke imot kort", "list item")
    desktop.key("Return")
    desktop.see("Fortsett", "push button")
    desktop.key("space")
    until(lambda: night.kinds() == ["started", "paused", "started"], "work that goes on")
    assert "Traceback" not in desktop.errors()
