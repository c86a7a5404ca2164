"""Fields of a message, each checked as it is taken out; what is wrong is said with its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from whenever import Instant

from console.domain.language import tr
from console.domain.storable_text import one_line

E = TypeVar("E", bound=StrEnum)


class NotUnderstood(Exception):
    """The message cannot be used as it is. The words name the field."""


class NotJson(NotUnderstood):
    """It is no message at all."""


@dataclass(frozen=True)
class Fields:
    """One object of a message; `path` is where it lies in it. Fields that nobody asks for do no
    harm. Everything raises NotUnderstood.
    """

    values: Mapping[str, Any]
    path: str = ""

    @classmethod
    def of(cls, value: object, path: str) -> Fields:
        if not isinstance(value, dict):
            raise NotUnderstood(tr("{field} er ikke et objekt.", field=path))
        return cls(value, path)

    def inner(self, name: str) -> Fields:
        return Fields.of(self.values.get(name), self._at(name))

    def many(self, name: str, most: int) -> Iterator[Fields]:
        """The objects of a list; none where it is not there."""
        found = self.values.get(name, [])
        if not isinstance(found, list) or len(found) > most:
            raise self._wrong(name, tr("er ikke en liste med høyst {most}", most=most))
        for number, value in enumerate(found):
            yield Fields.of(value, f"{self._at(name)}[{number}]")

    def has(self, name: str) -> bool:
        """Whether it was told at all; null is as not told."""
        return self.values.get(name) is not None

    def text(self, name: str, most: int) -> str:
        """A line of text, fit to store; empty where it was not told."""
        found = self.values.get(name)
        if found is None:
            return ""
        if not isinstance(found, str) or len(found) > most:
            raise self._wrong(name, tr("er ikke en tekst med høyst {most} tegn", most=most))
        return one_line(found, most)

    def name(self, name: str, most: int = 200) -> str:
        """A text that must be there, exactly as it was told: something is known by it."""
        found = self.values.get(name)
        if (
            not isinstance(found, str)
            or not 1 <= len(found) <= most
            or one_line(found, most) != found
        ):
            words = tr("er ikke et navn på 1 til {most} tegn på én linje", most=most)
            raise self._wrong(name, words)
        return found

    def whole(self, name: str, low: int, high: int) -> int:
        found = self.values.get(name)
        if not isinstance(found, int) or isinstance(found, bool) or not low <= found <= high:
            words = tr("er ikke et helt tall fra {low} til {high}", low=low, high=high)
            raise self._wrong(name, words)
        return found

    def flag(self, name: str) -> bool:
        found = self.values.get(name)
        if not isinstance(found, bool):
            raise self._wrong(name, tr("er ikke true eller false"))
        return found

    def moment(self, name: str) -> Instant:
        """An instant, with its offset."""
        found = self.values.get(name)
        try:
            if isinstance(found, str) and len(found) <= 40:
                return Instant.parse_iso(found)
        except ValueError:
            pass
        raise self._wrong(name, tr("er ikke et tidspunkt som 2026-11-26T09:12:03.250Z"))

    def one_of(self, name: str, kinds: Mapping[str, E]) -> E:
        found = self.values.get(name)
        if not isinstance(found, str) or found not in kinds:
            raise self._wrong(name, tr("er ikke en av {words}", words=", ".join(kinds)))
        return kinds[found]

    def _at(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def _wrong(self, name: str, why: str) -> NotUnderstood:
        return NotUnderstood(f"{self._at(name)} {why}.")
