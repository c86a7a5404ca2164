"""The pocket: what is written there stays, in versions, and what it cannot take is told."""

from __future__ import annotations

import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fakes.clock import MONDAY_MORNING
from hypothesis import given, settings
from hypothesis import strategies as st

from console.data.engine import SQLITE
from console.data.errors import StoreError, StoreUnavailable
from console.data.pocket import Pocket
from console.data.pocket_drafts import KEPT_VERSIONS, VERSION_EVERY_S
from console.domain.mail import MailPart

NOW = MONDAY_MORNING
SCOPE = "case:7"
LONG = "Frakten til Svalbard koster 149 kr, og varen er fremme på tirsdag."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "et sted" / "100 % æøå" / "pocket.db"


@pytest.fixture
def pocket(path: Path) -> Iterator[Pocket]:
    opened = Pocket(path)
    yield opened
    opened.close()


def texts(pocket: Pocket, scope: str = SCOPE) -> list[str]:
    return [version.text for version in pocket.versions(scope)]


def test_the_folder_and_the_file_are_made(pocket: Pocket, path: Path) -> None:
    assert path.is_file()
    assert pocket.scopes() == frozenset()


def test_nobody_else_on_the_machine_can_read_it(pocket: Pocket, path: Path) -> None:
    del pocket
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_unknown_draft_is_empty(pocket: Pocket) -> None:
    draft = pocket.load(SCOPE)
    assert (draft.text, draft.mode, draft.saved_at, draft.versions, draft.files) == (
        "",
        "reply",
        None,
        0,
        (),
    )


def test_a_draft_stands_in_its_scope_alone(pocket: Pocket) -> None:
    pocket.save_text(SCOPE, "Hei", "reply", NOW)
    pocket.save_text("case:8", "Ring", "note", NOW)
    assert (pocket.load(SCOPE).text, pocket.load("case:8").mode) == ("Hei", "note")
    pocket.clear(SCOPE, NOW)
    assert pocket.scopes() == {"case:8"}
    assert texts(pocket, "case:8") == []


