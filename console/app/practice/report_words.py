"""A practice day's report, in words for whoever ran it."""

from __future__ import annotations

from whenever import Instant

from console.app.practice.report import DayReport, LiveReport, MailReport
from console.domain.alarms import Stage
from console.domain.instants import wall
from console.domain.language import ntr, tr
from console.domain.wording import clock_time, date_label


def report_lines(report: DayReport) -> tuple[str, ...]:
    """One line a subject; at last what was checked."""
    return (
        _head(report),
        tr("Chat: {what}", what=_live(report.chat)),
        tr("Telefon: {what}", what=_live(report.telephone)),
        tr("E-post: {what}", what=_mail(report.mail)),
        tr(
            "Eskaleringer: {opened} åpnet, {answered} besvart, {over} avsluttet",
            opened=report.escalations.opened,
            answered=report.escalations.answered,
            over=report.escalations.over,
        ),
        tr(
            "Alarmer: {begun} begynte, {ended} sluttet, {lead} nådde leder",
            begun=report.alarms.begun,
            ended=report.alarms.ended,
            lead=report.alarms.by_stage.get(Stage.LEAD.value, 0),
        ),
        tr("Saker: {all}, {closed} løst", all=report.cases, closed=report.cases_closed),
        *_checked(report),
    )


def _head(report: DayReport) -> str:
    start = Instant.parse_iso(report.start)
    end = start.add(hours=report.hours)
    day = wall(start).date()
    return tr(
        "Øvelsesdag {day} kl. {start}–{end}, {team}, frø {seed}",
        day=date_label(day, day),
        start=clock_time(start),
        end=clock_time(end),
        team=ntr("{count} kollega", "{count} kolleger", report.colleagues),
        seed=report.seed,
    )


def _live(one: LiveReport) -> str:
    told = [
        tr(
            "{arrived} kom, {answered} besvart, {within} innen målet",
            arrived=one.arrived,
            answered=one.answered,
            within=one.within_target,
        )
    ]
    if one.median_s is not None and one.nine_of_ten_s is not None:
        told.append(
            tr(
                "ventet {median} s (ni av ti: {most} s)",
                median=one.median_s,
                most=one.nine_of_ten_s,
            )
        )
    told.append(tr("{count} ga opp", count=one.gave_up))
    told.append(tr("{count} kom igjen", count=one.came_back))
    if one.called_back:
        told.append(tr("{count} ringt tilbake", count=one.called_back))
    if one.met_closed_door:
        told.append(tr("{count} møtte stengt", count=one.met_closed_door))
    return ", ".join(told)


def _mail(mail: MailReport) -> str:
    return tr(
        "{arrived} kom, {sent} svar sendt, {first} fikk første svar, {within} innen målet",
        arrived=mail.arrived,
        sent=mail.replies_sent,
        first=mail.first_replies,
        within=mail.within_target,
    )


def _checked(report: DayReport) -> tuple[str, ...]:
    if not report.faults:
        return (tr("Kontroll: alt som kom, er i lageret én gang, og tallene stemmer"),)
    return tuple(tr("Kontroll feilet: {what}", what=fault) for fault in report.faults)
