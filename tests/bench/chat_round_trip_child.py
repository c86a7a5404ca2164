"""A window with one lane, which says when each line stood painted, and answers by its keys.

Lines of standard input: "take" answers when it has its lane, {"painted": text} when that text was
painted (seconds since 1970; null: it was not), {"write": text} writes it, {"press": true} answers
when Enter was pressed, and "end".
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from console.app.machine_clock import MachineClock
from console.ui.chat.chat_screen import ChatScreen
from console.widgets.bubble_list import BubbleList
from console.widgets.timeline_view import TimelineView
from tests.bench.stalls import StallWatch
from tests.bench.watched_window import Watched, outset_on, run_watched

WITHIN_S = 20.0

clock = MachineClock()
painted_s: dict[str, float] = {}
paint = TimelineView.paintEvent


def now_s() -> float:
    """Seconds since 1970, as a browser has them."""
    return clock.now().timestamp(unit="microsecond") / 1e6


def painted(view: TimelineView, event: QPaintEvent) -> None:
    """The paint, and which texts it shows for the first time."""
    paint(view, event)
    at_s = now_s()
    if isinstance(view, BubbleList):
        for entry in view.entries:
            painted_s.setdefault(entry.body, at_s)


TimelineView.paintEvent = painted  # type: ignore[method-assign]


async def _take(watched: Watched) -> QTextEdit:
    """Takes the chat that waits; where its answer is written."""
    live, until_s = watched.desk.live, time.monotonic() + WITHIN_S
    while not live.floor.chats and time.monotonic() < until_s:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    (chat,) = live.floor.chats
    await live.acts.take_chat(chat)
    screen = watched.window.frame.work.rooms.known("chat")
    assert isinstance(screen, ChatScreen)
    while screen.row.at(1) is None and time.monotonic() < until_s:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    column = screen.row.at(1)
    assert column is not None
    screen.row.enter(column)
    editor = column.composer.findChild(QTextEdit)
    assert editor is not None
    await asyncio.sleep(2)  # who has just come into a field is held back for a moment
    return editor


async def _when(text: str) -> float | None:
    until_s = time.monotonic() + WITHIN_S
    while text not in painted_s and time.monotonic() < until_s:  # noqa: ASYNC110
        await asyncio.sleep(0.005)
    return painted_s.get(text)


async def measure(watched: Watched) -> dict[str, Any]:
    """Does as it is told."""
    watched.window.frame.go("chat")
    watched.window.activateWindow()
    loop, editor, watch = asyncio.get_running_loop(), None, StallWatch()
    print(json.dumps({"open": True}), flush=True)
    while True:
        asked = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
        if asked == "end":
            return watch.stop().figures()
        if asked == "take":
            editor = await _take(watched)
            told: dict[str, Any] = {"done": asked}
        elif "painted" in asked:
            told = {"painted_s": await _when(asked["painted"])}
        elif "write" in asked:
            assert editor is not None
            editor.setPlainText(asked["write"])
            told = {"done": asked}
        else:
            assert editor is not None
            pressed_s = now_s()
            QTest.keyClick(editor, Qt.Key.Key_Return)
            told = {"pressed_s": pressed_s}
        print(json.dumps(told), flush=True)


run_watched(outset_on(sys.argv[1], "sunniva.l", sys.argv[2]), measure)
