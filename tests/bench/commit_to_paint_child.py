"""A window on a server, measured from inside: when each change stands painted on the screen."""

import asyncio
import gc
import json
import os
import resource
import sys
import threading
import time

gc.disable()  # as the window does until it has its desk

from console.app.outset import Outset  # noqa: E402
from console.app.window import _shown  # noqa: E402
from console.desk.places import places  # noqa: E402
from console.desk.preferences import Loaded, Preferences  # noqa: E402
from console.widgets.row_list import RowList  # noqa: E402

URL, PASSWORD = sys.argv[1:3]
IN_SIGHT = 12
waiting: list[int] = []
shown: dict[int, float] = {}
paint = RowList.paintEvent


def painted(self, event):
    """The paint, and then when each change that it shows stood painted."""
    paint(self, event)
    now = time.perf_counter()
    shown.update((number, now) for number in waiting)
    waiting.clear()


RowList.paintEvent = painted
chosen = Loaded(Preferences(store=URL, login="sunniva.l"))
app, window, hub = _shown(Outset(places(), chosen))
window.resize(1920, 1080)


from console.app.prepared import prepare  # noqa: E402
from console.app.qt_loop import QtLoop  # noqa: E402
from console.desk.changes import Update  # noqa: E402
from console.desk.tasks import Tasks  # noqa: E402


class Passwords:
    def get(self, name):
        return PASSWORD

    def set(self, name, value):
        raise RuntimeError("nothing is kept here")


async def measure():
    loop = asyncio.get_running_loop()
    prepared = await loop.run_in_executor(
        None,
        lambda: prepare(places(), chosen.preferences, threading.main_thread(), Passwords()),
    )
    failures = []
    tasks = Tasks(loop, lambda name, error: failures.append(f"{name}: {error!r}"))
    desk = prepared.desk(tasks.spawn)
    window.attach(desk, tasks.spawn)
    desk.start(prepared.whole, prepared.cursor)
    gc.freeze()
    gc.enable()
    window.frame.go("mail")
    pane = window.frame.work.lane("mail").pane
    pane.show_rows()
    await asyncio.sleep(2)
    cases = [row.case for row in desk.backlog.mail.rows.rows if row.case][:IN_SIGHT]
    done = asyncio.Event()

    def heard(ops):
        for op in ops:
            if isinstance(op, Update) and op.row.case is not None:
                waiting.append(op.row.clips - 1)

    desk.backlog.mail.rows.listen(heard)
    gaps = []

    async def watch():
        before = time.perf_counter()
        while not done.is_set():
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            gaps.append(now - before - 0.005)
            before = now

    watching = tasks.spawn(watch(), "watch")
    cpu = resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()
    print(json.dumps({"visible": cases}), flush=True)
    await loop.run_in_executor(None, sys.stdin.readline)
    took = time.perf_counter() - began
    await asyncio.sleep(2)
    used = resource.getrusage(resource.RUSAGE_SELF)
    done.set()
    gaps.sort()
    result = {
        "painted": shown,
        "stall_p99_ms": round(gaps[int(len(gaps) * 0.99)] * 1e3, 1),
        "stall_p999_ms": round(gaps[int(len(gaps) * 0.999)] * 1e3, 1),
        "stall_max_ms": round(gaps[-1] * 1e3, 1),
        "cpu_share": round((used.ru_utime + used.ru_stime - cpu.ru_utime - cpu.ru_stime) / took, 2),
        "rows": len(desk.backlog.mail.rows.rows),
        "failures": failures,
    }
    await watching
    await tasks.stop()
    await desk.stop()
    return result


loop = QtLoop(app)
asyncio.set_event_loop(loop)
with loop:
    print(json.dumps(loop.run_until_complete(measure())), flush=True)
os._exit(0)
