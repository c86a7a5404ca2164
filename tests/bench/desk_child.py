"""The window on a store with many cases, measured from inside; prints one JSON object."""

import asyncio
import gc
import json
import os
import random
import sys
import time

gc.disable()  # as the window does until it has its desk


def age_s() -> float:
    with open("/proc/self/stat") as stat:
        ticks = int(stat.read().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")


def rss_mb() -> float:
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


from console.app.outset import Outset  # noqa: E402
from console.app.window import _shown  # noqa: E402
from console.desk.places import places  # noqa: E402
from console.desk.preferences import Loaded, Preferences  # noqa: E402

STORE = sys.argv[1]
chosen = Loaded(Preferences(store=STORE, login="sunniva.l"))
app, window, hub = _shown(Outset(places(), chosen))
first_paint_s = age_s()


from console.app.qt_loop import QtLoop  # noqa: E402
from console.desk.tasks import Tasks  # noqa: E402


class Watch:
    """The longest time that the loop did not come round."""

    def __init__(self) -> None:
        self.gaps: list[float] = []

    async def run(self) -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            self.gaps.append(now - last - 0.005)
            last = now


async def measure() -> dict:
    loop = asyncio.get_running_loop()

    def prepare():
        import threading

        from console.app.prepared import prepare

        return prepare(places(), chosen.preferences, threading.main_thread())

    prepared = await loop.run_in_executor(None, prepare)
    failures = []
    tasks = Tasks(loop, lambda name, error: failures.append(f"{name}: {error!r}"))
    desk = prepared.desk(tasks.spawn)
    window.attach(desk, tasks.spawn)
    desk.start(prepared.whole, prepared.cursor)
    window.repaint()
    live_s = age_s()
    gc.freeze()
    gc.enable()
    await asyncio.sleep(1)
    idle_mb = rss_mb()
    watch = Watch()
    watching = tasks.spawn(watch.run(), "watch")
    opened = [await open_one(n) for n in random.Random(7).sample(range(1, 200_000), 220)]
    opened = sorted(opened[20:])
    gaps = sorted(watch.gaps)
    watching.cancel()
    result = {
        "first_paint_s": round(first_paint_s, 2),
        "list_live_s": round(live_s, 2),
        "rows": len(desk.backlog.mail.rows.rows),
        "rss_mb": round(idle_mb),
        "rss_after_mb": round(rss_mb()),
        "open_p50_ms": round(opened[len(opened) // 2] * 1e3, 1),
        "open_p95_ms": round(opened[int(len(opened) * 0.95)] * 1e3, 1),
        "open_max_ms": round(opened[-1] * 1e3, 1),
        "stall_p999_ms": round(gaps[int(len(gaps) * 0.999)] * 1e3, 1),
        "failures": failures,
    }
    await tasks.stop()
    await desk.stop()
    return result


def shows(screen, number: int) -> bool:
    """Whether the talk of this case stands on the screen."""
    face = screen._face()
    return face is not None and face.case == number and screen.talk.timeline.model().rowCount() > 0


async def open_one(number: int) -> float:
    """Seconds from asking for a case to its text painted."""
    work = window.frame.work
    shown = asyncio.Event()
    began = time.perf_counter()
    work.open_case(number)
    stop = work.case._view.entries.listen(lambda _ops: shown.set())
    await shown.wait()
    await asyncio.sleep(0)
    stop()
    assert shows(work.case, number)
    work.case.repaint()
    return time.perf_counter() - began


loop = QtLoop(app)
asyncio.set_event_loop(loop)
with loop:
    print(json.dumps(loop.run_until_complete(measure())))
os._exit(0)
