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
        "{what} ble ikke tatt imot av lageret: {why} Det ligger fortsatt her.",
        what=_what(act),
        why=act.problem,
    )


def stopped_words(title: str) -> str:
    """That another machine of the same technician stopped what ran here."""
    return tr(
        "Arbeidet på «{title}» er stoppet fra en annen maskin. Jobbet du videre her etterpå, før "
        "det for hånd.",
        title=title,
    )


def _what(act: LoggedAct) -> str:
    kind = ActKind(act.kind)
    if kind is ActKind.ENTRY:
        return _entry(entry_of(act).kind)
    words = {
        ActKind.OPENED: tr("Hendelsen"),
        ActKind.ACKNOWLEDGED: tr("Kvitteringen"),
        ActKind.LINKED: tr("Koblingen til saken"),
        ActKind.VERDICT: tr("Vurderingen"),
        ActKind.NOTE: tr("Sluttnotatet"),
        ActKind.OVER: tr("At hendelsen er over,"),
        ActKind.REOPENED: tr("At hendelsen er åpen igjen,"),
    }
    return words[kind]


def _entry(kind: EntryKind) -> str:
    words = {
        EntryKind.STARTED: tr("Starten på arbeidet"),
        EntryKind.PAUSED: tr("Pausen"),
        EntryKind.WAITING: tr("Ventingen"),
        EntryKind.ENDED: tr("Slutten på arbeidet"),
        EntryKind.NOTE: tr("Linjen i loggen"),
        EntryKind.AWAY: tr("Fraværet"),
        EntryKind.COUNTED: tr("Svaret om at du jobbet,"),
        EntryKind.BY_HAND: tr("Arbeidet som ble ført for hånd,"),
        EntryKind.WITHDRAWN: tr("Strykingen"),
    }
    return words[kind]


def needs(what: str) -> str:
    """That something is missing; nothing was logged."""
    return tr("{what} Ingenting er ført i loggen ennå.", what=what)
