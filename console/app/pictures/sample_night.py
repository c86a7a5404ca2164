"""A made night: what was reported, who worked on it, what they wrote; all of it invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from whenever import Instant

from console.app.pictures.sample_mails import SampleMail
from console.domain.billing.work import WorkKind
from console.domain.cases import CaseKind
from console.domain.oncall.incident import ClosingNote, Product, Verdict
from console.domain.oncall.work_log import EntryKind
from console.domain.shops import Shop

NIGHT = Instant.parse_iso("2026-11-24T03:24:42+01:00")
"""Tuesday 24 November 2026, 03:24:42: the moment that the cockpit's pictures show."""

MORNING = Instant.parse_iso("2026-11-24T08:04:10+01:00")
"""The morning after, when the night is handed over."""

SHOPS = (
    Shop(
        "10655",
        "Multekrem Delikatesse",
        ("butikk@multekrem.example",),
        ("multekrem.example",),
        ("+4701901260",),
        (("kasse 1", ""), ("kasse 2", "")),
        "8.4.1",
    ),
    Shop("10203", "Fjellrev Turutstyr", ("hei@fjellrev.example",), ("fjellrev.example",)),
    Shop("11388", "Åsgløtt Gårdsbutikk", ("gard@asglott.example",), ("asglott.example",)),
)

MAIL = SampleMail(
    "butikk@multekrem.example",
    "Tuva Dahl",
    "2026-11-24T02:29:00+01:00",
    "Kassene tar ikke imot kort",
    "Hei. Ingen av kassene tar imot kort i natt. Vi åpner klokken sju, og trenger at det virker.",
    CaseKind.BUG,
)


@dataclass(frozen=True)
class SampleEntry:
    """One line of the log; times are of the night, Oslo wall time with offset."""

    login: str
    kind: EntryKind
    at: str
    text: str = ""
    span: tuple[str, str] | None = None
    work_kind: WorkKind = WorkKind.WORK


@dataclass(frozen=True)
class SampleIncident:
    """One incident and what became of it."""

    title: str
    product: Product
    customer_number: str
    reporter: str
    phone: str
    reported: str
    acknowledged: str
    by: str
    entries: tuple[SampleEntry, ...]
    verdict: tuple[str, Verdict, str] | None = None
    note: tuple[str, ClosingNote] | None = None
    over: str = ""


def _night(time: str) -> str:
    return f"2026-11-24T{time}+01:00"


def _evening(time: str) -> str:
    return f"2026-11-23T{time}+01:00"


def _entry(login: str, kind: EntryKind) -> Callable[..., SampleEntry]:
    return partial(SampleEntry, login, kind)


_started, _waited, _noted, _ended = (
    _entry("jonas.t", kind)
    for kind in (EntryKind.STARTED, EntryKind.WAITING, EntryKind.NOTE, EntryKind.ENDED)
)

CARDS = SampleIncident(
    title="Kassene tar ikke imot kort",
    product=Product.POS,
    customer_number="10655",
    reporter="Tuva, butikk",
    phone="01 90 12 60",
    reported=_night("02:31:00"),
    acknowledged=_night("02:34:20"),
    by="jonas.t",
    entries=(
        _started(_night("02:35:00")),
        _noted(_night("02:36:10"), "Statussiden sjekket: ikke listet"),
        _noted(_night("02:41:30"), "Terminal svarer på ping, ikke på salg"),
        _waited(_night("02:58:30"), "betalingsleverandør"),
        _started(_night("03:06:00")),
        _noted(_night("03:19:05"), "Leverandøren bekrefter feil hos seg, ref. K-5521"),
    ),
    verdict=(
        _night("03:20:40"),
        Verdict.THIRD_PARTY,
        "Betalingsleverandøren avviste alle salg fra 02:10. Ref. K-5521.",
    ),
)

CARDS_NOTE = ClosingNote(
    seen="Alle kortsalg ble avvist på begge kassene fra 02:10.",
    cause="Kortsalg ble avvist hos leverandøren. Kassene og vår side virket.",
    done="Satt kassene til kontant og faktura. Leverandøren retter.",
    promised="Ny prøve kl. 06:30 sammen med butikken",
)
"""Typed in the cockpit."""

SHOP_DOWN = SampleIncident(
    title="Nettbutikken svarer ikke",
    product=Product.WEBSHOP,
    customer_number="10203",
    reporter="Ingrid",
    phone="",
    reported=_evening("22:10:00"),
    acknowledged=_evening("22:12:30"),
    by="mari.k",
    entries=(
        _entry("mari.k", EntryKind.STARTED)(_evening("22:14:00")),
        _entry("mari.k", EntryKind.NOTE)(
            _evening("22:40:00"), "Én av tre maskiner tok ikke imot nye økter"
        ),
        _entry("mari.k", EntryKind.ENDED)(_evening("23:21:00")),
    ),
    verdict=(
        _evening("23:21:30"),
        Verdict.PLATFORM,
        "Lastdeleren vår sendte alt til en full maskin.",
    ),
    note=(
        _evening("23:24:00"),
        ClosingNote(
            seen="Siden svarte ikke, eller svarte etter ett minutt.",
            cause="Lastdeleren sendte alt til en maskin som var full; se grafene.",
            done="Maskinen er tatt ut, lastdeleren er satt opp på nytt.",
            prevented="Maskiner over grensen tas nå ut av seg selv.",
            promised="Skriftlig forklaring i løpet av dagen",
        ),
    ),
    over=_evening("23:25:00"),
)

UNSEEN = SampleIncident(
    title="Vekten i kassen viser feil pris",
    product=Product.POS,
    customer_number="11388",
    reporter="Solveig",
    phone="01 41 80 22",
    reported=_night("03:21:40"),
    acknowledged="",
    by="",
    entries=(),
)

SLEPT = SampleEntry(
    "jonas.t",
    EntryKind.AWAY,
    _night("03:24:40"),
    "asleep",
    (_night("03:10:00"), _night("03:17:30")),
)
"""The machine slept while it counted: asked about before anything of it is."""

TWICE = SampleEntry(
    "jonas.t",
    EntryKind.BY_HAND,
    _night("03:24:41"),
    "Ringte leverandøren",
    (_night("02:48:00"), _night("02:56:00")),
)
"""Written down by hand, and counted by the timer already."""

END = (
    _noted(_night("03:58:00"), "Første kortsalg gikk gjennom"),
    _ended(_night("04:12:00")),
)
OVER_AT = _night("04:12:30")
