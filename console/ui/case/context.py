"""What is known around a case: the shop, the contact, files, points, earlier cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from console.desk.entries import FileLine
from console.domain.cases import CaseKind
from console.domain.language import ntr, tr
from console.domain.phone_numbers import grouped
from console.ui.case.earlier_cases import EarlierCases
from console.ui.case.linked_incidents import LinkedIncidents
from console.ui.case.own_note import OwnNote
from console.ui.case.promises import Promises
from console.ui.escalations.case_escalations import CaseEscalations
from console.widgets.badge import Badge, BadgeKind, BadgeLabel
from console.widgets.buttons import Button, icon_button
from console.widgets.checklist import CheckLine, Checklist
from console.widgets.fonts import Size
from console.widgets.hub import ThemeHub
from console.widgets.ident_bar import IdentBar
from console.widgets.key_value import Fact, KeyValue
from console.widgets.label import Label, Paragraph, Weight
from console.widgets.meter import Meter
from console.widgets.panel import Edge, Panel
from console.widgets.section import Section
from console.widgets.thumbnails import Thumbnails, Tile

if TYPE_CHECKING:
    from console.desk.case_view import CaseFace
    from console.domain.chats import Chat


class Context(QScrollArea):
    """Sections under one another; what is not known has none."""

    case_requested = Signal(int)
    file_requested = Signal(str)
    point_turned = Signal(str)
    missing_requested = Signal()
    fold_requested = Signal()
    dial_requested = Signal(str)

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Opplysninger om saken"))
        self._card = _Card(hub)
        self.note = OwnNote(hub)
        self.incidents = LinkedIncidents(hub)
        self.escalations = CaseEscalations(hub)
        self.promises = Promises(hub)
        self._points = Section(hub, tr("Det vi vet om feilen"))
        self._meter = Meter(hub)
        self._checks = Checklist(hub)
        self._points.add(self._meter)
        self._points.add(self._checks)
        self._ask = Button(hub, tr("Be om det som mangler"), key_hint="B")
        self._asks = False
        self._points.add(self._ask)
        self._files = Section(hub, tr("Vedlegg"))
        self._tiles = Thumbnails(hub, tr("Vedlegg"))
        self._files.add(self._tiles)
        self._earlier = Section(hub, tr("Tidligere saker"))
        self._cases = EarlierCases(hub)
        self._earlier.add(self._cases)
        self._card.fold.clicked.connect(self.fold_requested)
        self._card.facts.action_requested.connect(self.dial_requested)
        self._checks.toggle_requested.connect(self.point_turned)
        self._tiles.open_requested.connect(self.file_requested)
        self._cases.case_requested.connect(self.case_requested)
        self._ask.clicked.connect(self.missing_requested)
        sheet = Panel(hub)
        column = self._column = QVBoxLayout(sheet)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        above = (self._card, self.incidents, self.escalations, self.promises, self.note)
        for part in (*above, self._points, self._files, self._earlier):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(sheet)

    def offer_dialling(self, may_dial: bool) -> None:
        """Whether numbers can be called from here (`dial_requested`)."""
        self._card.may_dial = may_dial

    def show_at_a_glance(self, banner: QWidget) -> None:
        """Stands beside a list: a banner below the card, what is missing can be asked for, and no
        note to oneself, which is written in the case.
        """
        self._column.insertWidget(1, banner)
        self._asks = True
        self.note.hide()

    def show_face(self, face: CaseFace, chat: Chat | None = None) -> None:
        """Shows what is known around a case; `chat` is the one that goes on in it."""
        self._card.show_face(face, chat)
        self.incidents.show_case(face.case)
        self.escalations.show_lines(face.escalations)
        self.promises.show_case(face.case)
        self._show_points(face)
        self._earlier.setVisible(bool(face.earlier))
        self._earlier.show_count(str(len(face.earlier)))
        self._cases.show_cases(face.earlier)

    def show_files(self, files: tuple[FileLine, ...], pictures: Mapping[str, QImage]) -> None:
        """Shows the case's files, with the previews there are by now."""
        self._files.setVisible(bool(files))
        self._files.show_count(str(len(files)))
        self._tiles.show_tiles([_tile(file, pictures) for file in files])

    def _show_points(self, face: CaseFace) -> None:
        self._points.setVisible(face.kind is CaseKind.BUG)
        total = len(face.points)
        count = tr("{known} av {total}", known=face.known, total=total)
        self._points.show_count(count, "text")
        self._meter.show_count(face.known, total, count)
        self._ask.setVisible(self._asks and bool(face.missing))
        self._checks.show_lines(
            [
                CheckLine(
                    line.text, line.is_known, "" if line.is_known else tr("mangler"), line.point
                )
                for line in face.points
            ]
        )


