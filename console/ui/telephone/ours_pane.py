"""Who of us is where on the telephone, beside the queue."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.desk.changes import Insert
from console.domain.language import tr
from console.ui.models.listening import Listening
from console.ui.models.live_list_model import LiveListModel
from console.ui.team.title_line import TitleLine
from console.ui.telephone.queue_words import person_text
from console.widgets.hub import ThemeHub
from console.widgets.panel import Edge, Panel
from console.widgets.people_row import PersonFace
from console.widgets.row_list import Density, Ink, RowList

if TYPE_CHECKING:
    from console.desk.live import LiveList, LiveValue
    from console.desk.telephone_ours import OursRow

WIDTH = 300


class OursPane(Panel):
    """A head with how many we are, and everybody in groups."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "surface.1", Edge.LEFT, parent)
        self.head = TitleLine(hub, tr("Hos oss"))
        self.view = RowList(hub, tr("Hos oss"))
        self.view.use_faces(_face)
        self.model: LiveListModel[OursRow] = LiveListModel(person_text, self, attrgetter("is_head"))
        self.view.setModel(self.model)
        self._listening = Listening()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        hub.changed.connect(self._fit)
        self._fit()

    def attach(self, ours: LiveList[OursRow], next_free: LiveValue[str]) -> None:
        """Shows these from now on."""
        if ours.rows:
            self.model.apply((Insert(0, ours.rows),))
        self._listening.hear(ours, self.model.apply)
        self._listening.hear(ours, self._count)
        self._count(())
        self._listening.follow(next_free, self.head.show_sum)

    def release(self) -> None:
        """Listens no longer."""
        self._listening.end()

    def show_known(self, *, is_known: bool) -> None:
        """Greyed while the exchange does not answer: so it was when it last did."""
        self.view.use_ink(Ink.LIVE if is_known else Ink.STALE)

    def _count(self, _ops: object) -> None:
        self.head.show_count(sum(not row.is_head for row in self.model.rows))

    def _fit(self) -> None:
        self.setFixedWidth(self._hub.fonts.px(WIDTH))


def _face(_density: Density) -> PersonFace:
    return PersonFace()
