"""This machine's choices: written whole, and what cannot be read is put aside, never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.desk.preferences import (
    DENSITIES,
    LANGUAGES,
    TEXT_PERCENTS,
    THEMES,
    Loaded,
    Preferences,
    load,
    save,
)

CHOSEN = Preferences(
    store="sqlite:////hjemme/desk.db",
    login="sunniva.l",
    language="en",
    theme="dark",
    density="compact",
    text_percent=125,
    geometry="AdnQywADAAA=",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "preferences.json"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return path


def test_without_a_file_everything_is_as_it_comes(path: Path) -> None:
    assert load(path) == Loaded(Preferences())
    assert not path.parent.exists()


def test_what_was_chosen_is_there_the_next_time(path: Path) -> None:
    save(path, CHOSEN)
    assert load(path) == Loaded(CHOSEN)


@given(
    st.builds(
        Preferences,
        st.text(),
        st.text(),
        st.sampled_from(LANGUAGES),
        st.sampled_from(THEMES),
        st.sampled_from(DENSITIES),
        st.sampled_from(TEXT_PERCENTS),
        st.text(),
    )
)
def test_any_choice_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, chosen: Preferences
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    save(path, chosen)
    assert load(path) == Loaded(chosen)


def test_a_choice_that_is_missing_is_as_it_comes(path: Path) -> None:
    written(path, '{"login": "sunniva.l"}')
    assert load(path) == Loaded(Preferences(login="sunniva.l"))


def test_a_choice_of_a_newer_program_is_passed_over(path: Path) -> None:
    written(path, '{"login": "sunniva.l", "wallpaper": "fjell"}')
    assert load(path) == Loaded(Preferences(login="sunniva.l"))


BROKEN = {
    "empty": "",
    "half written": '{"login": "sun',
    "a list": "[]",
    "too deep": "[" * 100_000,
    "a number for a name": '{"login": 7}',
    "no number for a percentage": '{"text_percent": true}',
    "an unknown language": '{"language": "sv"}',
    "an unknown theme": '{"theme": "pink"}',
    "an unknown density": '{"density": "loose"}',
    "an unknown size": '{"text_percent": 400}',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_used_is_put_aside_whole_and_told(path: Path, text: str) -> None:
    written(path, text)
    found = load(path)
    assert found.preferences == Preferences()
    assert found.put_aside is not None
    assert found.put_aside.read_text("utf-8") == text
    assert not path.exists()


def test_bytes_that_are_no_text_are_put_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe\x00login")
    found = load(path)
    assert found.put_aside is not None
    assert found.put_aside.read_bytes() == b"\xff\xfe\x00login"


def test_a_second_broken_file_does_not_take_the_first_ones_place(path: Path) -> None:
    first = load(written(path, "den første")).put_aside
    path.write_text("den andre", "utf-8")
    second = load(path).put_aside
    assert first is not None
    assert second is not None
    assert (first.read_text("utf-8"), second.read_text("utf-8")) == ("den første", "den andre")


def test_a_save_that_fails_leaves_the_earlier_choices_whole(path: Path) -> None:
    save(path, CHOSEN)
    path.with_suffix(".new").mkdir()
    with pytest.raises(OSError, match="directory"):
        save(path, Preferences())
    assert load(path) == Loaded(CHOSEN)


def test_a_disk_without_room_is_an_error_and_loses_nothing(path: Path) -> None:
    save(path, CHOSEN)
    path.with_suffix(".new").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        save(path, Preferences())
    assert load(path) == Loaded(CHOSEN)


def test_a_file_is_readable_by_people(path: Path) -> None:
    save(path, Preferences(login="åse"))
    text = path.read_text("utf-8")
    assert '"login": "åse"' in text
    assert json.loads(text)["text_percent"] == 100


def test_a_window_made_before_the_first_run_does_not_forget_who_one_is() -> None:
    known = Preferences(store="sqlite:////desk.db", login="sunniva.l")
    at_the_window = Preferences(text_percent=150, geometry="0,0,1366,768")
    kept = known.with_choices(at_the_window)
    assert (kept.store, kept.login) == ("sqlite:////desk.db", "sunniva.l")
    assert (kept.text_percent, kept.geometry) == (150, "0,0,1366,768")
