"""Step 3: whose fault it was, why, and how the bill would explain itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.language import tr
from console.domain.oncall.incident import GivenVerdict, Verdict
from console.widgets.fonts import Size
from console.widgets.framed_editor import FramedEditor
from console.widgets.hub import ThemeHub
from console.widgets.label import Label, Paragraph
from console.widgets.numbered_choice import Numbered, NumberedChoices
from console.widgets.step_head import StepHead


def verdict_name(verdict: Verdict) -> str:
    """Whose fault it was, in a word or two."""
    return {
        Verdict.PLATFORM: tr("Vår plattform"),
        Verdict.CUSTOMER: tr("Kundens side"),
        Verdict.THIRD_PARTY: tr("Tredjepart"),
        Verdict.UNKNOWN: tr("Vet ikke ennå"),
    }[verdict]


class VerdictStep(QWidget):
    """`given` bears a verdict and its reason: when the reason is finished or left, and is another
    than the one that counts. `changed` says that something else stands there.
    """

    given = Signal(object, str)
    changed = Signal()

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: GivenVerdict | None = None
        self._picked: Verdict | None = None
        self._sent: tuple[Verdict, str] | None = None
        self._put_back: tuple[Verdict | None, str] | None = None
        self.head = StepHead(hub, "circle-question-mark", tr("3 Hvem sin feil"))
        quiet = {Verdict.PLATFORM: tr("gratis"), Verdict.UNKNOWN: tr("holdes igjen")}
        of = [Numbered(each.value, verdict_name(each), quiet.get(each, "")) for each in Verdict]
        self.choices = NumberedChoices(hub, of, tr("Hvem sin feil"))
        self.reason = FramedEditor(hub, tr("Grunn"), (2, 5), tr("Hva viser det?"))
        self.sentence = Paragraph(hub, token="muted")
        self.choices.chosen.connect(self._chosen)
        self.reason.typed.connect(self._typed)
        self.reason.finished.connect(self.give)
        self.reason.editor.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.head, self.choices, Label(hub, tr("Grunn"), Size.BODY, "muted")):
            layout.addWidget(part)
        layout.addWidget(self.reason)
        layout.addWidget(self.sentence)
        layout.addStretch(1)

    @property
    def picked(self) -> Verdict | None:
        """What is chosen on the screen, given or not yet."""
        return self._picked

    @property
    def unfinished(self) -> str:
        """The reason as it stands on the screen, while it has not been given; else empty."""
        return self.reason.text if self._is_begun() else ""

    def put_back(self, verdict: Verdict | None, reason: str) -> None:
        """Puts in what was written here before: it is given once somebody says so."""
        self._picked, self._put_back = verdict, (verdict, reason.strip())
        self.reason.show_text(reason)
        self._show()

    def show_verdict(self, last: GivenVerdict | None) -> None:
        """Shows the verdict that counts; what is being written stays."""
        if last == self._last:
            return
        there = (self._picked, self.reason.text.strip())
        if last is None or not self._is_begun() or there == (last.verdict, last.reason):
            self._picked = None if last is None else last.verdict
            self.reason.show_text("" if last is None else last.reason)
        self._last, self._sent = last, None
        self._show()

    def offer(self, *, is_offered: bool) -> None:
        """Lets one judge, or only read."""
        self.choices.setEnabled(is_offered)
        self.reason.setEnabled(is_offered)

    @Slot()
    def give(self) -> None:
        """Gives what stands there, where it is whole and new."""
        picked, reason = self._picked, self.reason.text.strip()
        # Ctrl+Enter also leaves the field: what is on its way already is not given twice.
        if picked is None or not reason or not self._is_begun() or self._sent == (picked, reason):
            return
        self._sent = (picked, reason)
        self.given.emit(picked, reason)

    def leave(self) -> None:
        """The same when the field is left; what was only put back waits for a word."""
        if (self._picked, self.reason.text.strip()) != self._put_back:
            self.give()

    def _is_begun(self) -> bool:
        """Whether something stands on the screen that has not been given."""
        if self._last is None:
            return self._picked is not None or bool(self.reason.text.strip())
        there = (self._picked, self.reason.text.strip())
        return there != (self._last.verdict, self._last.reason)

    @Slot(str)
    def _chosen(self, key: str) -> None:
        self._picked = Verdict(key)
        self._show()
        self.changed.emit()
        self.reason.setFocus()

    @Slot()
    def _typed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.choices.show_current("" if self._picked is None else self._picked.value)
        if not self._is_begun():
            self.head.show_state(tr("gitt") if self._last else "", "check", "calm.text")
        elif self._picked is None:
            self.head.show_state(tr("velg 1 til 4"), "circle-dashed", "soon.text")
        elif self.reason.text.strip():
            self.head.show_state(tr("Ctrl Enter gir den"), "circle-dashed", "soon.text")
        else:
            self.head.show_state(tr("skriv grunnen"), "circle-dashed", "soon.text")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Whoever leaves the field has finished the reason."""
        if event.type() == QEvent.Type.FocusOut:
            self.leave()
        return False
