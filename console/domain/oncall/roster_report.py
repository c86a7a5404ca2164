"""What the `oncall` commands answer: objects for programs, sentences for people.

    now:    {"at": …, "after_hours": true, "primary": DUTY, "backup": DUTY}
    roster: {"from": …, "to": …, "shifts": […], "findings": […]}

Times are ISO 8601 with Oslo's offset.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypedDict

from whenever import Instant

from console.domain.ids import PersonId
from console.domain.instants import wall
from console.domain.language import tr
from console.domain.oncall.roster import Duty, Roster, Shift, Why
from console.domain.oncall.roster_findings import Finding, FindingKind
from console.domain.oncall.turns import DutyRole
from console.domain.people import Person
from console.domain.wording import moment_label

Team = Mapping[PersonId, Person]


class DutyReport(TypedDict):
    """Who has a role; `until` and `next_login` are of the next who is somebody else."""

    login: str | None
    name: str | None
    why: str
    reason: str
    until: str | None
    next_login: str | None


class NowReport(TypedDict):
    at: str
    after_hours: bool
    primary: DutyReport
    backup: DutyReport


class ShiftReport(TypedDict):
    role: str
    start: str
    end: str
    login: str | None
    name: str | None
    why: str
    reason: str


class FindingReport(TypedDict):
    kind: str
    role: str
    start: str
    end: str
    login: str | None


def now_report(roster: Roster, team: Team, at: Instant, after_hours: bool) -> NowReport:
    """The object of `oncall now --json`."""
    return {
        "at": _iso(at),
        "after_hours": after_hours,
        "primary": _duty_report(roster, team, DutyRole.PRIMARY, at),
        "backup": _duty_report(roster, team, DutyRole.BACKUP, at),
    }


def now_sentences(roster: Roster, team: Team, at: Instant, after_hours: bool) -> Iterator[str]:
    """The same for people: one line a role, and whether the desk is open."""
    for role in DutyRole:
        words = duty_words(role, roster.on_duty(at).of(role), team)
        following = roster.next_hand_over(at, role)
        if following is None:
            yield f"{words}."
        else:
            yield tr(
                "{duty}, til {when}. Deretter {name}.",
                duty=words,
                when=moment_label(following.at, at),
                name=name_of(team, following.after.of(role).person) or tr("ingen"),
            )
    yield (
        tr("Utenfor åpningstid: kritiske saker går til den som har vakt.")
        if after_hours
        else tr("Innenfor åpningstid: kritiske saker går til dem som er på jobb.")
    )


def shift_report(shift: Shift, team: Team) -> ShiftReport:
    """One shift of `oncall roster --json`."""
    return {
        "role": shift.role.value,
        "start": _iso(shift.start),
        "end": _iso(shift.end),
        "login": _login(team, shift.duty.person),
        "name": name_of(team, shift.duty.person) or None,
        "why": shift.duty.why.value,
        "reason": _reason(shift.duty),
    }


def finding_report(finding: Finding, team: Team) -> FindingReport:
    """One finding of `oncall roster --json`."""
    return {
        "kind": finding.kind.value,
        "role": finding.role.value,
        "start": _iso(finding.start),
        "end": _iso(finding.end),
        "login": _login(team, finding.person),
    }


def span_words(start: Instant, end: Instant, now: Instant) -> str:
    """`man. 30. nov. 15:30 – man. 7. des. 15:30`."""
    return f"{moment_label(start, now)} – {moment_label(end, now)}"


def duty_words(role: DutyRole, duty: Duty, team: Team) -> str:
    """`Vakt: Ingrid Moe (stedfortreder, ingen er satt opp)`."""
    is_primary = role is DutyRole.PRIMARY
    if duty.person is None:
        return tr("Vakt: ingen") if is_primary else tr("Reserve: ingen")
    name = name_of(team, duty.person)
    said = tr("Vakt: {name}", name=name) if is_primary else tr("Reserve: {name}", name=name)
    if duty.why is Why.FALLBACK:
        return tr("{duty} (stedfortreder, ingen er satt opp)", duty=said)
    reason = _reason(duty)
    return f"{said} ({reason})" if reason else said


def finding_words(finding: Finding, team: Team) -> str:
    """What is wrong, without its time: `Ingen har vakt`."""
    name = name_of(team, finding.person)
    is_primary = finding.role is DutyRole.PRIMARY
    match finding.kind:
        case FindingKind.NOBODY:
            return tr("Ingen har vakt") if is_primary else tr("Ingen er reserve")
        case FindingKind.FALLBACK:
            if is_primary:
                return tr("Ingen er satt opp med vakt; {name} trer inn", name=name)
            return tr("Ingen er satt opp som reserve; {name} trer inn", name=name)
        case FindingKind.SAME_PERSON:
            return tr("{name} har vakt og er reserve samtidig", name=name)
        case FindingKind.DISABLED:
            return tr("{name} står på listen, men har ikke lenger tilgang", name=name)
        case FindingKind.NOT_TECHNICIAN:
            return tr("{name} står på listen, men har ikke rollen technician", name=name)
        case FindingKind.OVERLAP:
            return tr("To endringer samtidig; {name} gjelder", name=name)


def name_of(team: Team, person: PersonId | None) -> str:
    """Empty for nobody."""
    if person is None:
        return ""
    return team[person].name if person in team else tr("en ukjent")


def _duty_report(roster: Roster, team: Team, role: DutyRole, at: Instant) -> DutyReport:
    duty, following = roster.on_duty(at).of(role), roster.next_hand_over(at, role)
    return {
        "login": _login(team, duty.person),
        "name": name_of(team, duty.person) or None,
        "why": duty.why.value,
        "reason": _reason(duty),
        "until": None if following is None else _iso(following.at),
        "next_login": None if following is None else _login(team, following.after.of(role).person),
    }


def _login(team: Team, person: PersonId | None) -> str | None:
    return team[person].login if person is not None and person in team else None


def _reason(duty: Duty) -> str:
    return "" if duty.change is None else duty.change.reason


def _iso(at: Instant) -> str:
    return wall(at).to_fixed_offset().format_iso()
