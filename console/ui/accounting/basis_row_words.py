"""How a basis is put as a row of the list."""

from __future__ import annotations

from console.desk.accounting.rows import BasisRow
from console.domain.billing.basis import BasisState
from console.domain.billing.reckoning import Why
from console.domain.language import mark, ntr, tr
from console.domain.wording import kroner
from console.widgets.badge import Badge, BadgeKind
from console.widgets.row_text import RowText

_GROUPS = {
    BasisState.DRAFT: mark("Kladd"),
    BasisState.READY: mark("Klar til godkjenning"),
    BasisState.APPROVED: mark("Godkjent, ikke eksportert"),
    BasisState.EXPORTED: mark("Eksportert, venter på fakturanummer"),
    BasisState.INVOICED: mark("Fakturert"),
    BasisState.CREDITED: mark("Kreditert"),
}


_FREE = {
    Why.PLATFORM: mark("feil hos oss, koster ikke noe"),
    Why.REPORTED_IN_OPENING_HOURS: mark("meldt i åpningstiden, koster ikke noe"),
    Why.NO_WORK: mark("ikke noe arbeid"),
    Why.WORKED_IN_OPENING_HOURS: mark("arbeid i åpningstiden, koster ikke noe"),
    Why.WITHIN_BILLED_HOURS: mark("i timer som alt er fakturert"),
    Why.REDUCED: mark("redusert til ingenting"),
    Why.UNDETERMINED: mark("årsaken er ikke avgjort"),
}


def is_head(row: BasisRow) -> bool:
    """Whether it is the head of a state."""
    return row.basis is None


def basis_row_text(row: BasisRow) -> RowText:
    """One row, or the head of a state."""
    if row.basis is None:
        return RowText(row.key, tr(_GROUPS[row.state]), is_group_head=True, count=str(row.count))
    who = f"{row.basis} · {row.shop_name or tr('ukjent butikk')}"
    time = _time_words(row)
    title = tr("Hendelse {number} · {title}", number=row.incident_no, title=row.title)
    why = tr(_FREE[row.why]) if row.why in _FREE else ""
    what = f"{title} · {why}" if why else title
    is_known = row.worked_seconds is not None and row.why is not Why.UNDETERMINED
    amount = kroner(row.ex_vat_ore) if is_known else ""
    ex_vat = tr("{amount} uten mva.", amount=amount) if amount else ""
    badges = _badges(row)
    said = (tr("Grunnlag {number}", number=who), what, row.sentence, time, ex_vat)
    return RowText(
        key=row.key,
        who=who,
        what=what,
        badges=badges,
        tail=time,
        figure=amount,
        right_text=time,
        whole=", ".join(part for part in (*said, *(badge.text for badge in badges)) if part),
    )


def worked_time(seconds: int) -> str:
    """Time that was worked, to the second: `60 min 1 s`."""
    minutes, rest = divmod(seconds, 60)
    if not rest:
        return tr("{minutes} min", minutes=minutes)
    return tr("{minutes} min {seconds} s", minutes=minutes, seconds=rest)


def started_hours(hours: int) -> str:
    """`2 timer`; a credit's are negative."""
    words = ntr("{count} time", "{count} timer", abs(hours))
    return f"\N{MINUS SIGN}{words}" if hours < 0 else words


def _time_words(row: BasisRow) -> str:
    if not row.worked_seconds:
        return ""
    if row.why is Why.UNDETERMINED:
        return worked_time(row.worked_seconds)
    return f"{worked_time(row.worked_seconds)} → {started_hours(row.started_hours)}"


def _badges(row: BasisRow) -> tuple[Badge, ...]:
    credit = (Badge(tr("kreditering"), BadgeKind.NOTE, "undo-2"),) if row.is_credit else ()
    reduced = (Badge(tr("redusert"), BadgeKind.PLAIN),) if row.is_reduced else ()
    return credit + reduced
