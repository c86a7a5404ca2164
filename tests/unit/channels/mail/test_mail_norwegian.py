"""Norwegian mail as it really comes: every charset, every program's way to quote and to be away."""

from __future__ import annotations

import base64

import pytest
from peers.letters import letter, read

from console.domain.mail import AutoKind

WORDS = "Blåbærsyltetøy på ØSTRE ÆRFUGL: «æøå» – 5 €"
DOS = "Rød grøt på brød: kjøp få, blåbær"


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("iso-8859-1", "blåbærøl ÆØÅ"),
        ("iso-8859-15", "blåbærøl ÆØÅ 5 €"),
        ("windows-1252", WORDS),
        ("utf-8", WORDS),
        ("UTF8", WORDS),
        ("cp865", DOS),
        ("ibm865", DOS),
        ("utf-16", WORDS),
        ("utf-7", "blåbærøl"),
    ],
)
def test_a_declared_charset_is_read(charset: str, text: str) -> None:
    codec = {"UTF8": "utf-8", "ibm865": "cp865"}.get(charset, charset)
    body = base64.encodebytes(text.encode(codec))
    content = b"text/plain; charset=" + charset.encode()
    raw = letter(body, b"Content-Transfer-Encoding: base64", content=content)
    assert read(raw).text == text


@pytest.mark.parametrize("claimed", [b"", b"; charset=us-ascii", b"; charset=X-UNKNOWN"])
@pytest.mark.parametrize(("codec", "text"), [("utf-8", WORDS), ("cp1252", WORDS), ("cp865", DOS)])
def test_an_unknown_or_missing_charset_is_found_out(claimed: bytes, codec: str, text: str) -> None:
    raw = letter(text.encode(codec), content=b"text/plain" + claimed)
    assert read(raw).text == text


def test_latin_1_in_name_only_is_read_as_what_windows_means() -> None:
    raw = letter("pris – «5 €»".encode("cp1252"), content=b"text/plain; charset=iso-8859-1")
    assert read(raw).text == "pris – «5 €»"


def test_text_encoded_twice_is_read_as_meant() -> None:
    twice = "Blåbærsyltetøy fra Ås".encode().decode("cp1252").encode()
    raw = letter(twice, b"Subject: " + twice, content=b"text/plain; charset=utf-8")
    assert read(raw).text == "Blåbærsyltetøy fra Ås"
    assert read(raw).subject == "Blåbærsyltetøy fra Ås"


def test_a_text_about_mangled_letters_is_left_alone() -> None:
    text = "Hvorfor står det Ã¦ i stedet for æ?"
    assert read(letter(text.encode(), content=b"text/plain; charset=utf-8")).text == text


@pytest.mark.parametrize(
    "written",
    [
        b"=?iso-8859-1?Q?SV:_Bl=E5b=E6r=F8l?=",
        b"=?utf-8?B?U1Y6IEJsw6Viw6Zyw7hs?=",
        b"=?utf-8?Q?SV:_Bl=C3=A5b=C3=A6r?= =?utf-8?Q?=C3=B8l?=",
        b"=?utf-8?Q?SV:_Bl=C3?=\r\n =?utf-8?Q?=A5b=C3=A6r=C3=B8l?=",
        "SV: Blåbærøl".encode(),
        "SV: Blåbærøl".encode("latin-1"),
        b"=?X-UNKNOWN?Q?SV:_Bl=C3=A5b=C3=A6r=C3=B8l?=",
    ],
)
def test_a_subject_is_read_however_it_is_written(written: bytes) -> None:
    assert read(letter(b"x", b"Subject: " + written)).subject == "SV: Blåbærøl"


def test_a_name_with_a_comma_inside_its_encoding_is_one_name() -> None:
    raw = b"From: =?utf-8?Q?N=C3=B8rdmann,_K=C3=A5re?= <kare@butikk.no>\r\n\r\nx"
    assert read(raw).sender.name == "Nørdmann, Kåre"


@pytest.mark.parametrize("codec", ["utf-8", "latin-1"])
@pytest.mark.parametrize("where", [b'Content-Disposition: attachment; filename="%s"', b"X: %s"])
def test_a_file_name_in_raw_letters_is_read(codec: str, where: bytes) -> None:
    name = "blåbærøl.pdf".encode(codec)
    raw = letter(b"x", where % name, content=b'application/pdf; name="%s"' % name)
    assert [p.name for p in read(raw).parts] == ["blåbærøl.pdf"]


