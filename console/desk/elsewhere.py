"""How it is told that the same customer stands in another channel, too."""

from __future__ import annotations

from console.desk.lane import LaneName
from console.desk.placed import Placed
from console.domain.calls import Call
from console.domain.language import tr
from console.domain.telephone_order import Place


def elsewhere_words(other: Placed, place: Place[Call] | None) -> str:
    """Where it stands, whose it is and how long it has waited; `place` is that of the queue."""
    parts = [_where(other, place)]
    if place is not None:
        parts.append(tr("plass {number}", number=place.number))
    parts += [mark.text for mark in other.row.marks if mark.kind == "pos"]
    if other.row.by is not None:
        parts.append(_with(other.row.by.text))
    if other.waits and other.row.clock is not None:
        parts.append(other.row.clock.inside)
    return " · ".join(parts)


def _where(other: Placed, place: Place[Call] | None) -> str:
    match other.lane:
        case LaneName.CHAT:
            return tr("står også i chat")
        case LaneName.TELEPHONE if place is not None:
            return tr("står også i telefonkøen")
        case LaneName.TELEPHONE if other.waits:
            return tr("skal også ringes tilbake")
        case LaneName.TELEPHONE:
            return tr("er også i telefonen")
        case _:
            return tr("har også en e-post som venter")


def _with(name: str) -> str:
    return tr("hos {name}", name=name)
