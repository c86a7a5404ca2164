"""What happened on a practice day: the store's own figures, held against the world's truth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from dataclasses import asdict, dataclass
from math import ceil
from typing import Any

from console.app.practice.alarm_watch import AlarmCount
from console.app.practice.picture import Picture
from console.app.practice.plan import Practice
from console.channels.practice.tally import Happened, Tally
from console.data.queries.day import ChannelCount, DayCount
from console.domain.escalations import Standing
from console.domain.hours.calendar import WorkCalendar
from console.domain.hours.opening_hours import OpeningHours
from console.domain.hours.working_time import WorkingTime
from console.domain.ids import CaseId
from console.domain.targets import Targets


@dataclass(frozen=True)
class LiveReport:
    """One live channel; times in whole seconds, None where nobody was answered."""

    arrived: int
    answered: int
    within_target: int
    median_s: int | None
    nine_of_ten_s: int | None
    gave_up: int
    came_back: int
    met_closed_door: int
    called_back: int


@dataclass(frozen=True)
class MailReport:
    arrived: int
    came_back: int
    replies_sent: int
    replies_on_their_way: int
    first_replies: int
    within_target: int


@dataclass(frozen=True)
class EscalationReport:
    opened: int
    answered: int
    over: int


@dataclass(frozen=True)
class DayReport:
    """`faults` are the checks that failed, in words; none when all is as it should be."""

    start: str
    hours: float
    seed: int
    colleagues: int
    chat: LiveReport
    telephone: LiveReport
    mail: MailReport
    escalations: EscalationReport
    cases: int
    cases_closed: int
    alarms: AlarmCount
    faults: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def report_of(
    practice: Practice, truth: Happened, count: DayCount, alarms: AlarmCount, faults: Iterable[str]
) -> DayReport:
    """Puts it together."""
    targets = Targets()
    return DayReport(
        start=practice.start.format_iso(),
        hours=practice.hours,
        seed=practice.seed,
        colleagues=practice.colleagues,
        chat=_live(truth.chat, count.chat, targets.chat_first_s, targets.chat_first_s),
        telephone=_live(truth.phone, count.phone, targets.call_other_s, targets.call_pos_s),
        mail=_mail(truth.mail, count, targets),
        escalations=EscalationReport(
            count.escalated, count.escalations_answered, count.escalations_over
        ),
        cases=count.cases,
        cases_closed=count.cases_closed,
        alarms=alarms,
        faults=tuple(faults),
    )


def faults_of(truth: Happened, count: DayCount, followed: Picture, anew: Picture) -> list[str]:
    """Every arrival is in the store once, and what was followed is what is there. For whoever runs
    it, and for tests: not translated.
    """
    # Who had given up may still be written to: nobody there has read it.
    gone = set(truth.chat.gave_up) - set(truth.chat.answered)
    reached = sorted(set(count.chat.answered) - gone)
    checks = (
        ("chats", sorted(truth.chat.arrived), sorted(count.chat.names)),
        ("calls", sorted(truth.phone.arrived), sorted(count.phone.names)),
        ("mails", sorted(truth.mail.arrived), sorted(count.mails)),
        ("lines in chats", truth.chat.lines, count.chat_lines),
        ("answered calls", sorted(truth.phone.answered), sorted(count.phone.answered)),
        ("answered chats", sorted(truth.chat.answered), reached),
        ("open chats", anew.chats, followed.chats),
        ("open calls", anew.calls, followed.calls),
        ("open cases", _standing(anew), _standing(followed)),
        ("open escalations", _with_others(anew), _with_others(followed)),
        ("readiness", anew.availability, followed.availability),
    )
    return [
        f"{what}: {_short(expected)}, {_short(found)}"
        for what, expected, found in checks
        if expected != found
    ]


def _standing(picture: Picture) -> dict[CaseId, tuple[object, ...]]:
    """Where cases stand. Whose name has been learnt since is told with the next that happens."""
    return {
        case.id: (case.version, case.state, case.owner, case.waiting_since, case.snoozed_until)
        for case in picture.cases.values()
    }


def _with_others(picture: Picture) -> tuple[Standing, ...]:
    return tuple(each.standing for each in picture.escalations)


def _live(truth: Tally, count: ChannelCount, target_s: int, pos_target_s: int) -> LiveReport:
    waits = [wait for wait, _ in count.waits]
    within = sum(wait <= (pos_target_s if is_pos else target_s) for wait, is_pos in count.waits)
    return LiveReport(
        arrived=len(count.names),
        answered=len(count.answered),
        within_target=within,
        median_s=_share(waits, 0.5),
        nine_of_ten_s=_share(waits, 0.9),
        gave_up=count.gave_up,
        came_back=len(truth.came_back),
        met_closed_door=truth.closed,
        called_back=count.called_back,
    )


def _mail(truth: Tally, count: DayCount, targets: Targets) -> MailReport:
    working = WorkingTime(WorkCalendar(OpeningHours()))
    within = sum(
        working.between(began, replied) <= targets.target_s(kind)
        for kind, began, replied in count.first_replies
    )
    return MailReport(
        arrived=len(count.mails),
        came_back=len(truth.came_back),
        replies_sent=count.replies_sent,
        replies_on_their_way=count.replies_waiting,
        first_replies=len(count.first_replies),
        within_target=within,
    )


def _share(waits: Sequence[float], share: float) -> int | None:
    """The wait that this share of them did not pass."""
    if not waits:
        return None
    return round(sorted(waits)[ceil(share * len(waits)) - 1])


def _short(value: object) -> str:
    """How much of it there is, where it is much."""
    return str(len(value)) if isinstance(value, Sized) else str(value)
