"""The roster in words and blocks: who is on duty now and next, the coming weeks, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from whenever import Date, Instant, Time

from console.domain.hours.day import at_wall
from console.domain.instants import seconds_between, wall
from console.domain.language import ntr, tr
from console.domain.oncall.roster import Roster, Shift, Why
from console.domain.oncall.roster_findings import Finding, FindingKind, findings
from console.domain.oncall.roster_report import duty_words, finding_words, name_of, span_words
from console.domain.oncall.turns import DutyRole
from console.domain.wording import day_and_month, moment_label
from console.widgets.board_blocks import BlockKind, BoardWeek, DutyBlock

if TYPE_CHECKING:
    from console.domain.ids import PersonId
    from console.domain.people import Person

WEEKS = 8
_IDENTS = 6
_WARNING = frozenset(FindingKind) - {FindingKind.NOBODY, FindingKind.FALLBACK}


@dataclass(frozen=True)
class DutyCard:
    """Who has a role now: `line` says until when and who is next, `note` why it is unusual."""

    title: str
    name: str
    line: str
    note: str
    is_gap: bool


@dataclass(frozen=True)
class ProblemLine:
    """What is wrong and when; `is_late` where nobody would answer."""

    text: str
    is_late: bool


@dataclass(frozen=True)
class RosterFace:
    """All that the screen shows; a block's key is its shift's number in `shifts`."""

    cards: tuple[DutyCard, ...]
    problems: tuple[ProblemLine, ...]
    weeks: tuple[BoardWeek, ...]
    shifts: tuple[Shift, ...]


def roster_face(roster: Roster, people: Sequence[Person], me: PersonId, now: Instant) -> RosterFace:
    """The coming weeks from this week's Monday on."""
    team = {person.id: person for person in people}
    today = wall(now).date()
    monday = today.subtract(days=today.day_of_week().value - 1)
    edges = [at_wall(monday.add(weeks=number), Time()) for number in range(WEEKS + 1)]
    shifts = tuple(_whole(roster, shift) for shift in roster.shifts(edges[0], edges[-1]))
    found = findings(roster, people, now, edges[-1])
    maker = _Maker(team, me, now, shifts, found, edges)
    return RosterFace(
        cards=tuple(_card(roster, team, role, now) for role in DutyRole),
        problems=_problems(found, team, now, edges[-1]),
        weeks=tuple(maker.week(number, monday) for number in range(WEEKS)),
        shifts=shifts,
    )


def role_name(role: DutyRole) -> str:
    """`Vakt`, `Reserve`."""
    return tr("Vakt") if role is DutyRole.PRIMARY else tr("Reserve")


def shift_words(shift: Shift, team: Mapping[PersonId, Person], now: Instant) -> str:
    """`Vakt: Ingrid Moe, man. 30. nov. 15:30 – man. 7. des. 15:30`."""
    told = duty_words(shift.role, shift.duty, team)
    return f"{told}, {span_words(shift.start, shift.end, now)}"


@dataclass(frozen=True)
class _Maker:
    team: Mapping[PersonId, Person]
    me: PersonId
    now: Instant
    shifts: tuple[Shift, ...]
    found: tuple[Finding, ...]
    edges: list[Instant]

    def week(self, number: int, monday: Date) -> BoardWeek:
        start, end = self.edges[number], self.edges[number + 1]
        first = monday.add(weeks=number)
        return BoardWeek(
            title=tr("Uke {number}", number=first.iso_week_date().week),
            dates=f"{day_and_month(first)} – {day_and_month(first.add(days=6))}",
            lanes=tuple(self._lane(role, start, end) for role in DutyRole),
            now=_share(self.now, start, end) if start <= self.now < end else None,
        )

    def _lane(self, role: DutyRole, start: Instant, end: Instant) -> tuple[DutyBlock, ...]:
        return tuple(
            self._block(number, shift, start, end)
            for number, shift in enumerate(self.shifts)
            if shift.role is role and shift.start < end and start < shift.end
        )

    def _block(self, number: int, shift: Shift, start: Instant, end: Instant) -> DutyBlock:
        person = shift.duty.person
        wrong = [finding for finding in self.found if _speaks_of(finding, shift)]
        known = None if person is None else self.team.get(person)
        is_primary = shift.role is DutyRole.PRIMARY
        nobody = tr("Ingen har vakt") if is_primary else tr("Ingen er reserve")
        texts: tuple[str, ...] = (nobody, tr("Ingen"))
        if person is not None:
            texts = (name_of(self.team, person),)
        if known is not None:
            texts = (known.name, known.short_name, known.initials)
        return DutyBlock(
            key=str(number),
            start=_share(max(shift.start, start), start, end),
            end=_share(min(shift.end, end), start, end),
            texts=texts,
            kind=_kind(shift, wrong),
            tip=self._tip(shift, wrong),
            ident=0 if person is None else self._ident(person),
            is_mine=person == self.me,
        )

    def _tip(self, shift: Shift, wrong: list[Finding]) -> str:
        words = duty_words(shift.role, shift.duty, self.team)
        when = _span(shift.start, shift.end, self.now, self.edges[-1])
        lines = [words, when, *(finding_words(one, self.team) for one in wrong)]
        return "\n".join(dict.fromkeys(lines))

    def _ident(self, person: PersonId) -> int:
        order = sorted({shift.duty.person for shift in self.shifts if shift.duty.person})
        return order.index(person) % _IDENTS + 1


