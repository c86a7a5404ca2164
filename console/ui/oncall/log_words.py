"""The work log's lines: what happened when, how long it lasted, and whether it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.domain.billing.work import WorkKind
from console.domain.instants import wall
from console.domain.language import mark, tr
from console.domain.oncall.work_log import EntryKind, LogEntry
from console.domain.wording import clock_time
from console.ui.oncall.scene import Scene
from console.widgets.log_list import LogLine

if TYPE_CHECKING:
    from whenever import Instant

    from console.desk.oncall.views import LogLine as Line

LISTED = mark("Statussiden sjekket: hendelsen er listet")
NOT_LISTED = mark("Statussiden sjekket: ikke listet")
"""What is written to the log; in the log itself always in Norwegian, like all of it."""

_ICONS = {
    EntryKind.STARTED: ("play", "accent"),
    EntryKind.PAUSED: ("pause", "muted"),
    EntryKind.WAITING: ("hourglass", "soon.mark"),
    EntryKind.ENDED: ("check", "muted"),
    EntryKind.NOTE: ("sticky-note", "muted"),
    EntryKind.AWAY: ("moon", "soon.mark"),
    EntryKind.COUNTED: ("check", "accent"),
    EntryKind.BY_HAND: ("pencil", "accent"),
    EntryKind.WITHDRAWN: ("x", "muted"),
}


def log_lines(scene: Scene) -> tuple[LogLine, ...]:
    """The log by when it happened; what was written afterwards stands where it belongs."""
    begun: set[object] = set()
    found = []
    for line in sorted(scene.view.lines, key=_happened):
        again = line.entry.technician in begun
        if line.entry.kind is EntryKind.STARTED:
            begun.add(line.entry.technician)
        found.append(_line(scene, line, is_again=again))
    return tuple(found)


def checked_status(scene: Scene) -> tuple[str, bool] | None:
    """When the status page was last looked at and whether the incident stood there; None never."""
    notes = [
        line.entry
        for line in scene.view.lines
        if line.entry.text in (LISTED, NOT_LISTED) and not line.is_struck
    ]
    return (clock_time(notes[-1].at), notes[-1].text == LISTED) if notes else None


def _line(scene: Scene, line: Line, *, is_again: bool) -> LogLine:
    entry = line.entry
    icon, token = _ICONS[entry.kind]
    words = _words(scene, entry, is_again=is_again)
    length = _length(line.seconds)
    if line.seconds is not None and not line.counts and not line.is_struck:
        words = tr("{what}, telles ikke", what=words)
    if entry.technician != scene.me.id and (name := scene.name(entry.technician)):
        words = tr("{name}: {what}", name=name, what=words)
    time = log_time(scene, _happened(line))
    here = tr("ligger bare her") if line.is_here_only and scene.view.away_since else ""
    whole = ", ".join(part for part in (time, words, length, here) if part)
    return LogLine(str(entry.id), time, icon, words, length, token, line.is_struck, whole)


def _happened(line: Line) -> Instant:
    span = line.entry.span
    return line.entry.at if span is None else span.start


def log_time(scene: Scene, at: Instant) -> str:
    """A time as the log tells it: with its day where that is not today."""
    if wall(at).date() == wall(scene.now).date():
        return clock_time(at)
    day = wall(at).date()
    return tr("{day}.{month}. {time}", day=day.day, month=day.month, time=clock_time(at))


def _words(scene: Scene, entry: LogEntry, *, is_again: bool) -> str:
    match entry.kind:
        case EntryKind.STARTED:
            return tr("Fortsatte arbeid") if is_again else tr("Startet arbeid")
        case EntryKind.PAUSED:
            return tr("Pause")
        case EntryKind.WAITING:
            return tr("Venter på {whom}", whom=entry.text or tr("andre"))
        case EntryKind.ENDED:
            return tr("Avsluttet arbeidet")
        case EntryKind.AWAY:
            return _away_words(entry)
        case EntryKind.COUNTED:
            return tr("Regnet med: {why}", why=entry.text) if entry.text else tr("Regnet med")
        case EntryKind.BY_HAND:
            kind = tr("Venting") if entry.work_kind is WorkKind.WAITING else tr("Arbeid")
            return tr("{kind} ført for hånd: {reason}", kind=kind, reason=entry.text)
        case EntryKind.WITHDRAWN:
            return tr("Strøk en linje: {reason}", reason=entry.text)
        case EntryKind.NOTE:
            return tr(entry.text) if entry.text in (LISTED, NOT_LISTED) else entry.text


def _away_words(entry: LogEntry) -> str:
    if entry.text == "asleep":
        return tr("Maskinen sov")
    return tr("Ingen var her") if entry.text == "idle" else tr("Programmet var stanset")


def _length(seconds: int | None) -> str:
    """`23:30` minutes and seconds; hours before them where there are any."""
    if seconds is None:
        return ""
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{hours}:{rest // 60:02}:{rest % 60:02}"
    return f"{rest // 60}:{rest % 60:02}"
