"""What a colleague knows best, and for a lead the list in which it is ticked."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.language import tr
from console.domain.topics import TOPICS, topic_name, topic_names
from console.widgets.buttons import Button, ButtonKind
from console.widgets.hub import ThemeHub
from console.widgets.plain_tip import plain_tip

_NAMED = 2
"""So many are named on the button; the tooltip names all."""


class KnowsButton(Button):
    """`chosen` bears all topics that are ticked from then on."""

    chosen = Signal(object)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, "", ButtonKind.QUIET, parent=parent)
        self._topics: frozenset[str] = frozenset()
        self.show_icon_after("chevron-down")
        self.clicked.connect(self._open)
        self.show_topics(frozenset())

    def show_topics(self, topics: frozenset[str]) -> None:
        """Says what is known best."""
        self._topics = topics
        ordered = [topic for topic in TOPICS if topic in topics]
        named = topic_names(ordered[:_NAMED]) or tr("ikke sagt")
        rest = len(ordered) - _NAMED
        if rest > 0:
            named = tr("{topics} og {count} til", topics=named, count=rest)
        self.show_text(tr("Kan best: {topics}", topics=named))
        why = tr("Chatter om dette ringer her først.")
        self.setToolTip(plain_tip(f"{topic_names(ordered)}\n{why}" if ordered else why))

    def menu_of_topics(self) -> QMenu:
        """All topics, those that are known best ticked."""
        menu = QMenu(self)
        for topic in TOPICS:
            action = menu.addAction(topic_name(topic).replace("&", "&&"))
            action.setData(topic)
            action.setCheckable(True)
            action.setChecked(topic in self._topics)
        menu.triggered.connect(self._choose)
        return menu

    @Slot()
    def _open(self) -> None:
        menu = self.menu_of_topics()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        self.chosen.emit(self._topics ^ {str(action.data())})
