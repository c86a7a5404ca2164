"""The window that pictures are made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSize

from console.app.pictures.sample_desk import HeldClock
from console.app.pictures.sheet import Sheet
from console.app.version import VERSION
from console.desk.preferences import Preferences
from console.ui.settings.about import About
from console.ui.window.main_window import MainWindow
from console.widgets.hub import ThemeHub


@contextmanager
def shown_window(
    hub: ThemeHub, sheet: Sheet, clock: HeldClock | None = None
) -> Iterator[MainWindow]:
    """A window that looks as the sheet says, until one is done with it."""
    chosen = Preferences(
        language=sheet.language, theme=sheet.theme, text_percent=sheet.text_percent
    )
    about = About(VERSION, "sqlite:///desk.db", "console.log")
    window = MainWindow(hub, chosen, clock or HeldClock(), about)
    window.resize(QSize(*sheet.size))
    window.show()
    try:
        yield window
    finally:
        window.allow_close()
        window.close()
        window.deleteLater()
