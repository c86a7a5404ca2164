"""The window on a practice day, which closes once all four lanes have rows.

Prints as JSON what it saw: rows of each lane, what the band says, whose desk, the exit code.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QTimer

from console.app import session
from console.cli.commands import run

LOOK_MS = 50


class LookingSession(session.Session):
    """Looks until every lane is alive."""

    def run(self) -> int:
        self.saw: dict[str, object] = {}
        self._looking = QTimer(self)
        self._looking.timeout.connect(self._look)
        self._looking.start(LOOK_MS)
        code = super().run()
        print(json.dumps(self.saw | {"code": code}))
        return code

    def _look(self) -> None:
        if self._desk is None:
            return
        lanes = self._desk.live.overview.lanes
        rows = {lane.name.value: sum(not row.is_head for row in lane.rows.rows) for lane in lanes}
        if all(rows.values()):
            self._looking.stop()
            me = self._desk.me.login
            self.saw = {"rows": rows, "title": self._window.windowTitle(), "me": me}
            self.on_close()


session.Session = LookingSession  # type: ignore[misc]
sys.exit(run(["demo", *sys.argv[1:]]))
