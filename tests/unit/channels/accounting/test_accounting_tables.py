"""The tables for accounting, read back as a Norwegian spreadsheet reads them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from fakes.basis_documents import as_bytes, basis_document, credit_document, worked
from hypothesis import given
from hypothesis import strategies as st

from console.channels.accounting.files import accounting_files
from console.channels.accounting.foreign_text import neutral_cell
from console.channels.accounting.reading import DocumentUnreadable, read_document
from console.channels.accounting.tables import order_csv, time_list_csv
from console.domain.billing.time_list import WhyNot

FONTS = Path(__file__).resolve().parents[4] / "resources" / "fonts"

UNKNOWN = worked("2026-10-24T20:05:00Z", "2026-10-24T21:00:00Z", kind="dreaming")


def rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def time_rows(document: dict[str, Any]) -> list[dict[str, str]]:
    return rows(time_list_csv(read_document(as_bytes(document))))


def order_rows(document: dict[str, Any]) -> list[dict[str, str]]:
    return rows(order_csv(read_document(as_bytes(document))))


def test_a_basis_is_handed_over_as_four_files_and_the_document_goes_as_it_is() -> None:
    document = as_bytes(basis_document())
    files = accounting_files(document, FONTS)
    assert [file.name for file in files] == [
        "grunnlag-17.json",
        "grunnlag-17.pdf",
        "grunnlag-17-timeliste.csv",
        "grunnlag-17-ordre.csv",
    ]
    assert files[0].content == document
    assert files == accounting_files(document, FONTS)
    assert accounting_files(as_bytes(credit_document()), FONTS)[1].name == "kreditgrunnlag-18.pdf"


def test_a_spreadsheet_knows_the_letters_and_the_lines_by_their_marks() -> None:
    content = time_list_csv(read_document(as_bytes(basis_document())))
    assert content.startswith(b"\xef\xbb\xbfGrunnlag;Hendelse;")
    assert content.count(b"\r\n") == 5
    assert content.replace(b"\r\n", b"").count(b"\n") == 0


def test_every_stretch_is_a_row_also_what_is_not_billed() -> None:
    first, second, third, fourth = time_rows(basis_document())
    assert (first["Dag"], first["Fra"], first["Til"]) == ("2026-10-24", "22:05:00", "24:00:00")
    assert (second["Sekunder"], second["Minutter"]) == ("2411", "40,18")
    assert (second["Regnes med"], second["Hvorfor ikke"]) == ("nei", "venting")
    assert (third["Fra"], third["Fra (UTC)"]) == ("02:10:00", "2026-10-25T00:10:00Z")
    assert (third["Til"], third["Til (UTC)"]) == ("02:10:00", "2026-10-25T01:10:00Z")
    assert (fourth["Navn"], fourth["Ført"]) == ("Jonas Tveit", "ført for hånd")
    assert fourth["Begrunnelse"] == "glemte å starte"
    assert first["Butikk"] == "Grønn Æble – Łódź"


def test_an_order_line_has_its_price_with_a_decimal_comma() -> None:
    (line,) = order_rows(basis_document())
    assert (line["Antall"], line["Enhet"]) == ("2", "HUR")
    assert (line["Enhetspris uten mva."], line["Beløp uten mva."]) == ("1250,00", "2500,00")
    assert line["Mva.-sats i prosent"] == "25"
    assert line["Nøkkel"] == "0192f3a0-0000-7000-8000-000000000017/1"


def test_a_credit_has_plain_negative_figures() -> None:
    (line,) = order_rows(credit_document())
    assert (line["Antall"], line["Beløp uten mva."]) == ("-2", "-2500,00")
    assert line["Krediterer grunnlag"] == "17"


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+47 21", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\x00x", " =1", "＝1", "\ufeff=1"],
)
def test_a_cell_that_a_spreadsheet_could_reckon_is_neutralised(text: str) -> None:
    assert neutral_cell(text) == "'" + text
    buyer = {"name": text, "customer_number": text}
    night = [worked("2026-10-24T20:05:00Z", "2026-10-24T21:00:00Z", name=text, reason=text)]
    (row,) = time_rows(basis_document(buyer=buyer, time_list=night))
    for name in ("Butikk", "Kundenummer", "Navn", "Begrunnelse"):
        assert row[name].startswith("'")
    (line,) = order_rows(basis_document(buyer=buyer))
    assert line["Butikk"].startswith("'")


@given(st.text())
def test_no_text_breaks_out_of_its_cell(text: str) -> None:
    night = [
        worked("2026-10-24T20:05:00Z", "2026-10-24T21:00:00Z", name=text, reason="r"),
        worked("2026-10-24T20:05:00Z", "2026-10-24T21:00:00Z"),
    ]
    first, second = time_rows(basis_document(time_list=night))
    assert first["Navn"] in (text, "'" + text)
    assert not first["Navn"].lstrip(" ").startswith(("=", "+", "-", "@"))
    assert (first["Begrunnelse"], second["Navn"]) == ("r", "Ida Ødegård")


def test_every_reason_not_to_bill_has_words() -> None:
    for why in WhyNot:
        line = worked(
            *("2026-10-24T20:05:00Z", "2026-10-24T21:00:00Z"), billed=False, why_not=why.value
        )
        (row,) = time_rows(basis_document(time_list=[line]))
        assert row["Regnes med"] == "nei"
        assert len(row["Hvorfor ikke"]) > 5


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"schema": "something else"}',
        as_bytes(basis_document(schema_version=2)),
        as_bytes(basis_document()).replace(b"312500", b"312501"),
        as_bytes(basis_document()).replace(b"\n", b" \n"),
        as_bytes(basis_document(approved=None)),
        as_bytes(
            basis_document(
                time_list=[worked("2026-10-24T20:05:00Z", "2026-10-24T21:00:00Z", kind="x")]
            )
        ),
    ],
)
def test_what_is_no_basis_is_refused_in_words(document: bytes) -> None:
    with pytest.raises(DocumentUnreadable, match="Ingenting er skrevet"):
        accounting_files(document, FONTS)
