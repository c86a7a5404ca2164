"""Pictures of one place of the window: each of its states in each of some looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.app.pictures.sheet import Sheet

Appearance = tuple[tuple[int, int], str, str]
"""Size in pixels, theme, language."""


@dataclass(frozen=True)
class Scene:
    """One picture."""

    place: str
    state: str
    sheet: Sheet

    @property
    def name(self) -> str:
        """As `telefon-busy-1366-light-nb`."""
        sheet = self.sheet
        return f"{self.place}-{self.state}-{sheet.size[0]}-{sheet.theme}-{sheet.language}"


def scenes(place: str, states: Iterable[str], looks: Iterable[Appearance]) -> tuple[Scene, ...]:
    """Every state in every look."""
    ways = tuple(looks)
    return tuple(
        Scene(place, state, Sheet(language, theme, size, 100))
        for state in states
        for size, theme, language in ways
    )
