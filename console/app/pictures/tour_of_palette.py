"""A tour of the command palette: what it offers by itself, what it finds, and nothing."""

from __future__ import annotations

from console.app.pictures.looking import Looking
from console.app.pictures.settled import settled
from console.ui.palette.palette import Palette
from console.ui.window.places import MAIL


async def tour_of_palette(looking: Looking) -> None:
    """Opens it over the backlog and types in it. Raises PicturesFailed."""
    frame = looking.window.frame
    frame.go(MAIL)
    frame.find_requested.emit()
    palette = looking.window.findChild(Palette)
    assert palette is not None
    panel = palette.panel
    await settled(lambda: panel.list.lines)
    await looking.at_window("palette")
    panel.field.setText("kassen")
    await settled(lambda: any(line.marks for line in panel.list.lines))
    await looking.at_window("palette-found")
    panel.field.setText("xyzzy")
    await settled(lambda: "xyzzy" in panel.foot.text)
    await looking.at_window("palette-none")
    panel.close_panel()
