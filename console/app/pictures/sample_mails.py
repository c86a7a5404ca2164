"""A made morning's mail: shops, people and numbers are invented (addresses end in .example)."""

from __future__ import annotations

from dataclasses import dataclass

from whenever import Instant

from console.domain.cases import CaseKind
from console.domain.shops import Shop

NOW = Instant.parse_iso("2026-11-23T10:42:07+01:00")
"""Monday 23 November 2026, 10:42:07: the moment that every picture shows."""


@dataclass(frozen=True)
class SampleMail:
    """One mail; times are Oslo wall time with offset. What became of it, if anything, follows."""

    sender: str
    name: str
    at: str
    subject: str
    text: str
    kind: CaseKind = CaseKind.QUESTION
    owner: str = ""
    topic: str = ""
    answer: str = ""
    answered_at: str = ""
    put_away_until: str = ""


SHOPS = (
    Shop(
        "10417",
        "Fjordglimt Sport",
        ("post@fjordglimt.example",),
        ("fjordglimt.example",),
        ("+4701554107",),
        (("kasse 1", "+4701554108"), ("kasse 2", ""), ("kasse 3", "")),
        "8.4.1",
        "Har tre kasser i Tromsø og en på Finnsnes.",
    ),
    Shop("10203", "Fjellrev Turutstyr", ("hei@fjellrev.example",), ("fjellrev.example",)),
    Shop(
        "10588",
        "Ullteppet",
        ("kari@ullteppet.example",),
        ("ullteppet.example",),
        (),
        (("kasse 1", "+4701297703"),),
        "8.4.1",
    ),
    Shop("10777", "Lyngheia Helsekost", ("ordre@lyngheia.example",), ("lyngheia.example",)),
    Shop("10912", "Bakgården Vinyl", ("bakgarden@vinyl.example",), ("vinyl.example",)),
    Shop("11004", "Kvitøya Hudpleie", ("post@kvitoya.example",), ("kvitoya.example",)),
    Shop(
        "11120",
        "Bjørkeveien Blomster",
        ("blomst@bjorkeveien.example",),
        ("bjorkeveien.example",),
        (),
        (("kasse 1", ""),),
        "8.4.0",
    ),
    Shop("11260", "Perleporten Hobby", ("perle@perleporten.example",), ("perleporten.example",)),
    Shop("11301", "Tindeglimt Optikk", ("syn@tindeglimt.example",), ("tindeglimt.example",)),
    Shop("11388", "Åsgløtt Gårdsbutikk", ("gard@asglott.example",), ("asglott.example",)),
    Shop("11512", "Fabel Leker", ("lek@fabel.example",), ("fabel.example",)),
    Shop("11530", "Sjøbua Fiskeutstyr", ("post@sjobua.example",), ("sjobua.example",)),
    Shop("11541", "Gruvegata Skatebutikk", ("skate@gruvegata.example",), ("gruvegata.example",)),
    Shop("11555", "Morild Keramikk", ("hei@morild.example",), ("morild.example",)),
    Shop("11568", "Fjæra Surf", ("surf@fjara.example",), ("fjara.example",)),
    Shop("11570", "Ristet Kaffe og Te", ("kaffe@ristet.example",), ("ristet.example",)),
    Shop("11599", "Nordlys Lamper", ("lys@nordlys.example",), ("nordlys.example",)),
)

