"""Every command and every option stands in README's table of commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from console.cli.commands import agent_console

README = Path(__file__).resolve().parents[3] / "README.md"


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that can be typed, with its words."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    if command.invoke_without_command:
        yield path, command
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from commands(found, f"{path} {name}")


COMMANDS = dict(commands(agent_console, "agent-console"))


def rows(path: str) -> list[str]:
    """The table's rows whose first cell begins with the command."""
    lines = README.read_text("utf-8").splitlines()
    first_cell = re.compile(rf"\|\s*`{re.escape(path)}(?![ \w]*\b(?:{_deeper(path)})\b)[`\s]")
    return [line for line in lines if first_cell.match(line)]


def _deeper(path: str) -> str:
    """The words that would make another command of it."""
    longer = [
        other.removeprefix(path).split()[0] for other in COMMANDS if other.startswith(path + " ")
    ]
    return "|".join(longer) or "$^"


@pytest.mark.parametrize("path", sorted(COMMANDS))
def test_a_command_and_its_options_stand_in_the_table(path: str) -> None:
    (row,) = rows(path)
    wanted = [
        parameter.opts[0] if isinstance(parameter, click.Option) else parameter.human_readable_name
        for parameter in COMMANDS[path].params
        if not getattr(parameter, "hidden", False)
    ]
    assert [name for name in wanted if name not in row] == []
