"""The window of a fresh machine, in which something goes wrong that nobody foresaw.

Prints the exit code and what the person was told, as JSON, when the window has been closed.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QTimer

from console.app import session, window

LOOK_MS = 50


class FaultySession(session.Session):
    """Fails once the log is there, and closes once the person has been told."""

    def run(self) -> int:
        self.told: list[str] = []
        self.fault_told.connect(self.told.append)
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self._looking.start(LOOK_MS)
        code = super().run()
        print(json.dumps({"code": code, "told": self.told}))
        return code

    def _look(self) -> None:
        if self.told:
            self._looking.stop()
            self.on_close()
        elif self._end_log is not None:
            raise ValueError("uventet")


assert "structlog" not in sys.modules, "the log comes after the first paint"
session.Session = FaultySession  # type: ignore[misc]
sys.exit(window.open_window(""))
