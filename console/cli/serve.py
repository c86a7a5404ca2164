"""`agent-console serve`: the part that is always on."""

from __future__ import annotations

import click

from console.app.always_on import run_serve
from console.cli.options import store_option, store_url


@click.command()
@store_option
@click.option("--with-parent", is_flag=True, hidden=True, help="End when standard input closes.")
def serve(store: str, with_parent: bool) -> int:
    """Fetch mail and send answers until told to stop."""
    return run_serve(store_url(store), with_parent=with_parent)
