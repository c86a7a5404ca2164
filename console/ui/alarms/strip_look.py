"""How an alarm is put on the strip: the desk's words in the widget's terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from console.desk.alarm_words import Told, title_of
from console.domain.alarms import Stage
from console.domain.language import tr
from console.domain.waits import WaitKind
from console.ui.models.row_words import ring
from console.widgets.clock_ring import RingMeaning, RingState
from console.widgets.top_strip import StripFace

_TONES = {Stage.OFFERED: "accent", Stage.EVERYBODY: "soon", Stage.LEAD: "late"}

_STILL = RingState(0.0, "", meaning=RingMeaning.CUSTOMER)


def strip_face(ringing: Sequence[Told]) -> StripFace:
    """The loudest, and how many more there are."""
    if not ringing:
        quiet = tr("Ingen venter på deg")
        return StripFace(_STILL, quiet, "", "", "quiet", quiet)
    first, more = ringing[0], len(ringing) - 1
    right = first.whom if not more else tr("{what} · {count} til", what=first.whom, count=more)
    clock = replace(ring(first.clock), pos=first.kind is WaitKind.POS_CALL)
    name = ", ".join(part for part in (title_of(first.kind), first.who, right) if part)
    return StripFace(clock, first.what, first.who, right, _TONES[first.stage], name)
