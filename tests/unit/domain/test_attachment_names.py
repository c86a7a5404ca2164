"""Names of attachments: shown as they are, saved safely, dangerous ones known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.attachments import display_name, file_name, is_dangerous

NAMES = st.text(st.characters(exclude_categories=()), max_size=300)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("faktura æøå.pdf", "faktura æøå.pdf"),
        ("faktura\u202efdp.exe", "faktura[RLO]fdp.exe"),
        ("a\u2066b\u2069c\u200f.pdf", "a[LRI]b[PDI]c[RLM].pdf"),
        ("../../../etc/cron.d/x", "x"),
        ("C:\\Users\\kari\\bilde.png", "bilde.png"),
        ("to\n\nlinjer\t og   rom.txt", "to linjer og rom.txt"),
        ("nul\0tegn.txt", "nul tegn.txt"),
        ("usyn\u200blig.exe", "usyn\ufffdlig.exe"),
    ],
)
def test_a_name_is_shown_as_it_really_is(name: str, shown: str) -> None:
    assert display_name(name) == shown


def test_a_long_name_keeps_its_ending_in_sight() -> None:
    shown = display_name("faktura" + " " * 20 + "x" * 300 + ".pdf.exe")
    assert len(shown) <= 120
    assert shown.endswith(".pdf.exe")


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("faktura æøå.pdf", "faktura æøå.pdf"),
        ("../../../etc/passwd", "passwd"),
        ("..", ""),
        ("", ""),
        (".bashrc", "bashrc"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("com1.log.txt", "_com1.log.txt"),
        ("x.txt:ond.exe", "x.txt_ond.exe"),
        ("navn. . ", "navn"),
        ("hva?*.txt", "hva__.txt"),
        ("fak\u202efdp.exe", "fakfdp.exe"),
    ],
)
def test_a_name_is_saved_where_nothing_happens(name: str, saved: str) -> None:
    assert file_name(name) == saved


@given(NAMES)
def test_any_name_is_safe_to_save_and_to_show(name: str) -> None:
    saved = file_name(name)
    assert len(saved.encode()) <= 200
    assert not set(saved) & set('<>:"/\\|?*\0\n\r')
    assert saved == saved.strip()
    assert saved not in (".", "..")
    shown = display_name(name)
    shown.encode()
    assert len(shown) <= 120
    assert "\n" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "A.EXE",
        "faktura.pdf.exe",
        "a.js",
        "a.html",
        "a.svg",
        "a.one",
        "a.lnk",
        "a.iso",
        "a.desktop",
        "a.AppImage",
        "a.docm",
        "a.exe..",
        "a.ex\u200be",
        "a\u202efdp.exe",
        "x.txt:ond.txt",
        "a.ｅｘｅ",
        "a.ps1",
        "a.sh",
    ],
)
def test_what_may_run_is_dangerous(name: str) -> None:
    assert is_dangerous(name)


@pytest.mark.parametrize(
    "name", ["a.pdf", "bilde.PNG", "exe", "liste.csv", "a.exe.pdf", "notat.txt", "", "ordre.xlsx"]
)
def test_what_shows_is_not(name: str) -> None:
    assert not is_dangerous(name)
