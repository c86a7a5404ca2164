"""A live list's model: its differences give the new list, and no row is lost on the way."""

from __future__ import annotations

from operator import attrgetter

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from console.desk.backlog_rows import BacklogRow
from console.desk.changes import Insert, Update, differences
from console.domain.ids import CaseId
from console.ui.models.kept_order import kept_order, moved
from console.ui.models.live_list_model import FEW, LiveListModel
from console.ui.models.row_words import row_text
from console.widgets.row_text import ROW_ROLE, RowText


def row(number: int, words: str = "") -> BacklogRow:
    """A case, or from 100 on the head of a group."""
    case = CaseId(number) if number < 100 else None
    return BacklogRow(
        f"row:{number}", case, f"nr. {number}", words, count=number // 100, is_head=case is None
    )


def lists() -> st.SearchStrategy[list[BacklogRow]]:
    numbers = st.lists(st.integers(1, 30) | st.integers(100, 104), unique=True, max_size=20)
    return numbers.flatmap(
        lambda chosen: st.tuples(*[st.builds(row, st.just(n), st.sampled_from("abc"))
                                   for n in chosen]).map(list)
    )  # fmt: skip


def model_of(rows: list[BacklogRow]) -> tuple[LiveListModel[BacklogRow], QAbstractItemModelTester]:
    model = LiveListModel(row_text, heads=attrgetter("is_head"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.apply(differences([], rows))
    return model, tester


def shown(model: LiveListModel[BacklogRow]) -> list[RowText]:
    return [model.index(at, 0).data(ROW_ROLE) for at in range(model.rowCount())]


@settings(max_examples=150, deadline=None)
@given(old=lists(), new=lists())
def test_differences_turn_the_old_list_into_the_new(
    qapp: QApplication, old: list[BacklogRow], new: list[BacklogRow]
) -> None:
    model, _tester = model_of(old)
    model.apply(differences(old, new))
    assert list(model.rows) == new
    assert [text.key for text in shown(model)] == [each.key for each in new]
    assert [text.what for text in shown(model) if not text.is_group_head] == [
        each.what for each in new if not each.is_head
    ]


@settings(max_examples=100, deadline=None)
@given(old=lists(), new=lists())
def test_only_the_last_row_of_a_group_has_no_hairline(
    qapp: QApplication, old: list[BacklogRow], new: list[BacklogRow]
) -> None:
    model, _tester = model_of(old)
    shown(model)
    model.apply(differences(old, new))
    texts = shown(model)
    for at, text in enumerate(texts):
        is_last = at + 1 == len(texts) or texts[at + 1].is_group_head
        assert text.last_in_group == is_last


@settings(max_examples=100, deadline=None)
@given(old=lists(), new=lists())
def test_what_stood_on_a_row_follows_it(
    qapp: QApplication, old: list[BacklogRow], new: list[BacklogRow]
) -> None:
    model, _tester = model_of(old)
    held = {each.key: QPersistentModelIndex(model.index(at, 0)) for at, each in enumerate(old)}
    model.apply(differences(old, new))
    for at, each in enumerate(new):
        if each.key in held:
            assert held[each.key].row() == at


def orders() -> st.SearchStrategy[list[BacklogRow]]:
    """The same rows in any order, each with the one or the other word."""
    numbers = st.permutations([*range(1, 16), 100, 101])
    words = st.lists(st.sampled_from("ab"), min_size=17, max_size=17)
    return st.builds(lambda order, said: list(map(row, order, said)), numbers, words)


@settings(max_examples=60, deadline=None)
@given(old=orders(), new=orders())
def test_many_moves_at_once_lead_to_the_same_as_one_by_one(
    qapp: QApplication, old: list[BacklogRow], new: list[BacklogRow]
) -> None:
    at_once, _tester = model_of(old)
    one_by_one, _other = model_of(old)
    held = {each.key: QPersistentModelIndex(at_once.index(at, 0)) for at, each in enumerate(old)}
    shown(at_once)
    shown(one_by_one)
    ops = differences(old, new)
    at_once.apply(ops)
    for op in ops:
        one_by_one.apply((op,))
    assert shown(at_once) == shown(one_by_one)
    assert [held[each.key].row() for each in new] == list(range(len(new)))


@given(old=lists(), new=lists())
def test_under_a_hand_rows_keep_their_order_and_show_the_new_words(
    old: list[BacklogRow], new: list[BacklogRow]
) -> None:
    held = kept_order(old, new)
    keys = [each.key for each in held]
    assert len(set(keys)) == len(keys)
    staying = [each.key for each in old if each.key in set(keys)]
    assert [key for key in keys if key in set(staying)] == staying
    texts = {each.key: each for each in new}
    assert all(texts.get(each.key, each) == each for each in held)
    assert {each.key for each in new} <= set(keys)
    # What stays without being wanted is a head with rows still under it.
    assert all(each.is_head for each in held if each.key not in texts)


@given(old=lists(), new=lists())
def test_nothing_waits_exactly_when_the_held_order_is_the_wanted_one(
    old: list[BacklogRow], new: list[BacklogRow]
) -> None:
    held = kept_order(old, new)
    is_same = [each.key for each in held] == [each.key for each in new]
    assert bool(moved(held, new)) != is_same


def test_a_change_of_words_alone_is_one_step(qapp: QApplication) -> None:
    old = [row(1), row(2), row(3)]
    model, _tester = model_of(old)
    heard: list[int] = []
    model.dataChanged.connect(lambda top, _bottom: heard.append(top.row()))
    ops = differences(old, [row(1), row(2, "nytt"), row(3)])
    assert [type(op) for op in ops] == [Update]
    model.apply(ops)
    assert heard == [1]


def test_only_what_is_looked_up_is_put_into_words(qapp: QApplication) -> None:
    asked: list[str] = []

    def words(each: BacklogRow) -> RowText:
        asked.append(each.key)
        return row_text(each)

    model = LiveListModel(words, heads=attrgetter("is_head"))
    model.apply(differences([], [row(100), row(1), row(2), row(3)]))
    assert list(model.heads()) == [0]
    assert asked == []
    assert [model.index(2, 0).data(ROW_ROLE).who for _ in range(2)] == ["nr. 2", "nr. 2"]
    assert asked == ["row:2"]


def test_much_that_is_said_at_once_is_told_once_for_all_rows(qapp: QApplication) -> None:
    rows = [row(number) for number in range(1, FEW + 5)]
    model, _tester = model_of(rows)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.apply([Update(at, row(at + 1, "nytt")) for at in range(FEW + 1)])
    assert told == [(0, len(rows) - 1)]
    assert [text.what for text in shown(model)] == ["nytt"] * (FEW + 1) + [""] * 3


def test_what_is_said_while_rows_come_and_go_is_told_once_at_the_end(qapp: QApplication) -> None:
    model, _tester = model_of([row(100), row(1)])
    shown(model)
    told: list[tuple[int, int, int]] = []
    model.dataChanged.connect(
        lambda first, last: told.append((first.row(), last.row(), model.rowCount()))
    )
    model.apply([Insert(2, (row(2),)), Update(0, row(100, "2")), Insert(3, (row(3),))])
    assert told == [(0, 3, 4)]
    assert [text.last_in_group for text in shown(model)[1:]] == [False, False, True]
