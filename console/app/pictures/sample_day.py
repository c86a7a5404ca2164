"""The made days: one on which all four lanes are full, a calm one, and what a day leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, replace

from console.app.pictures.sample_escalations import ESCALATIONS, SampleEscalation
from console.app.pictures.sample_mails import FAULT, MAILS, SampleMail
from console.app.pictures.sample_talk import (
    BUSY,
    CALM,
    CUT_OFF,
    EVENING,
    NOBODY,
    NOTHING,
    RINGING,
    WRAPPING_UP,
    LiveDay,
)


@dataclass(frozen=True)
class SampleDay:
    """What has come by every channel, seen at one moment."""

    mails: tuple[SampleMail, ...] = ()
    escalations: tuple[SampleEscalation, ...] = ()
    live: LiveDay = NOTHING


BUSY_DAY = SampleDay(MAILS, ESCALATIONS, BUSY)

_CALM_MAILS = tuple(
    mail for mail in MAILS if "2026-11-20T12:45" < mail.at < "2026-11-23T10:20" and not mail.owner
)

CALM_DAY = SampleDay(
    _CALM_MAILS,
    tuple(one for one in ESCALATIONS if one.subject == FAULT.subject),
    CALM,
)

RINGING_DAY, WRAP_UP_DAY = replace(BUSY_DAY, live=RINGING), replace(BUSY_DAY, live=WRAPPING_UP)
SILENT_DAY, CUT_OFF_DAY = replace(CALM_DAY, live=NOBODY), replace(BUSY_DAY, live=CUT_OFF)
"""As one's own telephone rings, after that call, with nobody on the line, without the exchange."""

QUIET_NIGHT = SampleDay()
"""Nothing but what the night itself brings."""

_LATE_IN_THE_DAY = (
    ("Vi vil ha gavekort som gjelder i begge butikkene", "2026-11-23T11:20:00+01:00"),
    ("Kobling mot fraktavtalen vår", "2026-11-23T13:05:00+01:00"),
    ("Bilder blir liggende på siden", "2026-11-23T14:31:00+01:00"),
    ("Utbetalingen i november", "2026-11-23T15:12:00+01:00"),
    ("Fraktpris til Svalbard", "2026-11-23T18:40:00+01:00"),
    ("Kan vi få flere administratorer?", "2026-11-23T21:16:00+01:00"),
)


def _late(subject: str, at: str) -> SampleMail:
    mail = next(mail for mail in MAILS if mail.subject == subject)
    return replace(mail, at=at, owner="")


LEFT_FOR_MORNING = SampleDay(
    tuple(_late(subject, at) for subject, at in _LATE_IN_THE_DAY),
    tuple(
        replace(one, at="2026-11-23T14:40:00+01:00", by="2026-11-24T12:00:00+01:00", answer="")
        for one in ESCALATIONS
        if one.subject == _LATE_IN_THE_DAY[0][0]
    ),
    EVENING,
)
"""What stands in the lanes in the middle of the night."""
