"""What keys do: every act by name, its usual key, and this person's changes.

A key is written as Qt writes it everywhere ("Ctrl+K", "?"). Safe on Nordic keyboards: Windows
reports AltGr as Ctrl+Alt, so neither that nor what AltGr types is a key, and a key is the character
that it produces, wherever that lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from console.domain.language import mark, tr


class KeyPlace(StrEnum):
    """Where a key acts. In the whole window it acts in all the others too."""

    WINDOW = "window"
    LIST = "list"
    OVERVIEW = "overview"
    CASE = "case"
    CHAT = "chat"


@dataclass(frozen=True)
class KeyAct:
    """Something that a key does. `words` is a marked text; `name` stands in the file."""

    name: str
    place: KeyPlace
    usual: str
    words: str


ACTS = (
    KeyAct("window.palette", KeyPlace.WINDOW, "Ctrl+K", mark("Finn alt")),
    KeyAct("window.keys", KeyPlace.WINDOW, "?", mark("Denne listen")),
    KeyAct("window.state", KeyPlace.WINDOW, "Ctrl+Shift+M", mark("Min status")),
    KeyAct("telephone.dial", KeyPlace.WINDOW, "F6", mark("Ring nummer, butikk eller sak")),
    KeyAct("telephone.ready", KeyPlace.WINDOW, "F5", mark("Klar på telefon")),
    KeyAct("telephone.take", KeyPlace.WINDOW, "F9", mark("Ta samtalen")),
    KeyAct("telephone.relieve", KeyPlace.WINDOW, "F7", mark("Gi en chat videre før du svarer")),
    KeyAct("telephone.wrap_up", KeyPlace.WINDOW, "F8", mark("Skriv om samtalen")),
    KeyAct("chat.take", KeyPlace.WINDOW, "Ctrl+T", mark("Ta chatten som ringer")),
    KeyAct("chat.nearest", KeyPlace.WINDOW, "Ctrl+J", mark("Til chatten som haster mest")),
    KeyAct("chat.lane_1", KeyPlace.WINDOW, "Ctrl+1", mark("Til chat 1")),
    KeyAct("chat.lane_2", KeyPlace.WINDOW, "Ctrl+2", mark("Til chat 2")),
    KeyAct("chat.lane_3", KeyPlace.WINDOW, "Ctrl+3", mark("Til chat 3")),
    KeyAct("chat.lane_4", KeyPlace.WINDOW, "Ctrl+4", mark("Til chat 4")),
    KeyAct("chat.lane_5", KeyPlace.WINDOW, "Ctrl+5", mark("Til chat 5")),
    KeyAct("chat.lane_6", KeyPlace.WINDOW, "Ctrl+6", mark("Til chat 6")),
    KeyAct("chat.to_mail", KeyPlace.CHAT, "Ctrl+M", mark("Gjør om til e-post")),
    KeyAct("chat.rest_to_mail", KeyPlace.CHAT, "Ctrl+Shift+P", mark("Gjør resten om til e-post")),
    KeyAct("chat.hand_over", KeyPlace.CHAT, "Ctrl+G", mark("Gi videre")),
    KeyAct("chat.note", KeyPlace.CHAT, "Ctrl+Shift+N", mark("Skriv intern merknad")),
    KeyAct("chat.close", KeyPlace.CHAT, "Ctrl+L", mark("Løs chatten")),
    KeyAct("list.down", KeyPlace.LIST, "J", mark("Neste sak")),
    KeyAct("list.up", KeyPlace.LIST, "K", mark("Forrige sak")),
    KeyAct("list.take", KeyPlace.LIST, "T", mark("Ta saken")),
    KeyAct("list.hand_over", KeyPlace.LIST, "A", mark("Gi videre")),
    KeyAct("list.snooze", KeyPlace.LIST, "Z", mark("Utsett")),
    KeyAct("list.close", KeyPlace.LIST, "E", mark("Løs saken")),
    KeyAct("overview.left", KeyPlace.OVERVIEW, "H", mark("Banen til venstre")),
    KeyAct("overview.right", KeyPlace.OVERVIEW, "L", mark("Banen til høyre")),
    KeyAct("overview.turn", KeyPlace.OVERVIEW, "U", mark("Baner eller Haster")),
    KeyAct("case.reply", KeyPlace.CASE, "R", mark("Svar kunden")),
    KeyAct("case.note", KeyPlace.CASE, "N", mark("Skriv intern merknad")),
    KeyAct("case.missing", KeyPlace.CASE, "B", mark("Be om det som mangler")),
    KeyAct("case.take", KeyPlace.CASE, "T", mark("Ta saken")),
    KeyAct("case.hand_over", KeyPlace.CASE, "A", mark("Gi videre")),
    KeyAct("case.snooze", KeyPlace.CASE, "Z", mark("Utsett")),
    KeyAct("case.close", KeyPlace.CASE, "E", mark("Løs saken")),
    KeyAct("case.to_mail", KeyPlace.CASE, "Ctrl+M", mark("Gjør om til e-post")),
    KeyAct("case.escalate", KeyPlace.CASE, "X", mark("Eskaler")),
)
"""Every act whose key may be changed."""

_OF_NAME = {act.name: act for act in ACTS}
_TOGETHER = {
    KeyPlace.WINDOW: set(KeyPlace),
    KeyPlace.LIST: {KeyPlace.WINDOW, KeyPlace.LIST, KeyPlace.OVERVIEW, KeyPlace.CHAT},
    KeyPlace.OVERVIEW: {KeyPlace.WINDOW, KeyPlace.LIST, KeyPlace.OVERVIEW},
    KeyPlace.CASE: {KeyPlace.WINDOW, KeyPlace.CASE},
    KeyPlace.CHAT: {KeyPlace.WINDOW, KeyPlace.LIST, KeyPlace.CHAT},
}
"""Places whose keys are heard at the same time."""

_TYPED_WITH_ALTGR = frozenset("@£$€{[]}\\~|")
_FIXED = frozenset(
    (
        *("Return", "Enter", "Esc", "Tab", "Space", "Backspace", "Del", "Up", "Down", "Left"),
        *("Right", "Home", "End", "PgUp", "PgDown", "G", "Ctrl+Z", "Ctrl+C", "Ctrl+V", "Ctrl+X"),
        *("Ctrl+A", "Ctrl+Return", "Ctrl+Enter", "Alt+F4", "Shift+Tab"),
    )
)
"""What these do is the same everywhere, or the system's."""
_MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")