MAILS = (
    SampleMail(
        "hei@fjellrev.example",
        "Ingrid",
        "2026-11-20T10:58:00+01:00",
        "Frakt regnes dobbelt",
        "Hei. Når kunden legger to varer i kurven, blir frakten regnet to ganger. Det skjer hver "
        "gang når jeg prøver med Hjemlevering. Vi ønsker at frakten bare regnes én gang. "
        "Se https://fjellrev.example/kasse",
        CaseKind.BUG,
        "jonas.t",
        "shipping",
    ),
    SampleMail(
        "kari@ullteppet.example",
        "Kari Ås",
        "2026-11-20T11:36:00+01:00",
        "Kan ikke lukke kassaoppgjøret",
        "Kassen sier at oppgjøret er åpent fra i går.",
        CaseKind.BUG,
        "",
        "pos",
    ),
    SampleMail(
        "ordre@lyngheia.example",
        "Per Lyng",
        "2026-11-20T11:30:00+01:00",
        "Momsrapporten for oktober er tom",
        "Hei, jeg får bare en tom fil når jeg henter momsrapporten for oktober.",
        CaseKind.REPORT,
        "",
        "report",
    ),
    SampleMail(
        "bakgarden@vinyl.example",
        "Tom",
        "2026-11-20T12:37:00+01:00",
        "Faktura 10442: hva er linje 3?",
        "Vi ser en linje vi ikke kjenner igjen på faktura 10442. Hva er det?",
        CaseKind.INVOICE,
        "sunniva.l",
        "invoice",
    ),
    SampleMail(
        "post@kvitoya.example",
        "Live",
        "2026-11-20T13:26:00+01:00",
        "Vi vil ha gavekort som gjelder i begge butikkene",
        "Det hadde vært fint om gavekort kjøpt på nett kunne brukes i kassen.",
        CaseKind.WISH,
    ),
    SampleMail(
        "blomst@bjorkeveien.example",
        "Marit",
        "2026-11-23T09:01:00+01:00",
        "Kvitteringen viser feil organisasjonsnummer",
        "Etter oppdateringen står det feil organisasjonsnummer nederst på kvitteringen.",
        CaseKind.BUG,
        "",
        "pos",
    ),
    SampleMail(
        "perle@perleporten.example",
        "Nora",
        "2026-11-23T08:16:00+01:00",
        "Sv: Domenet peker fortsatt til gammel butikk",
        "Det har gått to døgn nå, og kundene våre havner fortsatt i den gamle butikken.",
        CaseKind.QUESTION,
        "jonas.t",
        "domain",
    ),
    SampleMail(
        "syn@tindeglimt.example",
        "Odd",
        "2026-11-23T09:22:00+01:00",
        "Bilder blir liggende på siden",
        "Når jeg sletter et produktbilde, ligger det fortsatt på siden etter en time.",
    ),
    SampleMail(
        "gard@asglott.example",
        "Solveig",
        "2026-11-23T09:58:00+01:00",
        "Fraktpris til Svalbard",
        "Hvordan setter vi egen fraktpris for Svalbard og Jan Mayen?",
        CaseKind.QUESTION,
        "",
        "shipping",
    ),
    SampleMail(
        "ny.kunde@handel.example",
        "Anders",
        "2026-11-23T10:23:00+01:00",
        "Avtale med betalingsinnløser",
        "Hei, hvor søker vi om innløseravtale, og hvor lang tid tar det?",
    ),
    SampleMail(
        "hei@lyktesalg.example",
        "Pål",
        "2026-11-19T13:05:00+01:00",
        "Hvor endrer vi teksten i ordrebekreftelsen?",
        "Vi vil skrive noe om julegaver nederst i ordrebekreftelsen. Hvor gjør vi det?",
        CaseKind.QUESTION,
        "sunniva.l",
        "product",
        "Hei Pål. Du finner den under Innstillinger, Meldinger. Si fra om du står fast.",
        "2026-11-19T14:10:00+01:00",
    ),
    SampleMail(
        "regnskap@snoporten.example",
        "Tuva",
        "2026-11-20T09:12:00+01:00",
        "Bytter regnskapsprogram ved nyttår",
        "Hei. Kan vi ta en gjennomgang av eksporten når det nærmer seg?",
        CaseKind.QUESTION,
        "mari.k",
        put_away_until="2026-12-01T08:00:00+01:00",
    ),
    SampleMail(
        "lek@fabel.example",
        "Ane",
        "2026-11-23T08:32:00+01:00",
        "Kobling mot fraktavtalen vår",
        "Vi har fått ny fraktavtale. Hvor legger vi inn kundenummeret?",
        CaseKind.QUESTION,
        "",
        "shipping",
    ),
    SampleMail(
        "post@sjobua.example",
        "Knut",
        "2026-11-23T08:41:00+01:00",
        "Ny innlogging for regnskapsføreren",
        "Kan regnskapsføreren vår få en egen innlogging, uten å se kundene?",
    ),
    SampleMail(
        "skate@gruvegata.example",
        "Isa",
        "2026-11-23T09:08:00+01:00",
        "Utbetalingen i november",
        "Hei. Når kommer utbetalingen for uke 46?",
        CaseKind.INVOICE,
    ),
    SampleMail(
        "hei@morild.example",
        "Eira",
        "2026-11-23T09:44:00+01:00",
        "Vil være testpilot for ny kasse",
        "Vi hører at dere tester en ny kasse, og vil gjerne være med.",
        CaseKind.WISH,
    ),
    SampleMail(
        "surf@fjara.example",
        "Trym",
        "2026-11-23T10:16:00+01:00",
        "Kan vi få flere administratorer?",
        "Vi er blitt to som driver butikken.",
    ),
    SampleMail(
        "kaffe@ristet.example",
        "Liv",
        "2026-11-23T10:23:30+01:00",
        "Sv: Avtale med betalingsinnløser",
        "Takk. Da venter vi på svar fra dem.",
    ),
    SampleMail(
        "lys@nordlys.example",
        "Ravn",
        "2026-11-23T10:35:00+01:00",
        "Bytte av domene i helgen",
        "Vi bytter domene fredag kveld. Må noen av dere være med?",
        CaseKind.QUESTION,
        "",
        "domain",
    ),
)

