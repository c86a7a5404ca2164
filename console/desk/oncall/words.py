"""How the work log speaks to its technician."""

from __future__ import annotations

from console.data.pocket_oncall import LoggedAct
from console.desk.oncall.acts import entry_of
from console.desk.oncall.entered import ActKind
from console.domain.language import tr
from console.domain.oncall.work_log import EntryKind


def refused_words(act: LoggedAct) -> str:
    """That the store refused an act, and that it lies here."""
    return tr(
        "Lageret tok ikke imot {what}: {why} Det ligger fortsatt her.",
        what=what_words(act),
        why=act.problem,
    )


def stopped_words(title: str) -> str:
    """That another machine of the same technician stopped what ran here."""
    return tr(
        "Arbeidet på «{title}» er stoppet fra en annen maskin. Jobbet du videre her etterpå, før "
        "det for hånd.",
        title=title,
    )


def what_words(act: LoggedAct) -> str:
    """What was done, as a thing: `vurderingen`."""
    kind = ActKind(act.kind)
    if kind is ActKind.ENTRY:
        return _entry(entry_of(act).kind)
    words = {
        ActKind.OPENED: tr("hendelsen"),
        ActKind.ACKNOWLEDGED: tr("kvitteringen"),
        ActKind.LINKED: tr("koblingen til saken"),
        ActKind.SHOP_NAMED: tr("butikken"),
        ActKind.VERDICT: tr("vurderingen"),
        ActKind.NOTE: tr("sluttnotatet"),
        ActKind.OVER: tr("avslutningen av hendelsen"),
        ActKind.REOPENED: tr("gjenåpningen av hendelsen"),
    }
    return words[kind]


def _entry(kind: EntryKind) -> str:
    words = {
        EntryKind.STARTED: tr("starten på arbeidet"),
        EntryKind.PAUSED: tr("pausen"),
        EntryKind.WAITING: tr("ventingen"),
        EntryKind.ENDED: tr("slutten på arbeidet"),
        EntryKind.NOTE: tr("linjen i loggen"),
        EntryKind.AWAY: tr("fraværet"),
        EntryKind.COUNTED: tr("svaret om at du jobbet"),
        EntryKind.BY_HAND: tr("arbeidet som ble ført for hånd"),
        EntryKind.WITHDRAWN: tr("strykingen"),
    }
    return words[kind]


def needs(what: str) -> str:
    """That something is missing; nothing was logged."""
    return tr("{what} Ingenting er ført i loggen ennå.", what=what)
