"""Where rows lie is reckoned, and is where they would lie if they were put below each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.widgets.row_heights import RowHeights

ROW, HEAD = 5, 3


def heights(kinds: list[bool]) -> RowHeights:
    heads = [at for at, is_head in enumerate(kinds) if is_head]
    return RowHeights(len(kinds), ROW, HEAD, heads)


@given(st.lists(st.booleans(), max_size=12))
def test_every_pixel_belongs_to_the_row_that_was_put_there(kinds: list[bool]) -> None:
    rows = heights(kinds)
    pixels = [at for at, is_head in enumerate(kinds) for _ in range(HEAD if is_head else ROW)]
    assert rows.whole == len(pixels)
    assert [rows.number(y) for y in range(len(pixels))] == pixels
    for at, is_head in enumerate(kinds):
        assert (rows.top(at), rows.height(at)) == (pixels.index(at), HEAD if is_head else ROW)


@given(st.lists(st.booleans(), max_size=12), st.integers(0, 40))
def test_above_and_below_the_rows_is_no_row(kinds: list[bool], beyond: int) -> None:
    rows = heights(kinds)
    assert rows.number(-1 - beyond) == -1
    assert rows.number(rows.whole + beyond) == len(kinds)
