"""`agent-console billing check`: worked cases reckoned anew, and files that are none."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from conftest import Type

CASES = Path(__file__).resolve().parents[4] / "shared" / "fixtures" / "billing" / "cases.csv"

Rows = dict[str, dict[str, str]]
"""By case id."""


@pytest.fixture
def cases() -> Path:
    assert CASES.exists(), f"The worked cases belong in ../shared beside the repository: {CASES}"
    return CASES


@pytest.fixture
def rows(cases: Path) -> Rows:
    found = csv.DictReader(io.StringIO(cases.read_text("utf-8")))
    return {row["case_id"]: row for row in found}


def written(rows: Rows, folder: Path) -> Path:
    file = folder / "cases.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows["A05"]))
        writer.writeheader()
        writer.writerows(rows.values())
    return file


def test_every_worked_case_agrees_to_the_ore(typed: Type, cases: Path, rows: Rows) -> None:
    done = typed("billing", "check", cases)
    assert (done.code, done.out, done.err) == (0, f"{len(rows)} passed, 0 failed\n", "")
    assert len(rows) >= 45


def test_rows_that_differ_are_told_with_both_figures(
    typed: Type, rows: Rows, tmp_path: Path
) -> None:
    rows["A05"]["expected_started_hours"] = "1"
    rows["A05"]["expected_nok_incl_vat"] = "3125.01"
    rows["K04"]["expected_error"] = ""
    done = typed("billing", "check", written(rows, tmp_path))
    assert done.code == 1
    assert done.out.splitlines() == [
        "A05  60:01 starts hour two (literal reading) (linje 5): expected_started_hours: 1 i "
        "filen, regnet ut 2; expected_nok_incl_vat: 3125.01 i filen, regnet ut 3125.00",
        f"K04  Timer still running (no end) (linje {len(rows) + 1}): expected_error: ingenting i "
        "filen, regnet ut open_interval",
        f"{len(rows) - 2} passed, 2 failed",
    ]


def test_programs_get_one_object(typed: Type, rows: Rows, tmp_path: Path) -> None:
    rows["J02"]["expected_nok_vat"] = "312.52"
    done = typed("billing", "check", written(rows, tmp_path), "--json")
    assert done.code == 1
    assert done.json == {
        "passed": len(rows) - 1,
        "failed": 1,
        "rows": [
            {
                "case_id": "J02",
                "description": rows["J02"]["description"],
                "line": 42,
                "differences": {"expected_nok_vat": {"expected": "312.52", "found": "312.53"}},
            }
        ],
    }


def test_figures_are_compared_as_numbers(typed: Type, rows: Rows, tmp_path: Path) -> None:
    rows["A05"]["expected_nok_ex_vat"] = "2500"
    assert typed("billing", "check", written(rows, tmp_path)).code == 0


def test_an_expected_policy_error_is_one_that_passes(
    typed: Type, rows: Rows, tmp_path: Path
) -> None:
    rows["K01"] |= {"policy_json": '{"tolerance_s": 3600}', "expected_error": "policy"}
    rows["K02"] |= rows["A05"] | {
        "case_id": "K02",
        "policy_json": '{"discretionary_hours": 3}',
        **{name: "" for name in rows["A05"] if name.startswith("expected_")},
        "expected_error": "adjustment_upwards",
    }
    assert typed("billing", "check", written(rows, tmp_path)).code == 0


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("cause", "weather", "cause er «weather». Velg blant: not_platform, platform"),
        ("reported_at", "i går", "«i går» er ikke et tidspunkt."),
        ("reported_at", "2026-11-24T20:00:00.5+01:00", "har deler av sekunder."),
        ("intervals_json", "[{", "intervals_json er ikke JSON"),
        ("intervals_json", "{}", "intervals_json er ikke en liste, som []."),
        ("intervals_json", '[{"tech": "Ada"}]', "har ikke feltene tech, start og end"),
        ("policy_json", "[]", "policy_json er ikke et objekt, som {}."),
        ("policy_json", '{"vat": NaN}', "policy_json er ikke JSON (NaN)."),
        ("policy_json", "[" * 100_000, "policy_json er ikke JSON"),
        ("expected_nok_vat", "625,00", "«625,00» i expected_nok_vat er ikke et tall."),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_by_its_line(
    typed: Type, rows: Rows, tmp_path: Path, column: str, cell: str, told: str
) -> None:
    rows["A05"][column] = cell
    file = written(rows, tmp_path)
    done = typed("billing", "check", file)
    assert done.code == 2
    assert done.mistake.startswith(f"{file}: Linje 5: ")
    assert told in done.mistake
    assert done.mistake.endswith("Rett den og prøv igjen; intet er sjekket.")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "dette er ikke en fil med utregnede saker: case_id mangler"),
        (b"navn,pris\nfrakt,149\n", "dette er ikke en fil med utregnede saker: case_id mangler"),
        ("case_id\næ".encode("latin-1"), "er ikke lagret som UTF-8."),
        (b"\x00\x01", "Linje 1: "),
    ],
)
def test_a_file_that_is_no_such_file_is_told_so(
    typed: Type, tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes(content)
    done = typed("billing", "check", file)
    assert done.code == 2
    assert told in done.mistake


def test_rows_of_another_length_and_broken_quotes_are_told(
    typed: Type, cases: Path, tmp_path: Path
) -> None:
    header = cases.read_text("utf-8").splitlines()[0]
    file = tmp_path / "cases.csv"
    for row, told in (
        ("A01,To,felt", "Linje 2: raden har 3 felt, overskriften 13."),
        ('A01,"To" felt', "Linje 2: raden er ikke CSV"),
        ("", "Filen har ingen saker under overskriften."),
    ):
        file.write_text(f"{header}\n{row}\n", "utf-8")
        done = typed("billing", "check", file)
        assert done.code == 2
        assert told in done.mistake


def test_a_file_that_is_missing_is_told_so(typed: Type, tmp_path: Path) -> None:
    done = typed("billing", "check", tmp_path / "none.csv")
    assert done.code == 2
    assert "none.csv kan ikke leses (No such file or directory). Skriv stien" in done.mistake
