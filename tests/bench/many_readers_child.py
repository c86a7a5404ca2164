"""Many readers of the feed in one process, as windows follow it but without a screen."""

import json
import os
import resource
import sys
import threading
import time

from console.app.machine_clock import MachineClock
from console.data.engine import open_engine
from console.data.feed import newest
from console.data.store import Store
from console.desk.follow import Batch, Follower
from tests.bench.colleague import latencies

URL, PASSWORD, COUNT = sys.argv[1], sys.argv[2], int(sys.argv[3])


class Reader:
    """One reader: when it had each change, and what it was told of trouble."""

    def __init__(self) -> None:
        self.seen: dict[int, float] = {}
        self.lost = 0
        self.store = Store(open_engine(URL, password=PASSWORD))
        cursor = self.store.read(newest)
        self.follower = Follower(self.store, MachineClock(), self.hear, cursor)
        self.follower.start()

    def hear(self, arrival):
        now = time.perf_counter()
        if isinstance(arrival, Batch):
            self.seen.update((case.attachments - 1, now) for case in arrival.cases)
        else:
            self.lost += 1
        self.follower.taken()


readers = [Reader() for _ in range(COUNT)]
before = resource.getrusage(resource.RUSAGE_SELF)
print("ready", flush=True)
told = json.loads(sys.stdin.readline())
pause, until = threading.Event(), time.monotonic() + 5
last = len(told["began"]) - 1
while not all(last in reader.seen for reader in readers) and time.monotonic() < until:
    pause.wait(0.05)  # the last change is on its way
after = resource.getrusage(resource.RUSAGE_SELF)
began = told["began"]
found = [latencies(began, reader.seen, told["cases"]) for reader in readers]
every = sorted(
    (reader.seen[n] - start) * 1e3
    for reader in readers
    for n, start in enumerate(began)
    if n in reader.seen
)
print(
    json.dumps(
        {
            "every": every,
            "unseen": sum(len(began) - one["n"] for one in found),
            "lost": sum(reader.lost for reader in readers),
            "cpu_s": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        }
    ),
    flush=True,
)
os._exit(0)
