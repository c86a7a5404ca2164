"""The commands by name, and how a mistake is told: one line, exit code 2.

Exit codes: 0 done, 1 the answer is no, 2 it could not be done as asked. A command's module is
imported when the command is typed: the hours of the day need no store.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from console.app.language import use_language
from console.app.version import VERSION
from console.cli.mistakes import in_words
from console.desk.places import places
from console.desk.preferences import load
from console.domain.errors import ToldError
from console.domain.language import tr

DONE, IMPOSSIBLE = 0, 2

COMMANDS = {
    "billing": "console.cli.billing:billing",
    "db": "console.cli.database:db",
    "demo": "console.cli.demo:demo",
    "doctor": "console.cli.doctor:doctor",
    "hours": "console.cli.hours:hours",
    "import": "console.cli.stores:import_",
    "login": "console.cli.login:login",
    "oncall": "console.cli.oncall:oncall",
    "phone": "console.cli.phone:phone",
    "serve": "console.cli.serve:serve",
    "snapshot": "console.cli.snapshot:snapshot",
    "user": "console.cli.users:user",
}


class Commands(click.Group):
    """Finds a command's module by name, and only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=Commands, invoke_without_command=True)
@click.option("--store", metavar="URL", default="", help="The store to open, by its URL.")
@click.version_option(VERSION, prog_name="agent-console")
@click.pass_context
def agent_console(context: click.Context, store: str) -> int:
    """Agent console: one window for chat, telephone, e-mail and escalations.

    Without a command it opens the window.
    """
    context.obj = store
    if context.invoked_subcommand is not None:
        return DONE
    from console.app.window import open_window  # noqa: PLC0415 - Qt only for a window

    return open_window(store)


def run(words: list[str]) -> int:
    """Runs a command. Returns its exit code."""
    chosen = load(places().preferences).preferences
    use_language(os.environ.get("AGENT_CONSOLE_LANGUAGE") or chosen.language)
    try:
        outcome = agent_console.main(words, prog_name="agent-console", standalone_mode=False)
    except click.ClickException as mistake:
        return _told(in_words(mistake), IMPOSSIBLE)
    except ToldError as error:
        return _told(str(error), IMPOSSIBLE)
    except (KeyboardInterrupt, click.Abort):
        return _told(tr("avbrutt"), 130)
    except OSError as error:
        what = ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
        return _told(tr("Det gikk ikke: {what}", what=what), IMPOSSIBLE)
    return outcome if isinstance(outcome, int) else DONE


def _told(message: str, code: int) -> int:
    sys.stderr.write(f"agent-console: {message}\n")
    return code