@dataclass(frozen=True)
class Keys:
    """The keys of one person: the usual ones, and what they changed (by name)."""

    changed: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def read(kept: Mapping[str, object]) -> Keys:
        """Of what the file of choices has; what is unknown, unsafe or taken is left out."""
        keys = Keys()
        for name, key in kept.items():
            if name in _OF_NAME and isinstance(key, str) and not keys.refusal(name, key):
                keys = keys.with_key(name, key)
        return keys

    def key(self, name: str) -> str:
        """The key of an act."""
        return self.changed.get(name, _OF_NAME[name].usual)

    def with_key(self, name: str, key: str) -> Keys:
        """With another key for one act; the usual one is no change."""
        others = {each: kept for each, kept in self.changed.items() if each != name}
        return Keys(others if key == _OF_NAME[name].usual else {**others, name: key})

    def refusal(self, name: str, key: str) -> str:
        """Why an act cannot have a key, in words; "" where it can."""
        parts = _parts(key)
        if {"Ctrl", "Alt"} <= set(parts) or parts[-1] in _TYPED_WITH_ALTGR:
            return tr("{key} skrives med AltGr på nordiske tastaturer.", key=key_words(key))
        if key in _FIXED or parts[-1] in _MODIFIERS or not key:
            return tr("{key} gjør det samme overalt og kan ikke byttes.", key=key_words(key))
        if parts[:-1] == ["Alt"] or "Meta" in parts:
            return tr("{key} hører til systemets menyer.", key=key_words(key))
        taken = self._who_has(key, _OF_NAME[name])
        if taken is not None:
            words = tr(taken.words)
            return tr("{key} er alt tasten for «{act}».", key=key_words(key), act=words)
        return ""

    def _who_has(self, key: str, asking: KeyAct) -> KeyAct | None:
        together = _TOGETHER[asking.place]
        others = (act for act in ACTS if act is not asking and act.place in together)
        return next((act for act in others if self.key(act.name) == key), None)


def act_of(name: str) -> KeyAct:
    """The act of a name."""
    return _OF_NAME[name]


def acts_of(places: Iterable[KeyPlace]) -> tuple[KeyAct, ...]:
    """The acts of these places, in order."""
    wanted = set(places)
    return tuple(act for act in ACTS if act.place in wanted)


def key_words(key: str) -> str:
    """A key as people read it: "Ctrl K"."""
    shift = tr("Skift")
    return " ".join(shift if part == "Shift" else part for part in _parts(key)).strip()


def _parts(key: str) -> list[str]:
    """Modifiers and the key itself, also where that is a plus."""
    *before, last = key.removesuffix("+").split("+")
    return [*before, f"{last}+" if key.endswith("+") and not last else last] if key else [""]
