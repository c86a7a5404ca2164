"""An hour of a practice day, sixty times as fast, with a person at work by keys and mouse."""

from __future__ import annotations

import json
import os
import time

from e2e.practice_desk import PracticeDesk
from e2e.practice_person import PracticePerson

SECONDS, STRETCH_S = 60.0, 10.0


def main(arguments: list[str]) -> int:
    """`practice_person [SECONDS [SEED]]`: so long of real time at work, looks not counted."""
    seconds = float(arguments[0]) if arguments else SECONDS
    seed = int(arguments[1]) if len(arguments) > 1 else 7
    begun = time.monotonic()
    desk = PracticeDesk("--speed", "60", "--seed", str(seed))
    try:
        desk.sit_down()
        alive_s = time.monotonic() - begun
        person = PracticePerson(desk, seed)
        for _ in range(max(1, round(seconds / STRETCH_S))):
            person.work(STRETCH_S)
            person.look()
        first, last = desk.ask("SELECT min(at), max(at) FROM event WHERE kind = 'ChatTaken'")[0]
    finally:
        desk.stop()
    done = person.done
    found = {
        "screen_to_four_lanes_s": round(alive_s, 1),
        "minutes_of_the_day": round((last - first) / 6e7, 1),
        "clicks": done.clicks,
        "opened_as_clicked": done.opened,
        "taken": done.taken,
        "handed_over": done.handed_over,
        "looked_under_a_resting_pointer": done.rested,
        "looks": len(done.looks),
        "waiting_at_looks": [looked.waiting for looked in done.looks],
        "clocks_compared": sum(looked.clocks for looked in done.looks),
        "wrong": done.wrong,
        "load": os.getloadavg(),
    }
    print(json.dumps(found, ensure_ascii=False))
    return 1 if done.wrong else 0
