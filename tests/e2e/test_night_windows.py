"""A night on call and the morning after, at three real windows on one store, by keys alone.

The technician enters what was reported by telephone, works, judges and ends it; the lead sees it
come and approves the basis; accounting exports it and types the invoice's number. Everything is
found by the name that a screen reader reads, and reached by Tab.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from e2e.screens import screen_of
from fixtures.team_store import TeamStore
from peers.desktop import Desktop
from peers.postgres import Postgres
from peers.waiting import until

from console.app.machine_clock import MachineClock
from console.data.commands.people import add_person
from console.data.commands.settings import set_setting
from console.data.commands.shops import import_shops
from console.data.queries.bases import bases
from console.data.queries.basis_check import recheck
from console.data.queries.incidents import incidents_between
from console.data.transaction import new_act
from console.domain.billing.basis import Basis, BasisState
from console.domain.instants import wall
from console.domain.oncall.incident import ClosingNote, Incident, IncidentState, Verdict
from console.domain.people import Role
from console.domain.shops import Shop

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

PEOPLE = {
    "magnus": ("Magnus Eide", [Role.TECHNICIAN]),
    "sunniva": ("Sunniva Lund", [Role.AGENT, Role.LEAD]),
    "regine": ("Regine Aas", [Role.ACCOUNTING]),
}
SHOP = Shop("20417", "Torgkassen AS", registers=(("Kasse 1", ""), ("Kasse 2", "")))
TITLE = "Kassene tar ikke kort"
LOG_NOTE = "Ringte Kari. Kasse 2 mister terminalen"
REASON = "Terminalene er nede hos leverandoren, ref. K-5521"
NOTE = {
    "Hva så kunden": "Kortene ble avvist i begge kassene",
    "Hva var galt, og hva viser det": "Leverandoren, bekreftet med ref. K-5521",
    "Hva ble gjort": "Satte kassene til kontant",
    "Hva hindrer det neste gang": "Overvaking av leverandoren er bestilt",
    "Hva kunden er lovet": "Ny prove 06:30",
}


@dataclass
class Night:
    """Three at their screens, and the store as it is."""

    magnus: Desktop
    sunniva: Desktop
    regine: Desktop
    store: TeamStore

    def incident(self) -> Incident:
        now = MachineClock().now()
        (incident,) = self.store.read(incidents_between, now.subtract(hours=1), now.add(hours=1))
        return incident

    def basis(self) -> Basis:
        (basis,) = self.store.read(bases, BasisState)
        return basis


@pytest.fixture
def night(
    postgres: Postgres, server_database: str, request: pytest.FixtureRequest
) -> Iterator[Night]:
    store = TeamStore(postgres, server_database)
    act = new_act(None, MachineClock().now())
    for login, (name, roles) in PEOPLE.items():
        store.perform(new_act(None, act.at), add_person, login, name, roles)
        postgres.give_password(login)
    store.perform(new_act(None, act.at), import_shops, [SHOP])
    # Whatever o'clock it is, the desk is closed: the days around are closed days.
    today = wall(act.at).date()
    closed = [today.add(days=days).format_iso() for days in (-1, 0, 1)]
    store.perform(act, set_setting, "hours", {"closed_days": closed}, 0)
    screens = {}
    for login in PEOPLE:
        url = postgres.url(server_database, login)
        screens[login] = screen_of(url)
        screens[login].launch("--store", url)
    failed_before = request.session.testsfailed
    yield Night(**screens, store=store)
    for login, screen in screens.items():
        if request.session.testsfailed > failed_before:
            screen.screenshot(Path("out") / f"{request.node.name}-{login}.png")
        screen.stop()
    store.close()


def test_a_night_becomes_an_invoice_by_keys_alone(night: Night, tmp_path: Path) -> None:
    for screen in (night.magnus, night.sunniva, night.regine):
        _go_on_call(screen)
    night.sunniva.see("Ingen hendelser den siste uken")

    _enter(night.magnus)
    night.sunniva.see(f"{TITLE}, Torgkassen AS", "list item")
    _work(night.magnus)
    night.sunniva.see("Magnus E. jobber", "list item")
    _judge_and_end(night.magnus)
    night.sunniva.see("avsluttet, Tredjepart", "list item")
    until(lambda: night.incident().state is IncidentState.OVER, "the incident over in the store")
    incident = night.incident()
    assert [(given.verdict, given.reason) for given in incident.verdicts] == [
        (Verdict.THIRD_PARTY, REASON)
    ]
    assert incident.note == ClosingNote(*NOTE.values())
    kinds = [entry.kind.value for entry in incident.entries]
    assert kinds == ["started", "note", "waiting", "started", "ended"]
    assert incident.entries[1].text == LOG_NOTE

    _approve(night.sunniva)
    basis = night.basis()
    assert (basis.state, basis.started_hours) == (BasisState.APPROVED, 1)
    assert (basis.ex_vat_ore, basis.incl_vat_ore) == (125_000, 156_250)

    folder = tmp_path / "regnskap"
    folder.mkdir()
    _export(night.regine, folder)
    names = ["json", "pdf", "ordre.csv", "timeliste.csv"]
    assert sorted(file.name for file in folder.iterdir()) == sorted(
        f"grunnlag-1{'-' if name.endswith('csv') else '.'}{name}" for name in names
    )
    told = json.loads((folder / "grunnlag-1.json").read_text("utf-8"))
    assert told["totals"]["ex_vat_ore"] == 125_000
    assert (folder / "grunnlag-1.pdf").read_bytes().startswith(b"%PDF")

    _type_invoice_number(night.regine, "10045")
    basis = night.basis()
    assert (basis.state, basis.invoice_number) == (BasisState.INVOICED, "10045")
    assert night.store.read(recheck, basis.id) == ()
    night.sunniva.see("Torgkassen AS · faktura 10045")


def _go_on_call(screen: Desktop) -> None:
    screen.see("Lageret: direkte")
    screen.take_keyboard()
    screen.tab_to("Vakt")
    screen.key("space")
    screen.see("Del av vakten")


def _enter(screen: Desktop) -> None:
    """What Kari told by telephone."""
    screen.tab_to("Ny hendelse")
    screen.key("space")
    screen.see("Opprett hendelsen", "push button")
    screen.tab_to("Hva er galt")
    screen.type(TITLE)
    screen.tab_to("Butikk")
    screen.type("torg")
    offer = screen.see("Torgkassen AS · kundenr. 20417 · 2 kasser", "push button")
    screen.tab_to(offer.name)
    screen.key("space")
    screen.tab_to("Navn")
    screen.type("Kari Aas")
    screen.tab_to("Telefon")
    screen.type("77 60 00 00")
    screen.key("Return")
    screen.see("Ingen jobber med den")
    screen.take_keyboard()


def _work(screen: Desktop) -> None:
    screen.key("space")
    screen.see("Pause", "push button")
    screen.key("n")
    screen.type(LOG_NOTE)
    screen.key("Return")
    screen.see(LOG_NOTE, "list item")
    screen.key("v")
    screen.see("Fortsett", "push button")
    screen.key("space")
    screen.see("Pause", "push button")


def _judge_and_end(screen: Desktop) -> None:
    """After the verdict's reason Tab leads from one field of the closing note to the next."""
    screen.key("3")
    screen.type(REASON)
    for name, words in NOTE.items():
        screen.key("Tab")
        until(lambda name=name: name in screen.keyboard(), f"the keyboard at “{name}”")
        screen.type(words)
    screen.see("gitt")
    screen.tab_to("Avslutt hendelsen")
    screen.key("space")
    screen.see("Åpne igjen", "push button")


