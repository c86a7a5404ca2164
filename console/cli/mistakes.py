"""Mistakes of the one who typed, in words."""

from __future__ import annotations

import re

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand

from console.domain.errors import ToldError
from console.domain.language import tr

_EXTRA = re.compile(r"\((.*)\)")
"""What click puts the words in that it had no use for."""


class UserError(ToldError):
    """The message says what to type instead."""


def in_words(mistake: click.ClickException) -> str:
    """What was wrong with what was typed, on one line, and where to read more."""
    context = mistake.ctx if isinstance(mistake, click.UsageError) else None
    command = "agent-console" if context is None else context.command_path
    more = tr("Se: {command} --help", command=command)
    return f"{_what(mistake, context)} {more}"


def _what(mistake: click.ClickException, context: click.Context | None) -> str:
    match mistake:
        case NoArgsIsHelpError():
            return tr("Skriv hva som skal gjøres: {names}.", names=_commands(context))
        case NoSuchCommand():
            return tr(
                "Kommandoen «{name}» finnes ikke. Velg blant: {names}.",
                name=mistake.command_name,
                names=_commands(context),
            )
        case click.NoSuchOption():
            return tr("Valget {name} finnes ikke.", name=mistake.option_name)
        case click.BadOptionUsage():
            return tr("Valget {name} er ikke skrevet riktig.", name=mistake.option_name)
        case click.MissingParameter():
            return tr("{name} mangler.", name=_parameter(mistake))
        case click.BadParameter():
            return tr("{name} kan ikke brukes slik.", name=_parameter(mistake))
    extra = _EXTRA.search(mistake.format_message())
    return tr("Det er for mange ord: {words}.", words=extra[1] if extra else "")


def _commands(context: click.Context | None) -> str:
    if context is None or not isinstance(context.command, click.Group):
        return ""
    return ", ".join(context.command.list_commands(context))


def _parameter(mistake: click.BadParameter) -> str:
    parameter = mistake.param
    if parameter is None:
        return ""
    is_option = isinstance(parameter, click.Option)
    return parameter.opts[0] if is_option else parameter.human_readable_name
