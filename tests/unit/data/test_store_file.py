"""Whether the same file still lies where a store was opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from console.data.engine import open_engine, sqlite_url
from console.data.errors import StoreUnavailable
from console.data.store_file import StoreFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "desk.db"
    made.touch()
    return made


def opened(path: Path) -> StoreFile:
    return StoreFile(open_engine(sqlite_url(path)))


def test_a_file_that_stays_is_the_same_however_it_grows(path: Path) -> None:
    file = opened(path)
    path.write_bytes(b"mer")
    file.check()


def test_a_file_that_is_gone_is_told_and_well_again_when_back(path: Path) -> None:
    file = opened(path)
    path.rename(path.with_suffix(".borte"))
    with pytest.raises(StoreUnavailable, match=r"desk\.db er borte .*Finn filen igjen"):
        file.check()
    path.with_suffix(".borte").rename(path)
    file.check()


def test_another_file_in_its_place_is_told(path: Path, tmp_path: Path) -> None:
    file = opened(path)
    shutil.copy(path, tmp_path / "kopi.db")
    (tmp_path / "kopi.db").rename(path)
    with pytest.raises(StoreUnavailable, match="byttet ut"):
        file.check()
    opened(path).check()


def test_a_file_that_is_not_there_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="er borte"):
        opened(tmp_path / "desk.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url", ["postgresql://sunniva@localhost/desk", "sqlite:///file:borte.db?mode=ro&uri=true"]
)
def test_where_there_is_no_path_there_is_nothing_to_ask(url: str) -> None:
    StoreFile(open_engine(url)).check()
