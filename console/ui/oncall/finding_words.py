"""What a person should look at in the work log, though all of it is counted once all the same."""

from __future__ import annotations

from console.domain.language import ntr, tr
from console.domain.oncall.work_done import Finding, FindingKind
from console.ui.oncall.log_words import log_time
from console.ui.oncall.scene import Scene


def finding_words(scene: Scene) -> str:
    """The latest of them: what it means, and what to do. Empty where nothing is amiss."""
    found = scene.view.done.findings
    if not found:
        return ""
    latest, others = _finding(scene, found[-1]), len(found) - 1
    if not others:
        return latest
    more = ntr("Det er {count} slik til.", "Det er {count} slike til.", others)
    return f"{latest} {more}"


def _finding(scene: Scene, finding: Finding) -> str:
    if finding.technician == scene.me.login:
        return _mine(scene, finding)
    names = (one.short_name for one in scene.people.values() if one.login == finding.technician)
    name = next(names, finding.technician)
    times = _times(scene, finding)
    match finding.kind:
        case FindingKind.TWO_MACHINES:
            return tr("{name}: to maskiner samtidig {times}. Tiden telles én gang.",
                      name=name, times=times)  # fmt: skip
        case FindingKind.BY_HAND_OVERLAPS:
            return tr("{name}: ført for hånd oppå annen tid {times}. Tiden telles én gang.",
                      name=name, times=times)  # fmt: skip
        case FindingKind.OUT_OF_ORDER:
            return tr("{name}: stansen {times} har ingen start, og telles ikke.",
                      name=name, times=times)  # fmt: skip


def _mine(scene: Scene, finding: Finding) -> str:
    times = _times(scene, finding)
    match finding.kind:
        case FindingKind.TWO_MACHINES if finding.end is None:
            return tr("Arbeidet ditt løper på to maskiner {times}. Tiden telles én gang; pause "
                      "stanser begge.", times=times)  # fmt: skip
        case FindingKind.TWO_MACHINES:
            return tr("Du jobbet på to maskiner samtidig {times}. Tiden telles én gang; er en "
                      "av dem feil, stryk linjen.", times=times)  # fmt: skip
        case FindingKind.BY_HAND_OVERLAPS:
            return tr("Ført for hånd oppå annen tid {times}. Tiden telles én gang; er den feil, "
                      "stryk linjen.", times=times)  # fmt: skip
        case FindingKind.OUT_OF_ORDER:
            return tr("Stansen {times} har ingen start, og telles ikke. Mangler det arbeid, før "
                      "det for hånd.", times=times)  # fmt: skip


def _times(scene: Scene, finding: Finding) -> str:
    """`02:35–02:50`, `siden 02:35` while it is still so, `02:50` for what took no time."""
    start = log_time(scene, finding.start)
    if finding.end is None:
        return tr("siden {time}", time=start)
    return start if finding.end == finding.start else f"{start}–{log_time(scene, finding.end)}"
