"""Files go in with a limit and come out safe: whole or not at all, and for their owner alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.desk.errors import ActFailed
from console.desk.files import copy_to_open, picked, safe_name, save_as


def test_a_picked_file_goes_along_with_its_kind(tmp_path: Path) -> None:
    (tmp_path / "kasse.png").write_bytes(b"x")
    part = picked(tmp_path / "kasse.png", 10)
    assert (part.name, part.content_type, part.content) == ("kasse.png", "image/png", b"x")


def test_a_file_that_finds_no_room_is_told_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "film.mp4").write_bytes(b"x" * 2_000)
    with pytest.raises(ActFailed, match=r"film\.mp4 \(2 kB\)"):
        picked(tmp_path / "film.mp4", 1_999)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ActFailed, match="kunne ikke leses"):
        picked(tmp_path, 10_000_000)


def test_what_is_saved_replaces_the_old_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old, and readable by all")
    save_as(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["a.pdf"]


def test_what_cannot_be_saved_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ActFailed, match="kunne ikke lagres"):
        save_as(tmp_path / "folder", b"x")
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    ("foreign", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("a/b\\c:d.pdf", "c_d.pdf"),
        ("...", "vedlegg"),
        ("", "vedlegg"),
    ],
)
def test_a_foreign_name_stays_in_its_folder(foreign: str, safe: str) -> None:
    assert safe_name(foreign) == safe
    path = copy_to_open(foreign, b"x")
    assert path.name == safe
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()
    path.parent.rmdir()
