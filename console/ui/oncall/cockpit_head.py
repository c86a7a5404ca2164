"""The cockpit's head: the time, what is saved, who is on duty; what happened, whom to call."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.oncall.head_words import HeadFace
from console.widgets.badge import Badge, BadgeKind, BadgeLabel
from console.widgets.buttons import Button, ButtonKind, ButtonSize, icon_button
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Weight
from console.widgets.lamp import Lamp, LampState


class TimeLine(QWidget):
    """The topmost line; `back_requested` leaves the cockpit."""

    back_requested = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = icon_button(hub, "chevron-left", tr("Tilbake til hendelsene (Esc)"))
        self._time = Label(hub, size=Size.HEADING, weight=Weight.STRONG)
        self._night = Label(hub, token="muted")
        self.saved = Lamp(hub, tr("Arbeidsloggen"))
        self._duty = Label(hub, token="muted")
        self._back.clicked.connect(self.back_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for part in (self._back, self._time, self._night):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.saved)
        row.addWidget(self._duty)

    def show_time(self, time: str, night: str) -> None:
        """What o'clock it is, and of which night."""
        self._time.show_text(time)
        self._night.show_text(night)

    def show_duty(self, words: str) -> None:
        """Who is on duty; empty while it is not known."""
        self._duty.show_text(words)
        self._duty.setVisible(bool(words))

    def show_saved(self, words: str, *, is_away: bool) -> None:
        """When the log was last saved on this machine, and whether it waits here."""
        state = LampState.OFF if is_away else LampState.LIVE
        self.saved.show_state(state, words)
        self.saved.setVisible(bool(words))


class CockpitHead(QWidget):
    """Title, shop and facts at the left, whom to call at the right; `case_requested` a number,
    `shop_wanted` asks which shop it is for.
    """

    case_requested = Signal(object)
    shop_wanted = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hub = hub
        self._may_name = False
        self._phone = ""
        self._title = Label(hub, size=Size.DISPLAY, weight=Weight.STRONG)
        self._product = BadgeLabel(hub, Badge("", BadgeKind.POS))
        self._shop = Label(hub, size=Size.TITLE, weight=Weight.STRONG)
        self.choose_shop = Button(hub, tr("Velg butikk …"), ButtonKind.QUIET, "store")
        self.choose_shop.use_size(ButtonSize.SMALL)
        self.choose_shop.clicked.connect(self.shop_wanted)
        self._facts = Label(hub, size=Size.TITLE, token="muted")
        self._caller = Label(hub, size=Size.TITLE, token="muted")
        self._number = Label(hub, size=Size.TITLE)
        self._copy = Button(hub, tr("Kopier nummeret"), icon="copy")
        self._copy.use_size(ButtonSize.LARGE)
        self._copy.clicked.connect(self._copy_number)
        self._cases: list[Button] = []
        self._compose()

    def _compose(self) -> None:
        self._first, second = QHBoxLayout(), QHBoxLayout()
        self._first.setSpacing(12)
        self._first.addWidget(self._title, 1)
        for part in (self._caller, self._number, self._copy):
            self._first.addWidget(part)
        second.setSpacing(8)
        second.addWidget(self._product)
        second.addWidget(self._shop)
        second.addWidget(self.choose_shop)
        second.addWidget(self._facts)
        second.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addLayout(self._first)
        lines.addLayout(second)

    def show_face(self, face: HeadFace) -> None:
        """Shows an incident; what is not known is not shown."""
        self._title.show_text(face.title)
        kind = BadgeKind.POS if face.is_pos else BadgeKind.PLAIN
        icon = "" if face.is_pos else "globe"
        self._product.show_badge(Badge(face.product, kind, icon))
        self._shop.show_text(face.shop)
        self._shop.setVisible(bool(face.shop))
        self.choose_shop.setVisible(self._may_name and not face.shop)
        self._facts.show_text(face.facts)
        self._caller.show_text(face.caller)
        self._caller.setVisible(bool(face.caller))
        self._phone = face.phone
        self._number.show_text(face.phone)
        self._number.setVisible(bool(face.phone))
        self._copy.setVisible(bool(face.phone))
        self._show_cases(face.cases)

    def offer(self, *, is_offered: bool) -> None:
        """Lets one name the shop where nobody has, or not."""
        self._may_name = is_offered

    def _show_cases(self, cases: tuple[CaseId, ...]) -> None:
        if [button.objectName() for button in self._cases] == [str(case) for case in cases]:
            return
        for button in self._cases:
            button.hide()
            button.deleteLater()
        self._cases = [self._case_button(case) for case in cases]
        for at, button in enumerate(self._cases):
            self._first.insertWidget(1 + at, button)

    def _case_button(self, case: CaseId) -> Button:
        button = Button(self._hub, tr("Sak {number}", number=case), ButtonKind.QUIET, "mail-open")
        button.use_size(ButtonSize.SMALL)
        button.setObjectName(str(case))
        button.clicked.connect(self._case_clicked)
        return button

    @Slot()
    def _case_clicked(self) -> None:
        self.case_requested.emit(CaseId(int(self.sender().objectName())))

    @Slot()
    def _copy_number(self) -> None:
        QGuiApplication.clipboard().setText(self._phone)
