"""`agent-console snapshot DIR`: every screen as PNG."""

from __future__ import annotations

from pathlib import Path

import click

from console.cli.answers import say
from console.domain.language import tr

SCREENS, OVERVIEW, TELEPHONE, CHAT = "screens", "overview", "telephone", "chat"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--size", "sizes", multiple=True, default=("1920x1080",), help="1366x768 and the like."
)
@click.option("--text", "text_percent", default=100, type=click.IntRange(100, 150))
@click.option(
    "--of",
    "what",
    default=SCREENS,
    type=click.Choice((SCREENS, OVERVIEW, TELEPHONE, CHAT)),
    help="Every screen, or the named pictures of the live view, the telephone or the chats.",
)
def snapshot(folder: Path, sizes: tuple[str, ...], text_percent: int, what: str) -> int:
    """Draw every screen, in both languages and themes, on a throw-away store."""
    # Qt only when drawing.
    from console.app.pictures.draw import (  # noqa: PLC0415
        draw_all,
        draw_chat,
        draw_gallery,
        draw_telephone,
    )

    if what == SCREENS:
        files = draw_all(folder, sizes, text_percent)
    else:
        named = {OVERVIEW: draw_gallery, TELEPHONE: draw_telephone, CHAT: draw_chat}
        files = named[what](folder)
    say(tr("{count} bilder i {folder}", count=len(files), folder=folder))
    return 0
