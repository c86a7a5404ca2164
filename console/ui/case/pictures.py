"""The pictures of a case: fetched and read away from the window, one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from console.desk.entries import FileLine
from console.desk.errors import ActFailed
from console.widgets.picture_reader import read_picture

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn

THUMBNAIL = QSize(588, 360)
"""What a preview shows at 150 % text on a screen of two pixels a point."""

KEPT = 80


class Pictures(QObject):
    """Previews by SHA-256; `arrived` when there is one more."""

    arrived = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._desk: Desk | None = None
        self._spawn: Spawn | None = None
        self._read: dict[str, QImage] = {}
        self._no_pictures: set[str] = set()
        self._wanted: deque[str] = deque()
        self._is_working = False

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Fetches from this desk from now on."""
        self._desk, self._spawn = desk, spawn

    @property
    def previews(self) -> Mapping[str, QImage]:
        """What has been read so far."""
        return self._read

    def want(self, files: Iterable[FileLine]) -> None:
        """Asks for previews; the latest come first. What is no picture stays a document."""
        for file in files:
            if file.is_picture and not self._is_known(file.sha256):
                self._wanted.appendleft(file.sha256)
        if self._wanted and not self._is_working and self._spawn is not None:
            self._is_working = True
            self._spawn(self._work(), "previews")

    def _is_known(self, sha256: str) -> bool:
        return sha256 in self._read or sha256 in self._no_pictures or sha256 in self._wanted

    async def _work(self) -> None:
        try:
            while self._wanted:
                await self._fetch(self._wanted.popleft())
        finally:
            self._is_working = False

    async def _fetch(self, sha256: str) -> None:
        assert self._desk is not None
        try:
            content = await self._desk.content(sha256)
        except ActFailed:
            # The store is away; the document's name stands, and the next look asks again.
            return
        image = await self._desk.on_files(partial(read_picture, content, THUMBNAIL))
        if image is None:
            self._no_pictures.add(sha256)
            return
        while len(self._read) >= KEPT:
            del self._read[next(iter(self._read))]
        self._read[sha256] = image
        self.arrived.emit()