class _Card(Panel):
    """Who it is: the shop as the register knows it, and the person who wrote."""

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__(hub, "surface.1", Edge.BOTTOM)
        self._ident = IdentBar(hub)
        self._name = Label(hub, size=Size.TITLE, weight=Weight.STRONG)
        self._pos = BadgeLabel(hub, Badge(tr("POS"), BadgeKind.POS))
        self.facts = KeyValue(hub, tr("Kopier"))
        self.may_dial = False
        self._note = Paragraph(hub, token="muted")
        self.fold = icon_button(hub, "panel-right-close", tr("Skjul opplysninger"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._ident)
        head.addWidget(self._name, 1)
        head.addWidget(self._pos)
        head.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 8, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.facts)
        column.addWidget(self._note)

    def show_face(self, face: CaseFace, chat: Chat | None) -> None:
        shop = face.shop
        self._ident.show_ident(int(face.case if shop is None else shop.id))
        self._name.show_text(face.who if shop is None else shop.name)
        self._pos.setVisible(shop is not None and shop.registers > 0)
        self.facts.show_facts([*_in_chat(chat), *_facts(face, may_dial=self.may_dial)])
        note = "" if shop is None else shop.note
        self._note.setText(note)
        self._note.setVisible(bool(note))


def _in_chat(chat: Chat | None) -> list[Fact]:
    """Who writes, whether that is proven, and which page they look at."""
    if chat is None:
        return []
    proof = tr("bekreftet") if chat.is_verified else tr("ikke bekreftet")
    who = (chat.visitor_name, proof if chat.shop is not None else "")
    words = " · ".join(part for part in who if part)
    return [Fact(tr("I chat"), words), Fact(tr("Side"), chat.page, middle=True)]


def _phones(phones: tuple[str, ...], *, may_dial: bool) -> list[Fact]:
    """Each on a line of its own where it can be called."""
    if not may_dial:
        return [Fact(tr("Telefon"), ", ".join(grouped(phone) for phone in phones))]
    verb, icon = tr("Ring"), "phone-outgoing"
    return [Fact(tr("Telefon"), grouped(phone), phone, verb, icon) for phone in phones]


def _facts(face: CaseFace, *, may_dial: bool) -> list[Fact]:
    address = face.to[0].address if face.to else ""
    known = [
        Fact(tr("Kontakt"), face.contact_name),
        Fact(tr("E-post"), address, middle=True),
    ]
    shop = face.shop
    if shop is None:
        return known
    count = ntr("{count} kasse", "{count} kasser", shop.registers) if shop.registers else ""
    return [
        *known,
        *_phones(shop.phones, may_dial=may_dial),
        Fact(tr("Datakasse"), " · ".join(part for part in (count, shop.pos_version) if part)),
        Fact(tr("Nettbutikk"), ", ".join(shop.hosts), middle=True),
        Fact(tr("Kundenr."), shop.customer_number),
    ]


def _tile(file: FileLine, pictures: Mapping[str, QImage]) -> Tile:
    ending = file.name.rpartition(".")[2].upper() if "." in file.name else ""
    kind = ending if len(ending) <= 5 else ""
    size = tr("åpnes ikke") if file.is_dangerous else file.size_text
    words = " · ".join(part for part in (kind, size) if part)
    return Tile(str(file.id), file.name, words, pictures.get(file.sha256))
