"""What stands around the work: rail, day, lamps, context, and the states of lists."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from console.widgets.checklist import CheckLine, Checklist
from console.widgets.day_rail import DayLine, DayRail, DaySpan, SpanKind
from console.widgets.find_button import FindButton
from console.widgets.hub import ThemeHub
from console.widgets.key_value import Fact, KeyValue
from console.widgets.lamp import Lamp, LampState
from console.widgets.meter import Meter
from console.widgets.offline_band import OfflineBand
from console.widgets.panel import Edge, Panel
from console.widgets.rail import Place, Rail, RailWidth
from console.widgets.section import Section
from console.widgets.skeleton import Skeleton
from console.widgets.states import StatePage, StateText
from console.widgets.thumbnails import Thumbnails, Tile
from scenes.case import picture

PLACES = (
    Place("overview", "Oversikt", "kanban", "46", "4"),
    Place("mine", "Mine", "user", "7"),
    Place("chat", "Chat", "message-circle", "13", "1"),
    Place("phone", "Telefon", "phone", "8"),
    Place("mail", "E-post", "mail", "19", "2"),
    Place("escalations", "Eskaleringer", "corner-up-right", "6", "1"),
    Place("duty", "Vakt", "moon", group=1),
    Place("team", "Team", "users", group=1),
    Place("search", "Søk", "search", group=2),
    Place("settings", "Innstillinger", "sliders-horizontal", group=2),
)
_S = SpanKind


def _share(minute: int) -> float:
    return (minute - 480) / 600


DAY = tuple(
    DaySpan(_share(start), _share(end), kind, text, tick)
    for start, end, kind, text, tick in (
        (480, 540, _S.WORK, "08 e-post", ""),
        (540, 690, _S.OPEN, "09 åpent", ""),
        (690, 720, _S.PAUSE, "lunsj", "11:30"),
        (720, 930, _S.OPEN, "12 åpent", "12"),
        (930, 960, _S.WORK, "e-post", "15:30"),
        (960, 1080, _S.WORK, "16 vakt · Jonas T.", ""),
    )
)


def rail(hub: ThemeHub) -> QWidget:
    board = Panel(hub, "surface.0")
    line = QHBoxLayout(board)
    line.setContentsMargins(0, 8, 0, 8)
    line.setSpacing(24)
    for width in RailWidth:
        column = QVBoxLayout()
        each = Rail(hub, "Steder")
        each.show_places(PLACES)
        each.show_current("overview")
        each.use_width(width)
        find = FindButton(hub, "Finn alt", "Ctrl K")
        find.use_width(width)
        column.addWidget(each)
        column.addStretch(1)
        column.addWidget(find)
        line.addLayout(column)
    board.setFixedHeight(hub.fonts.px(620))
    return board


def topbar(hub: ThemeHub) -> QWidget:
    board = QWidget()
    column = QVBoxLayout(board)
    column.setContentsMargins(0, 0, 0, 0)
    for now, text, coming in (
        (642, "10:42", "lunsj om 48 min"),
        (485, "08:05", "åpner om 55 min"),
        (958, "15:58", "dagen er over om 2 min"),
    ):
        bar = Panel(hub, "surface.0", Edge.BOTTOM)
        line = QHBoxLayout(bar)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(16)
        day = DayRail(hub)
        day.show_line(DayLine(DAY, _share(now), text, coming, f"{text}, {coming}"))
        line.addWidget(day, 1)
        lamp = Lamp(hub, "Lageret")
        lamp.show_state(LampState.LIVE, "direkte · 0,3 s")
        line.addWidget(lamp)
        column.addWidget(bar)
    board.setFixedWidth(hub.fonts.px(1200))
    return board


def lamps(hub: ThemeHub) -> QWidget:
    board = QWidget()
    line = QHBoxLayout(board)
    line.setSpacing(24)
    for state, text in (
        (LampState.LIVE, "direkte · 0,3 s"),
        (LampState.POLLED, "hentet for 40 s siden"),
        (LampState.BEHIND, "12 s bak"),
        (LampState.OFF, "frakoblet siden 10:42"),
        (LampState.RESTING, "ikke satt opp"),
    ):
        lamp = Lamp(hub, "Kilde")
        lamp.show_state(state, text)
        line.addWidget(lamp)
    board.setFixedWidth(hub.fonts.px(760))
    return board


def context(hub: ThemeHub) -> QWidget:
    board = Panel(hub, "surface.1")
    column = QVBoxLayout(board)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    who = Section(hub, "Fjordglimt Sport")
    facts = KeyValue(hub, "Kopier")
    facts.show_facts(
        (
            Fact("Kontakt", "Mona, daglig leder"),
            Fact("Telefon", "01 55 41 07", "call", "Ring", "phone-outgoing"),
            Fact("E-post", "en.veldig.lang.adresse@fjordglimt.example", middle=True),
            Fact("Datakasse", "3 kasser · 8.4.1"),
        )
    )
    who.add(facts)
    known = Section(hub, "Det vi vet om feilen", "4 av 5")
    known.show_count("4 av 5", "text")
    known.add(Meter(hub, 4, 5, "4 av 5"))
    known.add(
        Checklist(
            hub,
            (
                CheckLine("Hva skjedde", True),
                CheckLine("Hvordan gjenskape", False, "mangler"),
                CheckLine("Hvor: kasse 2, versjon 8.4.1", True),
            ),
        )
    )
    papers = Section(hub, "Vedlegg", "3")
    tiles = Thumbnails(hub, "Vedlegg")
    tiles.show_tiles(
        (
            Tile("1", "kasse2.png", "PNG · 412 kB", picture()),
            Tile("2", "terminal-i-butikken-fredag.jpg", "JPG · 1,2 MB"),
            Tile("3", "kvittering-0931.pdf", "PDF · 84 kB"),
        )
    )
    papers.add(tiles)
    earlier = Section(hub, "Tidligere saker")
    earlier.show_offer("alle 14")
    for section in (who, known, papers, earlier):
        column.addWidget(section)
    board.setFixedWidth(hub.fonts.px(380))
    return board


def states(hub: ThemeHub) -> QWidget:
    board = QWidget()
    grid = QGridLayout(board)
    empty = StatePage(hub)
    empty.show_text(
        StateText(
            "message-circle",
            "Ingen venter i chat",
            "Nye chatter kommer hit. Sist ledig siden 10:38.",
            "Se e-post",
        )
    )
    broken = StatePage(hub)
    broken.show_text(
        StateText(
            "triangle-alert",
            "Fikk ikke hentet e-post",
            "Siden 10:31: postserveren svarer ikke. Det som alt er hentet, og alle utkast, er "
            "tatt vare på.",
            "Prøv igjen",
            "prøver selv om 18 s",
            "late.text",
        )
    )
    loading = Skeleton(hub, "Henter")
    loading._waited()
    band = OfflineBand(hub)
    band.show_text("Sist kjent man. 23. nov. 10:42")
    for number, each in enumerate((empty, loading, broken, band)):
        each.setFixedWidth(hub.fonts.px(380))
        each.setMinimumHeight(hub.fonts.px(200) if number < 3 else 0)
        grid.addWidget(each, number // 2, number % 2)
    return board


SCENES = {
    "rail": rail,
    "topbar": topbar,
    "lamps": lamps,
    "context": context,
    "states": states,
}
