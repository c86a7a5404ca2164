"""The program's entry: no words at all open the window, anything else is a command.

The window's path imports no command-line library: the window comes first.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Runs `agent-console`; ends the process with its exit code."""
    if len(sys.argv) == 1:
        from console.app.window import open_window  # noqa: PLC0415 - the window comes first

        sys.exit(open_window(store=""))
    from console.cli.commands import run  # noqa: PLC0415 - the window comes first

    sys.exit(run(sys.argv[1:]))
