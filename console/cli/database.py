"""`agent-console db`: the store's schema made, upgraded, checked; backups made and restored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine

from console.app.machine_clock import MachineClock
from console.cli.answers import json_option, say, say_json
from console.cli.options import store_option, store_url
from console.cli.progress import progress_line
from console.data.backup.checking import Checked, check_backup
from console.data.backup.making import make_backup
from console.data.backup.restoring import Restored, restore_backup
from console.data.inspection import inspect_store
from console.data.opening import open_by_login
from console.data.schema import current_revision, initialise, require_present
from console.data.secrets import SecretStore, credentials_folder
from console.domain.instants import wall
from console.domain.language import ntr, tr

backup_file = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))


@click.group()
def db() -> None:
    """Make, upgrade or check a store; back it up, and bring it back."""


@db.command()
@store_option
def init(store: str) -> None:
    """Make the schema in an empty store."""
    with _engine(store) as engine:
        initialise(engine)
        say(tr("Lageret er klart: {url}", url=engine.url.render_as_string()))


@db.command()
@store_option
def upgrade(store: str) -> None:
    """Bring an existing store to this program's schema."""
    with _engine(store) as engine:
        before = require_present(engine)
        initialise(engine)
        after = current_revision(engine)
    if before == after:
        say(tr("Lageret har allerede skjema {schema}.", schema=after))
    else:
        say(
            tr("Lageret er oppgradert fra skjema {before} til {after}.", before=before, after=after)
        )


@db.command()
@click.option(
    "--file", type=click.Path(path_type=Path, dir_okay=False), help="A backup, not the store."
)
@click.option("--deep", is_flag=True, help="Read every original and attachment, not a sample.")
@store_option
@json_option
def check(store: str, file: Path | None, deep: bool, as_json: bool) -> int:
    """Check that a store or a backup is whole; exit code 1 when it is not."""
    if file is not None:
        with progress_line(tr("Leser kopien:")) as tell:
            checked = check_backup(file, tell)
        facts = checked.manifest.facts
        return _verdict(facts.schema, facts.counts.get("case", 0), checked.faults, as_json)
    with _engine(store) as engine:
        found = inspect_store(engine, deep)
    return _verdict(found.schema, found.cases, found.faults, as_json)


@db.command()
@backup_file
@store_option
def backup(file: Path, store: str) -> int:
    """Copy the whole store into FILE while everybody goes on working, and check the copy."""
    with _engine(store) as engine, progress_line(tr("Kopierer lageret:")) as tell:
        made = make_backup(engine, file, MachineClock().now(), tell)
    say(tr("Kopien er laget, lest tilbake og sjekket: {what}", what=_what(made)))
    say(tr("Den har alt kunder har skrevet, og nøkler: bare du kan lese {file}.", file=file))
    if _lacks_passwords(made):
        say(
            tr(
                "Passordene er ikke med: denne kontoen får ikke lese dem. Ta kopien som "
                "superbruker."
            )
        )
    return _told_faults(made.faults)


@db.command()
@backup_file
@store_option
def restore(file: Path, store: str) -> int:
    """Bring the store back from FILE, into an empty one."""
    with _engine(store) as engine, progress_line(tr("Henter tilbake lageret:")) as tell:
        back = restore_backup(engine, file, MachineClock().now(), tell)
    checked = Checked(back.manifest, back.faults)
    say(tr("Lageret er hentet tilbake: {what}", what=_what(checked)))
    for line in _what_follows(back):
        say(line)
    return _told_faults(back.faults)


@contextmanager
def _engine(typed: str) -> Iterator[Engine]:
    engine = open_by_login(store_url(typed), SecretStore(credentials_folder()))
    try:
        yield engine
    finally:
        engine.dispose()


def _verdict(schema: str, cases: int, faults: Sequence[str], as_json: bool) -> int:
    if as_json:
        say_json({"schema": schema, "faults": list(faults), "cases": cases})
        return 1 if faults else 0
    for fault in faults:
        say(fault)
    say(
        tr(
            "Skjema {schema}, {cases}: {verdict}",
            schema=schema,
            cases=ntr("{count} sak", "{count} saker", cases),
            verdict=tr("i orden") if not faults else tr("ikke i orden"),
        )
    )
    return 1 if faults else 0


def _what(checked: Checked) -> str:
    facts = checked.manifest.facts
    return tr(
        "{cases} fra {at}, skjema {schema}",
        cases=ntr("{count} sak", "{count} saker", facts.counts.get("case", 0)),
        at=wall(checked.manifest.made_at).format("DD.MM.YYYY HH:mm"),
        schema=facts.schema,
    )


def _lacks_passwords(made: Checked) -> bool:
    logins = made.manifest.logins
    return bool(logins) and all(one.verifier is None for one in logins)


def _what_follows(back: Restored) -> Iterator[str]:
    if back.doubtful:
        count = ntr("{count} svar", "{count} svar", back.doubtful)
        yield tr(
            "{count} var ikke ferdig sendt da kopien ble laget, og kan være sendt siden. De går "
            "ikke ut av seg selv: se på hvert av dem i saken.",
            count=count,
        )
    yield tr("E-post som kom etter kopien, hentes på nytt; det som er kjent, tas ikke inn igjen.")
    if back.without_password:
        yield tr(
            "Disse trenger et nytt passord: {logins}. Gi det med: agent-console user password "
            "LOGIN",
            logins=", ".join(back.without_password),
        )


def _told_faults(faults: Sequence[str]) -> int:
    """Faults of the store itself, which a copy of it has as well."""
    if faults:
        say(tr("Lageret har feil, og kopien har dem også:"))
    for fault in faults:
        say(fault)
    return 1 if faults else 0
