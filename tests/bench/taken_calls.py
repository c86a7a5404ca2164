"""1,000 times two people take one caller at once on PostgreSQL: exactly one wins."""

from __future__ import annotations

import json
import sys
import time

from fakes.clock import FakeClock
from fixtures.house import House
from fixtures.live_house import LiveHouse
from fixtures.servers import TEMPLATE, make_template
from fixtures.team_store import TeamStore
from fixtures.two_takers import take_at_once
from peers.postgres import Postgres, PostgresMissing

from console.data.commands.people import add_person
from console.domain.ids import PersonId
from console.domain.people import Role

NAMES = {"jonas": "Jonas Tveit", "ingrid": "Ingrid Moe"}
COUNT = 1_000


def main(arguments: list[str]) -> int:
    """`taken_calls [COUNT]`."""
    count = int(arguments[0]) if arguments else COUNT
    server = Postgres()
    try:
        server.start()
        make_template(server)
        began = time.monotonic()
        faults = _take(server, count)
        seconds = time.monotonic() - began
    except PostgresMissing as missing:
        print(missing, file=sys.stderr)
        return 2
    finally:
        server.remove()
    print(json.dumps({"callers": count, "seconds": round(seconds, 1), "faults": faults}))
    return 1 if faults else 0


def _take(server: Postgres, count: int) -> list[str]:
    store = TeamStore(server, server.database(TEMPLATE))
    live = LiveHouse(House(store, FakeClock()))
    names = {}
    for login, name in NAMES.items():
        person = live.house.act(None, add_person, login, name, [Role.AGENT]).answer["person"]
        names[PersonId(person)] = name
    live.telephones(**{"21": "jonas", "22": "ingrid"})
    try:
        return take_at_once(live, names, count)
    finally:
        store.close()
