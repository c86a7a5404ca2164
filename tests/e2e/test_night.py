"""The night to 25 October 2026, in which the clock is put back: from the report to the invoice.

Two technicians at two machines, one of them killed, its network away for ten minutes; the figures
were reckoned by hand, in the comments. Oslo is two hours ahead of UTC until 01:00Z, then one.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fixtures.house import House
from fixtures.team_store import TeamStore
from peers.tcp_proxy import TcpProxy
from pypdf import PdfReader
from whenever import Instant

from console.app.language import RESOURCES
from console.channels.accounting.files import accounting_files
from console.data.commands.bases import approve, confirm_invoice, export_basis, make_ready
from console.data.commands.shops import import_shops
from console.data.errors import NotAllowed
from console.data.queries.bases import bases, basis_steps, document
from console.data.queries.basis_check import recheck
from console.data.queries.incidents import incident
from console.domain.billing.basis import Basis, BasisState
from console.domain.billing.snapshot import recompute
from console.domain.ids import BasisId, PersonId
from console.domain.oncall.incident import Incident
from console.domain.oncall.work_log import EntryKind
from console.domain.shops import Shop

PERSON = Path(__file__).with_name("night_person.py")
ROOT = PERSON.parents[2]
PATIENCE_S = 60
EVENING = "2026-10-24T23:20:00+02:00"
NOTE = {
    "seen": "Kassene avviste alle kort fra kl. 23:30.",
    "cause": "Betalingsleverandøren, bekreftet med ref. K-5521.",
    "done": "Satt kassene til kontant og faktura.",
    "prevented": "Overvåking av leverandørens status er bestilt.",
    "promised": "Ny prøve kl. 06:30 sammen med butikken.",
}


@pytest.fixture
def store_url(server_url: str) -> str:
    """The team's store is on a server."""
    return server_url


