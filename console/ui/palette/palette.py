"""The palette at work: what is typed filters commands at once and searches the store at rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from console.desk.errors import ActFailed
from console.desk.palette import Offer, meant
from console.domain.ids import CaseId
from console.domain.language import tr
from console.ui.palette.panel import PalettePanel
from console.widgets.hub import ThemeHub
from console.widgets.offer_list import OfferLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from console.desk.desk import Desk, Spawn
    from console.desk.finding import FoundRow

PAUSE_MS = 150
"""After the last key before anything is looked up."""
_LEAST = 2
_FOUND_MOST = 12


OpenCase = Callable[[CaseId], object]
"""Opens the case of a number."""


@dataclass(frozen=True)
class Command:
    """An offer, and what choosing it does."""

    offer: Offer
    do: Callable[[], object]


Spoken = Callable[[str], tuple[Command, ...]]
"""What typed words ask for by themselves."""


def _nothing(_words: str) -> tuple[Command, ...]:
    return ()


class Palette(QObject):
    """One field over everything, closed by what was chosen."""

    def __init__(self, hub: ThemeHub, window: QWidget) -> None:
        super().__init__(window)
        self.panel = PalettePanel(hub, window)
        self._commands: tuple[Command, ...] = ()
        self._found: tuple[Command, ...] = ()
        self._recent: tuple[Command, ...] = ()
        self._foot = ""
        self._words = ""
        self._open_case: OpenCase | None = None
        self._spoken: Spoken = _nothing
        self._given: tuple[Desk, Spawn] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        self.panel.typed.connect(self._typed)
        self.panel.chosen.connect(self._chosen)
        self.panel.closed.connect(self._pause.stop)

    def open_with(
        self,
        offered: Sequence[Command],
        recent: Sequence[CaseId],
        open_case: OpenCase,
        desk: Desk,
        spawn: Spawn,
        spoken: Spoken = _nothing,
    ) -> None:
        """Offers these commands, what the words themselves ask for (`spoken`), the cases that were
        open lately, and what the desk finds.
        """
        self._spoken = spoken
        self._open_case = open_case
        self._given = (desk, spawn)
        self._commands = tuple(offered)
        self._found = self._recent = ()
        self._words = self._foot = ""
        self.panel.open_panel()
        self._show()
        if recent:
            spawn(self._read_recent(desk, recent), "recent cases")

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

    async def _read_recent(self, desk: Desk, recent: Sequence[CaseId]) -> None:
        try:
            rows = await desk.finding.cases(recent)
        except ActFailed:
            return  # what one had open is no news; the search will say why
        self._recent = self._cases(tr("Sist åpnet"), rows)
        self._show()

    def _cases(self, group: str, rows: Iterable[FoundRow]) -> tuple[Command, ...]:
        return tuple(self._case(group, found) for found in rows)

    def _case(self, group: str, found: FoundRow) -> Command:
        row = found.row
        words = f"#{row.case} {row.who}"
        offer = Offer(row.key, words, group, "mail-open", row.what, marks=found.said.marks)
        return Command(offer, partial(self._open, row.case))

    def _open(self, case: CaseId | None) -> None:
        if case is not None and self._open_case is not None:
            self._open_case(case)

    def _show(self) -> None:
        self.panel.show_lines(_lines(self._offers()), self._foot)

    def _offers(self) -> list[Offer]:
        """Of each group together, in the order of its nearest."""
        offers = [each.offer for each in self._commands]
        if self._words:
            near = meant(offers, self._words)
            said = (*self._said(), *self._found)
            return [*near, *(each.offer for each in said)]
        return [*(each.offer for each in self._recent), *offers]

    def _said(self) -> tuple[Command, ...]:
        """What the words themselves ask for, such as "ring 21 98 24 74"."""
        return self._spoken(self._words) if self._words else ()

    @Slot(str)
    def _chosen(self, key: str) -> None:
        everything = (*self._commands, *self._said(), *self._found, *self._recent)
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
