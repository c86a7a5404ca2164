"""`agent-console serve`: the part that is always on."""

from __future__ import annotations

import click

from console.app.always_on import run_serve
from console.cli.options import store_option, store_url


@click.command()
@store_option
@click.option("--with-parent", is_flag=True, hidden=True, help="End when standard input closes.")
@click.option("--practice", hidden=True, help="Make a practice day there, and serve it.")
def serve(store: str, with_parent: bool, practice: str | None) -> int:
    """Fetch mail and send answers until told to stop."""
    if practice is not None:
        from console.app.practice.plan import read_practice  # noqa: PLC0415 - for practice only
        from console.app.practice.serving import serve_practice  # noqa: PLC0415

        return serve_practice(store_url(store), read_practice(practice))
    return run_serve(store_url(store), with_parent=with_parent)
