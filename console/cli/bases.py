"""`agent-console billing list|show|approve|export`: bases for invoices from a terminal."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from console.app.language import RESOURCES
from console.app.machine_clock import MachineClock
from console.channels.accounting.files import NamedFile, accounting_files
from console.cli.answers import json_option, say, say_json
from console.cli.basis_report import basis_report, basis_sentences, list_report, list_sentence
from console.cli.mistakes import UserError
from console.cli.options import opened, store_option, store_url
from console.data.commands.bases import approve as approve_basis
from console.data.commands.bases import export_basis
from console.data.opening import store_login
from console.data.queries.bases import basis, document
from console.data.queries.basis_pages import listed_bases, whole_basis
from console.data.queries.people import people, person_by_login
from console.data.store import Store
from console.data.transaction import new_act
from console.desk.places import places
from console.desk.preferences import load
from console.domain.billing.basis import BasisState
from console.domain.ids import BasisId
from console.domain.language import tr
from console.domain.people import Person
from console.domain.wording import kroner

FAULTS_FOUND = 1

as_option = click.option(
    "--as", "login", metavar="LOGIN", default="", help="Who acts, on a store in one file."
)
number = click.argument("number", type=click.IntRange(min=1), metavar="NUMBER")


@click.command("list")
@click.option("--state", "states", multiple=True, help="draft, ready, approved, …; else all.")
@store_option
@json_option
def list_(states: tuple[str, ...], store: str, as_json: bool) -> None:
    """List bases, the newest first: state, amount, hours, shop."""
    wanted = [_state(text) for text in states] or list(BasisState)
    with opened(store) as desk:
        found = desk.read(listed_bases, wanted)
    if as_json:
        say_json([list_report(each) for each in found])
        return
    if not found:
        say(tr("Ingen grunnlag."))
    for each in found:
        say(list_sentence(each))


@click.command()
@number
@store_option
@json_option
def show(number: int, store: str, as_json: bool) -> int:
    """Show one basis whole, reckoned anew; exit code 1 when something of it was changed."""
    with opened(store) as desk:
        whole = desk.read(whole_basis, BasisId(number), MachineClock().now())
        team = {person.id: person.name for person in desk.read(people)}
    if as_json:
        say_json(basis_report(whole, team))
    else:
        for sentence in basis_sentences(whole, team):
            say(sentence)
    return FAULTS_FOUND if whole.problems else 0


@click.command()
@number
@as_option
@click.option("--sha256", "seen", metavar="SUM", default="", help="Only if it has this sum.")
@store_option
@json_option
def approve(number: int, login: str, seen: str, store: str, as_json: bool) -> None:
    """Approve a basis that is ready; never one's own work."""
    with _acting(store, login) as desk:
        one = desk.store.read(basis, BasisId(number))
        act = new_act(desk.me.id, MachineClock().now())
        desk.store.perform(act, approve_basis, one.id, seen or one.snapshot_sha256)
    if as_json:
        say_json({"number": number, "state": "approved", "sha256": one.snapshot_sha256})
        return
    say(
        tr(
            "Grunnlag {number} er godkjent: {hours} t, {amount} med mva.",
            number=number,
            hours=one.started_hours,
            amount=kroner(one.incl_vat_ore),
        )
    )


@click.command()
@number
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="DIR."
)
@as_option
@store_option
@json_option
def export(number: int, folder: Path, login: str, store: str, as_json: bool) -> None:
    """Hand an approved basis over to accounting: JSON, PDF and CSV in a folder.

    Again it gives the same files, not a second invoice.
    """
    which = BasisId(number)
    _require_folder(folder)
    with _acting(store, login) as desk:
        act = new_act(desk.me.id, MachineClock().now())
        answer = desk.store.perform(act, export_basis, which).answer
        handed_over = desk.store.read(document, which)
    files = accounting_files(handed_over.encode(), RESOURCES / "fonts")
    for file in files:
        _write(folder, file)
    if as_json:
        names = [str(folder / file.name) for file in files]
        say_json({"number": number, "sha256": answer["sha256"], "files": names})
        return
    say(tr("Grunnlag {number} er eksportert. Filene:", number=number))
    for file in files:
        say(f"  {folder / file.name}")


@dataclass(frozen=True)
class _Acting:
    store: Store
    me: Person


@contextmanager
def _acting(store: str, login: str) -> Iterator[_Acting]:
    """The store, and who acts on it: on a server the login, in one file who one says one is."""
    own = store_login(store_url(store)) or ""
    if own and login not in ("", own):
        raise UserError(
            tr("På en server er du {login}, kontoen du er logget inn med. Utelat --as.", login=own)
        )
    name = own or login or load(places().preferences).preferences.login
    if not name:
        raise UserError(tr("Si hvem du er: --as BRUKERNAVN"))
    with opened(store) as desk:
        me = desk.read(person_by_login, name)
        if me is None:
            raise UserError(tr("Ingen heter {login} i lageret. Ingenting ble endret.", login=name))
        yield _Acting(desk, me)


def _state(text: str) -> BasisState:
    try:
        return BasisState(text)
    except ValueError:
        known = ", ".join(BasisState)
        raise UserError(
            tr("«{text}» er ingen tilstand. Velg blant: {known}.", text=text, known=known)
        ) from None


def _require_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise UserError(
            tr(
                "Mappen {folder} finnes ikke. Ingenting er eksportert; lag den først.",
                folder=folder,
            )
        )


def _write(folder: Path, file: NamedFile) -> None:
    """Whole or not at all. Another file of that name, of another store perhaps, is left."""
    path = folder / file.name
    if path.exists():
        if path.read_bytes() == file.content:
            return
        raise UserError(
            tr(
                "{path} finnes fra før med annet innhold og er ikke rørt. Grunnlaget er "
                "eksportert; kjør kommandoen igjen med en annen mappe for å få filene.",
                path=path,
            )
        )
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".", delete=False) as begun:
        begun.write(file.content)
    Path(begun.name).replace(path)