class Machine:
    """A technician's machine: its program may be killed and started again."""

    def __init__(self, url: str, place: Path, login: str) -> None:
        self._arguments = [sys.executable, str(PERSON), url, str(place), login]

    def start(self, at: str) -> None:
        paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
        self._process = subprocess.Popen(
            [*self._arguments, Instant.parse_iso(at).format_iso()],
            env={**os.environ, "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._told: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="reader")
        self._reader.start()
        assert "born" in self._next()

    def do(self, what: str, **how: object) -> dict[str, Any]:
        """Does it, and returns once it is on the machine's disk."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": what, **how}) + "\n")
        self._process.stdin.flush()
        done: dict[str, Any] = self._next()["done"]
        return done

    def work_until(self, at: str) -> None:
        self.do("work until", at=f"2026-10-25T{at}Z")

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._gone()

    def end(self) -> None:
        if self._process.poll() is None:
            assert self._process.stdin is not None
            self._process.stdin.close()
        self._gone()

    def _gone(self) -> None:
        self._process.wait(PATIENCE_S)
        self._reader.join()
        assert self._process.stdout is not None
        assert self._process.stdin is not None
        self._process.stdout.close()
        self._process.stdin.close()

    def _next(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._told.get(timeout=PATIENCE_S))
        assert "failed" not in told, told
        return told

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._told.put(line)


@pytest.fixture
def network(house: House) -> Iterator[TcpProxy]:
    """What Magnus' machine reaches the server by."""
    assert isinstance(house.store, TeamStore)
    proxy = TcpProxy(house.store.server.port).start()
    yield proxy
    proxy.stop()


@pytest.fixture
def his(house: House, magnus: PersonId, network: TcpProxy, tmp_path: Path) -> Iterator[Machine]:
    """Magnus', on since 23:20."""
    yield from machine(house, "magnus", network.port, tmp_path)


@pytest.fixture
def the_leads(house: House, leif: PersonId, tmp_path: Path) -> Iterator[Machine]:
    """Leif's, who leads the team and is the reserve tonight."""
    assert isinstance(house.store, TeamStore)
    yield from machine(house, "leif", house.store.server.port, tmp_path)


def machine(house: House, login: str, port: int, folder: Path) -> Iterator[Machine]:
    team = house.store
    assert isinstance(team, TeamStore)
    team.of(login)
    url = f"postgresql://{login}@127.0.0.1:{port}/{team.database}"
    made = Machine(url, folder / f"{login}.db", login)
    made.start(EVENING)
    yield made
    made.end()


def the_incident(house: House) -> Incident:
    return house.store.read(incident, the_basis(house).incident)


def the_basis(house: House) -> Basis:
    (found,) = house.store.read(bases, list(BasisState))
    return found


@pytest.mark.e2e
def test_a_night_in_which_the_clock_is_put_back(
    house: House,
    his: Machine,
    the_leads: Machine,
    network: TcpProxy,
    people_by_day: tuple[PersonId, PersonId],
    leif: PersonId,
    magnus: PersonId,
) -> None:
    house.act(None, import_shops, [Shop("10021", "Multekrem Delikatesse")])
    the_evening(his)
    the_small_hours(his)
    the_machine_dies(his, the_leads)
    the_network_is_away(house, his, network)
    the_end(his, the_leads)
    what_the_store_has(house, magnus, leif)
    the_bill(house, magnus, leif, *people_by_day)
    what_accounting_gets(house)


@pytest.fixture
def people_by_day(sunniva: PersonId, regine: PersonId) -> tuple[PersonId, PersonId]:
    """The lead who was asleep, and who keeps the accounts."""
    return sunniva, regine


def the_evening(his: Machine) -> None:
    """23:40 to 00:05 summer time: 25 min."""
    his.do("work until", at="2026-10-24T21:32:00Z")
    reported = "2026-10-24T23:30:00+02:00"
    his.do("open", title="Kassene tar ikke imot kort", reported=reported, shop=1)
    his.do("work until", at="2026-10-24T21:40:00Z")
    his.do("start")
    his.do("work until", at="2026-10-24T22:05:00Z")
    his.do("pause")
    his.do("have told the store")


def the_small_hours(his: Machine) -> None:
    """01:20 to 02:40 summer time: 80 min; then he waits for another until 02:10 winter time."""
    his.do("work until", at="2026-10-24T23:20:00Z")
    his.do("start")
    his.work_until("00:40:00")
    his.do("wait", on="betalingsleverandøren")
    his.work_until("01:10:00")
    his.do("start")


def the_machine_dies(his: Machine, the_leads: Machine) -> None:
    """02:10 to 02:30 winter time: 20 min. Then his machine is dead, and nobody else works for six
    minutes: those are nobody's.
    """
    his.work_until("01:30:00")
    his.kill()
    the_leads.work_until("01:36:00")
    the_leads.do("start")
    his.start("2026-10-25T01:42:00Z")
    assert his.do("look")["asked"] == [["2026-10-25T01:30:00Z", "2026-10-25T01:42:00Z"]]
    his.do("answer", worked=False)
    assert his.do("look")["asked"] == []
    his.do("have told the store")


def the_network_is_away(house: House, his: Machine, network: TcpProxy) -> None:
    """02:42 to 03:05 winter time: 23 min; from 03:00 to 03:10 nothing gets through."""
    his.work_until("02:00:00")
    his.do("have told the store")
    before = len(the_incident(house).entries)
    network.freeze()
    network.cut()
    his.work_until("02:03:00")
    his.do("note", text="Leverandøren bekrefter feil hos seg")
    his.work_until("02:05:00")
    his.do("pause")
    his.work_until("02:08:00")
    his.do("start")
    his.do("lose the store")
    assert his.do("look")["waiting"] == 3
    assert len(the_incident(house).entries) == before
    his.work_until("02:10:00")
    network.thaw()
    his.do("have told the store")
    assert len(the_incident(house).entries) == before + 3


def the_end(his: Machine, the_leads: Machine) -> None:
    """He ends at 03:20 winter time (12 min since 03:08), Leif at 03:21 (45 min since 02:36)."""
    his.work_until("02:20:00")
    his.do("end")
    the_leads.work_until("02:21:00")
    the_leads.do("end")
    # Before that he was on the telephone without his machine, 02:45 to 02:55 summer time: 10 min.
    how = {"from": "02:45", "to": "02:55", "choice": 0, "reason": "På telefon med butikken"}
    asked = the_leads.do("write down", **how)
    assert asked["choices"] == ["første 02:45 (+02:00)", "andre 02:45 (+01:00)"]
    the_leads.do("have told the store")
    reason = "Betalingsleverandøren avviste alle salg, ref. K-5521"
    his.do("judge", verdict="third_party", reason=reason)
    his.do("close", note=NOTE)
    his.do("have told the store")
    assert his.do("look")["problems"] == []


def what_the_store_has(house: House, magnus: PersonId, leif: PersonId) -> None:
    entries = the_incident(house).entries
    kinds = [(entry.technician, entry.kind) for entry in entries]
    assert kinds.count((magnus, EntryKind.STARTED)) == 4
    assert kinds.count((magnus, EntryKind.AWAY)) == 1
    assert kinds.count((leif, EntryKind.BY_HAND)) == 1
    assert len({entry.id for entry in entries}) == len(kinds)


def the_bill(
    house: House, magnus: PersonId, leif: PersonId, sunniva: PersonId, regine: PersonId
) -> None:
    """25 + 80 + 10 + 20 + 45 min of the case are three hours to the second: 3 x 1250, VAT 25 %.

    A second more, from the dead machine, the waiting or the double time, would be a fourth hour.
    """
    made = house.act(magnus, make_ready, the_basis(house).id).answer["sha256"]
    ready = the_basis(house)
    assert ready.snapshot_sha256 == made
    assert ready.started_hours == 3
    assert (ready.ex_vat_ore, ready.vat_ore, ready.incl_vat_ore) == (375_000, 93_750, 468_750)
    with pytest.raises(NotAllowed):
        house.act(leif, approve, ready.id, made)  # a lead, but it is his own work
    house.act(sunniva, approve, ready.id, made)
    handed = house.act(regine, export_basis, ready.id).answer
    assert house.act(regine, export_basis, ready.id).answer == handed
    house.act(regine, confirm_invoice, ready.id, "20611")
    done = the_basis(house)
    assert (done.state, done.approved_by) == (BasisState.INVOICED, sunniva)
    assert (recompute(done.snapshot), house.store.read(recheck, done.id)) == ((), ())
    steps = [each.step.kind for each in house.store.read(basis_steps, BasisId(done.id))]
    assert steps[-4:] == ["made_ready", "approved", "exported", "invoiced"]


def what_accounting_gets(house: House) -> None:
    text = house.store.read(document, the_basis(house).id)
    paper = json.loads(text)
    assert paper["billable_seconds"] == 3 * 3600
    worked = Counter[str]()
    for line in paper["time_list"]:
        if line["kind"] == "work":
            worked[line["technician"]] += line["seconds"] // 60
    assert worked == {"magnus": 25 + 80 + 20 + 23 + 12, "leif": 10 + 45}
    assert paper["totals"]["incl_vat_ore"] == 468_750
    assert paper["buyer"] == {"customer_number": "10021", "name": "Multekrem Delikatesse"}
    assert {line["day"] for line in paper["time_list"]} == {"2026-10-24", "2026-10-25"}
    # Of the time put back, each 02-something says which.
    assert paper["sentence"] == (
        "Arbeid 24. okt. 23:40 (+02:00)–25. okt. 03:21 (+01:00) i 5 økter utenfor åpningstid, "
        "180 min, 3 påbegynte timer à 1 250,00"
    )
    files = {
        file.name: file.content for file in accounting_files(text.encode(), RESOURCES / "fonts")
    }
    pages = PdfReader(BytesIO(files["grunnlag-1.pdf"])).pages
    words = " ".join(page.extract_text() for page in pages).replace("\xa0", " ")
    for sum_ in ("3 750,00", "937,50", "4 687,50", "190 min", "125 min"):
        assert sum_ in words
    order = files["grunnlag-1-ordre.csv"].decode("utf-8-sig").splitlines()
    assert len(order) == 2
    assert ";3;HUR;1250,00;3750,00;25;" in order[1]
