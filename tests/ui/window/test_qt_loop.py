"""Qt's loop as asyncio's: what other threads hand in."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.app.qt_loop import QtLoop


@pytest.fixture
def crossing(qapp: QApplication) -> Iterator[QtLoop]:
    loop = QtLoop(qapp)
    yield loop
    loop.close()


def test_what_a_thread_hands_in_runs_on_the_loops_thread_in_its_order(
    crossing: QtLoop, qtbot: QtBot
) -> None:
    ran: list[tuple[int, int]] = []

    def run(number: int) -> None:
        ran.append((number, threading.get_ident()))

    def hand_in() -> None:
        for number in range(20):
            crossing.call_soon_threadsafe(run, number)

    thread = threading.Thread(target=hand_in)
    thread.start()
    thread.join()
    assert ran == []
    qtbot.waitUntil(lambda: len(ran) == 20)
    assert ran == [(number, threading.get_ident()) for number in range(20)]


def test_the_loops_own_thread_may_hand_in_too_and_goes_on_first(
    crossing: QtLoop, qtbot: QtBot
) -> None:
    ran: list[str] = []
    crossing.call_soon_threadsafe(ran.append, "handed in")
    ran.append("went on")
    qtbot.waitUntil(lambda: len(ran) == 2)
    assert ran == ["went on", "handed in"]


def test_what_was_called_off_does_not_run(crossing: QtLoop, qtbot: QtBot) -> None:
    ran: list[str] = []
    crossing.call_soon_threadsafe(ran.append, "called off").cancel()
    crossing.call_soon_threadsafe(ran.append, "wanted")
    qtbot.waitUntil(lambda: bool(ran))
    assert ran == ["wanted"]


def test_what_fails_is_told_of_and_the_next_runs(crossing: QtLoop, qtbot: QtBot) -> None:
    told: list[object] = []
    ran: list[str] = []
    crossing.set_exception_handler(lambda _loop, context: told.append(context["exception"]))
    crossing.call_soon_threadsafe("".index, "missing")
    crossing.call_soon_threadsafe(ran.append, "next")
    qtbot.waitUntil(lambda: bool(ran))
    assert [type(error) for error in told] == [ValueError]
