"""How a row of the desk is put for drawing: the desk's words in the widgets' terms."""

from __future__ import annotations

from dataclasses import replace

from console.desk.backlog_rows import BacklogRow, Clock, Mark
from console.desk.visitors import Visitors, visitors_words
from console.domain.language import tr
from console.domain.presence import Doing
from console.domain.waits import Meaning
from console.widgets.badge import Badge, BadgeKind
from console.widgets.clock_ring import RingMeaning, RingState
from console.widgets.row_text import Presence, PresenceKind, RowText

_KINDS = {"pos": BadgeKind.POS, "accent": BadgeKind.ACCENT}
_MEANINGS = {
    Meaning.CALM: RingMeaning.CALM,
    Meaning.SOON: RingMeaning.SOON,
    Meaning.LATE: RingMeaning.LATE,
    Meaning.CUSTOMER: RingMeaning.CUSTOMER,
}


def row_text(row: BacklogRow) -> RowText:
    """One row, or the head of a group."""
    if row.is_head:
        count = str(row.count) if row.count else ""
        return RowText(row.key, row.who, is_group_head=True, count=count)
    return RowText(
        key=row.key,
        who=row.who,
        what=row.what,
        badges=badges(row),
        presence=presence(row.present),
        clips=row.clips,
        tail=row.tail,
        completeness=row.completeness,
        ring=_ring(row),
        right_text=_reason(row),
        whole=whole(row),
    )


def badges(row: BacklogRow) -> tuple[Badge, ...]:
    """Who has it, then what it is marked with: where there is little room, the last gives way."""
    owner = () if row.by is None else (mark_badge(row.by),)
    unsent = (Badge(tr("ikke sendt"), BadgeKind.SOON),) if row.is_unsent else ()
    begun = (Badge(tr("utkast"), BadgeKind.PLAIN, "pencil"),) if row.is_begun else ()
    return unsent + begun + owner + tuple(mark_badge(mark) for mark in row.marks)


def presence(there: Visitors) -> Presence | None:
    """The colleague in the case who matters most, and how many more there are."""
    if not there:
        return None
    first = there[0]
    kind = PresenceKind.WRITES if first.doing is Doing.WRITES else PresenceKind.READS
    more = f" +{len(there) - 1}" if len(there) > 1 else ""
    return Presence(first.name + more, first.initials + more, kind)


def mark_badge(mark: Mark) -> Badge:
    """What something is marked with, as a badge."""
    return Badge(mark.text, _KINDS.get(mark.kind, BadgeKind.PLAIN), mark.icon)


def _ring(row: BacklogRow) -> RingState | None:
    """A register that calls wears its diamond on the ring as well."""
    if row.clock is None:
        return None
    is_register = row.key.startswith("call:") and any(mark.kind == "pos" for mark in row.marks)
    return replace(ring(row.clock), pos=True) if is_register else ring(row.clock)


def ring(clock: Clock) -> RingState:
    """A clock of the desk as a ring."""
    meaning = _MEANINGS[clock.meaning]
    return RingState(clock.fraction, clock.inside, clock.below, meaning, whole=clock.sentence)


def _reason(row: BacklogRow) -> str:
    """What stands beside the small ring of a compact row: how long of how long, or by when."""
    clock = row.clock
    if clock is None:
        return ""
    if clock.meaning in (Meaning.CUSTOMER, Meaning.LATE):
        return clock.below
    return clock.why if clock.below in clock.why else f"{clock.inside} {clock.below}"


def place_words(clock: Clock) -> str:
    """Why a caller stands where they do, which is more than their waiting; "" for nothing more."""
    return "" if clock.below in clock.why else clock.why


def whole(row: BacklogRow) -> str:
    """The whole row in one sentence, for hover and screen reader."""
    told = "" if row.clock is None else row.clock.sentence
    # A caller's clock begins with the register's mark itself: it is heard once.
    marks = [mark.text for mark in row.marks if not told.startswith(f"{mark.text}, ")]
    unsent = tr("ikke sendt · venter på lageret") if row.is_unsent else ""
    begun = tr("du har et utkast her") if row.is_begun else ""
    parts = [row.who, row.what, row.tail, unsent, begun, *marks]
    if row.by is not None:
        parts.append(tr("hos {name}", name=row.by.text))
    if row.clock is not None:
        parts += [told, place_words(row.clock)]
    parts.append(visitors_words(row.present))
    return ", ".join(part for part in parts if part)
