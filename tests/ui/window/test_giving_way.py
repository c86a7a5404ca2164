"""Where there is little room the first in line says less, then the next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from console.ui.window.giving_way import Way, given_way

LINE = (Way("state", 60, 600), Way("mail", 180, 600), Way("status", 40, 600), Way("feed", 90, 260))


def test_nobody_gives_way_where_there_is_room() -> None:
    assert given_way(600, LINE) == {}


def test_the_first_in_line_gives_way_alone_where_that_is_enough() -> None:
    assert given_way(560, LINE) == {"state": 1}


def test_the_last_keeps_its_words_while_the_day_has_what_it_needs() -> None:
    assert given_way(100, LINE) == {"state": 1, "mail": 1, "status": 1}
    assert "feed" in given_way(-100, LINE)


def test_one_may_give_way_step_by_step() -> None:
    line = (Way("status", 40, 500), Way("status", 100, 300))
    assert (given_way(480, line), given_way(200, line)) == ({"status": 1}, {"status": 2})


@given(st.integers(-2000, 4000), st.integers(0, 500))
def test_more_room_never_takes_words_away(room: int, more: int) -> None:
    before, after = given_way(room, LINE), given_way(room + more, LINE)
    assert all(after[key] <= before.get(key, 0) for key in after)
