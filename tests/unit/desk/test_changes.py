"""The differences between two orders of a list: right always, and as few as people would make."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from console.desk.changes import Insert, Move, Remove, Update, applied, differences


@dataclass(frozen=True)
class Row:
    key: str
    text: str = ""


def rows(keys: str) -> list[Row]:
    return [Row(key) for key in keys]


KEYS = "abcdefghij"
LISTS = st.lists(
    st.builds(Row, st.sampled_from(KEYS), st.sampled_from(["", "changed"])),
    unique_by=lambda row: row.key,
)


@given(LISTS, LISTS)
def test_the_differences_turn_the_old_list_into_the_new(old: list[Row], new: list[Row]) -> None:
    assert applied(old, differences(old, new)) == new


@given(LISTS)
def test_nothing_changed_is_no_difference(same: list[Row]) -> None:
    assert differences(same, list(same)) == ()


@given(st.permutations(KEYS), st.permutations(KEYS))
def test_as_few_rows_move_as_can_be(old: list[str], new: list[str]) -> None:
    moves = differences([Row(key) for key in old], [Row(key) for key in new])
    staying = _longest_common_order(old, new)
    assert len(moves) == len(KEYS) - staying
    assert all(isinstance(op, Move) for op in moves)


def _longest_common_order(old: list[str], new: list[str]) -> int:
    """How many rows can stay: the longest common subsequence, by the book."""
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i, left in enumerate(old):
        for j, right in enumerate(new):
            longer = max(best[i][j + 1], best[i + 1][j])
            best[i + 1][j + 1] = best[i][j] + 1 if left == right else longer
    return best[-1][-1]


def test_a_changed_row_is_one_update() -> None:
    changed = [Row("a"), Row("b", "ny tekst"), Row("c")]
    assert differences(rows("abc"), changed) == (Update(1, Row("b", "ny tekst")),)


def test_new_rows_on_top_are_one_insertion() -> None:
    assert differences(rows("cd"), rows("abcd")) == (Insert(0, tuple(rows("ab"))),)


def test_new_rows_in_the_middle_and_at_the_end_are_an_insertion_each() -> None:
    assert differences(rows("ad"), rows("abcde")) == (
        Insert(1, tuple(rows("bc"))),
        Insert(4, tuple(rows("e"))),
    )


def test_a_block_that_goes_is_one_removal() -> None:
    assert differences(rows("abcde"), rows("ae")) == (Remove(1, 3),)


def test_the_top_row_sent_to_the_end_is_one_move() -> None:
    assert differences(rows("abcd"), rows("bcda")) == (Move(0, 3),)


def test_the_last_row_brought_to_the_top_is_one_move() -> None:
    assert differences(rows("abcd"), rows("dabc")) == (Move(3, 0),)


def test_a_list_that_is_filled_is_one_insertion_and_emptied_one_removal() -> None:
    assert differences([], rows("abc")) == (Insert(0, tuple(rows("abc"))),)
    assert differences(rows("abc"), []) == (Remove(0, 3),)


def test_a_row_that_moves_and_changes_does_both() -> None:
    new = [Row("c", "ny tekst"), Row("a"), Row("b")]
    assert differences(rows("abc"), new) == (Move(2, 0), Update(0, Row("c", "ny tekst")))
