"""How a basis explains itself to the customer, in one or a few sentences.

Always Norwegian, whatever language the window is in: it is part of the sales document. "Arbeid
20:05–21:05:01 utenfor åpningstid, 60 min 1 s, 2 påbegynte timer à 1 250,00". Times are Oslo's;
seconds only when there are any, dates when one day is not enough, the offset to UTC where the
clock was turned.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from whenever import Instant, RepeatedTime, ZonedDateTime

from console.domain.billing.call_outs import HOUR_S, CallOut
from console.domain.billing.policy import AfterLock, Aggregation, Overlap, Policy, Window
from console.domain.billing.reckoning import Reckoning, Why
from console.domain.billing.stretches import Stretch, joined, length, told
from console.domain.billing.work import Work
from console.domain.instants import OSLO, wall

_MONTHS = (
    *("jan.", "feb.", "mars", "apr.", "mai", "juni"),
    *("juli", "aug.", "sep.", "okt.", "nov.", "des."),
)
_MOST_STRETCHES = 4
"""More than these are told as from when to when, and how many; the time list has them all."""


def explanation(work: Work, reckoning: Reckoning, policy: Policy) -> str:
    """Why it costs what it costs, or nothing."""
    if reckoning.why is Why.REPORTED_IN_OPENING_HOURS:
        at = _moment(wall(work.reported_at), with_date=True, with_year=False)
        return f"Meldt i åpningstiden, {at}: vanlig støtte, faktureres ikke"
    if reckoning.why in _FREE:
        return _FREE[reckoning.why]
    return _Telling(work, reckoning, policy).sentence()


def nok(amount: Decimal) -> str:
    """`1 250,00`."""
    return f"{amount:,.2f}".replace(",", " ").replace(".", ",")


_FREE = {
    Why.PLATFORM: "Feil i plattformen eller nettet vårt: arbeidet faktureres ikke",
    Why.UNDETERMINED: "Årsaken er ikke avgjort: ingenting faktureres før den er det",
    Why.NO_WORK: "Ikke noe arbeid å fakturere",
    Why.WORKED_IN_OPENING_HOURS: "Alt arbeid var i åpningstiden: faktureres ikke",
}


class _Telling:
    """The sentence of one reckoning that counted seconds."""

    def __init__(self, work: Work, reckoning: Reckoning, policy: Policy) -> None:
        self._reckoning = reckoning
        self._policy = policy
        self._counted = [each for each in reckoning.call_outs if each.seconds]
        days = {wall(at).date() for each in self._counted for at in _ends(each)}
        reported = wall(work.reported_at)
        self._with_date = days != {reported.date()}
        self._with_year = {day.year for day in days} != {reported.year}
        self._has_locked = any(each.is_locked for each in work.intervals)

    def sentence(self) -> str:
        parts = [self._work(each) for each in self._counted]
        hours = self._reckoning.hours_before_reduction
        if not parts:
            return "Arbeidet var i tid som er fakturert før: faktureres ikke"
        if len(parts) == 1:
            return f"Arbeid {parts[0]}, {self._hours(hours)}{self._price()}"
        told_each = [
            f"Utrykning {number}: arbeid {part}, {self._hours(each.started_hours)}."
            for number, (part, each) in enumerate(zip(parts, self._counted, strict=True), start=1)
        ]
        return f"{' '.join(told_each)} Til sammen {self._hours(hours)}{self._price()}"

    def _work(self, call_out: CallOut) -> str:
        where = "" if self._policy.window is Window.WHOLE else " utenfor åpningstid"
        tolerated = call_out.started_hours * HOUR_S < call_out.seconds and not self._has_locked
        notes = [
            note
            for note, is_so in (
                (", pauser medregnet", self._policy.aggregation is Aggregation.SPAN),
                (", samlet for teknikerne", _is_of_people(call_out, self._policy)),
                (
                    f", inntil {_duration(self._policy.tolerance_s)} over hel time regnes ikke",
                    tolerated and bool(self._policy.tolerance_s),
                ),
            )
            if is_so
        ]
        times = self._times(call_out.counted)
        return f"{times}{where}, {_duration(call_out.seconds)}{''.join(notes)}"

    def _times(self, counted: Sequence[Stretch]) -> str:
        stretches = told(joined((s.start.timestamp(), s.end.timestamp()) for s in counted))
        if len(stretches) > _MOST_STRETCHES:
            whole = Stretch(stretches[0].start, stretches[-1].end)
            return f"{self._stretch(whole)} i {len(stretches)} økter"
        texts = [self._stretch(each) for each in stretches]
        return " og ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else texts[0]

    def _stretch(self, stretch: Stretch) -> str:
        start, end = wall(stretch.start), wall(stretch.end)
        is_turned = start.offset != end.offset
        first = _moment(start, self._with_date, self._with_year, is_turned)
        is_same_day = start.date() == end.date()
        last = _moment(end, self._with_date and not is_same_day, self._with_year, is_turned)
        return f"{first}–{last}"

    def _hours(self, hours: int) -> str:
        beyond = self._has_locked and self._policy.after_lock is AfterLock.MARGINAL
        return _started(hours) + (" ut over det som er fakturert før" if beyond else "")

    def _price(self) -> str:
        reckoning = self._reckoning
        each = f" à {nok(reckoning.rate)}"
        if reckoning.why is Why.WITHIN_BILLED_HOURS:
            return ": faktureres ikke"
        if reckoning.started_hours == reckoning.hours_before_reduction:
            return each
        if reckoning.started_hours == 0:
            return ", redusert til 0: faktureres ikke"
        return f", redusert til {_started(reckoning.started_hours)}{each}"


def _ends(call_out: CallOut) -> tuple[Instant, Instant]:
    return call_out.counted[0].start, call_out.counted[-1].end


def _is_of_people(call_out: CallOut, policy: Policy) -> bool:
    """Whether the seconds are of several people at once."""
    clock = length((each.start.timestamp(), each.end.timestamp()) for each in call_out.counted)
    return policy.overlap is not Overlap.UNION and call_out.seconds > clock


def _started(hours: int) -> str:
    return f"{hours} påbegynt time" if hours == 1 else f"{hours} påbegynte timer"


def _duration(seconds: int) -> str:
    """`60 min 1 s`, `45 min`, `30 s`."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes} min"] if minutes else []
    return " ".join([*parts, f"{rest} s"] if rest or not parts else parts)


def _moment(at: ZonedDateTime, with_date: bool, with_year: bool, with_offset: bool = False) -> str:
    """`20:05`, `21:05:01`, `24. nov. 23:50`, `02:50 (+02:00)`."""
    clock = f"{at.hour:02}:{at.minute:02}" + (f":{at.second:02}" if at.second else "")
    if with_offset or _is_repeated(at):
        clock += f" ({at.to_fixed_offset().format_iso()[-6:]})"
    if not with_date:
        return clock
    year = f" {at.year}" if with_year else ""
    return f"{at.day}. {_MONTHS[at.month - 1]}{year} {clock}"


def _is_repeated(at: ZonedDateTime) -> bool:
    """Whether the clock shows this time twice that night."""
    try:
        at.to_plain().assume_tz(OSLO, disambiguation="raise")
    except RepeatedTime:
        return True
    return False
