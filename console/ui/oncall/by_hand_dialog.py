"""Work written down afterwards: from when to when, work or waiting, and why it was not counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from console.domain.billing.work import WorkKind
from console.domain.language import tr
from console.domain.oncall.work_log import Span
from console.ui.oncall.when_field import WhenField
from console.widgets.buttons import Button, ButtonKind
from console.widgets.dialog_layout import lay_out
from console.widgets.field import Field
from console.widgets.form_row import FormRow
from console.widgets.hub import ThemeHub
from console.widgets.label import Paragraph
from console.widgets.segment import Choice, Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from whenever import Instant


_MEASURE = 420


class ByHandDialog(QDialog):
    """Opened with `open()`; `written` bears the Span, the WorkKind and the reason."""

    written = Signal(object, object, str)

    def __init__(self, hub: ThemeHub, now: Callable[[], Instant], parent: QWidget) -> None:
        super().__init__(parent)
        self._now = now
        self.setWindowTitle(tr("Før arbeid for hånd"))
        hint = tr("F.eks. 02:30, eller 25.10. 02:30.")
        self.start = WhenField(hub, tr("Fra"), now, hint)
        self.end = WhenField(hub, tr("Til"), now)
        kinds = (Choice(WorkKind.WORK, tr("Arbeid")), Choice(WorkKind.WAITING, tr("Venting")))
        self.kind = Segment(hub, kinds, tr("Hva det var"))
        self.reason = Field(hub, tr("F.eks. satt i bilen uten maskinen"))
        self._reason_row = FormRow(hub, tr("Hvorfor for hånd"), self.reason)
        self._problem = Paragraph(hub, token="late.text")
        self.confirm = Button(hub, tr("Før i loggen"), ButtonKind.PRIMARY)
        self._stop = Button(hub, tr("Avbryt"), ButtonKind.QUIET)
        self._compose(hub)
        for field in (self.start, self.end):
            field.changed.connect(self._typed)
        self.reason.textChanged.connect(self._typed)
        self.confirm.clicked.connect(self._confirm)
        self._typed()

    def _compose(self, hub: ThemeHub) -> None:
        parts = self.start, self.end, self.kind, self._reason_row, self._problem
        lay_out(self, *parts, stop=self._stop, done=self.confirm)
        self.setFixedWidth(hub.fonts.px(_MEASURE) + 48)

    @property
    def problem(self) -> str:
        """What keeps it from being written, in words; empty while something is missing."""
        start, end = self.start.at, self.end.at
        if start is not None and end is not None and end <= start:
            return tr("Slutten er ikke etter begynnelsen.")
        if end is not None and end > self._now():
            return tr("Slutten ligger i fremtiden.")
        return ""

    @Slot()
    def _typed(self) -> None:
        problem = self.problem
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        is_whole = None not in (self.start.at, self.end.at) and bool(self.reason.text().strip())
        self.confirm.setEnabled(is_whole and not problem)

    @Slot()
    def _confirm(self) -> None:
        start, end, reason = self.start.at, self.end.at, self.reason.text().strip()
        if start is None or end is None or not reason or self.problem:
            self._typed()
            return
        self.accept()
        self.written.emit(Span(start, end), WorkKind(self.kind.current), reason)
