"""The line and the bar: which hour, how many minutes, when the next begins, what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from console.domain.billing.running import NUDGE_S, RunningLine
from console.domain.billing.work import Cause, WorkKind
from console.domain.instants import seconds_between
from console.domain.language import tr
from console.domain.wording import NO_BREAK, clock_time
from console.ui.oncall.scene import Scene
from console.widgets.minute_bar import MinuteFace

_HOUR = 3600


@dataclass(frozen=True)
class LineFace:
    """What the large line says, its sign, and the bar."""

    text: str
    icon: str
    token: str
    bar: MinuteFace
    is_nudged: bool = False


def line_face(scene: Scene) -> LineFace:
    """The line of an incident as it stands."""
    line = scene.line()
    working = [each for each in scene.view.done.running if each.kind is WorkKind.WORK]
    runs = bool(working) and not scene.is_over and scene.view.idle_since is None
    if scene.is_over:
        over = scene.view.incident.over_at
        when = "" if over is None else clock_time(over)
        return _standing(scene, line, tr("Avsluttet {time}", time=when).strip(), "check", "muted")
    if runs:
        return _running(scene, line)
    if scene.view.done.running:
        return _standing(scene, line, tr("Venter på andre"), "hourglass", "soon.mark")
    if scene.view.done.intervals:
        return _standing(scene, line, tr("Pause"), "pause", "soon.mark")
    return LineFace(tr("Ingen jobber med den ennå"), "play", "muted", MinuteFace())


def _running(scene: Scene, line: RunningLine) -> LineFace:
    if line.next_hour_in_s is None:
        # Nothing will cost anything: minutes alone.
        text = tr("{minutes} min · gratis", minutes=_worked_s(scene) // 60)
        left = tr("arbeid går · {why}", why=_free_words(scene))
        share = _worked_s(scene) % _HOUR / _HOUR
        return LineFace(text, "play", "accent", MinuteFace(share, True, None, left))
    parts = (
        tr("Time {hour}", hour=max(1, line.hour)),
        tr("{minutes} min", minutes=line.minutes_of_hour),
        tr("neste time om {left}", left=_minutes_seconds(_left_s(line.next_hour_in_s))),
        amount_short(line.amount),
    )
    token = "soon.mark" if line.nudge else "accent"
    return LineFace(" · ".join(parts), "play", token, _bar(scene, line), line.nudge)


def _standing(scene: Scene, line: RunningLine, state: str, icon: str, token: str) -> LineFace:
    """Nothing runs: what it has come to."""
    worked = _length(_worked_s(scene))
    money = amount_short(line.amount) if line.amount else tr("gratis")
    if scene.cause is Cause.UNDETERMINED and not line.amount:
        money = ""
    text = " · ".join(part for part in (state, worked, money) if part)
    share = line.minutes_of_hour / 60
    left = tr("time {hour}", hour=line.hour) if line.hour else ""
    return LineFace(text, icon, token, MinuteFace(share, False, None, left))


def _bar(scene: Scene, line: RunningLine) -> MinuteFace:
    left_s = _left_s(line.next_hour_in_s or 0)
    share = 1 - left_s / _HOUR if left_s <= _HOUR else line.minutes_of_hour / 60
    hour = max(1, line.hour)
    state = tr("time {hour} · arbeid går", hour=hour)
    if scene.cause is Cause.UNDETERMINED:
        state = tr("time {hour} · arbeid går · holdes igjen til noen har vurdert", hour=hour)
    minutes = NUDGE_S // 60
    nudge = (
        tr("under {minutes} min igjen", minutes=minutes)
        if line.nudge
        else tr("sier fra {minutes} min før", minutes=minutes)
    )
    rate = scene.policy.rate_at(scene.view.incident.reported_at)
    following = tr("time {hour} · {amount}", hour=hour + 1, amount=amount_short(line.amount + rate))
    return MinuteFace(share, True, 1 - NUDGE_S / _HOUR, state, nudge, following)


def _free_words(scene: Scene) -> str:
    if scene.cause is Cause.PLATFORM:
        return tr("vår plattform")
    return tr("innenfor åpningstiden")


def _worked_s(scene: Scene) -> int:
    """Seconds that somebody worked, two at once counted once."""
    total, until = 0.0, None
    for each in scene.view.up_to(scene.now):
        if each.kind is not WorkKind.WORK:
            continue
        start = each.start if until is None or each.start > until else until
        if each.end > start:
            total += seconds_between(start, each.end)
            until = each.end
    return int(total)


def amount_short(amount: Decimal) -> str:
    """An amount on the line: `1 250 kr`, with øre only where there are any."""
    whole, ore = divmod(int(amount * 100), 100)
    figures = f"{whole:,}".replace(",", NO_BREAK)
    if ore:
        figures = tr("{kroner},{ore}", kroner=figures, ore=f"{ore:02}")
    return tr("{amount} kr", amount=figures).replace(" ", NO_BREAK)


def _left_s(next_hour_in_s: int) -> int:
    """An hour is full at 60:00, though the first second beyond it is what costs."""
    return max(0, next_hour_in_s - 1)


def _minutes_seconds(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"


def _length(seconds: int) -> str:
    """`42 min`, `1 t 12 min`."""
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return tr("{minutes} min", minutes=minutes)
    return tr("{hours} t {minutes} min", hours=hours, minutes=minutes)
