"""The window's life: shown first, then given a desk; ended in reverse order.

Threads: this one paints and runs the asyncio loop. The store's libraries (a second of importing)
are loaded on a worker while the window already stands.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from console.app.language import RESOURCES, use_language
from console.app.outset import Outset, ordinary_outset
from console.app.version import VERSION
from console.domain.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from console.app.outset import Practising
    from console.ui.window.main_window import MainWindow
    from console.widgets.hub import ThemeHub

NO_DISPLAY = 2


def open_window(store: str) -> int:
    """Opens the console on a store ("" for this machine's own); returns its exit code when the
    window has been closed.
    """
    return open_on(lambda: ordinary_outset(store))


def open_on(outset: Callable[[], Outset]) -> int:
    """Opens the console; `outset` is asked once it is known that there is a screen."""
    if not _has_display():
        sys.stderr.write(
            "agent-console: "
            + tr(
                "Fant ingen skjerm. Start programmet i et skrivebord, eller "
                "sett DISPLAY (over ssh: ssh -X)."
            )
            + "\n"
        )
        return NO_DISPLAY
    # Nothing made while starting is garbage; looking for it costs a tenth of the start.
    gc.disable()
    found = outset()
    use_language(found.chosen.preferences.language)
    app, window, hub = _shown(found)
    from console.app.session import Session  # noqa: PLC0415 - asyncio after the first paint

    return Session(app, window, hub, found).run()


def _shown(outset: Outset) -> tuple[QApplication, MainWindow, ThemeHub]:
    """The window on the screen, empty, before anything slow is begun."""
    from PySide6.QtWidgets import QApplication

    from console.ui.settings.about import About  # noqa: PLC0415
    from console.ui.window.main_window import MainWindow  # noqa: PLC0415
    from console.widgets.appearance import apply  # noqa: PLC0415
    from console.widgets.hub import ThemeHub  # noqa: PLC0415

    chosen = outset.chosen.preferences
    app = QApplication(sys.argv[:1])
    app.setApplicationName("agent-console")
    app.setDesktopFileName("agent-console")
    hub = ThemeHub(RESOURCES, text_percent=chosen.text_percent, parent=app)
    apply(app, hub)
    about = About(VERSION, log=str(outset.here.log))
    window = MainWindow(hub, chosen, outset.clocks.wall, about)
    if outset.practice is not None:
        _mark(window, outset.practice)
    window.show()
    app.processEvents()
    return app, window, hub


def _mark(window: MainWindow, practice: Practising) -> None:
    """Says that it is practice; a pace that is chosen there is the day's."""

    def go_at(speed: float) -> None:
        practice.go_at(speed)
        window.mark_practice(practice.words, practice.speed)

    window.mark_practice(practice.words, practice.speed)
    window.pace_chosen.connect(go_at)


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
