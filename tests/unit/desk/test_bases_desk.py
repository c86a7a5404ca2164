"""Bases at the desk: listed by state, looked at whole, taken through their life, written down."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from fixtures.billed import BilledNight
from fixtures.tampering import tamper
from fixtures.waiting import until

from console.channels.accounting.files import accounting_files
from console.data.feed import FeedItem, newest, news
from console.data.queries.people import people
from console.data.store import Store
from console.desk.accounting.page import BasisPage
from console.desk.bases import DONE, OPEN, Bases
from console.desk.errors import ActFailed, Fenced, StoreAway
from console.desk.tasks import Tasks
from console.desk.workers import Workers
from console.domain.billing.basis import BasisAct, BasisState
from console.domain.ids import BasisId, PersonId
from console.domain.oncall.work_log import EntryKind

pytestmark = pytest.mark.asyncio
FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"


def made(document: bytes) -> tuple[tuple[str, bytes], ...]:
    return tuple((file.name, file.content) for file in accounting_files(document, FONTS))


class Desks:
    """Everybody's bases on one store."""

    def __init__(self, night: BilledNight, workers: Workers, tasks: Tasks) -> None:
        self.night = night
        self._workers = workers
        self._tasks = tasks

    def of(self, who: PersonId) -> Bases:
        found = self.night.house.store.read(people)
        me = next(person for person in found if person.id == who)
        return Bases(self._workers, self.night.house.clock, me, self._tasks.spawn, made)


