"""The board as time goes by: whoever keeps their place among the others is not moved."""

from __future__ import annotations

from itertools import permutations

import pytest
from fakes.lanes import Screen

from console.desk.backlog_rows import BacklogRow
from console.desk.board import Board
from console.desk.changes import Move
from console.desk.lane import LaneName
from console.desk.placed import Order, Placed
from console.domain.ids import PersonId

NAMES = ("kari", "ola", "per")


def _waits(name: str, used_up: float) -> Placed:
    row = BacklogRow(f"chat:{name}", None, name, "", clips=round(used_up * 10))
    order: Order = (-used_up, 0.0, NAMES.index(name), row.key)
    return Placed(row, LaneName.CHAT, (0, "I gang"), order, order)


def _board(used_up: dict[str, float]) -> tuple[Board, list[Move]]:
    """Three chats, and every move that there is from now on."""
    board = Board(PersonId(1))
    board.show([_waits(name, share) for name, share in used_up.items()], LaneName.CHAT)
    moves: list[Move] = []
    board.chat.rows.listen(lambda ops: moves.extend(op for op in ops if isinstance(op, Move)))
    return board, moves


@pytest.mark.parametrize("names", list(permutations(NAMES)))
def test_who_grows_more_urgent_with_all_the_others_is_not_moved(names: tuple[str, ...]) -> None:
    board, moves = _board({"kari": 0.5, "ola": 0.4, "per": 0.3})
    later = {"kari": 1.5, "ola": 1.4, "per": 1.3}
    board.take([_waits(name, later[name]) for name in names])
    assert [row.who for row in board.chat.rows.rows if not row.is_head] == list(NAMES)
    assert moves == []


@pytest.mark.parametrize("names", list(permutations(NAMES)))
def test_who_overtakes_is_moved_once(names: tuple[str, ...]) -> None:
    board, moves = _board({"kari": 0.5, "ola": 0.4, "per": 0.3})
    later = {"kari": 0.7, "ola": 0.6, "per": 0.9}
    board.take([_waits(name, later[name]) for name in names])
    assert [row.who for row in board.chat.rows.rows if not row.is_head] == ["per", "kari", "ola"]
    assert len(moves) == 1


def test_what_is_taken_together_is_told_once_as_it_is_at_the_end() -> None:
    board, _ = _board({"kari": 0.5})
    screen = Screen(board.chat)
    with board.together():
        board.take([_waits("ola", 0.4), _waits("per", 0.3)])
        board.take([_waits("kari", 0.2)], ["chat:ola", "chat:kari"])
        assert screen.told == []
    assert [row.who for row in screen.rows if not row.is_head] == ["per", "kari"]
    assert board.find("chat:ola") is None
    assert "ola" not in str(screen.told)