@settings(max_examples=25)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_letter_by_letter(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    pocket = Pocket(tmp_path_factory.getbasetemp() / "any-text.db")
    pocket.save_text(SCOPE, text, "reply", NOW)
    assert pocket.load(SCOPE).text == text
    pocket.close()


def test_a_version_is_kept_every_half_minute(pocket: Pocket) -> None:
    for second in range(0, 2 * VERSION_EVERY_S + 1, 10):
        pocket.save_text(SCOPE, f"etter {second} s", "reply", NOW.add(seconds=second))
    assert texts(pocket) == ["etter 30 s", "etter 0 s"]


def test_the_same_text_again_is_no_version(pocket: Pocket) -> None:
    for minute in range(3):
        assert pocket.save_text(SCOPE, "Hei", "reply", NOW.add(minutes=minute)) == 0


def test_an_empty_text_is_no_version(pocket: Pocket) -> None:
    pocket.save_text(SCOPE, "  \n", "reply", NOW)
    assert pocket.save_text(SCOPE, "Hei", "reply", NOW.add(minutes=5)) == 0


def test_what_is_cut_away_is_a_version_however_soon(pocket: Pocket) -> None:
    pocket.save_text(SCOPE, LONG, "reply", NOW)
    pocket.save_text(SCOPE, LONG + "!", "reply", NOW)
    assert pocket.save_text(SCOPE, "Fr", "reply", NOW) == 2
    assert texts(pocket) == [LONG + "!", LONG]


def test_a_word_taken_back_is_no_version(pocket: Pocket) -> None:
    pocket.save_text(SCOPE, "Hei", "reply", NOW)
    pocket.save_text(SCOPE, LONG, "reply", NOW)
    assert pocket.save_text(SCOPE, LONG[:-10], "reply", NOW) == 1


def test_the_oldest_version_makes_room(pocket: Pocket) -> None:
    for number in range(KEPT_VERSIONS + 5):
        pocket.save_text(SCOPE, f"nr. {number}", "reply", NOW.add(minutes=number))
    assert texts(pocket)[0] == f"nr. {KEPT_VERSIONS + 3}"
    assert texts(pocket)[-1] == "nr. 4"
    assert len(texts(pocket)) == pocket.load(SCOPE).versions == KEPT_VERSIONS


def test_what_is_replaced_at_once_is_kept_when_asked(pocket: Pocket) -> None:
    pocket.keep_version(SCOPE, NOW)
    pocket.save_text(SCOPE, "Hei", "reply", NOW)
    pocket.keep_version(SCOPE, NOW)
    assert texts(pocket) == ["Hei"]


def test_files_keep_their_bytes_and_their_order(pocket: Pocket) -> None:
    parts = [
        MailPart(f"{name}.bin", "application/octet-stream", bytes(range(256))) for name in "ba"
    ]
    numbers = [pocket.add_file(SCOPE, part) for part in parts]
    assert pocket.load(SCOPE).files == tuple(zip(numbers, parts, strict=True))
    pocket.remove_file(numbers[0])
    pocket.remove_file(numbers[0])
    assert pocket.load(SCOPE).files == ((numbers[1], parts[1]),)


def test_a_file_alone_is_nothing_begun_and_goes_with_the_draft(pocket: Pocket) -> None:
    pocket.add_file(SCOPE, MailPart("a.png", "image/png", b"1"))
    assert pocket.scopes() == frozenset()
    pocket.clear(SCOPE, NOW)
    assert pocket.load(SCOPE).files == ()


def test_the_pocket_is_written_so_that_a_power_cut_takes_nothing(pocket: Pocket) -> None:
    with pocket._engine.connect() as connection:  # the pragmas are the connection's own
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "truncate"


def test_a_file_that_is_no_pocket_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "pocket.db"
    path.write_text("Dette er et brev, ikke en database. " * 100, "utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="Flytt den til side") as told:
        Pocket(path)
    assert str(path) in str(told.value)
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("")
    with pytest.raises(StoreUnavailable, match="Utkastene på denne maskinen kan ikke åpnes"):
        Pocket(tmp_path / "fil" / "pocket.db")


@contextmanager
def a_disk_that_ends_at(size: int) -> Iterator[None]:
    """No file of this process grows beyond the size: the system refuses, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_refuses_and_keeps_what_was_there(pocket: Pocket, path: Path) -> None:
    pocket.save_text(SCOPE, LONG, "reply", NOW)
    with a_disk_that_ends_at(path.stat().st_size), pytest.raises(StoreError):
        pocket.save_text(SCOPE, "x" * 200_000, "reply", NOW)
    assert pocket.load(SCOPE).text == LONG
    pocket.save_text(SCOPE, "Plass igjen", "reply", NOW)
    assert pocket.load(SCOPE).text == "Plass igjen"
    check = SQLITE.connect(path)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()


def test_each_account_has_drafts_of_its_own_in_the_same_file(tmp_path: Path) -> None:
    """Case 7 of one store is not case 7 of another."""
    path = tmp_path / "pocket.db"
    own = Pocket(path)
    own.save_text("case:7", "til min egen", "reply", NOW)
    own.close()
    shared = Pocket(path, "postgresql://jonas@desk.firma.no/desk")
    assert shared.load("case:7").text == ""
    shared.save_text("case:7", "til den felles", "reply", NOW)
    shared.save_text("case:8", "også dit", "note", NOW)
    assert shared.scopes() == {"case:7", "case:8"}
    shared.clear("case:7", NOW)
    assert [version.text for version in shared.versions("case:7")] == ["til den felles"]
    shared.close()
    again = Pocket(path)
    assert (again.load("case:7").text, again.scopes()) == ("til min egen", {"case:7"})
    again.close()
