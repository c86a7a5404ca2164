"""The status lamp: what the firm's status page says now, how old that is, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from console.domain.language import tr
from console.domain.status_page import Indicator
from console.ui.models.listening import Listening
from console.widgets.hub import ThemeHub
from console.widgets.lamp_button import LampButton, LampFace
from console.widgets.shapes import Shape

if TYPE_CHECKING:
    from console.desk.live import LiveValue
    from console.desk.status_lamp import StatusNow

_SOON = (Indicator.MINOR, Indicator.MAINTENANCE)
_LATE = (Indicator.MAJOR, Indicator.CRITICAL)


class StatusButton(LampButton):
    """Pressed, it opens the page; the tooltip tells which incidents are open."""

    def __init__(
        self, hub: ThemeHub, now: LiveValue[StatusNow], parent: QWidget | None = None
    ) -> None:
        super().__init__(hub, tr("Statussiden"), parent)
        self._link = ""
        self._is_well = True
        self._listening = Listening()
        self.clicked.connect(self._open)
        self._listening.follow(now, self._show)

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to tell but its age."""
        return self._is_well

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def _show(self, now: StatusNow) -> None:
        self._link, self._is_well = now.link, now.indicator not in (*_SOON, *_LATE)
        self.show_face(_face(now))

    @Slot()
    def _open(self) -> None:
        if self._link:
            QDesktopServices.openUrl(QUrl(self._link))


def _face(now: StatusNow) -> LampFace:
    said = " · ".join(part for part in (now.words, now.age) if part)
    texts = (tr("Status: {status}", status=said), said)
    way = tr("Åpne statussiden") if now.link else ""
    lines = (texts[0], now.before, now.problem, *now.incidents, way)
    whole = "\n".join(line for line in lines if line)
    if now.indicator is Indicator.NONE:
        return LampFace(texts, "calm.mark", icon="circle-check", whole=whole)
    if now.indicator in _SOON:
        return LampFace(texts, "soon.mark", "soon.text", shape=Shape.TRIANGLE, whole=whole)
    if now.indicator in _LATE:
        return LampFace(texts, "late.text", "late.text", icon="triangle-alert", whole=whole)
    return LampFace(texts, "offline.mark", "muted", shape=Shape.DASHED_RING, whole=whole)
