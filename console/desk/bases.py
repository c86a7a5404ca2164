"""Bases for invoices, live: the list by state, one whole, and every act of a basis's life.

Threads: the loop's. Acts raise ActFailed with words; nothing is done twice, whatever is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from console.data.commands import bases as commands
from console.data.feed import FeedItem
from console.data.queries.bases import document
from console.data.queries.basis_pages import listed_bases, whole_basis
from console.data.transaction import new_act
from console.desk.accounting.page import BasisPage, basis_page
from console.desk.accounting.rows import BasisRow, basis_rows
from console.desk.accounting.rules import PriceRules
from console.desk.errors import ActFailed, StoreAway
from console.desk.files import save_as
from console.desk.live import Listeners, LiveList, LiveValue
from console.desk.tasks import Spawn
from console.desk.workers import Workers
from console.domain.billing.basis import BasisState
from console.domain.errors import ToldError
from console.domain.ids import BasisId
from console.domain.instants import Clock
from console.domain.language import tr
from console.domain.people import Person

MakeFiles = Callable[[bytes], tuple[tuple[str, bytes], ...]]
"""The files of a canonical document, by name; the program that knows how hands it in."""

OPEN = (BasisState.DRAFT, BasisState.READY, BasisState.APPROVED, BasisState.EXPORTED)
DONE = (BasisState.INVOICED, BasisState.CREDITED)

_ENTITIES = frozenset({"basis", "incident", "setting"})


def only_json(document: bytes) -> tuple[tuple[str, bytes], ...]:
    """The document alone, where nobody makes other files of it."""
    return (("grunnlag.json", document),)


@dataclass(frozen=True)
class Exported:
    """Where the files of a basis lie."""

    folder: Path
    names: tuple[str, ...]


class Bases:
    """`rows` are read once somebody looks (`show`) and followed from then on."""

    def __init__(
        self, workers: Workers, clock: Clock, me: Person, spawn: Spawn, make_files: MakeFiles
    ) -> None:
        self._workers = workers
        self._clock = clock
        self._me = me
        self._spawn = spawn
        self._make_files = make_files
        self._shown: tuple[BasisState, ...] = ()
        self._is_reading = self._is_due = self._is_missed = False
        self.rows: LiveList[BasisRow] = LiveList()
        self.is_loaded: LiveValue[bool] = LiveValue(False)
        self.problem: LiveValue[str] = LiveValue("")
        """Why the list could not be read; what stands there is from before."""
        self.touched: Listeners[None] = Listeners()
        """Something of a basis, or of what it rests on, has changed."""
        self.rules = PriceRules(workers, clock, me)

    def show(self, states: tuple[BasisState, ...]) -> None:
        """Shows bases of these states from now on."""
        if states != self._shown:
            self._shown = states
            self.is_loaded.set(False)
            self._read()

    def hear(self, items: Iterable[FeedItem]) -> None:
        """Called with what the feed brought, also with nothing: then what was missed is read."""
        if self._shown and (self._is_missed or any(each.entity in _ENTITIES for each in items)):
            self._read()
            self.touched.tell(None)

    def start_over(self) -> None:
        """The store was read anew."""
        if self._shown:
            self._read()
            self.touched.tell(None)

    async def page(self, basis: BasisId) -> BasisPage:
        """One basis, whole; one that cannot be read now is told of once the store is back."""
        try:
            whole = await self._workers.read(whole_basis, basis, self._clock.now())
        except StoreAway:
            self._is_missed = True
            raise
        return basis_page(whole, self._me)

    async def make_ready(self, basis: BasisId) -> None:
        await self._do(commands.make_ready, basis)

    async def back_to_draft(self, basis: BasisId, reason: str) -> None:
        await self._do(commands.back_to_draft, basis, reason)

    async def approve(self, basis: BasisId, seen_sha256: str) -> None:
        """Approves what was on the screen; another snapshot than that is refused."""
        await self._do(commands.approve, basis, seen_sha256)

    async def reduce(self, basis: BasisId, hours: int, reason: str) -> None:
        await self._do(commands.reduce_basis, basis, hours, reason)

    async def confirm_invoice(self, basis: BasisId, invoice_number: str) -> None:
        await self._do(commands.confirm_invoice, basis, invoice_number)

    async def credit(self, basis: BasisId, reason: str) -> BasisId:
        """Takes back what was billed, by a basis of its own: which is the answer."""
        answer = await self._do(commands.credit, basis, reason)
        return BasisId(answer["credit"])

    async def export(self, basis: BasisId, folder: Path) -> Exported:
        """Locks the basis and writes its files; once more gives the same files."""
        await self._do(commands.export_basis, basis)
        return await self.write_files(basis, folder)

    async def write_files(self, basis: BasisId, folder: Path) -> Exported:
        """Writes the files of a basis that is exported."""
        text = await self._workers.read(document, basis)
        try:
            return await self._workers.on_files(partial(self._write, text.encode(), folder))
        except ActFailed as error:
            raise ActFailed(
                tr(
                    "Grunnlag {number} er eksportert i lageret, men filene er ikke skrevet: "
                    "{reason} Skriv dem på nytt; de blir de samme.",
                    number=basis,
                    reason=error,
                )
            ) from error

    def _write(self, text: bytes, folder: Path) -> Exported:
        try:
            files = self._make_files(text)
        except ToldError as error:
            raise ActFailed(str(error)) from error
        for name, content in files:
            _write_new(folder / name, content)
        return Exported(folder, tuple(name for name, _ in files))

    async def _do(self, command: Callable[..., Any], *args: Any) -> Any:
        act = new_act(self._me.id, self._clock.now())
        done = await self._workers.perform(act, command, *args)
        return done.answer

    def _read(self) -> None:
        self._is_due = True
        if not self._is_reading:
            self._is_reading = True
            self._spawn(self._keep_reading(), "read bases")

    async def _keep_reading(self) -> None:
        """A burst is read once more at its end, never twice at once."""
        try:
            while self._is_due:
                self._is_due = False
                await self._read_once()
        finally:
            self._is_reading = False

    async def _read_once(self) -> None:
        states = self._shown
        try:
            found = await self._workers.read(listed_bases, states)
        except ActFailed as error:
            self._is_missed = isinstance(error, StoreAway)
            self.problem.set(str(error))
            return
        if states != self._shown:
            return
        self._is_missed = False
        self.problem.set("")
        self.rows.show(basis_rows(found))
        self.is_loaded.set(True)


def _write_new(path: Path, content: bytes) -> None:
    """Writes a file, or leaves one that is there with just this content."""
    try:
        there = path.read_bytes() if path.exists() else None
    except OSError as error:
        raise ActFailed(
            tr("{path} kunne ikke leses ({reason}).", path=path, reason=error.strerror or error)
        ) from error
    if there is None:
        save_as(path, content)
    elif there != content:
        raise ActFailed(tr("{path} finnes fra før med annet innhold og er ikke rørt.", path=path))
