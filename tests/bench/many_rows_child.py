"""Oversikt with very many rows, measured from inside; prints one JSON object.

The clock is moved by hand: what a second does is measured second by second.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from typing import Any

from console.app.clocks import Clocks
from console.app.practice.clock import PracticeClock
from console.desk.changes import Move
from console.desk.oncall.machine_time import BootClock
from tests.bench.many_cases import NOW
from tests.bench.scrolling import pages, pixels, scroll, settle, timed
from tests.bench.stalls import rss_mb
from tests.bench.watched_window import Watched, outset_on, run_watched

SECONDS = 65

clock = PracticeClock(NOW)


async def measure(watched: Watched) -> dict[str, Any]:
    """The lane of mail beside the other three, then the one list."""
    window, desk = watched.window, watched.desk
    assert desk._ticking is not None
    desk._ticking.cancel()
    window.frame.go("overview")
    await asyncio.sleep(2)
    board = window.frame.work.rooms.known("overview").board
    mail = board.lanes[desk.live.overview.mail.name].pane.view
    found: dict[str, Any] = {
        "rows": mail.model().rowCount(),
        "rss_mb": rss_mb(),
        "shape": (mail.viewport().width(), mail.viewport().height()),
    }
    moves: list[int] = []

    def heard(ops: tuple[Any, ...]) -> None:
        moves.append(sum(isinstance(op, Move) for op in ops))

    def second(_number: int) -> None:
        """Goes by, until what it changed stands painted."""
        clock.move_to(clock.now().add(seconds=1))
        desk.live.tick()
        settle()

    desk.live.overview.mail.rows.listen(heard)
    lanes = {"mail": board.lanes[desk.live.overview.mail.name], "urgent": board.urgent}
    for name, showing in (("mail", "lanes"), ("urgent", "urgent")):
        view = lanes[name].pane.view
        board.show_as(showing)
        await asyncio.sleep(1)
        with watched.profile(f"{name}_scrolled"):
            found[f"{name}_pages"] = scroll(view, pages(view))
            found[f"{name}_pixels"] = scroll(view, pixels(view))
        view.verticalScrollBar().setValue(0)
        moves.clear()
        with watched.profile(f"{name}_minute"):
            found[f"{name}_minute"] = timed(second, iter(range(SECONDS)))
        found["moves_a_second"] = round(sum(moves) / SECONDS)
    return found


outset = outset_on(sys.argv[1], "sunniva.l")
run_watched(replace(outset, clocks=Clocks(clock, lambda: BootClock("", clock.seconds))), measure)
