"""Keys that a person may change, and those that nobody should."""

from __future__ import annotations

import itertools

import pytest

from console.desk.keys import ACTS, Keys, key_words


def test_the_usual_keys_do_not_collide() -> None:
    keys = Keys()
    assert [keys.refusal(act.name, act.usual) for act in ACTS] == [""] * len(ACTS)


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("Ctrl+Alt+E", "AltGr"),
        ("@", "AltGr"),
        ("{", "AltGr"),
        ("Return", "gjør det samme overalt"),
        ("Ctrl+Z", "gjør det samme overalt"),
        ("G", "gjør det samme overalt"),
        ("Shift", "gjør det samme overalt"),
        ("", "gjør det samme overalt"),
        ("Alt+E", "systemets menyer"),
        ("A", "«Gi videre»"),
        ("H", "«Banen til venstre»"),
        ("?", "«Denne listen»"),
    ],
)
def test_a_key_that_cannot_be_is_refused_in_words(key: str, why: str) -> None:
    assert why in Keys().refusal("list.take", key)


@pytest.mark.parametrize("key", ["Æ", "Ø", "Shift+E", "Ctrl+D", "F12", "/", "."])
def test_free_keys_of_a_nordic_keyboard_are_taken(key: str) -> None:
    keys = Keys()
    assert keys.refusal("list.take", key) == ""
    assert keys.with_key("list.take", key).key("list.take") == key


def test_a_list_and_a_case_may_have_the_same_key() -> None:
    assert Keys().refusal("case.reply", "J") == ""


def test_a_key_that_was_left_may_be_had_by_another_act() -> None:
    keys = Keys().with_key("list.take", "Ø")
    assert keys.refusal("list.snooze", "T") == ""
    assert keys.with_key("list.take", "T") == Keys()


def test_a_file_with_nonsense_leaves_the_rest() -> None:
    kept = {"list.take": "Ø", "list.close": "Ctrl+Alt+E", "gone": "X", "list.up": 3}
    assert Keys.read(kept) == Keys().with_key("list.take", "Ø")


def test_a_changed_file_never_gives_two_acts_one_key() -> None:
    for first, second in itertools.permutations(ACTS, 2):
        keys = Keys.read({first.name: "Ø", second.name: "Ø"})
        assert second.name not in keys.changed or {first.place, second.place} in (
            {"list", "case"},
            {"overview", "case"},
            {"overview", "chat"},
            {"case", "chat"},
        )


def test_keys_are_read_as_people_write_them() -> None:
    assert [key_words(key) for key in ("Ctrl+Shift+M", "?", "+", "Ctrl++")] == [
        "Ctrl Skift M",
        "?",
        "+",
        "Ctrl +",
    ]
