"""The words of one basis on the screen: acts, tables, and what keeps it where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from whenever import Instant

from console.desk.accounting.page import BasisPage
from console.domain.billing.basis import BasisAct, BasisState, state_words
from console.domain.billing.call_outs import CallOut
from console.domain.billing.reckoning import Outcome
from console.domain.billing.step_chain import Step
from console.domain.billing.time_list import TimeLine
from console.domain.billing.words import billed_words, done_words
from console.domain.billing.work import Source, WorkKind
from console.domain.ids import PersonId
from console.domain.instants import wall
from console.domain.language import mark, tr
from console.domain.oncall.incident import ClosingNote, Verdict
from console.domain.wording import clock_time, date_label, kroner
from console.ui.accounting.basis_row_words import started_hours, worked_time
from console.widgets.badge import Badge, BadgeKind
from console.widgets.figure_table import TableRow

STATE_BADGES = {
    BasisState.DRAFT: BadgeKind.PLAIN,
    BasisState.READY: BadgeKind.SOON,
    BasisState.APPROVED: BadgeKind.ACCENT,
    BasisState.EXPORTED: BadgeKind.ACCENT,
    BasisState.INVOICED: BadgeKind.CALM,
    BasisState.CREDITED: BadgeKind.OFFLINE,
}

VERBS = {
    BasisAct.MADE_READY: mark("Gjør klar"),
    BasisAct.TAKEN_BACK: mark("Tilbake til kladd …"),
    BasisAct.REDUCED: mark("Reduser …"),
    BasisAct.APPROVED: mark("Godkjenn"),
    BasisAct.EXPORTED: mark("Eksporter …"),
    BasisAct.INVOICED: mark("Fakturanummer …"),
    BasisAct.CREDITED: mark("Krediter …"),
}

_VERDICTS = {
    Verdict.PLATFORM: mark("Feil hos oss"),
    Verdict.CUSTOMER: mark("Feil hos kunden"),
    Verdict.THIRD_PARTY: mark("Feil hos en tredjepart"),
    Verdict.UNKNOWN: mark("Ikke avgjort"),
}


def state_badge(state: BasisState) -> Badge:
    """The state as a badge."""
    return Badge(state_words(state).capitalize(), STATE_BADGES[state])


def missing_title(state: BasisState) -> str:
    """What stands above what is missing."""
    if state is BasisState.DRAFT:
        return tr("Mangler før grunnlaget kan bli klart")
    return tr("Mangler før grunnlaget kan godkjennes")


def key_figures(page: BasisPage) -> tuple[tuple[str, str], ...]:
    """Figures and what they are: worked beside billed, and what it comes to."""
    result = page.result
    if result is None:
        return ()
    worked = (worked_time(result.worked_seconds), tr("arbeidet"))
    if result.outcome is Outcome.HELD:
        return (worked,)
    return (
        worked,
        (worked_time(result.billable_seconds), tr("utenfor åpningstid, regnes med")),
        (started_hours(result.started_hours), _billed_words(page)),
        (kroner(result.ex_vat_ore), tr("uten mva.")),
        (kroner(result.incl_vat_ore), tr("med mva. {vat}", vat=kroner(result.vat_ore))),
    )


def _billed_words(page: BasisPage) -> str:
    assert page.result is not None
    before, now = page.result.hours_before_reduction, page.result.started_hours
    if before != now:
        return tr("påbegynt, redusert fra {hours}", hours=abs(before))
    return tr("påbegynt à {price}", price=kroner(page.result.rate_ore))


def call_out_rows(call_outs: Sequence[CallOut], now: Instant) -> list[TableRow]:
    """A row a call-out."""
    return [
        TableRow(
            (
                _moment(each.start, now),
                _moment(each.end, now),
                worked_time(each.seconds),
                started_hours(each.started_hours),
            )
        )
        for each in call_outs
    ]


def time_rows(lines: Sequence[TimeLine], now: Instant) -> list[TableRow]:
    """A row a line of the time list, and the sum of what is billed last."""
    today = wall(now).date()
    rows = [
        TableRow(
            (
                date_label(line.day, today),
                f"{_clock(line.start)}–{_end_clock(line)}",
                worked_time(line.seconds),
                line.name,
                _kind_words(line),
                billed_words(line.why_not),
            ),
            is_quiet=not line.is_billed,
        )
        for line in lines
    ]
    billed = sum(line.seconds for line in lines if line.is_billed)
    if rows:
        sums = (tr("Faktureres"), "", worked_time(billed), "", "", "")
        rows.append(TableRow(sums, is_strong=True))
    return rows


def step_rows(
    steps: Sequence[Step], people: Mapping[PersonId, str], now: Instant
) -> list[TableRow]:
    """Who did what when, and why; the latest first."""
    return [
        TableRow(
            (
                _moment(step.at, now),
                done_words(BasisAct(step.kind)),
                tr("programmet") if step.by is None else people.get(step.by, f"#{step.by}"),
                step.reason,
            )
        )
        for step in reversed(steps)
    ]


def verdict_lines(
    page: BasisPage, people: Mapping[PersonId, str], now: Instant
) -> list[tuple[str, str]]:
    """Whose fault it was, the last word first, with its reason."""
    return [
        (
            tr(_VERDICTS[given.verdict]),
            tr(
                "{reason} ({name}, {when})",
                reason=given.reason,
                name=people.get(given.by, f"#{given.by}"),
                when=_moment(given.at, now),
            ),
        )
        for given in reversed(page.incident.verdicts)
    ]


def note_lines(note: ClosingNote) -> list[tuple[str, str]]:
    """The five fields; one that is empty says so."""
    fields = (
        (tr("Hva kunden så"), note.seen),
        (tr("Årsak"), note.cause),
        (tr("Hva som ble gjort"), note.done),
        (tr("Mot gjentakelse"), note.prevented),
        (tr("Lovet kunden"), note.promised),
    )
    return [(name, text.strip() or tr("ikke fylt ut")) for name, text in fields]


def _kind_words(line: TimeLine) -> str:
    kind = tr("venting") if line.kind is WorkKind.WAITING else tr("arbeid")
    if line.source is Source.BY_HAND:
        return tr("{kind}, for hånd: {reason}", kind=kind, reason=line.reason)
    return kind


def _moment(at: Instant, now: Instant) -> str:
    return f"{date_label(wall(at).date(), wall(now).date())} {_clock(at)}"


def _clock(at: Instant) -> str:
    """The seconds only where there are any, the offset in the hour that comes twice."""
    local = wall(at)
    seconds = f":{local.second:02}" if local.second else ""
    hours = round(local.offset.total("hours"))
    offset = f" (+{hours:02}:00)" if local.is_repeated() else ""
    return f"{clock_time(at)}{seconds}{offset}"


def _end_clock(line: TimeLine) -> str:
    at_midnight = wall(line.end).date() > line.day
    return "24:00" if at_midnight else _clock(line.end)
