"""`agent-console import stores`: the register as people export it, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Type
from sqlalchemy import text

from console.data.store import Store

HEAD = "customer_number;name;emails;hosts;phones;registers;pos_version;note\n"
FJELLSPORT = (
    "10417;Fjellsport Ålesund;kari@fjellsport.no;fjellsport.no;21 98 24 74;kasse 1=;8.4;Ring\n"
)
GARN = "10418;Garn og Tråd;;;;;;\n"


@pytest.fixture(autouse=True)
def _meant(home: object, monkeypatch: pytest.MonkeyPatch, store_url: str) -> None:
    """The commands mean the test's store."""
    del home
    monkeypatch.setenv("AGENT_CONSOLE_STORE", store_url)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "butikker.csv"


def names(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return list(connection.scalars(text("SELECT name FROM shop ORDER BY customer_number")))


def test_shops_are_added_then_renewed(typed: Type, store: Store, file: Path) -> None:
    file.write_text(HEAD + FJELLSPORT + GARN, "utf-8")
    done = typed("import", "stores", file)
    assert (done.code, done.err) == (0, "")
    assert done.out == "2 nye butikker, 0 fornyet, 0 linjer kunne ikke leses.\n"
    file.write_text(HEAD + FJELLSPORT.replace("Ålesund", "Molde"), "utf-8")
    done = typed("import", "stores", file)
    assert done.out == "0 nye butikker, 1 fornyet, 0 linjer kunne ikke leses.\n"
    assert names(store) == ["Fjellsport Molde", "Garn og Tråd"]


@pytest.mark.parametrize(
    ("change", "encoding"),
    [
        (lambda text: text.replace(";", ","), "utf-8"),
        (lambda text: text, "utf-8-sig"),
        (lambda text: text.replace("\n", "\r\n"), "utf-8"),
        (lambda text: text.rstrip("\n"), "utf-8"),
    ],
    ids=["commas", "byte order mark", "windows lines", "no last line end"],
)
def test_a_file_as_programs_write_them_is_read(
    typed: Type, store: Store, file: Path, change: object, encoding: str
) -> None:
    assert callable(change)
    file.write_bytes(change(HEAD + FJELLSPORT).encode(encoding))
    assert typed("import", "stores", file).code == 0
    assert names(store) == ["Fjellsport Ålesund"]


def test_a_file_in_an_old_encoding_says_how_to_save_it(
    typed: Type, store: Store, file: Path
) -> None:
    file.write_bytes((HEAD + FJELLSPORT).encode("latin-1"))
    done = typed("import", "stores", file)
    assert done.code == 2
    assert "CSV UTF-8" in done.mistake
    assert "Ingenting er endret" in done.mistake
    assert names(store) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "mangler kolonnene customer_number, name"),
        ("navn;nummer\nGarn;7\n", "mangler kolonnene customer_number, name"),
        ("customer_number;navn\n7;Garn\n", "mangler kolonnene name"),
        (HEAD + '7;"Garn\n8;Tråd\n', "kan ikke leses"),
        ("\x00\x01\x02", "mangler kolonnene"),
    ],
)
def test_a_file_that_is_no_register_changes_nothing(
    typed: Type, store: Store, file: Path, content: str, told: str
) -> None:
    file.write_text(content, "utf-8")
    done = typed("import", "stores", file)
    assert done.code == 2
    assert told in done.mistake
    assert "Ingenting er endret" in done.mistake
    assert names(store) == []


def test_a_line_that_cannot_be_read_is_told_and_the_others_are_taken(
    typed: Type, store: Store, file: Path
) -> None:
    file.write_text(HEAD + "9;Fire;;;fire;;;\n" + GARN + ";Uten nummer;;;;;;\n", "utf-8")
    done = typed("import", "stores", file)
    assert done.code == 1
    assert done.out == (
        "linje 2: «fire» er ikke et telefonnummer\n"
        "linje 4: kundenummer eller navn mangler\n"
        "1 nye butikker, 0 fornyet, 2 linjer kunne ikke leses.\n"
    )
    assert names(store) == ["Garn og Tråd"]


def test_a_customer_number_that_stands_twice_is_told(typed: Type, store: Store, file: Path) -> None:
    file.write_text(HEAD + GARN + GARN.replace("Tråd", "Strikk"), "utf-8")
    done = typed("import", "stores", file)
    assert (done.code, "kundenummer 10418 står to ganger" in done.out) == (1, True)
    assert names(store) == ["Garn og Strikk"]


@pytest.mark.parametrize("name", ["borte.csv", "."])
def test_a_file_that_cannot_be_opened_is_told(typed: Type, tmp_path: Path, name: str) -> None:
    done = typed("import", "stores", tmp_path / name)
    assert done.code == 2
    assert "kan ikke leses" in done.mistake
    assert "Ingenting er endret" in done.mistake


def test_ten_thousand_shops_are_taken_at_once(typed: Type, store: Store, file: Path) -> None:
    lines = (
        f"{number};Butikk {number};post@b{number}.no;b{number}.no;{21000000 + number};;;\n"
        for number in range(10_000, 20_000)
    )
    file.write_text(HEAD + "".join(lines), "utf-8")
    done = typed("import", "stores", file)
    assert done.out == "10000 nye butikker, 0 fornyet, 0 linjer kunne ikke leses.\n"
    assert len(names(store)) == 10_000
