"""What is said of an alarm: at the strip, in a notice of the desktop, at the tray."""

from __future__ import annotations

from dataclasses import dataclass

from console.desk.backlog_rows import Clock, clock_of
from console.domain.alarms import Alarm, Stage
from console.domain.language import ntr, tr
from console.domain.urgency import urgency
from console.domain.waits import Moment, Wait, WaitKind


@dataclass(frozen=True, slots=True)
class Told:
    """One alarm: "Chat venter 47 s", "Havbris Interiør", "til alle", and its clock."""

    key: str
    kind: WaitKind
    stage: Stage
    what: str
    who: str
    whom: str
    clock: Clock

    @property
    def line(self) -> str:
        """`Chat venter 47 s · Havbris Interiør`."""
        return " · ".join(part for part in (self.what, self.who) if part)

    @property
    def title(self) -> str:
        """The same without what changes each second: `En chat venter · Havbris Interiør`."""
        return " · ".join(part for part in (title_of(self.kind), self.who) if part)


def told_of(alarm: Alarm, wait: Wait, who: str, now: Moment) -> Told:
    """An alarm at this moment."""
    clock = clock_of(urgency(wait, now))
    what = _what(alarm.kind, clock.inside)
    return Told(alarm.key, alarm.kind, alarm.stage, what, who, stage_words(alarm.stage), clock)


def title_of(kind: WaitKind) -> str:
    """What has come, without its time: the title of a notice."""
    match kind:
        case WaitKind.CHAT:
            return tr("En chat venter")
        case WaitKind.POS_CALL:
            return tr("Et anrop fra Datakasse venter")
        case WaitKind.CALL:
            return tr("Et anrop venter")
        case _:
            return tr("En kritisk melding venter")


def stage_words(stage: Stage) -> str:
    """For whom it rings."""
    match stage:
        case Stage.OFFERED:
            return tr("ringer hos deg")
        case Stage.EVERYBODY:
            return tr("ringer hos alle")
        case Stage.LEAD:
            return tr("over målet")


def count_words(count: int) -> str:
    """How much rings, for the tray."""
    return ntr("{count} venter", "{count} venter", count)


def _what(kind: WaitKind, waited: str) -> str:
    match kind:
        case WaitKind.CHAT:
            return tr("Chat venter {time}", time=waited)
        case WaitKind.POS_CALL:
            return tr("POS-anrop venter {time}", time=waited)
        case WaitKind.CALL:
            return tr("Anrop venter {time}", time=waited)
        case _:
            return tr("Kritisk melding venter {time}", time=waited)
