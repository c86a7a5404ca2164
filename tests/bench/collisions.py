"""1,000 times two people act on one case at once on PostgreSQL, each history checked."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence

from fakes.clock import FakeClock
from fixtures.collisions import PAIRS, Clash, Collision
from fixtures.house import House
from fixtures.servers import TEMPLATE, make_template
from fixtures.team_store import TeamStore
from peers.postgres import Postgres, PostgresMissing

from console.data.commands.people import add_person
from console.domain.ids import PersonId
from console.domain.people import Role

NAMES = {"sunniva": "Sunniva Lund", "jonas": "Jonas Tveit", "ingrid": "Ingrid Moe"}
COUNT = 1_000


def main(arguments: list[str]) -> int:
    """`collisions [COUNT]`, rounded up to whole rounds of every pair of acts."""
    count = int(arguments[0]) if arguments else COUNT
    server = Postgres()
    try:
        server.start()
        make_template(server)
        began = time.monotonic()
        collisions = _collide(server, -(-count // len(PAIRS)))
        seconds = time.monotonic() - began
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    finally:
        server.remove()
    faults = Counter(fault for one in collisions for fault in one.faults())
    print(json.dumps({**_told(collisions), "seconds": round(seconds, 1), "faults": faults}))
    return 1 if faults else 0


def _collide(server: Postgres, rounds: int) -> list[Collision]:
    store = TeamStore(server, server.database(TEMPLATE))
    house = House(store, FakeClock())
    names = {}
    for login, name in NAMES.items():
        person = house.act(None, add_person, login, name, [Role.AGENT]).answer["person"]
        names[PersonId(person)] = name
    try:
        return list(Clash(house, names).run(rounds))
    finally:
        store.close()


def _told(collisions: Sequence[Collision]) -> dict[str, object]:
    overlapping = sum(
        max(a.invoked, b.invoked) < min(a.returned, b.returned)
        for a, b in (one.operations for one in collisions)
    )
    return {
        "collisions": len(collisions),
        "at_once": overlapping,
        "one_won": sum(len(one.won) == 1 for one in collisions),
        "won_by_first": sum(one.won[0] is one.operations[0] for one in collisions if one.won),
        "answers_refused": sum(
            each.what.value == "answer" and each.told is not None
            for one in collisions
            for each in one.operations
        ),
    }
