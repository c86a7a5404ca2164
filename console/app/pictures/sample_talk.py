"""Who chats and calls on a made day, and who is ready for what; all of it invented.

On the busy morning the four lanes have 13, 8, 19 and 6 who wait: seven soon late, four late.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from console.domain.availability import Channel, Readiness
from console.domain.calls import MemberState
from console.domain.cases import CaseKind
from console.domain.phone_account import TLS_PORT, PhoneKind, PhoneSettings
from console.domain.shops import Shop
from console.domain.web_chat import Site, WebChatSettings


@dataclass(frozen=True)
class SampleChat:
    """What a visitor said so many seconds ago, and who of us has it; `is_theirs`: we answered."""

    shop: str
    visitor: str
    said: str
    ago_s: int
    agent: str = ""
    is_theirs: bool = False
    is_verified: bool = True
    kind: CaseKind = CaseKind.QUESTION
    pictures: int = 0
    """So many go with what was said."""
    promised: tuple[str, str] = ("", "")
    """What the visitor was promised, and by when (Oslo wall time with offset)."""


@dataclass(frozen=True)
class SampleCall:
    """A caller who has waited so long; a register's number is in the shop's register. `said` is
    what the exchange tells besides, `rings` the telephone that it rings at.
    """

    number: str
    ago_s: int
    is_pos: bool = False
    name: str = ""
    said: str = ""
    rings: str = ""


@dataclass(frozen=True)
class GaveUp:
    """A caller who hung up so many seconds ago, after having waited."""

    number: str
    ago_s: int
    waited_s: int = 100


@dataclass(frozen=True)
class Talk:
    """A call that goes on since so many seconds, at the telephone of one of us, or is over since
    so many.
    """

    number: str
    telephone: str
    ago_s: int
    over_s: int | None = None


@dataclass(frozen=True)
class Ready:
    """What somebody has said of themselves, so many seconds ago."""

    login: str
    channel: Channel
    readiness: Readiness
    ago_s: int
    reason: str = ""


@dataclass(frozen=True)
class Telephone:
    """What the exchange says of a telephone since so many seconds."""

    name: str
    state: MemberState
    ago_s: int
    reason: str = ""


@dataclass(frozen=True)
class LiveDay:
    """All that goes on at one moment; `counted` is what the exchange has of today."""

    chats: tuple[SampleChat, ...] = ()
    calls: tuple[SampleCall, ...] = ()
    talks: tuple[Talk, ...] = ()
    gave_up: tuple[GaveUp, ...] = ()
    ready: tuple[Ready, ...] = ()
    telephones: tuple[Telephone, ...] = ()
    counted: tuple[int, int, float, float] | None = None
    """Answered, lost, average wait in seconds, share within the target."""
    trouble: str = ""
    """Why the exchange does not answer, in the words of its connector."""


NOTHING = LiveDay()

COLLEAGUES = (("aslak.h", "Aslak Hole"), ("emil.s", "Emil Strand"), ("idun.b", "Idun Bakke"))

TELEPHONES = {
    "SIP/11": "aslak.h",
    "SIP/12": "sunniva.l",
    "SIP/13": "jonas.t",
    "SIP/14": "emil.s",
}

KNOWN_BEST = {
    "aslak.h": frozenset({"pos"}),
    "mari.k": frozenset({"shipping", "payment", "invoice"}),
    "jonas.t": frozenset({"domain", "payment"}),
}

EXCHANGE_HERE = PhoneSettings(
    kind=PhoneKind.AMI,
    queues=("kundeservice",),
    host="sentral.mystore.example",
    port=TLS_PORT,
    is_tls=True,
    user="konsoll",
    take_context="fra-konsoll",
    wrap_up_s=60,
)

WEB_CHAT_HERE = WebChatSettings(
    sites=(
        Site("mystore", "Mystore.no", ("https://www.mystore.example",)),
        Site("kontrollpanel", "Kontrollpanelet", ("https://admin.mystore.example",), True),
    ),
    public_url="https://chat.mystore.example",
)

SHOPS = tuple(
    Shop(number, name, (f"post@{host}",), (host,), phones)
    for number, name, host, phones in (
        ("12001", "Havbris Interiør", "havbris.example", ()),
        ("12002", "Rypa Barneklær", "rypa.example", ()),
        ("12003", "Sølvkroken Gull og Ur", "solvkroken.example", ()),
        ("12004", "Rimfrost Klær", "rimfrost.example", ()),
        ("12005", "Elvekanten Foto", "elvekanten.example", ()),
        ("12006", "Knagg og Krok", "knagg.example", ()),
        ("12007", "Tundra Friluft", "tundra.example", ()),
        ("12008", "Kystens Garn", "kystens.example", ()),
        ("12009", "Bryggen Sykkel", "bryggen.example", ("+4701328016",)),
        ("12010", "Vinterhagen Planter", "vinterhagen.example", ("+4701610522",)),
        ("12011", "Multekrem Delikatesse", "multekrem.example", ("+4701208841",)),
        ("12012", "Syrinbakken Te", "syrinbakken.example", ()),
        ("12013", "Havgap Kajakk", "havgap.example", ()),
        ("12014", "Furuly Leketøy", "furuly.example", ()),
        ("12015", "Stjernekast Papir", "stjernekast.example", ()),
        ("12016", "Nordvik Bok og Papir", "nordvik.example", ("+4701338090",)),
        ("12017", "Snøkrystall Smykker", "snokrystall.example", ("+4701440517",)),
        ("12018", "Brattlia Hjem", "brattlia.example", ("+4701100203",)),
        ("12019", "Skogheim Hobby", "skogheim.example", ()),
        ("12020", "Nordstrand Sy", "nordstrand.example", ()),
        ("12021", "Viddefoten Sko", "viddefoten.example", ()),
        ("12022", "Kvitøya Hudpleie", "kvitoya.example", ("+4701472093",)),
        ("12023", "Gruvegata Skatebutikk", "gruvegata.example", ("+4701472093",)),
    )
)

BUSY = LiveDay(
    chats=(
        SampleChat("12001", "Tone", "Finner ikke igjen rabattkoden for fredag", 47),
        SampleChat("12002", "Ylva", "Hvordan legger jeg inn størrelse på bilder?", 12),
        SampleChat("12003", "Nils", "Kortet ble trukket to ganger, ser jeg", 128, "mari.k"),
        SampleChat(
            "10417", "Mona", "Her er bilde av skjermen på kasse 2", 96, "sunniva.l",
            kind=CaseKind.BUG, pictures=2, promised=("Svar om feilen", "2026-11-24T12:00:00+01:00"),
        ),
        SampleChat("12004", "Siri", "Kan kunden bytte størrelse når vi har sendt?", 72, "mari.k"),
        SampleChat("12005", "Arve", "Bildene kommer i feil rekkefølge", 48, "mari.k"),
        SampleChat("12021", "Jan", "Kvitteringen mangler mva.", 41, "emil.s"),
        SampleChat("12006", "Jorunn", "Hvilken avtale trenger jeg for frakt?", 36, "jonas.t"),
        SampleChat("12020", "Pia", "Får ikke lastet opp logo", 31, "idun.b", is_verified=False),
        SampleChat("12012", "Thea", "Hvor ser jeg hvem som har betalt?", 24, "sunniva.l"),
        SampleChat("12007", "Lars", "Ja, den ligger på utsalg også", 22, "jonas.t"),
        SampleChat("12019", "Geir", "Da har jeg lagret på nytt", 18, "idun.b"),
        SampleChat("12013", "Runa", "Og fakturaen går til avdelingen?", 12, "sunniva.l"),
        SampleChat("12008", "Berit", "Takk, da prøver jeg det", 240, "emil.s", is_theirs=True),
        SampleChat("12014", "Odin", "Et øyeblikk, jeg sjekker", 300, "mari.k", is_theirs=True),
        SampleChat("12015", "Vilde", "Jeg logger inn på nytt nå", 180, "sunniva.l", is_theirs=True),
    ),
    calls=(
        SampleCall("+4701554108", 48, is_pos=True, name="Kasse 2", said="tastet 1",
                   rings="SIP/13"),
        SampleCall("+4701297703", 21, is_pos=True, name="Kasse 1", rings="SIP/14"),
        SampleCall("+4701328016", 151, name="Vera Lien"),
        SampleCall("+4701472093", 65),
        SampleCall("+4701610522", 18, name="Mariell Boks", said="tastet 2"),
    ),
    telephones=(
        Telephone("SIP/11", MemberState.IN_CALL, 372),
        Telephone("SIP/12", MemberState.PAUSED, 38),
        Telephone("SIP/13", MemberState.RINGING, 7),
        Telephone("SIP/14", MemberState.RINGING, 3),
    ),
    counted=(38, 3, 64.0, 0.91),
    talks=(Talk("+4701100203", "SIP/11", 372),),
    gave_up=(
        GaveUp("+4701208841", 1260),
        GaveUp("+4701338090", 2520, waited_s=64),
        GaveUp("+4701440517", 1860, waited_s=41),
    ),
    ready=(
        Ready("sunniva.l", Channel.CHAT, Readiness.READY, 5887),
        Ready("sunniva.l", Channel.TELEPHONE, Readiness.WRAP_UP, 38),
        Ready("sunniva.l", Channel.MAIL, Readiness.READY, 5887),
        Ready("mari.k", Channel.CHAT, Readiness.READY, 5901),
        Ready("jonas.t", Channel.CHAT, Readiness.READY, 5860),
        Ready("aslak.h", Channel.TELEPHONE, Readiness.READY, 6100),
        Ready("emil.s", Channel.MAIL, Readiness.PAUSE, 727, "møte"),
        Ready("idun.b", Channel.CHAT, Readiness.READY, 5900),
        Ready("idun.b", Channel.MAIL, Readiness.READY, 9700),
    ),
)  # fmt: skip

RINGING = replace(
    BUSY,
    calls=(
        SampleCall("+4701554108", 48, is_pos=True, name="Kasse 2", said="tastet 1",
                   rings="SIP/12"),
        *BUSY.calls[2:],
    ),
    telephones=(
        Telephone("SIP/11", MemberState.IN_CALL, 372),
        Telephone("SIP/12", MemberState.RINGING, 7),
        Telephone("SIP/13", MemberState.PAUSED, 700, "lunsj"),
        Telephone("SIP/14", MemberState.READY, 90),
    ),
)  # fmt: skip
"""The same morning: a register rings at one's own telephone."""

