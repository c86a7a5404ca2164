"""Changes of chats, calls and cases at a steady pace, written as bare as can be; a child process.

It prints how many changes it committed, and in how long.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert, update
from whenever import Instant

from console.app.machine_clock import MachineClock
from console.data.engine import open_engine
from console.data.tables.cases import CaseRow
from console.data.tables.journal import EventRow
from console.data.tables.live import CallRow, ChatRow

CHATS, CALLS = 60, 20
NEXT = {"waiting": "ringing", "ringing": "talking", "talking": "ended"}
AN_HOUR_S = 3600.0


class Outside:
    """What goes on out there. Each change is told as one event of its thing."""

    def __init__(self, cases: int, chance: random.Random) -> None:
        self._cases = cases
        self._chance = chance
        self._number = 0
        self._chats: list[tuple[UUID, int]] = []
        self._calls: list[tuple[UUID, str]] = []
        self._answered: set[UUID] = set()
        self._free = list(range(1, cases + 1))
        self._events: list[dict[str, Any]] = []

    def begin(self, line: Connection) -> None:
        """As many chats and calls as there ever are at once."""
        for _ in range(CHATS):
            self._chat_comes(line)
        for _ in range(CALLS):
            self._call_comes(line)
        self._tell(line)

    def change(self, line: Connection, count: int) -> None:
        """So many changes, in one transaction."""
        for _ in range(count):
            wanted = self._chance.random()
            if wanted < 0.4:
                self._case_changes(line)
            elif wanted < 0.7:
                self._chat_changes(line)
            else:
                self._call_changes(line)
        self._tell(line)

    def _case_changes(self, line: Connection) -> None:
        """Its words; every tenth goes away answered, or comes in."""
        case = self._chance.randrange(1, self._cases + 1)
        values: dict[str, Any] = {"snippet": self._words()}
        wanted = self._chance.random()
        if wanted < 0.1:
            values |= {"state": "waiting", "waiting_since": None}
        elif wanted < 0.3:
            values |= {"state": "open", "waiting_since": self._now()}
        self._update(line, CaseRow, CaseRow.id == case, values)
        self._happens("CaseChanged", "case", case, case)

    def _chat_changes(self, line: Connection) -> None:
        """Somebody says something; every twentieth ends, and another comes."""
        at = self._chance.randrange(len(self._chats))
        chat, case = self._chats[at]
        now = self._now()
        if self._chance.random() < 0.05:
            ended = {"state": "ended", "ended_at": now, "waiting_since": None}
            self._update(line, ChatRow, ChatRow.id == chat, ended)
            self._happens("ChatEnded", "chat", chat, case)
            del self._chats[at]
            self._free.append(case)
            self._chat_comes(line)
            return
        self._update(line, CaseRow, CaseRow.id == case, {"snippet": self._words(), "last_at": now})
        is_theirs = self._chance.random() < 0.6
        said: dict[str, Any] = {"waiting_since": now if is_theirs else None}
        if not is_theirs:
            said |= {"state": "active", "agent_id": 1}
            if chat not in self._answered:
                self._answered.add(chat)
                said["first_reply_at"] = now
        self._update(line, ChatRow, ChatRow.id == chat, said)
        self._happens("ChatSaid" if is_theirs else "ChatAnswered", "chat", chat, case)

    def _call_changes(self, line: Connection) -> None:
        """It goes on by a step; after its end another comes."""
        at = self._chance.randrange(len(self._calls))
        call, before = self._calls[at]
        state, now = NEXT[before], self._now()
        values: dict[str, Any] = {"state": state}
        if before == "waiting" and self._chance.random() < 0.2:
            state = "ended"
            due = now.add(seconds=AN_HOUR_S)
            values = {"state": state, "ending": "abandoned", "ended_at": now, "call_back_by": due}
        elif state == "ringing":
            values["rung_to"] = 1
        elif state == "talking":
            values |= {"answered_by": 1, "answered_at": now, "rung_to": None}
        else:
            values |= {"ending": "answered", "ended_at": now}
        self._update(line, CallRow, CallRow.id == call, values)
        self._happens("CallChanged", "call", call, None)
        self._calls[at] = (call, state)
        if state == "ended":
            del self._calls[at]
            self._call_comes(line)

    def _chat_comes(self, line: Connection) -> None:
        case = self._free.pop(self._chance.randrange(len(self._free)))
        chat, now = self._id(), self._now()
        began = now.subtract(seconds=self._chance.randrange(90))
        values = {
            "id": chat,
            "version": 1,
            "connector": "chat",
            "remote_id": str(chat),
            "remote_version": 1,
            "case_id": case,
            "state": "waiting",
            "visitor_name": "Kari Nordmann",
            "is_verified": False,
            "page": "",
            "began_at": began,
            "waiting_since": began,
        }
        line.execute(insert(ChatRow), [values])
        self._happens("ChatOpened", "chat", chat, case)
        self._chats.append((chat, case))

    def _call_comes(self, line: Connection) -> None:
        call, now = self._id(), self._now()
        is_pos = self._chance.random() < 0.3
        values = {
            "id": call,
            "version": 1,
            "connector": "phone",
            "remote_id": str(call),
            "remote_version": 1,
            "queue": "kundeservice",
            "number": f"+4777{self._number:06}",
            "name": "",
            "is_pos": is_pos,
            "priority": 10 if is_pos else 0,
            "state": "waiting",
            "began_at": now,
            "ending": "",
        }
        line.execute(insert(CallRow), [values])
        self._happens("CallArrived", "call", call, None)
        self._calls.append((call, "waiting"))

    def _update(self, line: Connection, row: Any, which: Any, values: dict[str, Any]) -> None:
        line.execute(update(row).where(which).values(version=row.version + 1, **values))

    def _happens(self, kind: str, entity: str, key: object, case: int | None) -> None:
        self._events.append(
            {
                "act_id": self._id(),
                "at": self._now(),
                "kind": kind,
                "entity": entity,
                "entity_id": str(key),
                "case_id": case,
                "data": {},
            }
        )

    def _tell(self, line: Connection) -> None:
        line.execute(insert(EventRow), self._events)
        self._events = []

    def _id(self) -> UUID:
        self._number += 1
        return UUID(int=self._chance.getrandbits(128), version=4)

    def _words(self) -> str:
        return f"Endring {self._number} av noe som en kunde skriver om kassen sin"

    def _now(self) -> Instant:
        return MachineClock().now().round("microsecond")


def keep_pace(change: Callable[[int], None], a_second: int, at_once: int, seconds: float) -> int:
    """Changes so often, so many at once; the changes done. Does not try to make up for more than
    a second in which the store did not take any.
    """
    pause = threading.Event()
    began_s = due_s = time.perf_counter()
    done = 0
    while time.perf_counter() - began_s < seconds:
        change(at_once)
        done += at_once
        due_s = max(due_s + at_once / a_second, time.perf_counter() - 1.0)
        pause.wait(max(0.0, due_s - time.perf_counter()))
    return done


def main(url: str, cases: int, a_second: int, at_once: int) -> None:
    """Begins at once; then each line of standard input is a number of seconds to change for."""
    engine = open_engine(url, busy_timeout_s=30.0)
    outside = Outside(cases, random.Random(5))

    def change(count: int) -> None:
        with engine.begin() as line:
            outside.change(line, count)

    with engine.begin() as line:
        outside.begin(line)
    print(json.dumps({"begun": True}), flush=True)
    for asked in sys.stdin:
        began_s = time.perf_counter()
        done = keep_pace(change, a_second, at_once, float(asked))
        took_s = time.perf_counter() - began_s
        answer = {"changes": done, "a_second": round(done / took_s, 1)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
