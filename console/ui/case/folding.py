"""The context beside the talk: open, or folded to a narrow strip of icons and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.cases import CaseKind
from console.domain.language import tr
from console.ui.case.context import Context
from console.widgets.buttons import icon_button
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.icon_label import IconLabel
from console.widgets.label import Label
from console.widgets.panel import Edge, Panel

if TYPE_CHECKING:
    from console.desk.case_view import CaseFace
    from console.domain.chats import Chat


class FoldingContext(Panel):
    """`fits` says whether there is room for it; a click on the fold decides until that changes."""

    folded = Signal(bool)
    """That it is folded now, or with False that it is open."""

    def __init__(self, hub: ThemeHub, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.LEFT, parent)
        self._hub = hub
        self._context = context
        self._fits: bool | None = None
        self._strip = _Strip(hub)
        self._strip.unfold_requested.connect(self._unfold)
        context.fold_requested.connect(self._fold_up)
        context.incidents.counted.connect(self._strip.show_incidents)
        context.promises.counted.connect(self._strip.show_promises)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(context)
        row.addWidget(self._strip)
        hub.changed.connect(self._resize)
        self._show(is_open=True)

    def fit(self, *, has_room: bool) -> None:
        """Opens or folds when the room for it has come or gone; else leaves it as it is."""
        if has_room is not self._fits:
            self._fits = has_room
            self._show(is_open=has_room)

    def show_face(self, face: CaseFace, chat: Chat | None = None) -> None:
        """Shows a case, open and folded; `chat` is the one that goes on in it."""
        self._context.show_face(face, chat)
        self._strip.show_face(face)

    def show_nothing(self) -> None:
        """No case is known: folded, there is nothing to count."""
        self._strip.show_nothing()

    @property
    def is_open(self) -> bool:
        """Whether the sections are in sight."""
        return not self._context.isHidden()

    @Slot()
    def turn(self) -> None:
        """Opens what is folded, folds what is open."""
        self._show(is_open=not self.is_open)

    @Slot()
    def _unfold(self) -> None:
        self._show(is_open=True)

    @Slot()
    def _fold_up(self) -> None:
        self._show(is_open=False)

    def _show(self, *, is_open: bool) -> None:
        self._context.setVisible(is_open)
        self._strip.setHidden(is_open)
        self._resize()
        self.folded.emit(not is_open)

    @Slot()
    def _resize(self) -> None:
        self.setFixedWidth(self._hub.px("context" if self.is_open else "context.folded"))


class _Strip(Panel):
    """The folded context: a figure for each part of it that has something to tell."""

    unfold_requested = Signal()

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__(hub)
        unfold = icon_button(hub, "panel-right-open", tr("Vis opplysninger"))
        unfold.clicked.connect(self.unfold_requested)
        self._incidents = _Figure(hub, "siren", tr("Kritisk hendelse"))
        self._escalations = _Figure(hub, "corner-up-right", tr("Eskaleringer"))
        self._promises = _Figure(hub, "clock", tr("Løfter"))
        self._files = _Figure(hub, "paperclip", tr("Vedlegg"))
        self._points = _Figure(hub, "list-checks", tr("Det vi vet om feilen"))
        self._earlier = _Figure(hub, "history", tr("Tidligere saker"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(12)
        column.addWidget(unfold, 0, Qt.AlignmentFlag.AlignHCenter)
        above = (self._incidents, self._escalations, self._promises)
        for figure in (*above, self._files, self._points, self._earlier):
            column.addWidget(figure)
        column.addStretch(1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No case is known."""
        counted = (self._incidents, self._escalations, self._promises)
        for figure in (*counted, self._files, self._points, self._earlier):
            figure.show_figure("")

    @Slot(int)
    def show_incidents(self, count: int) -> None:
        """How many critical incidents the case came by."""
        self._incidents.show_figure(str(count) if count else "")

    @Slot(int)
    def show_promises(self, count: int) -> None:
        """How much was promised that is still to be kept."""
        self._promises.show_figure(str(count) if count else "")

    def show_face(self, face: CaseFace) -> None:
        count = len(face.escalations)
        self._escalations.show_figure(str(count) if count else "")
        self._files.show_figure(str(len(face.files)) if face.files else "")
        is_bug = face.kind is CaseKind.BUG
        self._points.show_figure(f"{face.known}/{len(face.points)}" if is_bug else "")
        self._earlier.show_figure(str(len(face.earlier)) if face.earlier else "")


class _Figure(QWidget):
    """An icon with its figure below; hidden when there is nothing to count."""

    def __init__(self, hub: ThemeHub, icon: str, name: str) -> None:
        super().__init__()
        self._name = name
        self._icon = IconLabel(hub, icon)
        self._icon_name = icon
        self._label = Label(hub, size=Size.CAPTION, token="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for part in (self._icon, self._label):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_figure(self, text: str) -> None:
        self._label.show_text(text)
        self._icon.show_icon(self._icon_name, name=f"{self._name}: {text}")
        self.setAccessibleName(f"{self._name}: {text}")
        self.setVisible(bool(text))
