"""Draws every screen to PNG: each language and theme, at the sizes asked for.

The desk is a real one on a throw-away store, with its clock held at one moment; no display is
needed, and nothing of this machine's own (choices, store, keyring) is read.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from console.app.language import RESOURCES
from console.app.pictures.sheet import PicturesFailed, Sheet, sheets
from console.domain.language import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QWidget

    from console.widgets.hub import ThemeHub


def draw_all(folder: Path, sizes: Sequence[str], text_percent: int) -> list[Path]:
    """Draws every screen into the folder; returns the files. Raises PicturesFailed, OSError."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Late: only now is it known that no display is wanted.
    import qasync  # noqa: PLC0415
    from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication

    from console.widgets.appearance import apply  # noqa: PLC0415
    from console.widgets.hub import ThemeHub  # noqa: PLC0415

    qInstallMessageHandler(_heard)
    wanted = list(sheets(sizes, text_percent))
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(["agent-console"])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    hub = ThemeHub(RESOURCES, text_percent=text_percent)
    apply(app, hub)
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        return [
            file for sheet in wanted for file in loop.run_until_complete(_draw(hub, folder, sheet))
        ]


def _heard(_kind: QtMsgType, _where: QMessageLogContext, words: str | None) -> None:
    """What Qt has to say, but for what a platform without a display cannot do."""
    if words and not words.startswith("This plugin does not support"):
        sys.stderr.write(words + "\n")


async def _draw(hub: ThemeHub, folder: Path, sheet: Sheet) -> list[Path]:
    from console.app.pictures.tour import tour  # noqa: PLC0415 - Qt

    files: list[Path] = []

    def save(screen: str, widget: QWidget) -> None:
        file = sheet.file(folder, screen)
        if not widget.grab().save(str(file)):
            raise PicturesFailed(tr("{file} kunne ikke skrives.", file=file))
        files.append(file)

    await tour(hub, sheet, save)
    return files