def _approve(screen: Desktop) -> None:
    _go_to_basis(screen)
    screen.tab_to("Gjør klar", "shift+Tab")
    screen.key("space")
    screen.see("Godkjenn", "push button")
    screen.tab_to("Godkjenn", "shift+Tab")
    screen.key("space")
    screen.see("Godkjenne 1")
    screen.tab_to("Avbryt")
    screen.key("Tab", "space")
    screen.see("Grunnlag 1 er godkjent")


def _export(screen: Desktop, folder: Path) -> None:
    _go_to_basis(screen)
    screen.tab_to("Eksporter …", "shift+Tab")
    screen.key("space")
    screen.see("Mappe", "text")
    screen.type(str(folder))
    screen.key("Return")
    screen.see("Grunnlag 1 ligger i")
    screen.take_keyboard()


def _type_invoice_number(screen: Desktop, number: str) -> None:
    screen.tab_to("Fakturanummer …", "shift+Tab")
    screen.key("space")
    screen.see("Fakturanummer", "text")
    screen.type(number)
    screen.key("Return")
    screen.see(f"Faktura {number} er ført på grunnlag 1")


def _go_to_basis(screen: Desktop) -> None:
    screen.tab_to("Del av vakten", "shift+Tab")
    screen.key("Right", "Right")
    screen.see("Grunnlag 1", "list item")
    screen.tab_to("Grunnlag")
    screen.key("Return")
    screen.see("Forklaringen til kunden")
    screen.tab_to("Grunnlaget")
