"""What the band on top says while the store is away, while it takes no changes, and afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.deed_words import gist
from console.domain.language import ntr, tr
from console.domain.wording import clock_time, since_label

if TYPE_CHECKING:
    from whenever import Instant

    from console.desk.freshness import Absence


def away_words(absence: Absence, waiting: int) -> str:
    """Since when, why, and what is kept meanwhile."""
    fields = {"time": clock_time(absence.since), "why": gist(absence.reason)}
    said = _kept(absence, waiting, fields)
    if absence.remedy.value == "upgrade":
        return tr("{said} Oppgrader programmet.", said=said)
    return said


def _kept(absence: Absence, waiting: int, fields: dict[str, str]) -> str:
    if absence.kept_at is not None:
        return _begun_without(absence.kept_at, absence.since, waiting, fields)
    if not waiting:
        return tr(
            "Frakoblet siden {time}. {why}. Du ser det som var her da; utkast blir tatt vare på.",
            **fields,
        )
    return ntr(
        "Frakoblet siden {time}. {why}. Du ser det som var her da; utkast og {count} handling "
        "venter her.",
        "Frakoblet siden {time}. {why}. Du ser det som var her da; utkast og {count} handlinger "
        "venter her.",
        waiting,
        **fields,
    )


def _begun_without(kept_at: Instant, since: Instant, waiting: int, fields: dict[str, str]) -> str:
    """The window was opened without the store: there is only what this machine keeps for that."""
    fields = {**fields, "kept": since_label(kept_at, since)}
    if not waiting:
        return tr(
            "Startet uten lageret {time}. {why}. Vakten virker med det denne maskinen visste "
            "{kept}; alt annet leses når lageret er tilbake.",
            **fields,
        )
    return ntr(
        "Startet uten lageret {time}. {why}. Vakten virker med det denne maskinen visste {kept}; "
        "{count} handling i saker venter her.",
        "Startet uten lageret {time}. {why}. Vakten virker med det denne maskinen visste {kept}; "
        "{count} handlinger i saker venter her.",
        waiting,
        **fields,
    )


def unread_words(absence: Absence) -> str:
    """Why a place cannot be shown, where nothing of it is kept here."""
    return tr(
        "{why} Saker og innstillinger leses når lageret er tilbake; programmet prøver hele tiden. "
        "Vakten virker imens, og utkast og handlinger fra før ligger trygt på denne maskinen.",
        why=absence.reason,
    )


def held_words(reason: str, waiting: int) -> str:
    """It can be read, and takes no changes."""
    return ntr(
        "{why}. Du ser det som skjer; {count} handling venter på denne maskinen.",
        "{why}. Du ser det som skjer; {count} handlinger venter på denne maskinen.",
        waiting,
        why=gist(reason),
    )


def back_words(at: Instant, done: int) -> str:
    """It is back, and what was done of that which had waited."""
    time = clock_time(at)
    if not done:
        return tr("Tilbake kl. {time}", time=time)
    return ntr(
        "Tilbake kl. {time} · {count} handling er gjort",
        "Tilbake kl. {time} · {count} handlinger er gjort",
        done,
        time=time,
    )
