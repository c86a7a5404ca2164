"""A lane of a chat: its bubbles, its composer, and what it asks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.widgets.ask_band import Question, Reply
from console.widgets.attachment_chips import DraftAttachment
from console.widgets.bubble_list import BubbleList
from console.widgets.buttons import ButtonKind
from console.widgets.draft_pad import ComposerMode
from console.widgets.hub import ThemeHub
from console.widgets.lane_ask import LaneAsk
from console.widgets.lane_composer import LaneComposer, LaneComposerKeys, LaneComposerWords
from console.widgets.timeline_entry import Attachment, Entry, EntryKind, StateKind
from scenes.case import WORDS, picture

_K = EntryKind
LANE_WORDS = LaneComposerWords(
    "til", "merknad om", "etterarbeid om", "Send", "Lagre", "Legg ved filer", "Skriv merknad",
    "Ta bort", "Gi videre", "Løs", "Til e-post", "Følg opp", "Løs og lukk", "En merknad",
    "Hva gjaldt det?",
)  # fmt: skip


def lines() -> list[Entry]:
    """What was said, with a picture, a note, and a line that did not come through."""
    shot = Attachment("1", "kasse2.png", "412 kB", picture())
    return [
        Entry("began", _K.EVENT, meta="Startet 10:38 · fra kontrollpanelet"),
        Entry("1", _K.BUBBLE_IN, time="10:38", body="Nå gjør kasse 2 det samme igjen"),
        Entry("2", _K.BUBBLE_IN, time="10:39", attachments=(shot,)),
        Entry("3", _K.NOTE, "Intern merknad", "Aslak H.", "10:40", "Samme som hos Ullteppet."),
        Entry("4", _K.BUBBLE_OUT, time="10:41", body="Takk, det bildet hjelper. Slå på terminalen "
              "først, vent til klokka vises, og start så kassen.", state="sett"),
        Entry("5", _K.BUBBLE_OUT, time="10:43", body="Er den oppe?", state_kind=StateKind.LATE,
              state="kom ikke frem: den besøkende har gått"),
    ]  # fmt: skip


def bubbles(hub: ThemeHub) -> QWidget:
    shown = BubbleList(hub, WORDS)
    shown.resize(320, 620)
    shown.show_entries(lines())
    return shown


def lane_foot(hub: ThemeHub) -> QWidget:
    """Narrow with a question, and wide with a draft."""
    host = QWidget()
    column = QVBoxLayout(host)
    ask = LaneAsk(hub)
    replies = (Reply("no", "Rediger"), Reply("yes", "Send nå", ButtonKind.PRIMARY))
    ask.ask(Question("Holdt tilbake i 4 s", ("Teksten nevner Fjordglimt Sport.",), replies))
    narrow, wide, note = (LaneComposer(hub, LANE_WORDS) for _ in range(3))
    for composer in (narrow, wide, note):
        composer.show_customer(3, "Sølvkroken Gull og Ur", "Skriv til Sølvkroken")
    narrow.setFixedWidth(280)
    ask.setFixedWidth(280)
    wide.show_keys(LaneComposerKeys("Enter", "Ctrl M"))
    wide.set_text(ComposerMode.REPLY, "Ja, jeg ser begge. Den første kl. 10:52 er")
    wide.show_draft_line("Utkast lagret 11:19:58 · 2 versjoner", "lagret 11:19:58")
    wide.show_attachments((DraftAttachment("1", "skjermbilde.png", "48 kB"),))
    note.turn_note()
    for part in (ask, narrow, wide, note):
        column.addWidget(part)
    host.resize(520, 640)
    return host


SCENES: dict[str, Callable[[ThemeHub], QWidget]] = {"bubbles": bubbles, "lane-foot": lane_foot}
