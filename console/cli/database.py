"""`agent-console db`: the store's schema made, upgraded, checked."""

from __future__ import annotations

import click

from console.cli.answers import json_option, say, say_json
from console.cli.options import store_option, store_url
from console.data.engine import open_engine
from console.data.inspection import inspect_store
from console.data.schema import current_revision, initialise, require_present
from console.domain.language import ntr, tr


@click.group()
def db() -> None:
    """Make, upgrade or check a store."""


@db.command()
@store_option
def init(store: str) -> None:
    """Make the schema in an empty store."""
    engine = open_engine(store_url(store))
    initialise(engine)
    say(tr("Lageret er klart: {url}", url=engine.url.render_as_string()))
    engine.dispose()


@db.command()
@store_option
def upgrade(store: str) -> None:
    """Bring an existing store to this program's schema."""
    engine = open_engine(store_url(store))
    before = require_present(engine)
    initialise(engine)
    after = current_revision(engine)
    engine.dispose()
    if before == after:
        say(tr("Lageret har allerede skjema {schema}.", schema=after))
    else:
        say(
            tr("Lageret er oppgradert fra skjema {before} til {after}.", before=before, after=after)
        )


@db.command()
@store_option
@json_option
def check(store: str, as_json: bool) -> int:
    """Check that a store is whole; exit code 1 when it is not."""
    engine = open_engine(store_url(store))
    found = inspect_store(engine)
    engine.dispose()
    if as_json:
        say_json({"schema": found.schema, "faults": list(found.faults), "cases": found.cases})
    else:
        for fault in found.faults:
            say(fault)
        cases = ntr("{count} sak", "{count} saker", found.cases)
        verdict = tr("i orden") if not found.faults else tr("ikke i orden")
        say(
            tr(
                "Skjema {schema}, {cases}: {verdict}",
                schema=found.schema,
                cases=cases,
                verdict=verdict,
            )
        )
    return 1 if found.faults else 0
