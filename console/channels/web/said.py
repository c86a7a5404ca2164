"""What a visitor says in JSON, read field by field; whatever it is not is refused by its name."""

from __future__ import annotations

import json
import unicodedata
from typing import Any
from uuid import UUID

from console.channels.web.refusal import Refusal, not_understood
from console.domain.language import tr
from console.domain.storable_text import one_line, storable

MOST_TEXT = 5000
_MOST_SEQ = 1 << 31


class Said:
    """The fields of an object. Raises Refusal."""

    def __init__(self, body: bytes) -> None:
        try:
            told = json.loads(body)
        except (ValueError, RecursionError) as error:
            words = tr("Forespørselen er ikke JSON.")
            raise Refusal(400, "json", words) from error
        if not isinstance(told, dict):
            raise not_understood("object")
        self._told: dict[str, Any] = told

    def word(self, name: str, most: int = 200) -> str:
        """One line, cut at so many characters; empty where it is missing."""
        return one_line(unicodedata.normalize("NFC", self._text(name)[: 8 * most]), most)

    def text(self, name: str) -> str:
        """A text of many lines; one that is too long is refused, not cut."""
        told = self._text(name)
        if len(told) > 4 * MOST_TEXT:
            raise not_understood(name)
        text = storable(unicodedata.normalize("NFC", told)).strip()
        if len(text) > MOST_TEXT:
            raise not_understood(name)
        return text

    def secret(self, name: str) -> str:
        """As it stands."""
        return self._text(name)

    def uuid(self, name: str) -> UUID:
        return uuid_of(self._text(name), name)

    def uuids(self, name: str, most: int) -> tuple[UUID, ...]:
        told = self._told.get(name) or []
        if not isinstance(told, list) or len(told) > most:
            raise not_understood(name)
        found = tuple(uuid_of(each, name) for each in told)
        if len(set(found)) < len(found):
            raise not_understood(name)
        return found

    def flag(self, name: str) -> bool:
        told = self._told.get(name)
        if not isinstance(told, bool):
            raise not_understood(name)
        return told

    def number(self, name: str) -> int:
        return number_of(self._told.get(name), name)

    def __contains__(self, name: str) -> bool:
        return self._told.get(name) is not None

    def _text(self, name: str) -> str:
        told = self._told.get(name)
        if told is None:
            return ""
        if not isinstance(told, str):
            raise not_understood(name)
        return told


def uuid_of(told: object, name: str) -> UUID:
    """A visitor's own name for something, as UUIDs are written everywhere. Raises Refusal."""
    try:
        found = UUID(told) if isinstance(told, str) else None
    except ValueError:
        found = None
    if found is None or str(found) != str(told).lower():
        raise not_understood(name)
    return found


def number_of(told: object, name: str) -> int:
    """A line's number. Raises Refusal."""
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told < _MOST_SEQ:
        raise not_understood(name)
    return told
