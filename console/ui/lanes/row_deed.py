"""What can be done with a row, as values: its keys, its menu and its buttons come from the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from console.desk.backlog_rows import BacklogRow
from console.ui.lanes.row_keys import RowKey
from console.widgets.hub import ThemeHub


class RowButton(StrEnum):
    """When a deed has a button on the row itself, where rows have room for buttons."""

    NONE = "none"
    CHOSEN = "chosen"
    ALWAYS = "always"


@dataclass(frozen=True)
class RowDeed:
    """One thing to do with a row: at once (`do`), or after asking by a menu (`ask`).

    `keys` are those that do it; `is_apart` stands below a line in the menu.
    """

    words: str
    icon: str
    keys: tuple[RowKey, ...] = ()
    do: Callable[[], object] | None = None
    ask: Callable[[QWidget], QMenu] | None = None
    is_apart: bool = False
    button: RowButton = RowButton.NONE

    @property
    def key_text(self) -> str:
        """The key as it is written beside the words, "" for none."""
        return self.keys[0].text if self.keys else ""


class RowKind(Protocol):
    """One kind of row: what can be done with the thing it is about, the usual first."""

    def deeds(self, number: str) -> tuple[RowDeed, ...]:
        """`number` is what the row's key ends with; nothing where the thing is over."""
        ...


class RowDeeds(QObject):
    """Whom a row's key belongs to says what it does; opens one menu at a time over `host`."""

    def __init__(self, hub: ThemeHub, kinds: Mapping[str, RowKind], host: QWidget) -> None:
        super().__init__(host)
        self._hub = hub
        self._kinds = kinds
        self._host = host
        self._menu: QMenu | None = None

    def of(self, row: BacklogRow) -> tuple[RowDeed, ...]:
        """What can be done with a row just now."""
        kind, _, number = row.key.partition(":")
        return () if row.is_head or kind not in self._kinds else self._kinds[kind].deeds(number)

    def press(self, row: BacklogRow, key: RowKey, at: QPoint) -> None:
        """Does what the key does with this row; a menu that it needs opens at a point."""
        deed = next((each for each in self.of(row) if key in each.keys), None)
        if deed is not None:
            self.carry_out(deed, at)

    def carry_out(self, deed: RowDeed, at: QPoint) -> None:
        """Does it, or asks first."""
        if deed.ask is not None:
            self._show(deed.ask(self._host), at)
        elif deed.do is not None:
            deed.do()

    def ask_all(self, row: BacklogRow, at: QPoint) -> None:
        """Everything that can be done with a row, as a menu."""
        menu = QMenu(row.who.replace("&", "&&"), self._host)
        for deed in self.of(row):
            self._add(menu, deed)
        if menu.actions():
            self._show(menu, at)

    def _add(self, menu: QMenu, deed: RowDeed) -> None:
        if deed.is_apart:
            menu.addSeparator()
        icon = self._hub.icons.icon(deed.icon, "muted")
        words = f"{deed.words}\t{deed.key_text}" if deed.keys else deed.words
        if deed.ask is not None:
            asking = deed.ask(menu)
            asking.menuAction().setText(words)
            asking.setIcon(icon)
            menu.addMenu(asking)
        elif deed.do is not None:
            menu.addAction(icon, words, deed.do)

    def _show(self, menu: QMenu, at: QPoint) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu
        menu.popup(at)
        # Opened by key, a menu stands on its first line.
        menu.setActiveAction(menu.actions()[0])
