"""Pages in one place, one of them shown: rows, why there are none, or the shape of rows to come."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QStackedWidget, QWidget


class Pages(QStackedWidget):
    """The keyboard goes to the page that is shown; one that is hidden would hold Tab up."""

    def add_pages(self, first: QWidget, *others: QWidget) -> None:
        """Adds pages; the first is shown until another is turned to."""
        for page in (first, *others):
            self.addWidget(page)
        self.setFocusProxy(first)

    def turn_to(self, page: QWidget) -> None:
        """Shows a page; the keyboard goes along when nothing else on the screen has it."""
        if self.currentWidget() is page:
            return
        # Nothing may have the keyboard, though the type stubs deny it.
        focused = cast(QWidget | None, self.window().focusWidget())
        idle = focused is None or not focused.isVisible() or self.isAncestorOf(focused)
        self.setCurrentWidget(page)
        self.setFocusProxy(page)
        if idle and self.isVisible():
            page.setFocus()
