"""The palette at work: what is typed filters commands at once and searches the store at rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from console.desk.errors import ActFailed
from console.desk.palette import Offer, meant
from console.domain.language import tr
from console.ui.palette.commands import Command, commands
from console.ui.palette.panel import PalettePanel
from console.widgets.hub import ThemeHub
from console.widgets.offer_list import OfferLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.desk.desk import Desk, Spawn
    from console.desk.finding import FoundRow
    from console.desk.preferences import Preferences
    from console.ui.window.workplace import Workplace

PAUSE_MS = 150
"""After the last key before anything is looked up."""
_LEAST = 2
_FOUND_MOST = 12


class Palette(QObject):
    """One field over everything; opened over a workplace, and closed by what was chosen."""

    def __init__(self, hub: ThemeHub, window: QWidget) -> None:
        super().__init__(window)
        self.panel = PalettePanel(hub, window)
        self._commands: tuple[Command, ...] = ()
        self._found: tuple[Command, ...] = ()
        self._recent: tuple[Command, ...] = ()
        self._foot = ""
        self._words = ""
        self._work: Workplace | None = None
        self._given: tuple[Desk, Spawn] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.panel.typed.connect(self._typed)
        self.panel.chosen.connect(self._chosen)
        self.panel.closed.connect(self._pause.stop)

    def open_over(
        self, work: Workplace, desk: Desk, spawn: Spawn, preferences: Preferences
    ) -> None:
        """Offers what can be done there now."""
        self._work, self._given = work, (desk, spawn)
        self._commands = commands(work, desk, preferences)
        self._found = self._recent = ()
        self._words = self._foot = ""
        self.panel.open_panel()
        self._show()
        if work.recent:
            spawn(self._read_recent(desk, "", tuple(work.recent)), "recent cases")

    @Slot(str)
    def _typed(self, typed: str) -> None:
        self._words, self._found, self._foot = typed.strip(), (), ""
        if len(self._words) >= _LEAST or self._words.isdecimal():
            self._foot = tr("Søker …")
            self._pause.start()
        else:
            self._pause.stop()
        self._show()

    @Slot()
    def _look_up(self) -> None:
        if self._given is not None and self._words:
            desk, spawn = self._given
            spawn(self._search(desk, self._words), "palette search")

    async def _search(self, desk: Desk, words: str) -> None:
        try:
            page = await desk.finding.page(words)
        except ActFailed as error:
            if words == self._words:
                self._foot = tr("Fikk ikke søkt: {why}", why=str(error))
                self._show()
            return
        # An answer to what was typed before this is of no use any more.
        if words == self._words:
            self._found = self._cases(tr("Saker"), page.rows[:_FOUND_MOST])
            nothing = tr("Fant ingen saker med «{words}»", words=words)
            self._foot = "" if self._found else nothing
            self._show()

    async def _read_recent(self, desk: Desk, words: str, recent: Sequence[int]) -> None:
        try:
            rows = await desk.finding.cases(recent)  # type: ignore[arg-type]
        except ActFailed:
            return  # what one had open is no news; the search will say why
        if words == self._words:
            self._recent = self._cases(tr("Sist åpnet"), rows)
            self._show()

    def _cases(self, group: str, rows: Iterable[FoundRow]) -> tuple[Command, ...]:
        work = self._work
        if work is None:
            return ()
        return tuple(
            Command(
                Offer(
                    found.row.key,
                    f"#{found.row.case} {found.row.who}",
                    group,
                    "mail-open",
                    found.row.what,
                    marks=found.said.marks,
                ),
                partial(work.open_case, found.row.case),
            )
            for found in rows
            if found.row.case is not None
        )

    def _show(self) -> None:
        self.panel.show_lines(_lines(self._offers()), self._foot)

    def _offers(self) -> list[Offer]:
        """Of each group together, in the order of its nearest."""
        offers = [each.offer for each in self._commands]
        if self._words:
            near = meant(offers, self._words)
            return [*near, *(each.offer for each in self._found)]
        return [*(each.offer for each in self._recent), *offers]

    @Slot(str)
    def _chosen(self, key: str) -> None:
        everything = (*self._commands, *self._found, *self._recent)
        command = next((each for each in everything if each.offer.key == key), None)
        self.panel.close_panel()
        if command is not None:
            command.do()


def _lines(offers: Sequence[Offer]) -> list[OfferLine]:
    """Each group under its head, as its first one comes."""
    groups: dict[str, list[Offer]] = {}
    for offer in offers:
        groups.setdefault(offer.group, []).append(offer)
    lines: list[OfferLine] = []
    for group, some in groups.items():
        lines.append(OfferLine("", group, is_head=True))
        lines += [
            OfferLine(each.key, each.words, each.icon, each.quiet, each.keys, each.marks)
            for each in some
        ]
    return lines