@pytest.mark.parametrize(
    "written",
    [
        b"filename*=iso-8859-1''bl%E5b%E6r%F8l.pdf",
        b"filename*0*=utf-8''bl%C3%A5b;\r\n filename*1*=%C3%A6r%C3%B8l.pdf",
        b'filename="=?utf-8?B?YmzDpWLDpnLDuGwucGRm?="',
        b'filename="=?iso-8859-1?Q?bl=E5b=E6r=F8l=2Epdf?="',
    ],
)
def test_a_file_name_is_read_however_it_is_encoded(written: bytes) -> None:
    raw = letter(b"x", b"Content-Disposition: attachment; " + written, content=b"application/pdf")
    assert [p.name for p in read(raw).parts] == ["blåbærøl.pdf"]


SIGNED = "Hei, det virker ikke.\n\nMvh Kari, Sko AS, tlf 900 00 000"
QUOTED = {
    "Gmail": "man. 3. mars 2025 kl. 10:12 skrev Kundeservice <k@mystore.no>:\n\n> Hei Kari\n> Prøv",
    "Gmail, wrapped": "man. 3. mars 2025 kl. 10:12 skrev Kundeservice Mystore <\nk@m.no>:\n\n> Hei",
    "Gmail, older": "Den 3. mars 2025 kl. 10:12 skrev Kundeservice <k@mystore.no>:\n\n> Hei",
    "Outlook": (
        "________________________________\nFra: Kundeservice <k@mystore.no>\n"
        "Sendt: mandag 3. mars 2025 10:12\nTil: Kari\nEmne: SV: Kasse\n\nHei Kari"
    ),
    "Outlook, bold": "*Fra:* K <k@m.no>\n*Sendt:* 3. mars 2025\n*Til:* Kari\n*Emne:* SV: x\n\nHei",
    "Outlook, English": "From: K <k@m.no>\nSent: Monday, 3 March 2025\nTo: Kari\nSubject: x\n\nHei",
    "Outlook, nynorsk": "Frå: K <k@m.no>\nSendt: måndag 3. mars 2025\nTil: Kari\nEmne: x\n\nHei",
    "nynorsk": "Den 3. mars 2025 kl. 10:12 skreiv Kundeservice:\n\n> Hei Kari",
    "Apple": "> 3. mars 2025 kl. 10:12 skrev Kundeservice <k@mystore.no>:\n> \n> Hei Kari",
    "older": "-----Opprinnelig melding-----\nFra: K\nSendt: 3. mars\n\nHei Kari",
    "English": "On Mon, 3 Mar 2025 at 10:12, K <k@m.no> wrote:\n\n> Hei Kari",
    "bare marks": "> Hei Kari\n> Prøv å starte på nytt",
}


@pytest.mark.parametrize("program", QUOTED)
def test_the_writers_own_words_end_where_the_quote_begins(program: str) -> None:
    text = f"{SIGNED}\n\n{QUOTED[program]}\n"
    raw = letter(text.encode(), b"Subject: SV: Kasse", content=b"text/plain; charset=utf-8")
    assert read(raw).visible_text == SIGNED
    assert read(raw).text == text.rstrip("\n")


@pytest.mark.parametrize(
    "text",
    [
        "Den nye skriveren skrev ut dette:\nfeil 12",
        "Fra butikken: alt i orden.\nTil dere: takk",
        "> Hva er nummeret?\n12345\n> Og navnet?\nKari",
        "Den 3. mars 2025 kl. 10:12 skrev Kundeservice <k@m.no>:\n> Hei",
    ],
)
def test_own_words_are_never_taken_for_a_quote_or_left_empty(text: str) -> None:
    raw = letter(text.encode(), content=b"text/plain; charset=utf-8")
    assert read(raw).visible_text == text


@pytest.mark.parametrize("prefix", ["VS:", "Fwd:", "FW:", "Videresendt:", "Vidaresendt:"])
def test_what_is_forwarded_stays_in_sight(prefix: str) -> None:
    text = (
        "Se under.\n\nFra: Kunde <x@y.no>\nSendt: 3. mars 2025\nTil: meg\nEmne: Feil\n\nDet brenner"
    )
    raw = letter(text.encode(), f"Subject: {prefix} Feil".encode())
    assert "Det brenner" in read(raw).visible_text


@pytest.mark.parametrize(
    "subject",
    [
        "Automatisk svar: Ferie",
        "Autosvar: borte",
        "Fraværsmelding: SV: Kasse",
        "Ikke til stede: x",
        "Ute av kontoret: SV: Kasse",
        "Out of Office: Kasse",
        "Automatic reply: Kasse",
    ],
)
def test_an_absence_is_known_by_its_subject(subject: str) -> None:
    raw = letter(b"x", b"Subject: " + subject.encode())
    assert read(raw).auto is AutoKind.OUT_OF_OFFICE


def test_a_question_about_automatic_answers_is_from_a_person() -> None:
    raw = letter(b"x", b"Subject: Automatisk svar virker ikke i kassen")
    assert read(raw).auto is AutoKind.PERSON
