"""Live lists in both densities."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from console.widgets.badge import Badge, BadgeKind
from console.widgets.clock_ring import RingMeaning, RingState
from console.widgets.hub import ThemeHub
from console.widgets.row_list import Density, RowList
from console.widgets.row_text import DISPLAY_ROLE, Presence, PresenceKind, RowText, row_data

_M = RingMeaning
POS = Badge("POS", BadgeKind.POS)
BUG = Badge("Feil", BadgeKind.PLAIN, "bug")
CHAT = Badge("i chat med deg", BadgeKind.ACCENT)


class Rows(QAbstractListModel):
    """Finished rows, as a screen's model gives them."""

    def __init__(self, rows: Sequence[RowText]) -> None:
        super().__init__()
        self.rows = list(rows)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = DISPLAY_ROLE) -> object:
        return row_data(self.rows[index.row()], role)

    def number_of(self, key: str) -> int | None:
        return next((at for at, row in enumerate(self.rows) if row.key == key), None)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and self.rows[index.row()].is_group_head:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


def head(words: str, count: int) -> RowText:
    return RowText(f"head-{words}", words, is_group_head=True, count=str(count))


def sample() -> list[RowText]:
    reads = Presence("Tobias R.", "TR")
    writes = Presence("Mari K.", "MK", PresenceKind.WRITES)
    return [
        head("Venter på første svar", 2),
        RowText(
            "1", "Havbris Interiør", "Finner ikke igjen rabattkoden fra fredagens nyhetsbrev",
            ring=RingState(0.78, "47 s", "av 60 s", _M.SOON), right_text="47/60 s",
        ),
        RowText(
            "2", "Rypa Barneklær", "Hvordan legger jeg inn størrelser på varianter?",
            presence=reads, ring=RingState(0.2, "12 s", "av 60 s"), right_text="12/60 s",
            last_in_group=True,
        ),
        head("I gang", 11),
        RowText(
            "3", "Sølvkroken Gull og Ur", "Kortet ble trukket to ganger, ser det ut til",
            presence=writes, clips=1, ring=RingState(1.1, "2:08", "8 s over", _M.LATE),
            right_text="+8 s",
        ),
        RowText(
            "4", "Fjordglimt Sport", "Her er bilde av skjermen på kasse 2", (POS,),
            Presence("deg", "deg", PresenceKind.WRITES), 2, (3, 5),
            ring=RingState(0.8, "1:36", "av 2:00", _M.SOON), right_text="1:36",
        ),
        RowText(
            "5", "Fjordglimt Sport og Fritid AS", "Kasse 2 · 01 55 41 07", (POS, CHAT),
            ring=RingState(0.8, "48 s", "av 60 s", _M.SOON, pos=True), right_text="48/60 s",
        ),
        RowText(
            "6", "Ullteppet", "Kan ikke lukke kassaoppgjøret", (BUG, POS), None, 0, (2, 5),
            ring=RingState(1.3, "4:06", "6 m over", _M.LATE), right_text="+6 m",
        ),
        RowText(
            "7", "Dvergsnø Vintersport", "Utvikling · lagerstatus henger etter oppdatering",
            tail="DEV-1471", ring=RingState(1, "2 d", "42 m over", _M.LATE), right_text="+42 m",
        ),
        RowText(
            "8", "Kystens Garn", "Takk, da prøver jeg det", presence=reads,
            ring=RingState(0, "–", "hos kunden", _M.CUSTOMER), right_text="hos kunden",
        ),
        RowText(
            "9", "Multekrem Delikatesse", "La på 10:21 etter 1:40 · kasse 1", (POS,),
            ring=RingState(0.5, "21 m", "innen 11:00"), right_text="innen 11:00",
            last_in_group=True,
        ),
    ]  # fmt: skip


def rows(hub: ThemeHub) -> QWidget:
    board = QWidget()
    line = QHBoxLayout(board)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(1)
    for density in Density:
        view = RowList(hub, "Chat", density)
        model = Rows(sample())
        model.setParent(view)
        view.setModel(model)
        view.select_key("4")
        view.setMinimumWidth(hub.fonts.px(335 if density is Density.COMFORTABLE else 317))
        line.addWidget(view)
    board.resize(hub.fonts.px(660), hub.fonts.px(560))
    return board


SCENES = {"rows": rows}
