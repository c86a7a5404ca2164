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
from console.app.machine_clock import MachineClock
from console.app.version import VERSION
from console.desk.places import Places, places
from console.desk.preferences import Loaded, load
from console.domain.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from console.ui.window.main_window import MainWindow
    from console.widgets.hub import ThemeHub

NO_DISPLAY = 2


def open_window(store: str) -> int:
    """Opens the console; returns its exit code when the window has been closed."""
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
    here = places()
    chosen = load(here.preferences)
    use_language(chosen.preferences.language)
    app, window, hub = _shown(chosen, here)
    from console.app.session import Session  # noqa: PLC0415 - asyncio after the first paint

    return Session(app, window, hub, here, chosen, store).run()


def _shown(chosen: Loaded, here: Places) -> tuple[QApplication, MainWindow, ThemeHub]:
    """The window on the screen, empty, before anything slow is begun."""
    from PySide6.QtWidgets import QApplication

    from console.ui.settings.about import About  # noqa: PLC0415
    from console.ui.window.main_window import MainWindow  # noqa: PLC0415
    from console.widgets.appearance import apply  # noqa: PLC0415
    from console.widgets.hub import ThemeHub  # noqa: PLC0415

    app = QApplication(sys.argv[:1])
    app.setApplicationName("agent-console")
    app.setDesktopFileName("agent-console")
    hub = ThemeHub(RESOURCES, text_percent=chosen.preferences.text_percent, parent=app)
    apply(app, hub)
    about = About(VERSION, log=str(here.log))
    window = MainWindow(hub, chosen.preferences, MachineClock(), about)
    window.show()
    app.processEvents()
    return app, window, hub


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
