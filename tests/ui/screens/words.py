"""Whose words are on a screen: ours, in one language, or those of the made morning's people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from console.app.pictures.night_bases import NOTE
from console.app.pictures.sample_escalations import ASKING, ESCALATIONS
from console.app.pictures.sample_live import QUEUE
from console.app.pictures.sample_mails import (
    DRAFT,
    FAULT,
    FAULT_AGAIN,
    FAULT_NOTE,
    FAULT_REPLY,
    MAILS,
    SHOPS,
)
from console.app.pictures.sample_night import (
    CARDS,
    CARDS_NOTE,
    END,
    SHOP_DOWN,
    TWICE,
    UNSEEN,
)
from console.app.pictures.sample_night import MAIL as NIGHT_MAIL
from console.app.pictures.sample_night import SHOPS as NIGHT_SHOPS
from console.app.pictures.sample_talk import BUSY, COLLEAGUES
from console.app.pictures.sample_talk import SHOPS as LIVE_SHOPS
from console.domain.billing.sentence import _FREE as FREE
from console.domain.subjects import bare_subject

CATALOGUE = (
    Path(__file__).resolve().parents[3]
    / "resources"
    / "translations"
    / "en"
    / "LC_MESSAGES"
    / "console.po"
)
SPOKEN = 24
"""So many letters of a longer text are enough to know it by."""

NORWEGIAN_LETTER = re.compile("[æøåÆØÅ]")
LANGUAGE_NAMES = ("Norsk", "English")
"""A language is called by its own name in every language."""

_APART = re.compile(r" · |, |\. (?=[A-ZÆØÅ])|: |\n|\t")
_TO_CUSTOMERS = re.compile(
    "|".join((r"Arbeid \d[^\n]*? à [\d\s]+,\d\d", *map(re.escape, FREE.values())))
)
"""What a basis says to the customer is Norwegian, whatever language the window is in."""

_FIGURE = re.compile(r"\\\{(count|hour|minutes)\\\}")
"""What is counted is a figure: "a time" is not "{count} time", nor "Time list" "Time {hour}"."""

_FIELD = re.compile(r"\\\{\w*\\\}")
_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def words_of(widget: QWidget) -> Iterator[str]:
    """Everything a widget says of itself, to the eye and to a screen reader."""
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    yield widget.toolTip()
    if widget.isWindow():
        yield widget.windowTitle()
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text().replace("&&", "&")
        case QLineEdit() | QTextEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QComboBox():
            yield from (widget.itemText(number) for number in range(widget.count()))
        case QMenu():
            yield from _of_menu(widget)
        case QAbstractItemView():
            yield from _of_rows(widget)


def _of_menu(menu: QMenu) -> Iterator[str]:
    for action in menu.actions():
        yield action.text().replace("&&", "&")
        yield action.toolTip().replace("&&", "&")
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _of_menu(below)


def _of_rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for number in range(0 if model is None else model.rowCount(QModelIndex())):
        index = model.index(number, 0)
        for role in _ROLES:
            found = index.data(role)
            if isinstance(found, str):
                yield found


class OtherLanguage:
    """Knows what must not be read while one language is in use."""

    def __init__(self, language: str) -> None:
        """`language` is the one in use."""
        pairs = [pair for message in _messages() for pair in _pairs(message)]
        known = {english if language == "en" else norwegian for norwegian, english in pairs}
        foreign = [norwegian if language == "en" else english for norwegian, english in pairs]
        self._is_english = language == "en"
        self._known: dict[str, list[str]] = {}
        self._words = {text for text in foreign if "{" not in text and text not in known}
        # As one, since each piece of each screen is held against all of them.
        patterns = [_pattern(text) for text in foreign if _has_words(text, known)]
        self._with_fields = re.compile("|".join(patterns))

    def in_text(self, text: str) -> list[str]:
        """The pieces of a text that are of the other language."""
        if text not in self._known:
            ours = without_people(text)
            pieces = [_without_excerpt(piece.strip()) for piece in (ours, *_APART.split(ours))]
            self._known[text] = [piece for piece in pieces if self._is_other(piece)]
        return self._known[text]

    def _is_other(self, piece: str) -> bool:
        if not piece or piece in LANGUAGE_NAMES:
            return False
        capital = piece[:1].upper() + piece[1:]
        if piece in self._words or capital in self._words:
            return True
        if self._with_fields.fullmatch(piece):
            return True
        return self._is_english and bool(NORWEGIAN_LETTER.search(piece))


@cache
def without_people(text: str) -> str:
    """A text without what customers, colleagues and their files are called or wrote, and without
    what is written to customers.
    """
    text = _TO_CUSTOMERS.sub(" · ", _without_excerpt(text))
    for said in _SAID:
        if said[:SPOKEN] not in text:
            continue
        if len(said) <= SPOKEN:
            text = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", " · ", text)
            continue
        while (start := text.find(said[:SPOKEN])) >= 0:
            end = start + _common(text[start:], said)
            text = text[:start] + " · " + text[end:].lstrip("…")
    return text


def _without_excerpt(text: str) -> str:
    """A find shows what a person wrote from its middle on, whole or a piece of it at a time."""
    shown = text.strip(" ·…")
    is_said = len(shown) >= SPOKEN // 2 and any(shown in said for said in _SAID)
    return "" if is_said else text


def is_of_people(text: str) -> bool:
    """Whether nothing of a text is ours."""
    return not re.sub(r"[\W\d_]", "", without_people(text))


def _common(text: str, said: str) -> int:
    pairs = zip(text, said, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(text), len(said)))


def _people() -> Iterator[str]:
    yield from _people_of_night()
    yield from _people_of_live()
    for mail in (*MAILS, FAULT, FAULT_AGAIN, NIGHT_MAIL):
        yield from (mail.subject, bare_subject(mail.subject))
        yield from (mail.text, mail.name, mail.sender, mail.answer)
        yield from mail.text.split("\n")
    for shop in (*SHOPS, *NIGHT_SHOPS):
        yield from (shop.name, shop.note, *shop.addresses, *shop.hosts)
    for text in (DRAFT, FAULT_REPLY, FAULT_NOTE):
        yield from (text, *text.split("\n"))
    for asked in ESCALATIONS:
        yield from (asked.reason, asked.owner, asked.reference, asked.answer)
    yield from ASKING.split("\n")
    yield from ("Sunniva Lund", "Jonas Tangen", "Mari Krogh", "Jonas T.", "Mari K.")
    yield from ("kasse2.png", "terminal.png", "kvittering-0931.pdf")


def _people_of_live() -> Iterator[str]:
    """Who writes and rings in the made morning, what they say, and why a colleague is away."""
    for chat in BUSY.chats:
        yield from (chat.visitor, chat.said)
    for shop in LIVE_SHOPS:
        yield from (shop.name, *shop.addresses, *shop.hosts)
    for _, name in COLLEAGUES:
        first, _, last = name.partition(" ")
        yield from (name, f"{first} {last[:1]}.")
    yield from (said.reason for said in BUSY.ready)
    yield from (chat.promised[0] for chat in BUSY.chats)
    yield from ("Hei, jeg ser på det.", "Si fra om det ikke går.", QUEUE)


def _people_of_night() -> Iterator[str]:
    """What was reported, and what the people on duty wrote."""
    for incident in (CARDS, SHOP_DOWN, UNSEEN):
        yield from (incident.title, incident.reporter)
        yield from (entry.text for entry in incident.entries)
        yield "" if incident.verdict is None else incident.verdict[2]
        yield from () if incident.note is None else astuple(incident.note[1])
    yield from (*astuple(CARDS_NOTE), *astuple(NOTE))
    yield from (entry.text for entry in (*END, TWICE))


_SAID = sorted({said for said in _people() if said}, key=len, reverse=True)


def _messages() -> Iterable[Message]:
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file, locale="en") if message.id]


def _pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Norwegian beside English; both forms of what is counted."""
    if isinstance(message.id, tuple):
        yield from zip(message.id, message.string, strict=True)
    else:
        yield str(message.id), str(message.string)


def _has_words(text: str, known: set[str]) -> bool:
    """Whether a text with fields says something by itself, in one language alone."""
    return (
        "{" in text
        and text not in known
        and bool(re.search(r"\w{2}", re.sub(r"\{\w*\}", "", text)))
    )


def _pattern(text: str) -> str:
    counted = _FIGURE.sub(r"\\d+", re.escape(text))
    return _FIELD.sub("(?s:.+)", counted)
