"""Prices and rules over the list: changed on the left, what it would have meant on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.desk.errors import ActFailed
from console.domain.billing.policy import Policy
from console.domain.language import tr
from console.ui.accounting.rules_form import RulesForm
from console.ui.accounting.rules_preview import RulesPreview
from console.widgets.buttons import Button, ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.overlay import Overlay
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.accounting.rules import PriceRules
    from console.desk.desk import Spawn

_FORM = 440
_PAUSE_MS = 250
"""After the last change before past bases are reckoned anew."""


class RulesSheet(Overlay):
    """`told` and `refused` bear words. Nothing is in force before it is saved."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, hub: ThemeHub, host: QWidget) -> None:
        super().__init__(hub, host, tr("Lukk"))
        self._hub = hub
        self._rules: PriceRules | None = None
        self._version = 0
        self._stored = Policy()
        self._tried: Policy | None = None
        self.form = RulesForm(hub)
        self.preview = RulesPreview(hub)
        self.save = Button(hub, tr("Lagre reglene"), ButtonKind.PRIMARY)
        self.add_button(self.save)
        self.set_content(self._both(hub))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.try_now)
        self.form.changed.connect(self._changed)
        self.save.clicked.connect(self._save_asked)
        hub.changed.connect(self._fit)
        self._fit()
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.close_sheet)

    def _both(self, hub: ThemeHub) -> QWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._left = _scrolled(hub, self.form, Edge.RIGHT)
        row.addWidget(self._left)
        row.addWidget(_scrolled(hub, self.preview, Edge.NONE), 1)
        both.setFocusProxy(self.form.prices)
        return both

    def attach(self, rules: PriceRules, spawn: Spawn) -> None:
        """Shows the rules of this store."""
        self._rules, self._spawn = rules, spawn

    def open_rules(self) -> None:
        """Covers the host with the rules in force, read anew."""
        if self._rules is not None:
            self.save.setEnabled(False)
            self.preview.show_words("")
            self.open_with(tr("Priser og regler"))
            self._spawn(self._load(self._rules), "price rules")

    async def _load(self, rules: PriceRules) -> None:
        try:
            stored = await rules.load()
        except ActFailed as error:
            self.preview.show_words(str(error))
            return
        if stored.problem:
            self.refused.emit(stored.problem)
        self._version, self._stored = stored.version, stored.policy
        self.form.show_policy(stored.policy)
        self.try_now()

    @Slot()
    def _changed(self) -> None:
        # What is wrong is told at once, what it costs after a pause.
        policy = self.form.policy()
        self.save.setEnabled(policy is not None and policy != self._stored)
        self._pause.start()

    @Slot()
    def try_now(self) -> None:
        """Reckons past bases under what stands in the form."""
        policy = self.form.policy()
        if policy is None:
            self.preview.show_words(tr("Rett det som er merket i skjemaet, så regnes det ut."))
        elif self._rules is not None:
            self._tried = policy
            self._spawn(self._try(self._rules, policy), "preview rules")

    async def _try(self, rules: PriceRules, policy: Policy) -> None:
        try:
            found = await rules.preview(policy)
        except ActFailed as error:
            self.preview.show_words(str(error))
            return
        # An answer to rules that do not stand in the form any more is of no use.
        if policy == self._tried:
            self.preview.show_preview(found)

    @Slot()
    def _save_asked(self) -> None:
        policy = self.form.policy()
        if policy is not None and self._rules is not None and self.save.isEnabled():
            self.save.setEnabled(False)
            self._spawn(self._save(self._rules, policy), "save rules")

    async def _save(self, rules: PriceRules, policy: Policy) -> None:
        try:
            self._version = await rules.save(policy, self._version)
        except ActFailed as error:
            self.refused.emit(str(error))
            self.save.setEnabled(True)
            return
        self._stored = policy
        self.told.emit(tr("Reglene er lagret. De gjelder grunnlag som gjøres klare fra nå av."))

    @Slot()
    def _fit(self) -> None:
        self._left.setFixedWidth(self._hub.fonts.px(_FORM))


def _scrolled(hub: ThemeHub, content: QWidget, edge: Edge) -> QScrollArea:
    ground = Panel(hub, "surface.1", edge)
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 24, 24, 24)
    column.addWidget(content)
    column.addStretch(1)
    page = QScrollArea()
    page.setFrameShape(QFrame.Shape.NoFrame)
    page.setWidgetResizable(True)
    page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setWidget(ground)
    return page
