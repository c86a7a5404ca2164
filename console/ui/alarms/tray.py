"""The icon in the desktop's tray: how much rings, a menu, and the desktop's own notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from console.desk.alarm_words import Told, count_words
from console.domain.alarms import Stage
from console.domain.language import tr
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub

MakeMenu = Callable[[], QMenu | None]
"""The menu of my own state; None for whoever has no state to say."""

_SIDE = 22
_RATIOS = (1.0, 2.0)
_RADIUS = 5
_SHOWN_MS = 10_000
_MOST = 9
_GROUNDS = {Stage.OFFERED: "accent", Stage.EVERYBODY: "soon.mark", Stage.LEAD: "late.mark"}


class Tray(QObject):
    """`opened` asks for the window, `pressed` for what was told of last, `quit_requested` to end.

    On a desktop without a tray it shows nothing.
    """

    opened = Signal()
    pressed = Signal()
    told = Signal(str, str)
    """Title and body of a notice that the desktop was given."""
    quit_requested = Signal()

    def __init__(self, hub: ThemeHub, make_menu: MakeMenu, parent: QObject) -> None:
        super().__init__(parent)
        self._hub = hub
        self._make_menu = make_menu
        self._shown: tuple[Stage | None, int] = (None, 0)
        self._states: QMenu | None = None
        self.menu = QMenu()
        self.menu.aboutToShow.connect(self._fill)
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.pressed)
        hub.changed.connect(self._draw)
        self._fill()
        self.show_ringing(())
        if _is_on_a_desktop():
            self.icon.show()

    def show_ringing(self, ringing: Sequence[Told]) -> None:
        """How much rings, the loudest first."""
        lines = [told.title for told in ringing[:3]]
        self.icon.setToolTip("\n".join((tr("Agentkonsoll"), *lines)))
        shown = (ringing[0].stage if ringing else None, len(ringing))
        if shown != self._shown or self.icon.icon().isNull():
            self._shown = shown
            self._draw()

    def tell(self, fresh: Sequence[Told]) -> None:
        """A notice in the desktop's own way. What customers wrote stands in the title alone: the
        body's letters may be read as marks.
        """
        first, more = fresh[0], len(fresh) - 1
        also = count_words(len(fresh)) if more else ""
        body = " · ".join(part for part in (first.whom, also) if part)
        self.icon.showMessage(first.line, body, self.icon.icon(), _SHOWN_MS)
        self.told.emit(first.line, body)

    def end(self) -> None:
        """Takes the icon away."""
        self.icon.hide()
        self.menu.deleteLater()
        if self._states is not None:
            self._states.deleteLater()

    @Slot()
    def _fill(self) -> None:
        """In the words and with the state of now."""
        self.menu.clear()
        self.menu.addAction(tr("Åpne Agentkonsoll")).triggered.connect(self.opened)
        self.menu.addSeparator()
        if self._states is not None:
            self._states.deleteLater()
        self._states = self._make_menu()
        if self._states is not None:
            self._states.setTitle(tr("Min status"))
            self.menu.addMenu(self._states)
            self.menu.addSeparator()
        self.menu.addAction(tr("Avslutt")).triggered.connect(self.quit_requested)

    @Slot(QSystemTrayIcon.ActivationReason)
    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.opened.emit()

    @Slot()
    def _draw(self) -> None:
        stage, count = self._shown
        icon = QIcon()
        for ratio in _RATIOS:
            icon.addPixmap(self._drawn(stage, count, ratio))
        self.icon.setIcon(icon)

    def _drawn(self, stage: Stage | None, count: int, ratio: float) -> QPixmap:
        hub = self._hub
        drawn = QPixmap(round(_SIDE * ratio), round(_SIDE * ratio))
        drawn.setDevicePixelRatio(ratio)
        drawn.fill(Qt.GlobalColor.transparent)
        box = QRectF(0, 0, _SIDE, _SIDE)
        with QPainter(drawn) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hub.color("accent" if stage is None else _GROUNDS[stage]))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
            if not count:
                bell = hub.icons.pixmap("bell", "on.accent", 16, ratio)
                painter.drawPixmap(3, 3, bell)
                return drawn
            painter.setFont(hub.fonts.strong_figures(Size.BODY))
            painter.setPen(hub.color("on.accent"))
            words = str(count) if count <= _MOST else f"{_MOST}+"
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        return drawn


def has_tray() -> bool:
    """Whether the desktop shows icons and notices of programs just now."""
    return _is_on_a_desktop() and QSystemTrayIcon.isSystemTrayAvailable()


def _is_on_a_desktop() -> bool:
    """A platform without a screen has none, and Qt would complain of it."""
    return QGuiApplication.platformName() != "offscreen"
