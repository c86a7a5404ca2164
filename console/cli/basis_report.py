"""A basis in words and as JSON, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from whenever import Instant

from console.data.queries.basis_pages import ListedBasis, WholeBasis
from console.domain.billing.basis import Basis, BasisAct, state_words
from console.domain.billing.facts import Facts
from console.domain.billing.snapshot import Result, reckoning_of
from console.domain.billing.step_chain import Step
from console.domain.billing.time_list import TimeLine, time_list
from console.domain.billing.words import billed_words, done_words
from console.domain.ids import PersonId
from console.domain.instants import wall
from console.domain.language import ntr, tr
from console.domain.wording import kroner

Team = Mapping[PersonId, str]


def list_sentence(listed: ListedBasis) -> str:
    """`17  klar  3 125,00 kr  2 timer  Fjellsport AS, hendelse 12: Kassene står`."""
    basis, result = listed.basis, listed.result
    amount = "–" if result is None else kroner(result.incl_vat_ore)
    hours = "–" if result is None else _hours(result.started_hours)
    what = tr("hendelse {number}: {title}", number=basis.incident_no, title=basis.title)
    who = f"{basis.shop_name}, {what}" if basis.shop_name else what
    return f"{basis.id:>5}  {state_words(basis.state):<10}  {amount:>14}  {hours:<9}  {who}"


def list_report(listed: ListedBasis) -> dict[str, Any]:
    """The same for programs."""
    return {**_head(listed.basis), **_figures(listed.result)}


def basis_sentences(whole: WholeBasis, team: Team) -> Iterator[str]:
    """Everything of one basis, a line each."""
    yield list_sentence(ListedBasis(whole.basis, whole.result))
    if whole.result is not None:
        yield f"{whole.result.sentence}."
        yield tr(
            "Arbeidet {worked}, regnet med {billable}. Uten mva. {ex}, mva. {vat}.",
            worked=_minutes(whole.result.worked_seconds),
            billable=_minutes(whole.result.billable_seconds),
            ex=kroner(whole.result.ex_vat_ore),
            vat=kroner(whole.result.vat_ore),
        )
    if whole.basis.reduction_reason:
        yield tr("Redusert: {reason}", reason=whole.basis.reduction_reason)
    for line in _lines(whole.facts):
        yield _line_sentence(line)
    for step in whole.steps:
        yield _step_sentence(step, team)
    for hindered in whole.hindrances:
        yield tr("Mangler: {what}", what=hindered.words)
    if whole.problems is not None:
        yield from whole.problems or (tr("Regnet om: stemmer."),)


def basis_report(whole: WholeBasis, team: Team) -> dict[str, Any]:
    """The same for programs."""
    return {
        **_head(whole.basis),
        **_figures(whole.result),
        "snapshot_sha256": whole.basis.snapshot_sha256,
        "export_sha256": whole.basis.export_sha256,
        "invoice_number": whole.basis.invoice_number,
        "reduced_to_hours": whole.basis.reduced_to_hours,
        "reduction_reason": whole.basis.reduction_reason,
        "time_list": [_line_report(line) for line in _lines(whole.facts)],
        "steps": [
            {
                "step": step.step,
                "kind": step.kind,
                "at": step.at.format_iso(),
                "by": None if step.by is None else team.get(step.by, ""),
                "reason": step.reason,
            }
            for step in whole.steps
        ],
        "hindrances": [{"code": each.what.value, "words": each.words} for each in whole.hindrances],
        "faults": None if whole.problems is None else list(whole.problems),
    }


def _head(basis: Basis) -> dict[str, Any]:
    return {
        "number": basis.id,
        "state": basis.state.value,
        "incident": basis.incident_no,
        "title": basis.title,
        "shop": basis.shop_name,
        "credits": basis.credits,
    }


def _figures(result: Result | None) -> dict[str, Any]:
    """All None where nothing can be reckoned yet."""
    names = (
        *("worked_seconds", "billable_seconds", "started_hours"),
        *("ex_vat_ore", "vat_ore", "incl_vat_ore", "sentence"),
    )
    return {name: None if result is None else getattr(result, name) for name in names}


def _lines(facts: Facts | None) -> tuple[TimeLine, ...]:
    if facts is None:
        return ()
    policy, calendar = facts.reduced_policy, facts.calendar
    reckoning = reckoning_of(facts)
    return time_list(facts.work, facts.free, reckoning, policy, calendar, facts.people)


def _line_sentence(line: TimeLine) -> str:
    times = f"{_clock(line.start)}–{_clock(line.end)}"
    how_long = _minutes(line.seconds)
    return f"  {line.day.format_iso()}  {times}  {how_long}  {line.name}  " + tr(
        "faktureres: {answer}", answer=billed_words(line.why_not)
    )


def _line_report(line: TimeLine) -> dict[str, Any]:
    return {
        "day": line.day.format_iso(),
        "technician": line.technician,
        "from": line.start.format_iso(),
        "to": line.end.format_iso(),
        "seconds": line.seconds,
        "kind": line.kind.value,
        "billed": line.is_billed,
        "why_not": line.why_not,
    }


def _step_sentence(step: Step, team: Team) -> str:
    who = tr("programmet") if step.by is None else team.get(step.by, f"#{step.by}")
    at = f"{wall(step.at).date().format_iso()} {_clock(step.at)}"
    reason = f": {step.reason}" if step.reason else ""
    return f"  {at}  {done_words(BasisAct(step.kind))}  {who}{reason}"


def _hours(hours: int) -> str:
    return ntr("{count} time", "{count} timer", hours)


def _minutes(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return (
        tr("{minutes} min {seconds} s", minutes=minutes, seconds=rest)
        if rest
        else tr("{minutes} min", minutes=minutes)
    )


def _clock(at: Instant) -> str:
    now = wall(at)
    seconds = f":{now.second:02}" if now.second else ""
    return f"{now.hour:02}:{now.minute:02}{seconds}"
