"""Scrolling a list from its top to its end, and moving its rows: the same for ours and the twin."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication, QListView

from tests.bench.twins import percentile

PIXELS = 7
PIXEL_STEPS = 300
PAGE_STEPS = 150


def pages(view: QListView) -> Iterator[int]:
    """Where the bar stands from top to end, by a page each time, or more where there are many."""
    bar = view.verticalScrollBar()
    leap = max(view.viewport().height(), bar.maximum() // PAGE_STEPS)
    return iter(range(0, bar.maximum() + 1, leap))


def pixels(view: QListView) -> Iterator[int]:
    """Where the bar stands as a finger moves it, in the middle of the list."""
    first = view.verticalScrollBar().maximum() // 2
    return iter(range(first, first + PIXELS * PIXEL_STEPS, PIXELS))


def scroll(view: QListView, places: Iterator[int]) -> dict[str, float]:
    """How long each step took the thread until it stood painted."""
    bar = view.verticalScrollBar()

    def step(place: int) -> None:
        bar.setValue(place)
        view.viewport().repaint()

    return timed(step, places)


def timed(step: Callable[[int], None], places: Iterator[int]) -> dict[str, float]:
    """Work of this thread for each step; what others do on the machine is not counted in
    `worked`, in `took` it is.
    """
    worked, took = [], []
    for place in places:
        began_s, worked_s = time.perf_counter(), time.thread_time()
        step(place)
        worked.append((time.thread_time() - worked_s) * 1e3)
        took.append((time.perf_counter() - began_s) * 1e3)
    return {
        "steps": len(worked),
        "worked_p50_ms": round(percentile(worked, 0.5), 2),
        "worked_p99_ms": round(percentile(worked, 0.99), 2),
        "worked_p999_ms": round(percentile(worked, 0.999), 2),
        "worked_max_ms": round(max(worked), 2),
        "took_p999_ms": round(percentile(took, 0.999), 1),
    }


def settle() -> None:
    """Lays out and paints what has been changed."""
    QApplication.processEvents()
