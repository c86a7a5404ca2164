"""`agent-console serve`: the part that is always on."""

from __future__ import annotations

import click

from console.app.always_on import run_serve
from console.cli.options import store_option, store_url
from console.service.web_door import Doorway


@click.command()
@store_option
@click.option("--door-login", metavar="LOGIN", default="", help="Web chat: the door's own login.")
@click.option("--door-port", type=click.IntRange(1, 65535), help="Web chat: the port, if another.")
@click.option("--with-parent", is_flag=True, hidden=True, help="End when standard input closes.")
@click.option("--practice", hidden=True, help="Make a practice day there, and serve it.")
def serve(
    store: str, door_login: str, door_port: int | None, with_parent: bool, practice: str | None
) -> int:
    """Fetch mail, send answers and keep the web chat's door open until told to stop."""
    if practice is not None:
        from console.app.practice.plan import read_practice  # noqa: PLC0415 - for practice only
        from console.app.practice.serving import serve_practice  # noqa: PLC0415

        return serve_practice(store_url(store), read_practice(practice))
    doorway = Doorway(door_login, door_port)
    return run_serve(store_url(store), doorway, with_parent=with_parent)