WRAPPING_UP = replace(
    BUSY,
    talks=(*BUSY.talks, Talk("+4701554108", "SIP/12", 410, over_s=38)),
    calls=BUSY.calls[1:],
    telephones=(*BUSY.telephones[:2], Telephone("SIP/13", MemberState.READY, 90)),
)
"""The same: one's own call is over, and is to be written down."""

CALM = LiveDay(
    chats=(
        SampleChat("12002", "Ylva", "Hvordan legger jeg inn størrelse på bilder?", 9),
        SampleChat("12012", "Thea", "Hvor ser jeg hvem som har betalt?", 24, "sunniva.l"),
        SampleChat("12007", "Lars", "Ja, den ligger på utsalg også", 17, "jonas.t"),
        SampleChat("12008", "Berit", "Takk, da prøver jeg det", 140, "mari.k", is_theirs=True),
    ),
    calls=(SampleCall("+4701610522", 18),),
    telephones=(
        Telephone("SIP/11", MemberState.READY, 400),
        Telephone("SIP/12", MemberState.READY, 260),
        Telephone("SIP/13", MemberState.PAUSED, 700, "lunsj"),
        Telephone("SIP/14", MemberState.AWAY, 9000),
    ),
    counted=(12, 0, 22.0, 1.0),
    gave_up=(GaveUp("+4701208841", 1260),),
    ready=(
        Ready("sunniva.l", Channel.CHAT, Readiness.READY, 5887),
        Ready("sunniva.l", Channel.TELEPHONE, Readiness.READY, 5887),
        Ready("sunniva.l", Channel.MAIL, Readiness.READY, 5887),
        Ready("mari.k", Channel.CHAT, Readiness.READY, 5901),
        Ready("jonas.t", Channel.CHAT, Readiness.READY, 5860),
        Ready("aslak.h", Channel.TELEPHONE, Readiness.READY, 6100),
    ),
)

NOBODY = replace(CALM, calls=(), gave_up=())
"""Nobody waits on the telephone, and nobody is to be called back."""

EVENING = LiveDay(
    gave_up=(GaveUp("+4701208841", 41_900), GaveUp("+4701338090", 40_100, waited_s=64)),
    ready=(Ready("jonas.t", Channel.TELEPHONE, Readiness.OFF, 42_000),),
)
"""What is left for tomorrow, seen in the middle of the night."""

CUT_OFF = replace(BUSY, trouble="sentral.mystore.example svarer ikke.")
"""The busy morning as it was when the exchange was last heard."""
