"""Settings: one part at a time, each on a page that scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from console.desk.preferences import Preferences
from console.domain.instants import wall
from console.domain.language import tr
from console.ui.keys.key_form import KeyForm
from console.ui.settings.about import About
from console.ui.settings.about_part import AboutPart
from console.ui.settings.alarm_form import AlarmForm
from console.ui.settings.hours_words import hours_lines
from console.ui.settings.lines import Lines
from console.ui.settings.look_form import LookForm
from console.ui.settings.mail_form import MailForm
from console.ui.settings.phone_form import PhoneForm
from console.ui.settings.web_form import WebForm
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.panel import Edge, Panel
from console.widgets.segment import Choice, Segment

if TYPE_CHECKING:
    from console.desk.desk import Desk, Spawn
    from console.domain.instants import Clock

MAIL, PHONE, CHAT, LOOK, KEYS = "mail", "phone", "chat", "look", "keys"
ALARMS, HOURS, ABOUT = "alarms", "hours", "about"
_MARGIN, _GAP = 16, 24


class SettingsScreen(Panel):
    """`preferences_chosen` bears new choices, `told` and `refused` words for the person."""

    preferences_chosen = Signal(object)
    told = Signal(str)
    refused = Signal(str)
    other_store_requested = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        preferences: Preferences,
        clock: Clock,
        about: About,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hub, "surface.1", parent=parent)
        self._hub = hub
        self._clock = clock
        self.mail = MailForm(hub)
        self.phone = PhoneForm(hub)
        self.chat = WebForm(hub)
        self.look = LookForm(hub, preferences)
        self.keys = KeyForm(hub, preferences)
        self.alarms = AlarmForm(hub, preferences)
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        choices = (
            Choice(MAIL, tr("E-post"), "mail"),
            Choice(PHONE, tr("Telefon"), "phone"),
            Choice(CHAT, tr("Chat"), "message-circle"),
            Choice(LOOK, tr("Utseende"), "sun"),
            Choice(KEYS, tr("Taster"), "keyboard"),
            Choice(ALARMS, tr("Varsler"), "bell"),
            Choice(HOURS, tr("Åpningstider"), "clock"),
            Choice(ABOUT, tr("Om"), "info"),
        )
        self._title = Label(hub, tr("Innstillinger"), Size.TITLE, weight=Weight.STRONG)
        self.parts = Segment(hub, choices, tr("Del av innstillingene"))
        self._compose()
        self._add(MAIL, self.mail)
        self._add(PHONE, self.phone)
        self._add(CHAT, self.chat)
        self._add(LOOK, self.look)
        self._add(KEYS, self.keys)
        self._add(ALARMS, self.alarms)
        self.about = AboutPart(hub, about, preferences.store)
        self._add(ABOUT, self.about)
        self.parts.chosen.connect(self.show_part)
        for form in (self.look, self.keys, self.alarms):
            form.chosen.connect(self.preferences_chosen)
        for part in (self.mail, self.phone, self.chat, self.about):
            part.told.connect(self.told)
            part.refused.connect(self.refused)
        self.about.other_store_requested.connect(self.other_store_requested)
        self.setFocusProxy(self.parts)

    def attach(self, desk: Desk, spawn: Spawn) -> None:
        """Shows this desk's settings."""
        self.mail.attach(desk, spawn)
        self.phone.attach(desk, spawn)
        self.chat.attach(desk, spawn)
        self.alarms.attach(desk)
        self.about.attach(desk, spawn)
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(24)
        today = wall(self._clock.now()).date()
        lines.addWidget(Lines(self._hub, hours_lines(desk.calendar.hours, today)))
        note = tr("Tidene gjelder hele teamet og kan foreløpig ikke endres i dette vinduet.")
        lines.addWidget(Paragraph(self._hub, note, token="muted"))
        self._add(HOURS, page)

    def release(self) -> None:
        """Listens no longer."""
        self.mail.release()
        self.phone.release()
        self.chat.release()
        self.alarms.release()

    def use(self, preferences: Preferences) -> None:
        """Shows the choices in force."""
        self.look.use(preferences)
        self.keys.use(preferences)
        self.alarms.use(preferences)

    @Slot(str)
    def show_part(self, part: str) -> None:
        """Goes to a part."""
        self.parts.choose(part)
        if part in self._pages:
            self._stack.setCurrentWidget(self._pages[part])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the parts need it more than the title."""
        super().resizeEvent(event)
        both = self._title.sizeHint().width() + self.parts.sizeHint().width()
        self._title.setVisible(self.width() >= both + 2 * _MARGIN + _GAP)

    def _compose(self) -> None:
        head = Panel(self._hub, "surface.1", Edge.BOTTOM)
        row = QHBoxLayout(head)
        row.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        row.setSpacing(_GAP)
        row.addWidget(self._title)
        row.addWidget(self.parts)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._stack, 1)

    def _add(self, part: str, content: QWidget) -> None:
        ground = Panel(self._hub, "surface.1")
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(content)
        column.addStretch(1)
        page = QScrollArea()
        page.setFrameShape(QScrollArea.Shape.NoFrame)
        page.setWidgetResizable(True)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setWidget(ground)
        self._pages[part] = page
        self._stack.addWidget(page)
