"""`agent-console snapshot DIR`: every screen as PNG."""

from __future__ import annotations

from pathlib import Path

import click

from console.cli.answers import say
from console.domain.language import tr

SCREENS, OVERVIEW = "screens", "overview"


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
    type=click.Choice((SCREENS, OVERVIEW)),
    help="Every screen, or twelve named pictures of the live view.",
)
def snapshot(folder: Path, sizes: tuple[str, ...], text_percent: int, what: str) -> int:
    """Draw every screen, in both languages and themes, on a throw-away store."""
    # Qt only when drawing.
    from console.app.pictures.draw import draw_all, draw_gallery  # noqa: PLC0415

    files = draw_gallery(folder) if what == OVERVIEW else draw_all(folder, sizes, text_percent)
    say(tr("{count} bilder i {folder}", count=len(files), folder=folder))
    return 0