@pytest_asyncio.fixture
async def desks(worked: BilledNight, workers: Workers, tasks: Tasks) -> AsyncIterator[Desks]:
    yield Desks(worked, workers, tasks)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where accounting wants its files."""
    made = tmp_path / "regnskap"
    made.mkdir()
    return made


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def open_acts(page: BasisPage) -> set[BasisAct]:
    return {offer.act for offer in page.offers if offer.is_open}


def why_not(page: BasisPage, act: BasisAct) -> str:
    return next(offer.why_not for offer in page.offers if offer.act is act)


async def test_a_draft_shows_what_it_would_cost_now(desks: Desks, sunniva: PersonId) -> None:
    bases = desks.of(sunniva)
    bases.show(OPEN)
    await until(bases.is_loaded, lambda: bases.is_loaded.value)
    head, row = bases.rows.rows
    assert (head.state, head.count, head.basis) == (BasisState.DRAFT, 1, None)
    assert (row.worked_seconds, row.started_hours, row.ex_vat_ore) == (3601, 2, 250_000)
    assert row.sentence.startswith("Arbeid 20:05–21:05:01 utenfor åpningstid")
    page = await bases.page(BasisId(1))
    assert page.problems is None
    assert (len(page.call_outs), len(page.time_list)) == (1, 1)
    assert open_acts(page) == {BasisAct.MADE_READY}


async def test_what_is_missing_keeps_the_act_from_being_done_and_says_who_must_act(
    desks: Desks, sunniva: PersonId, magnus: PersonId
) -> None:
    other = BilledNight(desks.night.house, magnus)
    page = await desks.of(sunniva).page(other.newest.id)
    assert open_acts(page) == set()
    assert any("En tekniker må velge" in words for words in page.missing)
    assert why_not(page, BasisAct.MADE_READY) == "\n".join(page.missing)


async def test_each_may_do_what_is_theirs_and_is_told_who_may_do_the_rest(
    desks: Desks, sunniva: PersonId, magnus: PersonId, leif: PersonId, regine: PersonId
) -> None:
    now = desks.night.house.clock.now()
    desks.night.log_late(EntryKind.NOTE, now, leif, text="Så på det")
    basis = desks.night.ready().id
    lead = await desks.of(sunniva).page(basis)
    assert open_acts(lead) == {BasisAct.APPROVED, BasisAct.REDUCED, BasisAct.TAKEN_BACK}
    technician = await desks.of(magnus).page(basis)
    assert open_acts(technician) == {BasisAct.TAKEN_BACK}
    assert why_not(technician, BasisAct.APPROVED) == "Bare en leder kan gjøre dette."
    on_the_log = await desks.of(leif).page(basis)
    assert "Du står selv i arbeidsloggen" in why_not(on_the_log, BasisAct.APPROVED)
    desks.night.approved(sunniva)
    accounting = await desks.of(regine).page(basis)
    assert open_acts(accounting) == {BasisAct.EXPORTED}
    waiting = await desks.of(sunniva).page(basis)
    assert why_not(waiting, BasisAct.EXPORTED) == "Bare regnskap kan gjøre dette."


async def test_a_basis_goes_through_its_life_from_the_window(
    desks: Desks, sunniva: PersonId, magnus: PersonId, regine: PersonId, folder: Path
) -> None:
    technician, lead, accounting = (desks.of(who) for who in (magnus, sunniva, regine))
    basis = BasisId(1)
    await technician.make_ready(basis)
    await lead.reduce(basis, 1, "Første gang")
    page = await lead.page(basis)
    assert (page.problems, page.basis.started_hours) == ((), 1)
    await lead.approve(basis, page.basis.snapshot_sha256)
    done = await accounting.export(basis, folder)
    assert set(done.names) == names_in(folder)
    await accounting.confirm_invoice(basis, "10045")
    credit = await accounting.credit(basis, "Feil butikk")
    accounting.show(DONE)
    await until(accounting.is_loaded, lambda: accounting.is_loaded.value)
    assert [row.basis for row in accounting.rows.rows] == [None, basis]
    counter = await lead.page(credit)
    assert open_acts(counter) == {BasisAct.APPROVED}
    assert counter.basis.incl_vat_ore == -156_250
    await lead.approve(credit, counter.basis.snapshot_sha256)
    await accounting.export(credit, folder)
    assert (folder / f"kreditgrunnlag-{credit}.pdf").read_bytes().startswith(b"%PDF")


async def test_what_changed_after_it_was_seen_is_not_approved(
    desks: Desks, sunniva: PersonId
) -> None:
    basis = desks.night.ready().id
    lead = desks.of(sunniva)
    seen = (await lead.page(basis)).basis.snapshot_sha256
    await lead.reduce(basis, 1, "Første gang")
    with pytest.raises(Fenced, match="endret etter at du så det"):
        await lead.approve(basis, seen)


async def test_an_export_made_twice_gives_the_same_files(
    desks: Desks, sunniva: PersonId, regine: PersonId, folder: Path
) -> None:
    desks.night.ready()
    basis = desks.night.approved(sunniva).id
    accounting = desks.of(regine)
    first, second = folder / "en", folder / "to"
    first.mkdir()
    second.mkdir()
    await accounting.export(basis, first)
    desks.night.house.clock.advance(86_400)
    names = (await accounting.export(basis, second)).names
    assert len(names) == 4
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


async def test_a_file_of_the_same_name_with_other_content_is_left_alone(
    desks: Desks, sunniva: PersonId, regine: PersonId, folder: Path
) -> None:
    desks.night.ready()
    basis = desks.night.approved(sunniva).id
    other = folder / f"grunnlag-{basis}.pdf"
    other.write_bytes(b"another store's")
    with pytest.raises(ActFailed, match="finnes fra før med annet innhold"):
        await desks.of(regine).export(basis, folder)
    assert other.read_bytes() == b"another store's"
    other.unlink()
    await desks.of(regine).export(basis, folder)
    assert len(names_in(folder)) == 4


async def test_a_folder_that_takes_no_files_leaves_the_basis_exported_and_says_so(
    desks: Desks, sunniva: PersonId, regine: PersonId, folder: Path
) -> None:
    desks.night.ready()
    basis = desks.night.approved(sunniva).id
    accounting = desks.of(regine)
    with pytest.raises(ActFailed, match="eksportert i lageret, men filene er ikke skrevet"):
        await accounting.export(basis, folder / "finnes ikke")
    assert desks.night.basis(basis).state is BasisState.EXPORTED
    await accounting.write_files(basis, folder)
    assert len(names_in(folder)) == 4


async def test_the_list_follows_what_the_feed_brings(
    desks: Desks, sunniva: PersonId, store: Store
) -> None:
    bases = desks.of(sunniva)
    bases.show(OPEN)
    await until(bases.is_loaded, lambda: bases.is_loaded.value)
    before = store.read(newest)
    desks.night.ready()
    items: tuple[FeedItem, ...] = store.read(news, before).items
    told: list[None] = []
    bases.touched.listen(told.append)
    bases.hear(items)
    await until(bases.rows, lambda: bases.rows.rows[0].state is BasisState.READY)
    assert told == [None]
    bases.hear(())
    assert told == [None]


async def test_a_list_that_could_not_be_read_says_why_and_is_read_with_what_comes_next(
    desks: Desks, sunniva: PersonId, workers: Workers
) -> None:
    bases = desks.of(sunniva)
    workers.absence = "Serveren svarer ikke."
    bases.show(OPEN)
    await until(bases.problem, lambda: bases.problem.value)
    assert "Serveren svarer ikke." in bases.problem.value
    workers.absence = ""
    bases.hear(())
    await until(bases.is_loaded, lambda: bases.is_loaded.value)
    assert bases.problem.value == ""
    assert len(bases.rows.rows) == 2


async def test_a_basis_that_could_not_be_read_is_told_of_once_the_store_is_back(
    desks: Desks, sunniva: PersonId, workers: Workers
) -> None:
    bases = desks.of(sunniva)
    bases.show(OPEN)
    await until(bases.is_loaded, lambda: bases.is_loaded.value)
    told: list[None] = []
    bases.touched.listen(told.append)
    workers.absence = "Serveren svarer ikke."
    with pytest.raises(StoreAway, match="Serveren svarer ikke"):
        await bases.page(BasisId(1))
    workers.absence = ""
    bases.hear(())
    assert told == [None]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("ex_vat_ore = 1", "ex_vat_ore"),
        ("snapshot = 'x'", "kan ikke leses"),
        ("snapshot = replace(snapshot, '1250.00', '-1.00')", "Prisregelen"),
    ],
)
async def test_a_basis_that_does_not_agree_any_more_is_not_approved_and_says_what_differs(
    desks: Desks, sunniva: PersonId, store: Store, change: str, told: str
) -> None:
    basis = desks.night.ready().id
    tamper(store, f"UPDATE basis SET {change}")
    page = await desks.of(sunniva).page(basis)
    assert page.problems
    assert any(told in words for words in page.problems)
    assert "stemmer ikke når det regnes om" in why_not(page, BasisAct.APPROVED)