def _whole(roster: Roster, shift: Shift) -> Shift:
    """The shift from when it began, also before the first week."""
    began = roster.began(shift.role, shift.start)
    return shift if began is None else replace(shift, start=began)


def _card(
    roster: Roster, team: Mapping[PersonId, Person], role: DutyRole, now: Instant
) -> DutyCard:
    duty, following = roster.on_duty(now).of(role), roster.next_hand_over(now, role)
    line = ""
    if following is not None:
        line = tr(
            "til {when}, deretter {name}",
            when=moment_label(following.at, now),
            name=name_of(team, following.after.of(role).person) or tr("ingen"),
        )
    note = "" if duty.change is None else duty.change.reason
    if duty.why is Why.FALLBACK:
        note = tr("stedfortreder; ingen er satt opp")
    return DutyCard(
        title=tr("Vakt nå") if role is DutyRole.PRIMARY else tr("Reserve nå"),
        name=name_of(team, duty.person) or tr("Ingen"),
        line=line,
        note=note,
        is_gap=duty.person is None,
    )


def _problems(
    found: Sequence[Finding], team: Mapping[PersonId, Person], now: Instant, last: Instant
) -> tuple[ProblemLine, ...]:
    """The same again and again is told once; where nobody would answer comes first."""
    alike: dict[tuple[FindingKind, DutyRole, PersonId | None], list[Finding]] = {}
    for finding in found:
        alike.setdefault((finding.kind, finding.role, finding.person), []).append(finding)
    lines = [_problem(those, team, now, last) for those in alike.values()]
    return tuple(sorted(lines, key=_severity))


def _problem(
    those: Sequence[Finding], team: Mapping[PersonId, Person], now: Instant, last: Instant
) -> ProblemLine:
    first, more = those[0], len(those) - 1
    text = f"{finding_words(first, team)} · {_span(first.start, first.end, now, last)}"
    if more:
        again = ntr("og {count} gang til", "og {count} ganger til", more)
        text = f"{text} {again}"
    is_unanswered = first.kind in (FindingKind.NOBODY, FindingKind.DISABLED)
    return ProblemLine(text, is_late=is_unanswered and first.role is DutyRole.PRIMARY)


def _severity(problem: ProblemLine) -> bool:
    return not problem.is_late


def _span(start: Instant, end: Instant, now: Instant, last: Instant) -> str:
    """From when to when; what goes on beyond the last week has no end here."""
    if end < last:
        return span_words(start, end, now)
    return tr("fra {start}", start=moment_label(start, now))


def _kind(shift: Shift, wrong: list[Finding]) -> BlockKind:
    if shift.duty.person is None:
        return BlockKind.NOBODY
    if any(finding.kind in _WARNING for finding in wrong):
        return BlockKind.WARNED
    if shift.duty.why is Why.FALLBACK:
        return BlockKind.FALLBACK
    return BlockKind.CHANGED if shift.duty.why is Why.CHANGE else BlockKind.USUAL


def _speaks_of(finding: Finding, shift: Shift) -> bool:
    is_then = finding.start < shift.end and shift.start < finding.end
    return finding.role is shift.role and is_then and finding.kind in _WARNING


def _share(at: Instant, start: Instant, end: Instant) -> float:
    return seconds_between(start, at) / seconds_between(start, end)
