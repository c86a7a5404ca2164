"""Writes notes to a store and says each one that it is told is kept; runs until it is ended."""

from __future__ import annotations

import sys

from sqlalchemy import event
from whenever import Instant

from console.data.commands.messages import add_note
from console.data.engine import open_engine
from console.data.store import Store
from console.data.transaction import new_act
from console.domain.ids import CaseId, MessageId, PersonId, new_uuid

URL, PERSON, CASE, SYNCHRONOUS = sys.argv[1:]
AT = Instant.from_utc(2026, 11, 23, 8, 41)

engine = open_engine(URL)
if SYNCHRONOUS != "as it is":

    @event.listens_for(engine, "connect")
    def _weaken(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA synchronous={SYNCHRONOUS}")  # type: ignore[attr-defined]


store = Store(engine)
while True:
    message = MessageId(new_uuid())
    act = new_act(PersonId(int(PERSON)), AT)
    store.perform(act, add_note, CaseId(int(CASE)), message, "Ringte.", ())
    print(message, flush=True)
