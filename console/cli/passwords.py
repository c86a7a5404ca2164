"""Passwords at the command line: asked for without echo, or read from a pipe; or made here."""

from __future__ import annotations

import secrets
import sys

import click

from console.cli.mistakes import UserError
from console.domain.language import tr

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""None that looks like another when read aloud or from paper."""

_GROUPS, _LONG = 5, 5


def made_password() -> str:
    """A new one nobody can guess: 124 bits, in groups that can be read out."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_LONG)) for _ in range(_GROUPS))
    return "-".join(groups)


def ask_password(question: str) -> str:
    """Without echo; where nobody sits at a terminal, the first line of standard input."""
    if sys.stdin.isatty():
        given = click.prompt(question, hide_input=True, default="", show_default=False, err=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise UserError(tr("Passordet mangler. Ingenting ble endret."))
    return str(given)


def ask_new_password(question: str) -> str:
    """The same, twice at a terminal: what nobody sees is easily mistyped."""
    first = ask_password(question)
    if sys.stdin.isatty() and ask_password(tr("En gang til")) != first:
        raise UserError(tr("De to passordene er ikke like. Ingenting ble endret."))
    return first
