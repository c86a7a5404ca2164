"""A case: its timeline."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.widgets.attachment_chips import DraftAttachment
from console.widgets.badge import Badge, BadgeKind
from console.widgets.completeness_strip import Completeness, CompletenessStrip
from console.widgets.composer import Composer, ComposerMode, ComposerWords
from console.widgets.hub import ThemeHub
from console.widgets.timeline_entry import Attachment, Entry, EntryKind, StateKind, TimelineWords
from console.widgets.timeline_view import TimelineView

_K = EntryKind
WORDS = TimelineWords("Samtalen", "Lagre vedlegg", "Åpne", "Kopier", "Kopier lenken", "Vis alt")


def picture() -> QImage:
    image = QImage(390, 240, QImage.Format.Format_RGB32)
    image.fill(QColor("#E8EDED"))
    with QPainter(image) as painter:
        painter.fillRect(0, 0, 390, 38, QColor("#3D4A4D"))
        painter.setPen(QColor("white"))
        painter.drawText(16, 25, "Kasse 2")
        for column in range(4):
            painter.fillRect(20 + column * 56, 56, 48, 36, QColor("#C9D3D3"))
        painter.setBrush(QColor("white"))
        painter.setPen(QColor("#B3140F"))
        painter.drawRoundedRect(QRectF(50, 86, 236, 82), 8, 8)
        painter.drawText(
            QRectF(60, 86, 216, 82), int(Qt.AlignmentFlag.AlignCenter), "Ingen kontakt (E-31)"
        )
    return image


def entries() -> list[Entry]:
    shot = Attachment("1", "kasse2.png", "412 kB", picture())
    mail = (Attachment("2", "terminal.jpg", "1,2 MB"), Attachment("3", "kvittering-0931.pdf"))
    return [
        Entry("d1", _K.DAY, "fre. 20. nov."),
        Entry("c", _K.EVENT, "Chat", "13:41–13:58 · 9 meldinger", "fra siden Kasse › Betaling",
              icon="message-circle"),
        Entry("b1", _K.BUBBLE_IN, time="13:52",
              body="Kassen mister forbindelsen med terminalen etter oppdateringen i går. "
              "Kasse 1 og 3 virker."),
        Entry("b2", _K.BUBBLE_OUT, time="13:54",
              body="Takk, da er det kasse 2 vi ser på. Kan du ta bilde av meldingen når den "
              "kommer? Se https://status.mystore.example/kasse."),
        Entry("b3", _K.BUBBLE_IN, time="13:57", attachments=(shot,)),
        Entry("e1", _K.EVENT, "Chat gjort om til e-post",
              "av deg · utskrift og 1 bilde fulgte med · kunden fikk vite: svar innen man. 23. "
              "nov. 12:00", "13:58", icon="mail"),
        Entry("n", _K.NOTE, "Intern merknad", "Aslak H.", "14:06",
              "Samme melding hos Ullteppet i dag. Begge fikk 8.4.1 i går kveld. Ser ut som "
              "terminalen mister adressen når kassen starter på nytt."),
        Entry("p", _K.EVENT, "Telefonsamtale", "inn · 15:02–15:09 · 6 min 48 s · Jonas T.",
              "15:09", "Startet terminalen på nytt sammen med kunden. Virket til stengetid.",
              icon="phone"),
        Entry("d2", _K.DAY, "i dag, man. 23. nov."),
        Entry("e2", _K.EVENT, "Eskalert til utvikling", "DEV-1490 · av deg", "08:24",
              "Sendt med: 4 av 5 punkter, bilde, versjon 8.4.1, de to chattene.",
              Badge("arbeides med", BadgeKind.CALM), icon="corner-up-right", quiet_body=True),
        Entry("m1", _K.MAIL_IN, "Mona, Fjordglimt Sport", "Sv: Kassen mister terminalen", "09:41",
              "Hei. Det skjedde igjen i morges, rett etter at vi slo på kasse 2. Terminalen viser "
              "klokka, men kassen sier «ingen kontakt». Etter ti minutter kom den tilbake av seg "
              "selv. Vi har salg på torsdag og trenger at den holder.\n\n<b>Hilsen</b> Mona",
              attachments=mail, hidden_text="Tidligere meldinger skjult",
              formatted_text="Vis slik den ble sendt"),
        Entry("m2", _K.MAIL_OUT, "Deg", "til post@fjordglimt.example", "10:42", "Hei Mona.",
              state="ukjent utfall: sjekkes mot sendt-mappen", state_kind=StateKind.SOON),
    ]  # fmt: skip


def timeline(hub: ThemeHub) -> QWidget:
    view = TimelineView(hub, WORDS)
    view.show_entries(entries())
    view.resize(hub.fonts.px(1040), hub.fonts.px(860))
    return view


COMPOSER_WORDS = ComposerWords(
    reply="Svar til kunden", note="Intern merknad", send="Send",
    send_and_solve="Send og løs", save_note="Lagre merknad", attach="Legg ved fil",
    saved_replies="lagrede svar", remove="Ta bort", editor_name="Svar",
    switch_name="Hvem teksten er til", send_key="Ctrl Enter", saved_key="/",
    reply_placeholder="Skriv svaret", note_placeholder="Skriv en merknad bare vi ser",
)  # fmt: skip

DRAFT = (
    "Hei Mona. Takk for at du skrev med en gang. Utvikling har funnet at terminalen mister "
    "adressen når kasse 2 starter på nytt etter 8.4.1, og arbeider med en retting.\n"
    "Du hører fra oss innen tirsdag 24. november kl. 12."
)


def composer(hub: ThemeHub) -> QWidget:
    board = QWidget()
    column = QVBoxLayout(board)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    for mode in ComposerMode:
        strip = CompletenessStrip(hub, "Be om det som mangler", "B")
        strip.show_completeness(
            Completeness(4, 5, "4 av 5", "om feilen · mangler", "hvordan gjenskape")
        )
        strip.show_presence("Jonas T. leser")
        wide = Composer(hub, COMPOSER_WORDS)
        wide.show_customer(0, "Fjordglimt Sport", "til Mona, post@fjordglimt.example")
        wide.show_channel("E-post")
        wide.set_text(ComposerMode.REPLY, DRAFT)
        start = DRAFT.index("tirsdag")
        wide.mark_promises([(start, len(DRAFT) - start - 1)])
        wide.show_draft_line("Utkast lagret 10:42:07 · 7 versjoner")
        wide.show_promise(Badge("løfte tir. 12:00 lagres ved sending", BadgeKind.ACCENT, "clock"))
        wide.show_attachments(
            [
                DraftAttachment("1", "veiledning-terminal.pdf", "84 kB"),
                DraftAttachment("2", "film.mp4", "210 MB", "for stor, høyst 20 MB"),
            ]
        )
        wide.use_mode(mode)
        column.addWidget(strip)
        column.addWidget(wide)
    board.setFixedWidth(hub.fonts.px(1040))
    return board


SCENES = {"timeline": timeline, "composer": composer}
