"""How acts that wait, or could not be done, are told of."""

from __future__ import annotations

import re

from console.desk.deeds import DeedKind
from console.desk.errors import ActFailed, Fenced
from console.domain.ids import CaseId
from console.domain.language import ntr, tr

_WRITTEN = (DeedKind.REPLY, DeedKind.NOTE, DeedKind.ESCALATE, DeedKind.ANSWER_ESCALATION)


def gist(reason: str) -> str:
    """What is wrong with the store, in a few words: the first clause of what is told of it."""
    plain = re.sub(r"\s*\(.*\)", "", reason, flags=re.DOTALL)
    return re.split(r"[.,:](?:\s|$)", plain)[0].strip()


def waiting_notice(kind: DeedKind, reason: str) -> str:
    """What is said when an act waits instead of being done."""
    why = _within(gist(reason))
    if kind is DeedKind.REPLY:
        return tr(
            "Ikke sendt – {why}. Det sendes av seg selv så snart lageret tar det imot.", why=why
        )
    return tr("Ikke lagret – {why}. Det gjøres av seg selv så snart lageret tar det imot.", why=why)


def not_done(kind: DeedKind, case: CaseId, error: ActFailed) -> str:
    """Why an act that waited was not done after all, and where what was written is now."""
    said = f"{_not_done(kind, case)}: {_why(error)}."
    if kind in _WRITTEN:
        return tr("{said} Teksten ligger som utkast.", said=said)
    return said


def all_refused(said: list[str]) -> str:
    """All that was not done after all: the first line counts where there are several."""
    if len(said) == 1:
        return said[0]
    count = ntr(
        "{count} handling som ventet, ble ikke gjort",
        "{count} handlinger som ventet, ble ikke gjort",
        len(said),
    )
    return "\n".join((count, *said))


def others_wait(count: int) -> str:
    """Acts of another account wait on this machine."""
    return ntr(
        "{count} handling venter på denne maskinen for en annen konto. Logg inn med den kontoen, "
        "så blir den gjort.",
        "{count} handlinger venter på denne maskinen for en annen konto. Logg inn med den "
        "kontoen, så blir de gjort.",
        count,
    )


def _why(error: ActFailed) -> str:
    if isinstance(error, Fenced) and error.last:
        return error.last
    return _within(str(error).rstrip("."))


def _not_done(kind: DeedKind, case: CaseId) -> str:
    words = {
        DeedKind.REPLY: tr("Svaret i sak {case} ble ikke sendt", case=case),
        DeedKind.NOTE: tr("Merknaden i sak {case} ble ikke lagret", case=case),
        DeedKind.TAKE: tr("Sak {case} ble ikke tatt", case=case),
        DeedKind.RELEASE: tr("Sak {case} ble ikke lagt tilbake", case=case),
        DeedKind.HAND_OVER: tr("Sak {case} ble ikke gitt videre", case=case),
        DeedKind.SNOOZE: tr("Sak {case} ble ikke utsatt", case=case),
        DeedKind.CLOSE: tr("Sak {case} ble ikke løst", case=case),
        DeedKind.REOPEN: tr("Sak {case} ble ikke åpnet igjen", case=case),
        DeedKind.ESCALATE: tr("Sak {case} ble ikke eskalert", case=case),
        DeedKind.ANSWER_ESCALATION: tr(
            "Svaret på eskaleringen i sak {case} ble ikke lagret", case=case
        ),
        DeedKind.WITHDRAW: tr("I sak {case} kunne det ikke tas tilbake", case=case),
    }
    return words.get(kind) or tr("Endringen i sak {case} ble ikke lagret", case=case)


def deed_words(kind: DeedKind) -> str:
    """What was done, as the timeline says it of oneself; "" for what is no act of its own."""
    words = {
        DeedKind.TAKE: tr("Tok saken"),
        DeedKind.RELEASE: tr("La saken tilbake"),
        DeedKind.HAND_OVER: tr("Ga saken videre"),
        DeedKind.SNOOZE: tr("Utsatte saken"),
        DeedKind.CLOSE: tr("Løste saken"),
        DeedKind.REOPEN: tr("Åpnet saken igjen"),
        DeedKind.SET_KIND: tr("Endret typen"),
        DeedKind.SET_TOPIC: tr("Endret emnet"),
        DeedKind.TICK_POINT: tr("Endret det som er kjent om feilen"),
        DeedKind.ESCALATE: tr("Eskalerte saken"),
        DeedKind.TAKE_UP: tr("Noterte hvem som arbeider med eskaleringen"),
        DeedKind.ANSWER_ESCALATION: tr("Førte inn svaret på eskaleringen"),
        DeedKind.TELL_CUSTOMER_BY: tr("Flyttet fristen for ord til kunden"),
        DeedKind.TAKE_BACK: tr("Trakk eskaleringen tilbake"),
        DeedKind.CLOSE_ESCALATION: tr("Ga kunden svaret på eskaleringen"),
    }
    return words.get(kind, "")


def _within(words: str) -> str:
    """As it stands within a sentence."""
    return words[:1].lower() + words[1:]
