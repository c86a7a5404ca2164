"""What a palette offers, and which of it is meant by what is typed so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.folding import folded


@dataclass(frozen=True)
class Offer:
    """One line. `more` are other words for it, which are not shown; `quiet` stands behind it.

    `marks` are where in the quiet words stands what was looked for.
    """

    key: str
    words: str
    group: str = ""
    icon: str = ""
    quiet: str = ""
    keys: str = ""
    more: str = ""
    marks: tuple[tuple[int, int], ...] = ()


_AT_ONCE, _BEGINS, _INSIDE, _SCATTERED = range(4)


def meant(offers: Iterable[Offer], typed: str) -> tuple[Offer, ...]:
    """Those whose words hold all that was typed, the nearest first; all of them for nothing."""
    wanted = folded(typed).split()
    ranked = [(rank, offer) for offer in offers if (rank := _rank(offer, wanted)) is not None]
    return tuple(offer for _, offer in sorted(ranked, key=_of_rank))


def _of_rank(ranked: tuple[int, Offer]) -> int:
    return ranked[0]


def _rank(offer: Offer, wanted: list[str]) -> int | None:
    """How far from what was typed; None where it is not meant."""
    words = folded(offer.words)
    if wanted and words.startswith(" ".join(wanted)):
        return _AT_ONCE
    words = f"{words} {folded(offer.group)} {folded(offer.more)}"
    ranks = [_word_rank(words, each) for each in wanted]
    return None if None in ranks else max((rank for rank in ranks if rank is not None), default=0)


def _word_rank(words: str, wanted: str) -> int | None:
    if any(word.startswith(wanted) for word in words.split()):
        return _BEGINS
    if wanted in words:
        return _INSIDE
    # Letters in their order, as "gtm" for "go to mail"; of two, everything would be meant.
    letters = iter(words)
    is_scattered = len(wanted) > 2 and all(letter in letters for letter in wanted)
    return _SCATTERED if is_scattered else None
