"""`agent-console import stores FILE`: the firm's register of shops."""

from __future__ import annotations

from pathlib import Path

import click

from console.app.machine_clock import MachineClock
from console.cli.answers import say
from console.cli.mistakes import UserError
from console.cli.options import opened, store_option
from console.data.commands.shops import import_shops
from console.data.transaction import new_act
from console.domain.language import tr
from console.domain.shop_register import Register, RegisterError, read_register


@click.group("import")
def import_() -> None:
    """Bring in what the firm has elsewhere."""


@import_.command("stores")
@click.argument("file", type=click.Path(path_type=Path))
@store_option
def stores(file: Path, store: str) -> int:
    """Add or renew shops from a CSV FILE; exit code 1 when a line could not be read."""
    register = _register(file)
    with opened(store) as desk:
        act = new_act(None, MachineClock().now())
        answer = desk.perform(act, import_shops, register.shops).answer
    for fault in register.faults:
        say(fault)
    say(
        tr(
            "{added} nye butikker, {renewed} fornyet, {faults} linjer kunne ikke leses.",
            added=answer["added"],
            renewed=answer["renewed"],
            faults=len(register.faults),
        )
    )
    return 1 if register.faults else 0


def _register(file: Path) -> Register:
    try:
        return read_register(file.read_text("utf-8-sig"))
    except RegisterError as error:
        raise UserError(
            tr("{file}: {what}. Ingenting er endret.", file=file, what=error)
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(
            tr(
                "{file} er ikke lagret som UTF-8, så æ, ø og å ville blitt gale. Lagre den som "
                "«CSV UTF-8», og prøv igjen. Ingenting er endret.",
                file=file,
            )
        ) from error
    except OSError as error:
        raise UserError(
            tr(
                "{file} kan ikke leses ({reason}). Ingenting er endret.",
                file=file,
                reason=error.strerror or error,
            )
        ) from error
