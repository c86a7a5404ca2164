"""What the customer was promised by when: a line each, and that it has been kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.domain.ids import CaseId
from console.domain.language import tr
from console.domain.wording import moment_label
from console.ui.models.listening import Listening
from console.widgets.buttons import Button, ButtonKind, ButtonSize
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.section import Section

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.domain.promises import Promise
    from console.ui.acts.runner import ActRunner


class Promises(Section):
    """Hidden while there are none that are open; `counted` tells how many there are."""

    counted = Signal(int)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, tr("Løfter"), parent=parent)
        self._desk: Desk | None = None
        self._runner: ActRunner | None = None
        self._case = CaseId(0)
        self._listening = Listening()
        self._shown: tuple[Promise, ...] = ()
        self.lines: list[PromiseLine] = []
        self.hide()

    def attach(self, desk: Desk, runner: ActRunner) -> None:
        """Knows this desk's promises."""
        self._desk, self._runner = desk, runner
        self._listening.hear(desk.live.floor.changed, self._changed)

    def end(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def show_case(self, case: CaseId) -> None:
        """Shows what was promised in this case."""
        self._case = case
        self._changed(None)

    def _changed(self, _touched: object) -> None:
        if self._desk is None:
            return
        there = self._desk.live.floor.promises.values()
        found = sorted((one for one in there if one.case == self._case), key=_due)
        self.setVisible(bool(found))
        self.show_count(str(len(found)) if found else "")
        self.counted.emit(len(found))
        if tuple(found) == self._shown:
            return
        self._shown = tuple(found)
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = [self._line(one, self._desk) for one in found]

    def _line(self, promise: Promise, desk: Desk) -> PromiseLine:
        when = moment_label(promise.due_at, desk.clock.now())
        line = PromiseLine(self._hub, promise.text, when)
        line.kept.setVisible(desk.me.may_work)
        line.kept.clicked.connect(partial(self._keep, promise))
        self.add(line)
        return line

    def _keep(self, promise: Promise, _checked: bool = False) -> None:
        if self._desk is not None and self._runner is not None:
            self._runner.run(self._desk.live.acts.keep_promise(promise.id))


class PromiseLine(QWidget):
    """What was promised, by when, and the button that says that it has been kept."""

    def __init__(self, hub: ThemeHub, text: str, when: str) -> None:
        super().__init__()
        self.kept = Button(hub, tr("Holdt"), ButtonKind.QUIET, "check")
        self.kept.use_size(ButtonSize.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel(hub, "clock"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Paragraph(hub, text), 1)
        row.addWidget(Label(hub, when, weight=Weight.STRONG), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.kept, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(tr("{text}, innen {when}", text=text, when=when))


def _due(promise: Promise) -> float:
    return promise.due_at.timestamp()
