"""The twin of a window under watch: an empty one, which says how late the machine itself makes a
loop. Run beside the other until its standard input closes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def idle_window(env: dict[str, str]) -> Iterator[dict[str, float]]:
    """Runs it beside what is done within; its figures are there afterwards."""
    found: dict[str, float] = {}
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__))],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield found
    finally:
        said, _ = process.communicate()
        found.update(json.loads(said))


def _run() -> None:
    from PySide6.QtCore import QMetaObject, Qt
    from PySide6.QtWidgets import QApplication, QWidget

    from tests.bench.stalls import StallWatch

    app = QApplication([])
    window = QWidget()
    window.resize(1920, 1080)
    window.show()
    watch = StallWatch()

    def wait() -> None:
        sys.stdin.read()
        QMetaObject.invokeMethod(app, "quit", Qt.ConnectionType.QueuedConnection)

    threading.Thread(target=wait, daemon=True).start()
    app.exec()
    print(json.dumps(watch.stop().figures()), flush=True)
    os._exit(0)


if __name__ == "__main__":
    _run()
