"""Draws every screen to PNG: each language and theme, at the sizes asked for.

The desk is a real one on a throw-away store, with its clock held at one moment; no display is
needed, and nothing of this machine's own (choices, store, keyring) is read.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from console.app.language import RESOURCES
from console.app.pictures.sheet import PicturesFailed, Sheet, sheets
from console.domain.language import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType
    from PySide6.QtWidgets import QWidget

    from console.widgets.hub import ThemeHub


Drawing = Callable[["ThemeHub", Path], Coroutine[None, None, list[Path]]]


def draw_all(folder: Path, sizes: Sequence[str], text_percent: int) -> list[Path]:
    """Draws every screen into the folder; returns the files. Raises PicturesFailed, OSError."""
    wanted = [partial(_draw, sheet=sheet) for sheet in sheets(sizes, text_percent)]
    return _drawn(folder, wanted, text_percent)


def draw_gallery(folder: Path) -> list[Path]:
    """Draws the named pictures into the folder; returns the files. Raises as `draw_all`."""
    return _drawn(folder, [_draw_gallery], text_percent=100)


def draw_telephone(folder: Path) -> list[Path]:
    """Draws the named pictures of Telefon into the folder. Raises as `draw_all`."""
    return _drawn(folder, [_draw_telephone], text_percent=100)


def draw_chat(folder: Path) -> list[Path]:
    """Draws the named pictures of Chat into the folder. Raises as `draw_all`."""
    return _drawn(folder, [_draw_chat], text_percent=100)


def _drawn(folder: Path, wanted: Sequence[Drawing], text_percent: int) -> list[Path]:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # Late: only now is it known that no display is wanted.
    import qasync  # noqa: PLC0415
    from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication

    from console.widgets.appearance import apply  # noqa: PLC0415
    from console.widgets.hub import ThemeHub  # noqa: PLC0415

    qInstallMessageHandler(_heard)
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
            file for drawing in wanted for file in loop.run_until_complete(drawing(hub, folder))
        ]


def _heard(_kind: QtMsgType, _where: QMessageLogContext, words: str | None) -> None:
    """What Qt has to say, but for what a platform without a display cannot do."""
    if words and not words.startswith("This plugin does not support"):
        sys.stderr.write(words + "\n")


async def _draw(hub: ThemeHub, folder: Path, sheet: Sheet) -> list[Path]:
    from console.app.pictures.tour import tour  # noqa: PLC0415 - Qt

    saved = _Saved(lambda screen: sheet.file(folder, screen))
    await tour(hub, sheet, saved.save)
    return saved.files


async def _draw_gallery(hub: ThemeHub, folder: Path) -> list[Path]:
    from console.app.pictures.gallery import GALLERY, show  # noqa: PLC0415 - Qt

    saved = _Saved(lambda screen: folder / f"{screen}.png")
    for scene in GALLERY:
        await show(hub, scene, saved.save)
    return saved.files


async def _draw_telephone(hub: ThemeHub, folder: Path) -> list[Path]:
    from console.app.pictures.telephone_gallery import GALLERY, show  # noqa: PLC0415 - Qt

    saved = _Saved(lambda screen: folder / f"{screen}.png")
    for scene in GALLERY:
        await show(hub, scene, saved.save)
    return saved.files


async def _draw_chat(hub: ThemeHub, folder: Path) -> list[Path]:
    from console.app.pictures.chat_gallery import GALLERY, show  # noqa: PLC0415 - Qt

    saved = _Saved(lambda screen: folder / f"{screen}.png")
    for scene in GALLERY:
        await show(hub, scene, saved.save)
    return saved.files


class _Saved:
    """Writes what is looked at to the file that its name leads to."""

    def __init__(self, file_of: Callable[[str], Path]) -> None:
        self._file_of = file_of
        self.files: list[Path] = []

    def save(self, screen: str, widget: QWidget) -> None:
        """Raises PicturesFailed."""
        file = self._file_of(screen)
        if not widget.grab().save(str(file)):
            raise PicturesFailed(tr("{file} kunne ikke skrives.", file=file))
        self.files.append(file)
