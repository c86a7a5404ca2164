"""The page that a customer reads, read back by another program."""

from __future__ import annotations

import io
import logging
from pathlib import Path
from typing import Any

import pytest
from fakes.basis_documents import as_bytes, basis_document, credit_document, worked
from pypdf import PdfReader

from console.channels.accounting.files import accounting_files
from console.domain.billing.document import sum_in

FONTS = Path(__file__).resolve().parents[4] / "resources" / "fonts"
NO_BREAK = "\N{NO-BREAK SPACE}"


def made(document: dict[str, Any]) -> bytes:
    (pdf,) = [
        file for file in accounting_files(as_bytes(document), FONTS) if file.name.endswith(".pdf")
    ]
    return pdf.content


def pages(document: dict[str, Any]) -> list[str]:
    reader = PdfReader(io.BytesIO(made(document)))
    return [page.extract_text().replace(NO_BREAK, " ") for page in reader.pages]


def test_a_customer_reads_who_when_why_and_what_it_costs() -> None:
    (page,) = pages(basis_document())
    sum_ = sum_in(as_bytes(basis_document()).decode())
    for words in (
        *("Fakturagrunnlag", "Nr. 17", "Mystore.no AS", "Org.nr. 999 999 999 MVA", "9008 Tromsø"),
        *("Grønn Æble – Łódź", "Kundenummer 10442", "23 · Kassen svarer ikke"),
        *("lør. 24. oktober 2026 kl. 22:01", "Godkjent", "man. 26. oktober 2026"),
        "Arbeid 20:05–21:05:01 utenfor åpningstid, 60 min 1 s, 2 påbegynte timer à 1 250,00",
        *("2 timer", "1 250,00", "25 %", "2 500,00", "625,00", "3 125,00"),
        *(
            "Fakturagrunnlag 17 · side 1 av 1",
            f"SHA-256 {sum_}",
        ),
    ):
        assert words in page


def test_the_time_list_ends_a_day_at_midnight_and_names_the_hour_that_comes_twice() -> None:
    page = " ".join(pages(basis_document())[0].split())
    assert "lør. 24. okt. 2026 22:05 24:00 115 min arbeid ja" in page
    assert "søn. 25. okt. 2026 00:00 00:40:11 40 min 11 s venting nei: venting" in page
    assert "02:10 (+02:00) 02:10 (+01:00) 60 min arbeid ja" in page
    assert "02:30 (+01:00) 02:30:08 (+01:00) 8 s arbeid, ført for hånd ja" in page
    assert "Ida Ødegård Fra Til Varighet Slag Regnes med" in page
    assert "Sum 215 min 11 s 175 min" in page


def test_a_credit_says_what_it_takes_back() -> None:
    (page,) = pages(credit_document())
    assert "Kreditgrunnlag" in page
    assert "Krediterer grunnlag 17, faktura 2026-1001." in page
    assert "Feil butikk" in page
    assert "−2 timer" in page
    assert "−3 125,00" in page


def test_a_reduction_stands_with_its_reason() -> None:
    reduction = {
        "from_hours": 2,
        "to_hours": 1,
        "reason": "Første gang",
        "by": "silje.h",
        "by_name": "Silje Hansen",
    }
    (page,) = pages(basis_document(reduction=reduction))
    assert "Fra 2 til 1 påbegynte timer. Første gang" in page


def test_what_is_free_has_no_lines_and_says_so() -> None:
    totals = {"ex_vat_ore": 0, "vat_ore": 0, "incl_vat_ore": 0, "vat_rate": "0.25"}
    (page,) = pages(basis_document(lines=[], totals=totals, seller={}))
    assert "Ingen linjer: arbeidet faktureres ikke." in page
    assert "Sum med mva., NOK 0,00" in page


def test_hundreds_of_stretches_go_over_pages_that_are_numbered_and_have_their_heads() -> None:
    night = [
        worked(f"2026-10-{day:02}T{hour:02}:00:00Z", f"2026-10-{day:02}T{hour:02}:20:07Z")
        for day in range(1, 24)
        for hour in range(2, 20)
    ]
    found = pages(basis_document(time_list=night))
    count = len(found)
    assert count > 10
    for number, page in enumerate(found, start=1):
        assert f"Fakturagrunnlag 17 · side {number} av {count}" in page
        assert "Ida Ødegård Fra Til Varighet" in " ".join(page.split())
    assert sum(page.count("20 min 7 s") for page in found) == len(night)


HOSTILE = [
    "x" * 5000,
    "Sko 👟🏽 og klær 🧥",
    "\u202etxt.exe\u202c abc",
    "חנות הדגמה",
    '=HYPERLINK("http://x.example")',
    "{nb} **fet** <b>x</b> [lenke](http://x.example)",
    "Z̸̧͎a̶l̴g̵o̷",
    "linje 1\nlinje 2\r\n\tlinje 3\x00\x07",
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_somebody_wrote_stays_on_the_paper_and_steers_nothing(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    document = basis_document(
        buyer={"name": text, "customer_number": text},
        sentence=text,
        seller={"name": text, "address": text},
        time_list=[worked("2026-10-24T20:05:00Z", "2026-10-24T21:00:00Z", name=text)],
    )
    document["incident"] = document["incident"] | {"title": text}
    document["lines"][0]["description"] = text
    reader = PdfReader(io.BytesIO(made(document)))
    assert "3 125,00" in "".join(page.extract_text() for page in reader.pages).replace(
        NO_BREAK, " "
    )
    for page in reader.pages:
        assert "/Annots" not in page
        assert not _words_outside(page)
    assert caplog.records == []


def _words_outside(page: Any) -> list[str]:
    """Words that begin beyond the page's margins."""
    outside: list[str] = []

    def visit(text: str, _cm: object, at: list[float], _font: object, _size: float) -> None:
        if text.strip() and not 50 < at[4] < 545:
            outside.append(text)

    page.extract_text(visitor_text=visit)
    return outside


def test_a_shop_that_nobody_knows_is_said_to_be_unknown() -> None:
    (page,) = pages(basis_document(buyer={"name": "", "customer_number": None}))
    assert "Butikken er ikke registrert" in page


def test_a_letter_that_the_typeface_lacks_is_seen_to_be_missing() -> None:
    (page,) = pages(basis_document(buyer={"name": "Sko 👟", "customer_number": None}))
    assert "Sko □" in page
    assert "□ står for tegn som skriften mangler" in page
    assert "Kundenummer" not in page


def test_the_typeface_lies_in_the_file() -> None:
    reader = PdfReader(io.BytesIO(made(basis_document())))
    fonts = reader.pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        inside = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inside)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert made(basis_document()) == made(basis_document())
    assert made(basis_document()) != made(basis_document(number=18))
