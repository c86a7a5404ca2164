"""What one set of pictures is: a language, a theme, a size in pixels, a text size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from console.domain.errors import ToldError
from console.domain.language import tr

LANGUAGES = ("nb", "en")
THEMES = ("light", "dark")


class PicturesFailed(ToldError):
    """The pictures could not be drawn."""


@dataclass(frozen=True)
class Sheet:
    """The look of every picture of a set; `size` is the window's, in pixels."""

    language: str
    theme: str
    size: tuple[int, int]
    text_percent: int

    def file(self, folder: Path, screen: str) -> Path:
        """Where the picture of a screen goes."""
        width, height = self.size
        name = f"{screen}-{self.language}-{self.theme}-{width}x{height}"
        return folder / f"{name}{f'-{self.text_percent}' if self.text_percent != 100 else ''}.png"


def sheets(sizes: Sequence[str], text_percent: int) -> Iterator[Sheet]:
    """Both languages and themes at each size (`1366x768`). Raises PicturesFailed."""
    for size in sizes:
        for language in LANGUAGES:
            for theme in THEMES:
                yield Sheet(language, theme, _size(size), text_percent)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise PicturesFailed(
            tr("«{text}» er ingen størrelse. Skriv for eksempel 1920x1080.", text=text)
        )
    return int(width), int(height)