FAULT = SampleMail(
    "post@fjordglimt.example",
    "Mona Vik",
    "2026-11-20T13:41:00+01:00",
    "Kassen mister terminalen etter oppdatering",
    "Hei. Kassen mister forbindelsen med terminalen etter oppdateringen i går. Kasse 1 og 3 "
    "virker. Vi skulle gjerne hatt kassen i gang før torsdag, for da har vi salg. "
    "Legger ved bilde av meldingen.\n\nHilsen Mona",
    CaseKind.BUG,
    "sunniva.l",
    "pos",
)

FAULT_REPLY = (
    "Hei Mona. Takk for at du skrev, og for bildet. Vi ser at kasse 2 fikk versjon 8.4.1 i går "
    "kveld. Kan du slå terminalen av og på, vente til klokka vises, og så starte kassen?"
)

FAULT_NOTE = (
    "Samme melding hos Ullteppet i dag. Begge fikk 8.4.1 i går kveld. Ser ut som terminalen mister "
    "adressen når kassen starter på nytt."
)

FAULT_AGAIN = SampleMail(
    "post@fjordglimt.example",
    "Mona Vik",
    "2026-11-23T09:41:00+01:00",
    "Sv: Kassen mister terminalen etter oppdatering",
    "Hei. Det skjedde igjen i morges, like over åtte på kasse 2. Terminalen viser klokka, "
    "men kassen sier «ingen kontakt». Etter ti minutter kom den tilbake av seg selv. Vi har salg "
    "på torsdag og trenger at den holder.",
)

DRAFT = (
    "Hei Mona. Takk for at du skrev med en gang. Utvikling har funnet at terminalen mister "
    "adressen når kasse 2 starter på nytt etter 8.4.1, og arbeider med en retting.\n"
    "Frem til den er ute: slå på terminalen først, vent til klokka vises, og start så kassen."
)

BEGUN_ELSEWHERE = "Hei. Takk for meldingen. Jeg har spurt lageret, og kommer tilbake før lunsj."

FAULT_TO_ONESELF = "Ring Mona før 12. Spør om kasse 1 også har 8.4.1."
